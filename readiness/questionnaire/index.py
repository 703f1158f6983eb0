"""Finding things in a pack by id or code, without walking it each time."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from readiness.questionnaire.model import Check, ConflictRule, Fact, Pack, Section


class Index:
    """A pack with its checks, facts and rules by id. Holds no answers and never changes."""

    def __init__(self, pack: Pack) -> None:
        """Index `pack`; each table is built when first asked for."""
        self.pack = pack

    @cached_property
    def checks(self) -> Mapping[str, Check]:
        """Every check by id, in the order of the pack."""
        return MappingProxyType({check.id: check for section in self.pack.sections for check in section.checks})

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Every fact by id: opening facts and those of checks."""
        found = {fact.id: fact for section in self.pack.sections for fact in section.facts}
        found.update((fact.id, fact) for check in self.checks.values() for fact in check.facts)
        return MappingProxyType(found)

    @cached_property
    def check_of_fact(self) -> Mapping[str, Check]:
        """The check that captures a fact; opening facts are not in here."""
        return MappingProxyType({fact.id: check for check in self.checks.values() for fact in check.facts})

    @cached_property
    def section_of(self) -> Mapping[str, Section]:
        """The section of every check and every opening fact, by their ids."""
        found: dict[str, Section] = {}
        for section in self.pack.sections:
            found.update((check.id, section) for check in section.checks)
            found.update((fact.id, section) for fact in section.facts)
        return MappingProxyType(found)

    @cached_property
    def by_code(self) -> Mapping[str, Check]:
        """Every check by its code (`LEAD-04`)."""
        return MappingProxyType({check.code: check for check in self.checks.values()})

    @cached_property
    def rules(self) -> Mapping[str, ConflictRule]:
        """Every conflict rule by id."""
        return MappingProxyType({rule.id: rule for rule in self.pack.rules})

    @cached_property
    def opening_facts(self) -> tuple[Fact, ...]:
        """The facts of unscored sections, in order."""
        return tuple(fact for section in self.pack.sections for fact in section.facts)

    @cached_property
    def captured_by(self) -> Mapping[str, str]:
        """Fact id -> id of the item its value is kept under: its check, or itself for an opening fact."""
        found = {fact.id: fact.id for fact in self.opening_facts}
        found.update((id, check.id) for id, check in self.check_of_fact.items())
        return MappingProxyType(found)
