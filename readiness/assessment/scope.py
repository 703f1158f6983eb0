"""What an assessment covers: the whole pack, or the checks of one of its modes.

Numbers, findings and progress cover the scope only. A fact of a check that is not in the scope still
counts as covered when the opening screen asks for it.
"""

from __future__ import annotations

from functools import cached_property

from readiness.assessment.model import AssessmentError
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Check, Fact, Mode
from readiness.translation import _

FULL = "full"
"""The scope of an assessment that covers every check."""

FIRST_SCREENS = ("", "first")
"""Screens of opening facts that every pass begins with."""


class Scope:
    """The checks and facts that one scope of a pack asks for."""

    def __init__(self, index: Index, name: str = FULL) -> None:
        """The scope `full`, or the mode with that id.

        Raises:
            AssessmentError: the pack has no such mode.
        """
        self.index = index
        self.name = name
        self.mode = None if name == FULL else _mode(index, name)

    @property
    def asks_proof(self) -> bool:
        """Whether this pass asks for proof."""
        return self.mode is None or self.mode.asks_proof

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The checks of the scope, in the order they are asked."""
        if self.mode is None:
            return tuple(self.index.checks.values())
        named = (id for block in self.mode.blocks for id in block.checks)
        return tuple(self.index.checks[id] for id in named if id in self.index.checks)

    @cached_property
    def opening_facts(self) -> tuple[Fact, ...]:
        """The opening facts of the scope: all of them, or those a shorter pass begins with."""
        facts = self.index.opening_facts
        if self.mode is None:
            return facts
        return tuple(fact for fact in facts if fact.screen in FIRST_SCREENS or fact.first_hour)

    @cached_property
    def items(self) -> frozenset[str]:
        """Ids of the checks and opening facts of the scope."""
        return frozenset([check.id for check in self.checks] + [fact.id for fact in self.opening_facts])

    def facts_of(self, check: Check) -> tuple[Fact, ...]:
        """The facts this pass asks for with a check; a shorter pass asks only for those marked `first_hour`."""
        if self.mode is None:
            return check.facts
        return tuple(fact for fact in check.facts if fact.first_hour)

    def question(self, check: Check) -> str:
        """The question in the words of this pass."""
        wordings = (block.wording for block in self.mode.blocks) if self.mode is not None else ()
        return next((wording[check.id] for wording in wordings if check.id in wording), check.question)

    @cached_property
    def _screen_facts(self) -> frozenset[str]:
        lines = (line for section in self.index.pack.sections for line in section.opening_screen)
        return frozenset(id for line in lines for id in line.facts)

    def covers(self, id: str) -> bool:
        """Whether a check or a fact is asked for in this scope."""
        if self.mode is None or id in self.items or id in self._screen_facts:
            return True
        check = self.index.check_of_fact.get(id)
        return check is not None and check.id in self.items and self.index.facts[id].first_hour


def _mode(index: Index, name: str) -> Mode:
    for mode in index.pack.modes:
        if mode.id == name:
            return mode
    accepted = ", ".join([FULL, *(mode.id for mode in index.pack.modes)])
    raise AssessmentError(
        _("this questionnaire has no pass called '{name}'; it has: {accepted}").format(name=name, accepted=accepted)
    )
