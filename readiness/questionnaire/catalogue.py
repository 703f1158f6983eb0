"""What the names in a pack's conditions and sentences stand for: the kind of value behind each id."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from readiness.questionnaire.index import Index
from readiness.questionnaire.model import FactType, Pack
from readiness.questionnaire.vocabulary import State
from readiness.translation import _

RESERVED = ("this.", "assessment.")
"""Beginnings of names that the program gives values to; no id of a pack may have them."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind of value behind a name. `type` None is the state of a check."""

    type: FactType | None
    words: Mapping[str, object] = field(default_factory=dict)
    """The words it can be, for choices, yes/no and states: a mapping, so that many are looked up fast."""
    calendar: bool = False
    """A length of time that may be months or years, so that it can only say how old a date is."""
    certain: bool = True
    """False where the pack's own definition is broken, so that nothing can be said about its use."""

    def __str__(self) -> str:
        """The kind in words: `a date`, `the state of a check`."""
        return _described(self.type)


UNCERTAIN = Kind(FactType.TEXT, certain=False)
STATE = Kind(None, dict.fromkeys(State))
_YES_NO = Kind(FactType.YES_NO, {"yes": "", "no": ""})

ATTRIBUTES: Mapping[str, Kind] = {
    "employer": Kind(FactType.ORGANISATION),
    "independent_channels": Kind(FactType.INTEGER),
    "distinct_answers": Kind(FactType.INTEGER),
}
"""What can be read of a person fact, after its id and a dot."""

EACH: Mapping[str, Mapping[str, Kind]] = {
    "check": {
        "this.question": Kind(FactType.TEXT),
        "this.state": STATE,
        "this.evidence_on": Kind(FactType.DATE),
        "this.recheck": Kind(FactType.DURATION, calendar=True),
        "this.distinct_answers": Kind(FactType.INTEGER),
        "this.judges_provider": _YES_NO,
        "this.answered_by_employer": Kind(FactType.ORGANISATION),
        "this.assessor_sells_remedy": _YES_NO,
        "this.owner_has_seen": _YES_NO,
    },
    "person": {
        "this.name": Kind(FactType.TEXT),
        "this.roles": Kind(FactType.CHOICES),
        "this.left_on": Kind(FactType.DATE),
    },
}
"""`for_each` of a rule -> the names it may use for the one that is looked at."""

OF_THE_ASSESSMENT: Mapping[str, Kind] = {"assessment.next_due": Kind(FactType.DATE)}


class Catalogue:
    """Every name of one pack, with its kind. `uncertain` holds the facts whose own type is broken."""

    def __init__(self, pack: Pack, uncertain: Collection[str] = ()) -> None:
        """List the names of `pack`."""
        self.index = Index(pack)
        self._computed = pack.computed
        self._uncertain = frozenset(uncertain)

    def names(self, each: str = "") -> list[str]:
        """Every name that can be used; with those of a rule's `for_each`."""
        return [*self.index.checks, *self.index.facts, *self._computed, *OF_THE_ASSESSMENT, *EACH.get(each, ())]

    def is_typed(self, id: str) -> bool:
        """Whether a fact's own type and choices could be read."""
        return id not in self._uncertain

    def kind(self, name: str, each: str = "") -> Kind | None:
        """The kind of value behind a name, or None when there is nothing of that name."""
        if name in self.index.checks:
            return STATE
        if name in self.index.facts:
            return self._fact_kind(name)
        if name in self._computed:
            return self._computed_kind(name)
        if name in OF_THE_ASSESSMENT:
            return OF_THE_ASSESSMENT[name]
        return EACH.get(each, {}).get(name) or self._attribute_kind(name)

    def base(self, name: str) -> str:
        """The fact behind an attribute; any other name itself."""
        owner, _dot, attribute = name.rpartition(".")
        return owner if attribute in ATTRIBUTES and owner in self.index.facts else name

    def _fact_kind(self, id: str) -> Kind:
        if id in self._uncertain:
            return UNCERTAIN
        fact = self.index.facts[id]
        if fact.type in (FactType.CHOICE, FactType.CHOICES):
            return Kind(fact.type, fact.choices, certain=bool(fact.choices))
        return _YES_NO if fact.type is FactType.YES_NO else Kind(fact.type)

    def _attribute_kind(self, name: str) -> Kind | None:
        owner, _dot, attribute = name.rpartition(".")
        if attribute not in ATTRIBUTES or owner not in self.index.facts:
            return None
        kind = self._fact_kind(owner)
        if not kind.certain:
            return UNCERTAIN
        return ATTRIBUTES[attribute] if kind.type is FactType.PERSON else None

    def _computed_kind(self, id: str) -> Kind:
        computed = self._computed[id]
        if computed.count or computed.duplicates:
            return Kind(FactType.INTEGER)
        # Its parts are all of one kind, or the pack is refused.
        first = next(
            iter((*computed.sum[:1], *computed.smallest[:1], *computed.largest[:1], *computed.product[:1])), ""
        )
        kind = self._fact_kind(first) if first in self.index.facts else self._attribute_kind(first)
        return UNCERTAIN if kind is None else kind


def _described(type_: FactType | None) -> str:
    words = {
        None: _("the state of a check"),
        FactType.TEXT: _("text"),
        FactType.PERSON: _("a person"),
        FactType.PEOPLE: _("a list of people"),
        FactType.ORGANISATION: _("an organisation"),
        FactType.PHONE: _("a phone number"),
        FactType.EMAIL: _("an e-mail address"),
        FactType.URL: _("a web address"),
        FactType.DATE: _("a date"),
        FactType.INTEGER: _("a whole number"),
        FactType.MONEY: _("an amount of money"),
        FactType.DURATION: _("a duration"),
        FactType.CHOICE: _("one of several choices"),
        FactType.CHOICES: _("a list of choices"),
        FactType.YES_NO: _("yes or no"),
    }
    return words[type_]
