"""Page 1: it stands alone, is read in two minutes, and names nothing that is for counsel only."""

from __future__ import annotations

from readiness.assessment.model import Summary
from readiness.assessment.schedule import Cause
from readiness.assessment.scoring import shown
from readiness.assessment.verdicts import Decision
from readiness.assessment.words import day_words
from readiness.questionnaire.model import Band
from readiness.report import wording
from readiness.report.compose.material import HASH_SHOWN, Material, percent
from readiness.report.compose.steps import sentence
from readiness.report.document import (
    Block,
    Callout,
    Column,
    DataTable,
    Figure,
    Heading,
    KeyFigures,
    OnePage,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Signature,
    Tone,
    VerdictRow,
    VerdictRows,
    Voice,
)

_MOST_DATES = 2
"""Dates that may bring the next look forward and are named on page 1."""
_TONES = (Tone.GOOD, Tone.FAIR, Tone.FAIR, Tone.BAD)
"""From the best verdict to the worst."""


def page_one(material: Material) -> tuple[Block, ...]:
    """The summary for management, and the page break after it."""
    words = material.words_of(wording.PageOne)
    blocks = (
        Heading(1, material.say(words.title)),
        *_who(material, words),
        Callout((Run(material.say(words.box)),), material.say(words.box_title), Tone.ACCENT),
        _figures(material, words),
        *_since(material, words),
        *_tonight(material, words),
        Heading(3, material.say(words.domains_title), listed=False),
        _domains(material),
        Heading(3, material.say(words.decisions_title), listed=False),
        _decisions(material, words),
        _next_look(material, words),
        Signature(tuple(material.say(label) for label in words.decided)),
        _sealed(material, words),
    )
    return (OnePage(blocks), PageBreak())


def _who(material: Material, words: wording.PageOne) -> tuple[Block, ...]:
    said = material.say
    interest = material.assessment.assessor.interest or said(words.no_interest)
    lines = [
        f"{said(words.assessed)} · {said(words.covers)}",
        said(words.answered_by),
        said(words.assessor, interest=interest),
    ]
    organisation = Run(material.organisation.name, strong=True)
    return (Paragraph((organisation, Run("\n" + "\n".join(lines), muted=True)), Voice.BODY),)


def _figures(material: Material, words: wording.PageOne) -> KeyFigures:
    said, score = material.say, material.judgement.score
    if material.is_draft:
        return KeyFigures(said(words.draft_band), (), (Run(said(words.draft_reason)),))
    figures = (
        Figure(said(words.in_place), percent(shown(score.numbers.in_place)), said(words.of_hundred)),
        Figure(said(words.proven), percent(shown(score.numbers.proven)), said(words.of_hundred)),
        Figure(said(words.critical), str(score.critical_closed), said(words.of_critical)),
    )
    if score.band is None:
        reason = said(words.no_band_reason, n=len(score.not_asked))
        return KeyFigures(said(words.no_band), figures, (Run(reason),))
    reason = _reason(material, words, score.band)
    bands = sorted(material.index.pack.bands, key=lambda band: -band.at_least)
    place = next(n for n, band in enumerate(bands) if band.id == score.band.id)
    # However many bands a pack has, the best is good and the worst is bad.
    tone = _TONES[-1] if place == len(bands) - 1 else _TONES[min(place, 2)]
    return KeyFigures(score.band.label, figures, (Run(reason),), tone)


def _reason(material: Material, words: wording.PageOne, band: Band) -> str:
    """What holds the verdict down, with all counts; or what is open although the number alone gives it."""
    score = material.judgement.score
    if not score.caps:
        return material.say(words.not_capped)
    holds = any(cap.band.at_least <= band.at_least for cap in score.caps)
    return material.say(words.capped if holds else words.open, reason=score.reason)


