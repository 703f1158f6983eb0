"""How the numbers come about, so that a reader can work them out again; and where management signs."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from readiness.assessment.scoring import Numbers, Tally, shown
from readiness.report import wording
from readiness.report.compose.material import Material
from readiness.report.document import (
    Align,
    Blank,
    Block,
    Callout,
    Column,
    DataTable,
    Heading,
    Listing,
    Paragraph,
    Row,
    Run,
    Signature,
    Together,
    Tone,
    Voice,
)


def method(material: Material) -> tuple[Block, ...]:
    """Formula and counts, the verdict's rules, what was left out, limits, the notice, the questionnaire."""
    words = material.words_of(wording.Method)
    said = material.say
    return (
        Heading(1, said(words.heading), "method"),
        *((Paragraph((Run(said(words.intro)),)),) if words.intro else ()),
        Heading(2, said(words.formula_title)),
        *_paragraphs(material, words.formula),
        *(_sums(material, words) if not material.is_draft else (Paragraph((Run(said(words.draft)),)),)),
        Heading(2, said(words.bands_title)),
        *_verdict_rules(material, words),
        Heading(2, said(words.counts_title)),
        _listing([*(said(text) for text in words.counts), *_hidden(material, words), said(words.pack)]),
        Heading(2, said(words.limits_title)),
        _listing([said(text) for text in words.limits]),
        Callout(_lines(material, words.notice), said(words.notice_title), Tone.ACCENT),
    )


def _paragraphs(material: Material, texts: tuple[str, ...]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph((Run(material.say(text)),), Voice.TIGHT) for text in texts)


def _listing(texts: Iterable[str]) -> Listing:
    return Listing(tuple((Run(text),) for text in texts), voice=Voice.TIGHT)


def _lines(material: Material, texts: tuple[str, ...]) -> tuple[Run, ...]:
    return (Run("\n".join(material.say(text) for text in texts)),)


def _sums(material: Material, words: wording.Method) -> tuple[Block, ...]:
    numbers = material.judgement.score.numbers
    said = material.say
    titles = (words.weight, words.checks, words.values, words.proven_values, words.possible, words.earned)
    columns = (
        Column(said(words.severity), 1.2),
        *(Column(said(title), 1.15, Align.RIGHT) for title in (*titles, words.earned_proven)),
    )
    rows = tuple(_tally(material, tally) for tally in numbers.tallies)
    possible, earned, proven = _totals(numbers)
    total: Row = (
        (Run(said(words.total), strong=True),),
        (),
        (Run(str(numbers.checks), strong=True),),
        (Run(_number(sum((one.in_place for one in numbers.tallies), Fraction())), strong=True),),
        (Run(_number(sum((one.proven for one in numbers.tallies), Fraction())), strong=True),),
        *((Run(_number(value), strong=True),) for value in (possible, earned, proven)),
    )
    results = []
    for text, sum_, percent in (
        (words.result_in_place, earned, numbers.in_place),
        (words.result_proven, proven, numbers.proven),
    ):
        if percent is not None:
            result = said(text, earned=_number(sum_), total=_number(possible), result=shown(percent))
            results.append(result)
    told = (Paragraph((Run(" · ".join(results), strong=True),)),) if results else ()
    return (DataTable(columns, (*rows, total), compact=True), *told)


def _tally(material: Material, tally: Tally) -> Row:
    values = (
        tally.weight,
        Fraction(tally.checks),
        tally.in_place,
        tally.proven,
        tally.weight * tally.checks,
        tally.weight * tally.in_place,
        tally.weight * tally.proven,
    )
    name = material.definition.words.severities[tally.severity]
    return ((Run(name),), *((Run(_number(value)),) for value in values))


def _totals(numbers: Numbers) -> tuple[Fraction, Fraction, Fraction]:
    zero = Fraction()
    return (
        sum((one.weight * one.checks for one in numbers.tallies), zero),
        sum((one.weight * one.in_place for one in numbers.tallies), zero),
        sum((one.weight * one.proven for one in numbers.tallies), zero),
    )


def _number(value: Fraction) -> str:
    """A sum as it is printed: exact up to three decimals."""
    return f"{float(value):,.3f}".rstrip("0").rstrip(".")


def _verdict_rules(material: Material, words: wording.Method) -> tuple[Block, ...]:
    pack, said = material.index.pack, material.say
    bands = {band.id: band.label for band in pack.bands}
    falling = sorted(pack.bands, key=lambda band: -band.at_least)
    value = "; ".join(said(words.band, label=band.label, n=f"{band.at_least:g}") for band in falling)
    caps = (
        (words.cap_keystone, pack.caps.keystone),
        (words.cap_critical, pack.caps.critical),
        (words.cap_partly, pack.caps.critical_partly),
    )
    said_caps = [said(text, band=bands.get(band, band)) for text, band in caps]
    return (
        Paragraph((Run(said(words.bands, value=value)),), Voice.TIGHT),
        _listing([*said_caps, said(words.caps_note)]),
    )


def _hidden(material: Material, words: wording.Method) -> list[str]:
    """The codes of checks that were not asked; those for counsel only are not named."""
    reading = material.reading
    codes = [
        check.code
        for check in reading.scope.checks
        if not reading.is_visible(check.id) and material.is_seen(check.audience)
    ]
    return [material.say(words.hidden, value=", ".join(codes))] if codes else []


def sign_off(material: Material) -> tuple[Block, ...]:
    """What signing means, room for decisions, and lines to sign on; never parted."""
    words = material.words_of(wording.SignOff)
    said = material.say
    return (
        Together(
            (
                Heading(1, said(words.heading), "sign_off"),
                *_paragraphs(material, words.paragraphs),
                Blank(words.decision_lines, said(words.decisions)),
                *(Signature(tuple(said(label) for label in labels)) for labels in words.signatures),
            )
        ),
    )
