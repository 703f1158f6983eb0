"""Where in the interview we are, and what is shown there. Knows no widget's state; made anew by every change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from textual.content import Content

from readiness.assessment.agenda import Group, GroupKind
from readiness.assessment.carrying import is_carried
from readiness.assessment.interview import Interview, Only, Walk
from readiness.assessment.part_words import part_words
from readiness.assessment.revisit import Again
from readiness.questionnaire.model import Check
from readiness.session.sitting import Session
from readiness.translation import _, ngettext
from readiness.tui.notices import asked_again, carried, other_question
from readiness.tui.outline import marks, parts
from readiness.tui.questions import check_question, opening_question
from readiness.tui.text import line
from readiness.tui.widgets.question_pane import Question
from readiness.tui.widgets.section_list import Mark, Part

_LONGEST_NAME = 28
"""Characters of an organisation's name in the title: a long one must not hide where we are."""


def short_name(name: str) -> str:
    """An organisation's name as titles have it."""
    whole = line(name)
    return whole if len(whole) <= _LONGEST_NAME else whole[: _LONGEST_NAME - 1] + "…"


class Course:
    """The way through the questions of one sitting."""

    def __init__(self, session: Session, among: Mapping[str, Again] | None = None) -> None:
        """Begin where the last sitting stopped; `among` are the only items of a re-assessment to go through."""
        self.session = session
        self._among = among
        self._walk: Walk | None = None
        self._other: tuple[str, str] | None = None
        self.interview: Interview = session.interview()
        self._name = session.organisation.name
        self._progress = ""
        self._item = self.interview.resume_at() or ""

    @property
    def item(self) -> str:
        """The check or opening fact we are at; "" when nothing is asked."""
        return self._item

    @property
    def other(self) -> str:
        """The question whose answer doesn't fit together with the one we are at; "" where all does."""
        if self._other is None or self._other[0] != self._item:
            check = self.check
            answered = check is not None and self.interview.reading.state(check.id) is not None
            found = other_question(self.interview, check) if check is not None and answered else ""
            self._other = (self._item, found)
        return self._other[1]

    @property
    def only(self) -> Only | None:
        """The part of the questions that is walked through; None for all of them."""
        return self._walk.only if self._walk is not None else None

    @property
    def can_narrow(self) -> bool:
        """Whether the way leads through all questions, so that it can be one through some."""
        return self._among is None

    def narrow(self, only: Only | None) -> str:
        """Walk through one part of the questions, or through all again; the item to be at."""
        self._walk = None if only is None else Walk.through(self.interview, only)
        return self._item if self._walk is None else self._walk.first(self.interview, self._item) or self._item

    @property
    def group(self) -> Group | None:
        """The group of the item."""
        return self.interview.group_of(self._item) if self._item else None

    @property
    def check(self) -> Check | None:
        """The check we are at; None on a screen of facts."""
        return self.interview.reading.index.checks.get(self._item)

    def renew(self) -> None:
        """Take in what was kept."""
        self.interview = self.session.interview()
        self._other = None
        self._progress = ""

    def leaves_nothing_open(self) -> bool:
        """Take in what was kept; whether the question has no field that should be filled and is empty."""
        self.renew()
        return not any(entry.wanted and not entry.raw for entry in self.question().entries)

    def go(self, item: str) -> None:
        """Be at another item."""
        self._item = item

    def beside(self, by: int) -> str | None:
        """The item after this one or before it; a screen of facts counts as one."""
        group = self.group
        if group is None:
            return None
        at = self._item
        if group.kind is GroupKind.SCREEN:
            at = group.items[-1] if by > 0 else group.items[0]
        if self._among is not None:
            return self._beside_in(self._among, at, by)
        if self._walk is not None:
            return self._walk.after(self.interview, at) if by > 0 else self._walk.before(self.interview, at)
        return self.interview.next_item(at) if by > 0 else self.interview.previous_item(at)

    def block_ended(self) -> Group | None:
        """The block that ends with the item; none where the way goes by another list."""
        if self._among is not None or self._walk is not None or not self._item:
            return None
        return self.interview.block_ended_after(self._item)

    def _beside_in(self, among: Mapping[str, Again], at: str, by: int) -> str | None:
        order = self.interview.order
        here = order.index(at)
        beside = order[here + 1 :] if by > 0 else reversed(order[:here])
        return next((id for id in beside if id in among and self.interview.reading.is_visible(id)), None)

    @property
    def confirmable(self) -> tuple[str, ...]:
        """What is on screen, carried over from an earlier assessment, and may be confirmed by one key."""
        if self._among is None or self.group is None:
            return ()
        shown = (self._item,) if self.check is not None else self.group.items
        draft = self.session.assessment
        return tuple(id for id in shown if is_carried(draft, id) and self._may_be_confirmed(self._among.get(id)))

    def _may_be_confirmed(self, again: Again | None) -> bool:
        return again is None or again.can_be_confirmed

    def question(self) -> Question:
        """What the pane shows; above all else what is known of an answer that was carried over."""
        question = self._question()
        said = self._carried()
        return replace(question, notices=(*said, *question.notices)) if said else question

    def _carried(self) -> tuple[Content, ...]:
        items = self.confirmable
        if not items or self._among is None:
            return ()
        key = _("y: still true") if self.check is not None else _("esc, then y: still true")
        again = self._among.get(self._item)
        found = [carried(self.interview.reading, items[0], key)]
        return (*found, asked_again(again)) if again is not None and again.whys else tuple(found)

    def _question(self) -> Question:
        encrypted = self.session.keeps_sensitive
        check, group = self.check, self.group
        if check is not None:
            return check_question(self.interview, check, self.session.own_answer(check.id), encrypted=encrypted)
        if group is not None:
            return opening_question(self.interview, group, encrypted=encrypted)
        return Question(item="", title=_("There is nothing to ask."))

    def parts(self) -> tuple[Part, ...]:
        """The sections."""
        return parts(self.interview, self.group) if self.group is not None else ()

    def marks(self) -> tuple[Mark, ...]:
        """The questions of the present section."""
        return marks(self.interview, self.group) if self.group is not None else ()

    def title(self) -> str:
        """Organisation, section and how far in it."""
        words = [short_name(self._name)]
        group = self.group
        if self._walk is not None:
            walked = self._walk.items(self.interview)
            words.append(_("only: {what}").format(what=part_words(self._walk.only)))
            if self._item in walked:
                words.append(_("{n} of {all}").format(n=walked.index(self._item) + 1, all=len(walked)))
        elif group is not None:
            words.append(self._named(group))
            shown = [id for id in group.items if self.interview.reading.is_visible(id)]
            if self.check is not None and self._item in shown:
                words.append(_("{n} of {all}").format(n=shown.index(self._item) + 1, all=len(shown)))
        return " · ".join(words)

    def _named(self, group: Group) -> str:
        """The title of a group; of a block, also which one of how many it is."""
        blocks = self.interview.blocks
        if group not in blocks:
            return group.title
        return _("{n}/{all} {title}").format(n=blocks.index(group) + 1, all=len(blocks), title=group.title)

    def progress(self) -> str:
        """Who else answers, how many are answered, the minutes left. No score: it would invite to answer for it."""
        if not self._progress:
            self._progress = self._progress_words() if self._among is None else self._left_words(self._among)
        person = self.interview.reading.people.get(self.session.respondent)
        if person is None:
            return self._progress
        return line(_("{name} answers").format(name=person.name)) + " · " + self._progress

    def _progress_words(self) -> str:
        progress, minutes = self.interview.progress(), self.interview.minutes_left()
        answered = _("{n} of {all} answered").format(n=progress.answered, all=progress.asked)
        if progress.is_complete:
            return answered + " · " + _("r to look it over and finish")
        left = ngettext("about {n} minute left", "about {n} minutes left", minutes).format(n=minutes)
        return " · ".join([answered, *self._left_in_block(minutes), left])

    def _left_in_block(self, minutes: int) -> list[str]:
        """The minutes left in this block, where that is not all that is left."""
        group = self.group
        here = self.interview.minutes_in(group) if group is not None and group in self.interview.blocks else 0
        return (
            [ngettext("{n} minute in this block", "{n} minutes in this block", here).format(n=here)]
            if (0 < here < minutes)
            else []
        )

    def _left_words(self, among: Mapping[str, Again]) -> str:
        draft, interview = self.session.assessment, self.interview
        left = sum(is_carried(draft, id) or not interview.is_answered(id) for id in among)
        return ngettext("{n} of this list left to look at", "{n} of this list left to look at", left).format(n=left)