def _since(material: Material, words: wording.PageOne) -> tuple[Block, ...]:
    before = _before(material)
    if before is None or material.is_draft:
        return ()
    said = material.say(
        words.since,
        before=material.day(before.as_of),
        before_in_place=int(before.in_place),
        before_proven=int(before.proven),
        before_closed=before.critical_closed,
        before_asked=before.critical_asked,
    )
    return (Paragraph((Run(said),), Voice.SMALL),)


def _before(material: Material) -> Summary | None:
    """The sealed assessment of the same scope before this one; rows stand in the order they were sealed."""
    rows = material.organisation.sealed
    ids = [row.id for row in rows]
    if material.assessment.id in ids:
        rows = rows[: ids.index(material.assessment.id)]
    fitting = [row for row in rows if row.scope == material.assessment.scope]
    return fitting[-1] if fitting else None


def _tonight(material: Material, words: wording.PageOne) -> tuple[Block, ...]:
    """A few lines from the timeline; none where the questionnaire has no such steps."""
    lines = (" ".join(filter(None, (sentence(material, one) for one in line))) for line in words.tonight)
    told = "\n".join(filter(None, lines))
    if not told:
        return ()
    title = Heading(3, material.say(words.tonight_title), listed=False)
    return (title, Paragraph((Run(told),), Voice.TIGHT))


def _domains(material: Material) -> VerdictRows:
    rows = []
    for section in material.judgement.sections:
        share = None if material.is_draft else section.numbers.in_place
        rows.append(
            VerdictRow(
                title=section.short,
                in_place=None if share is None else float(share),
                sentence=(Run(section.sentence),),
                value=percent(shown(share)),
            )
        )
    return VerdictRows(tuple(rows))


def _decisions(material: Material, words: wording.PageOne) -> Block:
    chosen = material.judgement.decisions[: max(words.most_decisions, 0)]
    if not chosen:
        return Paragraph((Run(material.nothing(words.no_decisions)),))
    said = material.say
    columns = (
        Column("", 0.22),
        Column(said(words.what), 3.5),
        Column(said(words.who), 1.05),
        Column(said(words.by), 0.95),
        Column(said(words.cost), 0.95),
        Column(said(words.if_not), 2.1),
    )
    return DataTable(columns, tuple(_decision(material, number, one) for number, one in enumerate(chosen, 1)))


def _decision(material: Material, number: int, decision: Decision) -> Row:
    target = decision.finding or "insurance"
    return (
        (Run(str(number), strong=True),),
        (Run(decision.what, to=target),) if decision.finding else (Run(decision.what, strong=True, to=target),),
        (Run(decision.who),),
        (Run(day_words(decision.by)),),
        (Run(material.cost(decision.cost)),),
        (Run(decision.if_not),),
    )


def _next_look(material: Material, words: wording.PageOne) -> Paragraph:
    judgement, due = material.judgement, material.next_look
    soon = [
        material.say(words.sooner_date, label=line.fact.label, day=day_words(line.day))
        for line in judgement.dated
        if line.expires and judgement.reading.today <= line.day < due.day and material.is_seen(line.audience)
    ]
    sooner = "; ".join([*soon[:_MOST_DATES], material.say(words.sooner)])
    if due.cause is Cause.INTERVAL:
        return Paragraph((Run(material.say(words.next_look, sooner=sooner)),))
    ends = next((line for line in judgement.dated if due.cause is Cause.ENDING and line.fact.id == due.subject), None)
    named = {} if ends is None else {"label": ends.fact.label, "day": day_words(ends.day)}
    reason = material.say(words.next_causes[due.cause], **named)
    return Paragraph((Run(material.say(words.next_look_because, reason=reason, sooner=sooner)),))


def _sealed(material: Material, words: wording.PageOne) -> Paragraph:
    digest = material.assessment.content_hash
    text = material.say(words.sealed, hash=digest[: 2 * HASH_SHOWN]) if digest else material.say(words.not_sealed)
    return Paragraph((Run(text),), Voice.SMALL)
