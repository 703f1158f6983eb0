"""A re-assessment line by line: what changed, what is asked again, and one confirmation per section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from readiness.assessment.model import Answer, Person
from readiness.assessment.people import name_and_role
from readiness.assessment.reading import Reading
from readiness.assessment.revisit import Again, Rest, listed, said
from readiness.assessment.revisit_words import carried_words, mention_lines, why_words
from readiness.plain.console import Console, EndOfInput
from readiness.plain.conversation import Conversation
from readiness.questionnaire.vocabulary import State, ValueRefused
from readiness.session.naming import clean, named
from readiness.session.reassessment import Reassessment
from readiness.session.sitting import Session
from readiness.translation import _, ngettext

_NUMBERS = re.compile(r"\d+(?:[\s,]+\d+)*")


class Returning:
    """Goes through a re-assessment until everything was looked at once."""

    def __init__(self, console: Console, session: Session, conversation: Conversation) -> None:
        """Talk through `console` about the draft of `session`; whole questions are asked by `conversation`."""
        self._console = console
        self._session = session
        self._conversation = conversation
        self._visit = Reassessment(session)

    def run(self) -> None:
        """Ask about changes, then question by question, then section by section.

        Raises:
            EndOfInput: there is no more input, or the user wants to stop; everything done is kept.
            StoreError: something could not be kept; everything before it is.
        """
        if not self._visit.were_changes_asked:
            self._ask_changes()
        left = self._visit.left()
        n = len(left.again)
        text = ngettext("{n} question is asked again.", "{n} questions are asked again.", n).format(n=n)
        minutes = _("About {n} minutes with the sections after them.").format(n=self._visit.minutes(left))
        self._console.say("", text, minutes)
        self._ask_again()
        self._confirm_sections()

    def _ask_changes(self) -> None:
        changes = self._visit.changes
        since = self._visit.previous.as_of
        self._console.say("", _("What has changed since {day}?").format(day=since))
        for n, change in enumerate(changes, 1):
            self._console.say(f"{n}  {change.label}")
        while True:
            typed = self._console.ask(_("Numbers of all that happened, such as 2, 5; Enter for nothing, q to stop:"))
            if typed.lower() == "q":
                raise EndOfInput
            numbers = [int(one) for one in re.findall(r"\d+", typed)]
            if (not typed or _NUMBERS.fullmatch(typed)) and all(1 <= n <= len(changes) for n in numbers):
                break
            self._console.say(_("Numbers from 1 to {n} are needed.").format(n=len(changes)))
        reported = [changes[n - 1] for n in dict.fromkeys(numbers)]
        for change in reported:
            self._console.say_all([change.help] if change.help else [])
        if any(change.about_people for change in reported):
            self._ask_who_left()
        self._visit.report([change.id for change in reported])

    def _ask_who_left(self) -> None:
        while True:
            present = [person for person in self._session.assessment.people if not person.left_on]
            if not present:
                return
            self._console.say(_("Who left?"), *(f"{n}  {person.name}" for n, person in enumerate(present, 1)))
            typed = self._console.ask(_("Number of one who left, Enter when that is all:"))
            if not typed:
                return
            if typed.isdecimal() and 1 <= int(typed) <= len(present):
                self._replace(present[int(typed) - 1])
            else:
                self._console.say(_("A number from 1 to {n} is needed.").format(n=len(present)))

    def _replace(self, person: Person) -> None:
        found = self._visit.mentions(person.id)
        n = len(found)
        text = ngettext("{name} is named in {n} place:", "{name} is named in {n} places:", n)
        self._console.say(text.format(name=person.name, n=n))
        self._console.say_all(f"  {line}" for line in mention_lines(self._session.index, found))
        while True:
            typed = self._console.ask(_("Who takes over all of it (a name, Enter for nobody yet)?"))
            if not typed:
                self._visit.person_left(person.id)
                return
            try:
                name, role = name_and_role(typed)
                successor = Person(id="", name=named(name), role=clean(role))
            except ValueRefused as refused:
                self._console.say(_("Not saved: {why}").format(why=refused))
                continue
            if self._visit.find(successor.name) != person:
                break
            self._console.say(_("Another person is needed to take over."))
        self._visit.replace_person(person.id, successor)
        self._console.say(_("{name} is named in all of it. z takes it back.").format(name=successor.name))
        if self._console.ask(_("Enter to go on, z to take it back:")).lower() == "z":
            self._session.undo()
            self._console.say(_("Taken back."))

    def _ask_again(self) -> None:
        """Every question that is asked again, once; what appears on the way is asked too."""
        passed: set[str] = set()
        while True:
            again = next((one for one in self._visit.left().again if one.item not in passed), None)
            if again is None:
                return
            passed.add(again.item)
            self._ask_one(again)

    def _ask_one(self, again: Again) -> None:
        if not again.can_be_confirmed:
            self._conversation.ask_item(again.item)
            return
        reading = self._session.reading
        self._console.say("", *_carried_lines(reading, again))
        check = reading.index.checks.get(again.item)
        prompt = _("s still true, c changed, u don't know any more, Enter later, q stop:")
        if check is None:
            prompt = _("s still true, c changed, Enter later, q stop:")
        while True:
            typed = self._console.ask(prompt).lower()
            if typed == "q":
                raise EndOfInput
            if not typed:
                return
            if typed == "s":
                self._visit.confirm([again.item])
                self._console.say(_("Confirmed."))
                return
            if typed == "c":
                self._conversation.ask_item(again.item)
                return
            if typed == "u" and check is not None:
                own = self._session.own_answer(again.item) or Answer()
                self._session.answer(again.item, replace(own, state=State.UNKNOWN, choice="", reason=""))
                self._console.say(_("Saved: {answer}").format(answer=said(self._session.reading, again.item)))
                return
            self._console.say(prompt)

    def _confirm_sections(self) -> None:
        passed: set[str] = set()
        while True:
            rest = next((one for one in self._visit.left().rest if one.section not in passed), None)
            if rest is None:
                return
            if self._is_through(rest):
                passed.add(rest.section)
            self._ask_again()

    def _is_through(self, rest: Rest) -> bool:
        """List what a section has left over and ask for it as a whole; False when one of it was changed."""
        reading = self._session.reading
        self._console.say("", rest.title, *_rest_lines(reading, rest.items))
        while True:
            typed = self._console.ask(
                _("y all of this is still true, a number to change one, Enter to leave it unconfirmed, q stop:")
            )
            if typed.lower() == "q":
                raise EndOfInput
            if not typed:
                return True
            if typed.lower() == "y":
                self._visit.confirm(rest.items)
                n = len(rest.items)
                text = ngettext("{n} answer is confirmed.", "{n} answers are confirmed.", n)
                self._console.say(text.format(n=n))
                return True
            if typed.isdecimal() and 1 <= int(typed) <= len(rest.items):
                self._conversation.ask_item(rest.items[int(typed) - 1])
                return False
            self._console.say(_("A number from 1 to {n} is needed.").format(n=len(rest.items)))


def _carried_lines(reading: Reading, again: Again) -> Iterator[str]:
    check = reading.index.checks.get(again.item)
    if check is not None:
        yield f"{check.code}  {reading.scope.question(check)}"
    else:
        yield reading.index.facts[again.item].label
    yield _("Last time: {answer}").format(answer=said(reading, again.item))
    yield carried_words(reading, again.item)
    yield _("Asked again: {why}").format(why=", ".join(map(why_words, again.whys)))


def _rest_lines(reading: Reading, items: Sequence[str]) -> Iterator[str]:
    for n, item in enumerate(items, 1):
        about, answer = listed(reading, item)
        yield f"{n}  {about}: {answer}" if answer else f"{n}  {about}"
