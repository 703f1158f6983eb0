"""Before sealing: what is unanswered, flagged, not known, unproven or contradictory, each one key from its question."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.assessment.conflicts import Conflict, fired, rule_outcomes
from readiness.assessment.interview import Filter
from readiness.assessment.model import Assessor
from readiness.plain import question
from readiness.plain.console import Console, EndOfInput
from readiness.questionnaire.model import Audience
from readiness.questionnaire.vocabulary import ValueRefused
from readiness.session.naming import clean
from readiness.session.sitting import Session
from readiness.translation import _

MOST_LISTED = 12
"""Questions listed of one kind; a code leads to any other."""


class Review:
    """Shows what is left, and seals."""

    def __init__(self, console: Console, session: Session) -> None:
        """Look at the draft of `session`."""
        self._console = console
        self._session = session

    def run(self) -> str | None:
        """Show what is left, until the user goes to a question, or seals: then there is none to go to.

        Raises:
            EndOfInput: there is no more input, or `q` was typed.
            StoreError: it could not be sealed.
        """
        self._show()
        while True:
            typed = self._console.ask(_("A code to go there, seal to finish, l to list again, q to stop:"))
            if typed.lower() == "q":
                raise EndOfInput
            if typed.lower() == "seal":
                if self._sealed():
                    return None
            elif typed.lower() == "l":
                self._show()
            elif typed:
                target = question.target(self._session.interview(), typed)
                if target is not None:
                    return target
                self._console.say(_("There is no such question or section."))

    def _show(self) -> None:
        interview = self._session.interview()
        self._console.say("", _("Before you finish"))
        for by, title in (
            (Filter.OPEN, _("Not answered: {n}")),
            (Filter.FLAGGED, _("Flagged: {n}")),
            (Filter.UNKNOWN, _("I don't know: {n}")),
            (Filter.UNPROVEN, _("Yes without proof: {n}")),
            (Filter.INCOMPLETE, _("A needed detail is missing: {n}")),
        ):
            found = interview.filtered(by)
            self._console.say(title.format(n=len(found)))
            self._list(found)
        carried = self._session.unconfirmed()
        if carried:
            self._console.say(_("Carried over, and not looked at: {n}").format(n=len(carried)))
            self._list(carried)
        conflicts = [
            one for one in fired(rule_outcomes(interview.reading)) if one.audience is not Audience.COUNSEL_ONLY
        ]
        self._console.say(_("Doesn't fit together: {n}").format(n=len(conflicts)))
        for conflict in conflicts[:MOST_LISTED]:
            codes = dict.fromkeys(self._code(quote.check) for quote in conflict.quotes)
            self._console.say(f"  {conflict.title} ({', '.join(code for code in codes if code)})")

    def _list_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        told = [one for one in conflicts if one.audience is not Audience.COUNSEL_ONLY]
        self._console.say(_("Doesn't fit together: {n}").format(n=len(told)))
        for conflict in told[:MOST_LISTED]:
            codes = dict.fromkeys(self._code(quote.check) for quote in conflict.quotes if quote.check)
            self._console.say(f"  {conflict.title} ({', '.join(codes)})")
        if len(told) < len(conflicts):
            self._console.say(_("One matter for counsel: talk to coverage counsel first. Delete nothing."))

    def _list(self, found: tuple[str, ...]) -> None:
        index, interview = self._session.index, self._session.interview()
        for id in found[:MOST_LISTED]:
            check = index.checks.get(id)
            words = interview.question(check) if check is not None else index.facts[id].label
            self._console.say(f"  {self._code(id)}  {words}")
        if len(found) > MOST_LISTED:
            self._console.say(_("  and {n} more").format(n=len(found) - MOST_LISTED))

    def _code(self, id: str) -> str:
        check = self._session.index.checks.get(id)
        return check.code if check is not None else id

    def _sealed(self) -> bool:
        """Ask who led the assessment, and seal it; False when the user thinks better of it."""
        known = self._session.assessment.assessor
        self._console.say(_("A finished assessment can't be changed; corrections start a new one."))
        name = self._console.ask(_("Who led this assessment (Enter for: {name})?").format(name=known.name or "-"))
        interest = self._console.ask(
            _("Does that person sell anything the report may recommend? What (Enter for: {interest})?").format(
                interest=known.interest or _("nothing")
            )
        )
        if self._console.ask(_("Type seal to finish, Enter to go back:")).lower() != "seal":
            return False
        try:
            assessor = Assessor(name=clean(name) or known.name, interest=clean(interest) or known.interest)
        except ValueRefused as refused:
            self._console.say(_("Not saved: {why}").format(why=refused))
            return False
        sealed = self._session.seal(assessor)
        self._console.say(_("Finished. Seal: {hash}").format(hash=sealed.content_hash[:12]))
        return True
