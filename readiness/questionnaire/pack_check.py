"""Cross-checks of what stands in pack.yaml, glossary, sources and modes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness.questionnaire.assembly import SECTION_ID, near
from readiness.questionnaire.comparison_check import iso_day
from readiness.questionnaire.model import FORMAT, FactType
from readiness.questionnaire.review import Remark, Review
from readiness.questionnaire.vocabulary import Severity
from readiness.source import KeyPath
from readiness.translation import _


def pack_remarks(review: Review) -> Iterator[Remark]:
    """What is wrong with a pack's identity, bands, sections, glossary, sources and modes."""
    yield from _identity(review)
    yield from _bands(review)
    yield from _firm_size(review)
    yield from _fact_of(review, ("provider_fact",), review.pack.provider_fact, FactType.ORGANISATION)
    yield from _fact_of(review, ("policy_end",), review.pack.policy_end, FactType.DATE)
    yield from _role_facts(review)
    yield from _former_ids(review)
    yield from _sections(review)
    yield from _glossary(review)
    yield from _sources(review)
    yield from _modes(review)


def _identity(review: Review) -> Iterator[Remark]:
    pack = review.pack
    if pack.format != FORMAT:
        yield (
            ("format",),
            _("format {found} is not known; this program reads {known}").format(found=pack.format, known=FORMAT),
        )
    if not SECTION_ID.fullmatch(pack.id):
        yield ("id",), _("small letters, digits and '-' are needed, such as breach-readiness")
    if not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,30}", pack.version):
        yield ("version",), _("a version such as 1.0.0 is needed")
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", pack.language):
        yield ("language",), _("the code of a language is needed, such as en or pt-BR")
    for key, day in (("as_of", pack.as_of), ("sources_as_of", pack.sources_as_of)):
        if day or key == "as_of":
            try:
                iso_day(day)
            except ValueError:
                yield (key,), _('a date that exists is needed, such as "2026-11-21"')


def _bands(review: Review) -> Iterator[Remark]:
    pack = review.pack
    missing = [severity.value for severity in Severity if severity not in pack.weights]
    if missing:
        yield ("weights",), _("a weight is missing for: {severities}").format(severities=", ".join(missing))
    for severity, weight in pack.weights.items():
        if not 0 < weight <= 1000:
            yield ("weights", severity.value), _("a number above 0 and at most 1000 is needed")
    yield from review.repeated(((("bands", n, "id"), band.id) for n, band in enumerate(pack.bands)), _("band"))
    limits = [band.at_least for band in pack.bands]
    for number, limit in enumerate(limits):
        if not 0 <= limit <= 100:
            yield ("bands", number, "at_least"), _("a number from 0 to 100 is needed")
        elif number and limit >= limits[number - 1]:
            yield ("bands", number, "at_least"), _("bands are listed from the best down, each with a lower limit")
    if limits and limits[-1] != 0:
        yield ("bands",), _("the last band must start at 0, so that every result has one")
    bands = [band.id for band in pack.bands]
    for key in pack.caps.__struct_fields__:
        named = getattr(pack.caps, key)
        if named and named not in bands:
            message = _("there is no band '{id}'{hint}; bands: {bands}")
            yield ("caps", key), message.format(id=named, hint=near(named, bands), bands=", ".join(bands))


def _firm_size(review: Review) -> Iterator[Remark]:
    size = review.pack.firm_size
    if size is None:
        return
    facts = review.catalogue.index.facts
    yield from _fact_of(review, ("firm_size", "fact"), size.fact, FactType.CHOICE)
    if size.fact in facts and facts[size.fact].choices and set(size.largest) != set(facts[size.fact].choices):
        message = _("exactly the choices of {fact} are needed: {choices}")
        yield ("firm_size", "largest"), message.format(fact=size.fact, choices=", ".join(facts[size.fact].choices))
    for word, largest in size.largest.items():
        if largest is not None and largest < 0:
            yield ("firm_size", "largest", word), _("a whole number, 0 or more, or null is needed")


def _fact_of(review: Review, path: KeyPath, id: str, type_: FactType) -> Iterator[Remark]:
    facts = review.catalogue.index.facts
    for text in review.unknown(id, facts, _("there is no fact '{id}'{hint}")):
        yield path, text
    kind = review.catalogue.kind(id) if id in facts else None
    if kind is not None and kind.certain and kind.type is not type_:
        yield (
            path,
            _("'{id}' is {kind}; a fact of the type '{type}' is needed").format(id=id, kind=kind, type=type_.value),
        )


