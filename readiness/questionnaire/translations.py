"""A pack in another language: texts by id, laid over a pack whose ids, order and conditions stay as they are.

The overlay is for people who read. What is hashed, pinned and stored is the pack without it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from readiness.questionnaire.assembly import near, short
from readiness.questionnaire.model import (
    Band,
    Check,
    ConflictRule,
    Fact,
    Mode,
    ModeBlock,
    Pack,
    ReportedChange,
    RuleCase,
    Section,
    Term,
)
from readiness.questionnaire.part import Part
from readiness.questionnaire.review import Remark
from readiness.questionnaire.timeline_model import TimelineStep
from readiness.translation import _

if TYPE_CHECKING:
    from readiness.source import KeyPath, Plain

FOLDER = "translations"
"""Beside pack.yaml, with one file a language, named by its code: `es.yaml`, `es-MX.yaml`."""

Text: TypeAlias = "str | tuple[str, ...] | dict[str, str]"
Texts: TypeAlias = "dict[str, dict[str, dict[str, Text]]]"
"""Group, such as `checks` -> id -> field -> its text, its texts in order, or its texts by key."""

FIELDS: dict[str, tuple[type[Part], tuple[str, ...]]] = {
    "pack": (Pack, ("title", "description")),
    "bands": (Band, ("label",)),
    "sections": (Section, ("title", "short", "intro")),
    "checks": (
        Check,
        ("question", "yes_means", "partly_means", "good", "bad", "if_not", "why", "evidence", "severity_why",
         "first_step", "steps", "choices"),
    ),
    "facts": (Fact, ("label", "help", "why", "choices", "choice_words", "sensitive_where", "if_yes")),
    "rules": (ConflictRule, ("title", "sentence", "why", "steps", "if_not")),
    "cases": (RuleCase, ("title", "sentence")),
    "modes": (Mode, ("title", "intro")),
    "blocks": (ModeBlock, ("title", "in_hand", "ends_with", "wording")),
    "glossary": (Term, ("term", "text", "also")),
    "timeline": (TimelineStep, ("label", "who", "note")),
    "changes": (ReportedChange, ("label", "help")),
}  # fmt: skip
"""Group -> what it holds, and which of its texts may be given in another language."""

_ANY_LENGTH = ("also",)
"""Lists of words, which are as long as a language needs."""
_PLACE = re.compile(r"\{[^{}]*\}|[\[\]{}]")
"""Ids in braces, and the brackets around what is left out when an id has no value."""


def _parts(pack: Pack) -> Iterator[tuple[str, str, Part, str]]:
    """Group, id, part, and what it is counted with: its section, or its group."""
    yield "pack", pack.id, pack, "pack"
    yield from (("bands", band.id, band, "bands") for band in pack.bands)
    for section in pack.sections:
        yield "sections", section.section, section, section.section
        yield from (("facts", fact.id, fact, section.section) for fact in section.facts)
        for check in section.checks:
            yield "checks", check.id, check, section.section
            yield from (("facts", fact.id, fact, section.section) for fact in check.facts)
    for rule in pack.rules:
        yield "rules", rule.id, rule, "rules"
        yield from (("cases", f"{rule.id}.{n}", case, "rules") for n, case in enumerate(rule.cases, 1))
    for mode in pack.modes:
        yield "modes", mode.id, mode, "modes"
        yield from (("blocks", f"{mode.id}.{block.id}", block, "modes") for block in mode.blocks)
    yield from (("glossary", term.id, term, "glossary") for term in pack.glossary)
    yield from (("timeline", step.id, step, "timeline") for step in pack.timeline)
    yield from (("changes", change.id, change, "changes") for change in pack.changes)


def texts_of(pack: Pack) -> Texts:
    """Every text of a pack that may be given in another language."""
    found: Texts = {}
    for group, id, part, _counted in _parts(pack):
        texts = ((field, _text(getattr(part, field))) for field in FIELDS[group][1])
        found.setdefault(group, {})[id] = {field: text for field, text in texts if text}
    return found


def _text(value: object) -> Text:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return {str(key): str(text) for key, text in value.items()}
    entries = list(value) if isinstance(value, tuple) else []
    if entries and not isinstance(entries[0], str):
        return {one.id: one.label for one in entries}
    return tuple(entries)


def missing(pack: Pack, texts: Texts) -> dict[str, tuple[int, int]]:
    """Section or group -> how many of its texts are not given in `texts`, and how many there are."""
    absent: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    written = texts_of(pack)
    for group, id, _part, counted in _parts(pack):
        given = texts.get(group, {}).get(id, {})
        whole[counted] += len(written[group][id])
        absent[counted] += sum(field not in given for field in written[group][id])
    return {counted: (absent[counted], whole[counted]) for counted in whole if whole[counted]}


def fitting(texts: Texts, written: Texts, now: Texts) -> Texts:
    """The texts whose original is the same in two versions of a pack: others may mean something else by now."""
    return {
        group: {
            id: {field: text for field, text in fields.items() if _same(written, now, (group, id, field))}
            for id, fields in ids.items()
        }
        for group, ids in texts.items()
    }


def _same(one: Texts, other: Texts, at: tuple[str, str, str]) -> bool:
    group, id, field = at
    return one[group][id].get(field) == other.get(group, {}).get(id, {}).get(field)


def overlaid(pack: Pack, texts: Texts) -> Pack:
    """The pack with these texts in place of its own; everything else, ids and order included, is the same."""

    def worded(group: str, id: str, part: Part) -> dict[str, object]:
        given = texts.get(group, {}).get(id, {})
        return {field: _in_place_of(getattr(part, field), text) for field, text in given.items()}

    def fact(one: Fact) -> Fact:
        return replace(one, **worded("facts", one.id, one))

    def check(one: Check) -> Check:
        return replace(one, facts=tuple(map(fact, one.facts)), **worded("checks", one.id, one))

    def section(one: Section) -> Section:
        inner = {"checks": tuple(map(check, one.checks)), "facts": tuple(map(fact, one.facts))}
        return replace(one, **inner, **worded("sections", one.section, one))

    def rule(one: ConflictRule) -> ConflictRule:
        cases = (replace(case, **worded("cases", f"{one.id}.{n}", case)) for n, case in enumerate(one.cases, 1))
        return replace(one, cases=tuple(cases), **worded("rules", one.id, one))

    def mode(one: Mode) -> Mode:
        blocks = (replace(block, **worded("blocks", f"{one.id}.{block.id}", block)) for block in one.blocks)
        return replace(one, blocks=tuple(blocks), **worded("modes", one.id, one))

    return replace(
        pack,
        sections=tuple(map(section, pack.sections)),
        rules=tuple(map(rule, pack.rules)),
        modes=tuple(map(mode, pack.modes)),
        bands=tuple(replace(one, **worded("bands", one.id, one)) for one in pack.bands),
        glossary=tuple(replace(one, **worded("glossary", one.id, one)) for one in pack.glossary),
        timeline=tuple(replace(one, **worded("timeline", one.id, one)) for one in pack.timeline),
        changes=tuple(replace(one, **worded("changes", one.id, one)) for one in pack.changes),
        **worded("pack", pack.id, pack),
    )


def _in_place_of(was: object, text: Text) -> object:
    if isinstance(was, dict) and isinstance(text, dict):
        return {**was, **text}
    if isinstance(was, tuple) and isinstance(text, dict):
        return tuple(replace(one, label=text.get(one.id, one.label)) for one in was)
    return text


def checked(pack: Pack, value: Plain) -> tuple[Texts, tuple[Remark, ...]]:
    """The texts in a file of translations that can be laid over a pack, and what is wrong with the others."""
    texts: Texts = {}
    remarks = list(_Checking(texts_of(pack), texts).all(value))
    return texts, tuple(remarks)


class _Checking:
    """Goes through a file of translations, and collects what can be used."""

    def __init__(self, written: Texts, texts: Texts) -> None:
        self._written = written
        self._texts = texts

    def all(self, value: Plain) -> Iterator[Remark]:
        """What is wrong, group by group."""
        if not isinstance(value, dict):
            yield (), _("a mapping is needed, with keys such as sections, checks and facts")
            return
        for group, ids in value.items():
            if group not in FIELDS:
                yield _unknown((group,), group, FIELDS, _("'{id}' holds no texts{hint}"))
            elif not isinstance(ids, dict):
                yield (group,), _("a mapping from ids to texts is needed")
            else:
                for id, fields in ids.items():
                    yield from self._part(group, id, fields)

    def _part(self, group: str, id: str, fields: Plain) -> Iterator[Remark]:
        known = self._written.get(group, {})
        if id not in known:
            yield _unknown((group, id), id, known, _("the pack has no '{id}' here{hint}"))
            return
        if not isinstance(fields, dict):
            yield (group, id), _("a mapping from fields to texts is needed")
            return
        for field, given in fields.items():
            path = (group, id, field)
            if field not in FIELDS[group][1]:
                yield _unknown(path, field, FIELDS[group][1], _("'{id}' is not a text that can be translated{hint}"))
            elif field not in known[id]:
                yield path, _("the pack has no text here to translate")
            else:
                wrong = list(_wrong(path, known[id][field], given))
                yield from wrong
                if not wrong:
                    self._texts.setdefault(group, {}).setdefault(id, {})[field] = _as_given(given)


def _as_given(given: Plain) -> Text:
    if isinstance(given, dict):
        return {key: str(text) for key, text in given.items()}
    return tuple(map(str, given)) if isinstance(given, list) else str(given)


def _wrong(path: KeyPath, was: Text, given: Plain) -> Iterator[Remark]:
    if isinstance(was, str):
        yield from _wrong_text(path, was, given)
    elif isinstance(was, dict):
        yield from _wrong_mapping(path, was, given)
    elif not isinstance(given, list):
        yield path, _("a list of texts is needed")
    elif path[-1] in _ANY_LENGTH:
        for number, text in enumerate(given):
            yield from _wrong_text((*path, number), "", text)
    elif len(given) != len(was):
        yield path, _("{found} texts are given; the pack has {n}").format(found=len(given), n=len(was))
    else:
        for number, (one, text) in enumerate(zip(was, given, strict=True)):
            yield from _wrong_text((*path, number), one, text)


def _wrong_mapping(path: KeyPath, was: dict[str, str], given: Plain) -> Iterator[Remark]:
    if not isinstance(given, dict):
        yield path, _("a mapping is needed, with the keys of the pack")
        return
    for key, text in given.items():
        if key not in was:
            yield _unknown((*path, key), key, was, _("the pack has no '{id}' here{hint}"))
        else:
            yield from _wrong_text((*path, key), was[key], text)


def _wrong_text(path: KeyPath, was: str, given: Plain) -> Iterator[Remark]:
    if not isinstance(given, str) or not given.strip():
        yield path, _("a text is needed")
        return
    before, now = sorted(_PLACE.findall(was)), sorted(_PLACE.findall(given))
    if before != now:
        names = " ".join(before) or _("none")
        yield path, _("the same placeholders are needed as in the pack: {names}").format(names=short(names))


def _unknown(path: KeyPath, word: str, accepted: Mapping[str, object] | tuple[str, ...], message: str) -> Remark:
    return path, message.format(id=short(word), hint=near(word, accepted))