def _role_facts(review: Review) -> Iterator[Remark]:
    facts = review.catalogue.index.facts
    for role, ids in review.pack.role_facts.items():
        for number, id in enumerate(ids):
            path = ("role_facts", role.value, number)
            for text in review.unknown(id, facts, _("there is no fact '{id}'{hint}")):
                yield path, text
            kind = review.catalogue.kind(id) if id in facts else None
            if kind is not None and kind.certain and kind.type not in (FactType.PERSON, FactType.ORGANISATION):
                yield path, _("'{id}' names nobody; a fact of a person or an organisation is needed").format(id=id)


def _former_ids(review: Review) -> Iterator[Remark]:
    index = review.catalogue.index
    present = {*index.checks, *index.facts, *index.rules}
    for former, now in review.pack.was.items():
        for text in review.unknown(now, present, _("there is no check, fact or rule '{id}'{hint}")):
            yield ("was", former), text
        if former in present:
            yield ("was", former), _("'{id}' is still in use; a former id is needed").format(id=former)


def _sections(review: Review) -> Iterator[Remark]:
    sections = list(enumerate(review.pack.sections))
    yield from review.repeated(((("sections", n, "section"), one.section) for n, one in sections), _("section"))
    yield from review.repeated(((("sections", n, "code"), one.code) for n, one in sections), _("section code"))
    for number, section in sections:
        path = ("sections", number)
        if not SECTION_ID.fullmatch(section.section):
            yield (*path, "section"), _("small letters, digits and '-' are needed, such as response-firm")
        if section.scored and section.facts:
            yield (*path, "facts"), _("a scored section has facts only inside its checks; or write scored: false")
        if not section.scored and section.checks:
            yield (*path, "checks"), _("a section with scored: false has no checks, only facts")
        if section.scored and not section.checks:
            yield (*path, "section"), _("the section has no checks; give it some, or write scored: false and facts")
        facts = review.catalogue.index.facts
        for line, opening in enumerate(section.opening_screen):
            for place, id in enumerate(opening.facts):
                for text in review.unknown(id, facts, _("there is no fact '{id}'{hint}")):
                    yield (*path, "opening_screen", line, "facts", place), text


def _glossary(review: Review) -> Iterator[Remark]:
    terms = list(enumerate(review.pack.glossary))
    yield from review.repeated(((("glossary", n, "id"), term.id) for n, term in terms), _("id"))
    spellings: list[tuple[KeyPath, str]] = []
    for number, term in terms:
        own: dict[str, KeyPath] = {term.term.casefold(): ("glossary", number, "term")}
        for place, other in enumerate(term.also):
            own.setdefault(other.casefold(), ("glossary", number, "also", place))
        spellings.extend((path, spelling) for spelling, path in own.items())
    yield from review.repeated(spellings, _("term"))


def _sources(review: Review) -> Iterator[Remark]:
    for id, source in review.pack.sources.items():
        path = ("sources", id)
        if not re.fullmatch(r"[a-z0-9][a-z0-9_.-]*", id):
            yield path, _("an id of small letters, digits, '-' and '_' is needed")
        if source.quality and source.quality not in ("P", "T", "S", "C"):
            yield (*path, "quality"), _("one of these is needed: P, T, S, C")
        if source.url and not re.fullmatch(r"https?://[^\s<>\"]+", source.url):
            yield (*path, "url"), _("an address that starts with http:// or https:// is needed")
        if source.year is not None and not 1900 <= source.year <= 2200:
            yield (*path, "year"), _("a year such as 2026 is needed")


def _modes(review: Review) -> Iterator[Remark]:
    modes = list(enumerate(review.pack.modes))
    yield from review.repeated(((("modes", n, "id"), mode.id) for n, mode in modes), _("mode"))
    checks = review.catalogue.index.checks
    for number, mode in modes:
        path = ("modes", number)
        if not SECTION_ID.fullmatch(mode.id) or mode.id == "full":
            yield (*path, "id"), _("small letters, digits and '-' are needed, and not 'full', which is the whole pack")
        named = []
        for place, block in enumerate(mode.blocks):
            inner = (*path, "blocks", place)
            named += [((*inner, "checks", n), id) for n, id in enumerate(block.checks)]
            for n, id in enumerate(block.checks):
                for text in review.unknown(id, checks, _("there is no check '{id}'{hint}")):
                    yield (*inner, "checks", n), text
            if block.paper and not SECTION_ID.fullmatch(block.paper):
                yield (*inner, "paper"), _("the id of a document is needed, such as contact-card")
            here = frozenset(block.checks)
            for id in block.wording:
                if id not in here:
                    message = _("'{id}' is not among the checks of this block{hint}")
                    yield (*inner, "wording", id), message.format(id=id, hint=near(id, block.checks))
        yield from review.repeated(named, _("check"))
