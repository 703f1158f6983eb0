"""The findings: one table of all, then the weighty ones in full."""

from __future__ import annotations

from datetime import date

from readiness.assessment.findings import Finding, Kind
from readiness.assessment.model import Action, ActionStatus, Answer
from readiness.assessment.proof import standing_answers
from readiness.assessment.verdicts import DUE_AFTER
from readiness.assessment.words import day_words
from readiness.questionnaire.model import Addressee, Effort
from readiness.questionnaire.vocabulary import Severity, State
from readiness.report import wording
from readiness.report.compose.answers import named
from readiness.report.compose.material import Material
from readiness.report.document import (
    Block,
    Column,
    DataTable,
    FactRow,
    FactsTable,
    Glyph,
    Heading,
    Inline,
    Line,
    Mark,
    PageBreak,
    Paragraph,
    Run,
    Tone,
    Voice,
)

_SEVERITY_TONES = {Severity.CRITICAL: Tone.BAD, Severity.HIGH: Tone.FAIR}
_KIND_GLYPHS = {
    Kind.GAP: Glyph.NO,
    Kind.UNKNOWN: Glyph.UNKNOWN,
    Kind.UNPROVEN: Glyph.UNPROVEN,
    Kind.STALE: Glyph.STALE,
    Kind.CONFLICT: Glyph.CONFLICT,
    Kind.EXPIRING: Glyph.STALE,
}


def findings(material: Material) -> tuple[Block, ...]:
    """The table of findings, and the details of the weighty ones."""
    words = material.words_of(wording.Findings)
    mine, detailed = _mine(material), _detailed(material)
    blocks: list[Block] = [Heading(1, material.say(words.heading), "findings")]
    if not mine:
        return (*blocks, Paragraph((Run(material.nothing(words.none)),)))
    listed = limited([one for one in mine if at_least(one, words.table_at_least)], words.table_limit)
    in_full = [*detailed, *_detailed_further(material)]
    blocks += [Paragraph((Run(material.say(words.intro)),)), _table(material, listed, in_full)]
    if len(listed) < len(mine):
        blocks.append(Paragraph((Run(material.say(words.left_out, n=len(mine) - len(listed))),), Voice.SMALL))
    if detailed:
        blocks.append(Heading(2, material.say(words.details_title)))
        for finding in detailed:
            blocks += details(material, finding)
    return tuple(blocks)


def further_details(material: Material) -> tuple[Block, ...]:
    """The weighty findings in full that the findings part only lists; on pages of their own, if there are any."""
    words = material.words_of(wording.Details)
    further = _detailed_further(material)
    if not further:
        return ()
    blocks: list[Block] = [PageBreak(), Heading(1, material.say(words.heading), "details")]
    blocks += [Paragraph((Run(material.say(words.intro)),))] if words.intro else []
    for finding in further:
        blocks += details(material, finding, brief=True)
    return tuple(blocks)


def _mine(material: Material) -> list[Finding]:
    words = material.words_of(wording.Findings)
    return [finding for finding in material.findings if finding.kind in words.kinds]


def _detailed(material: Material) -> list[Finding]:
    """What the findings part tells in full."""
    words = material.words_of(wording.Findings)
    return limited([one for one in _mine(material) if at_least(one, words.detail_at_least)], words.detail_limit)


def _detailed_further(material: Material) -> list[Finding]:
    """What the part after it tells in full, if the report has one."""
    words = material.definition.details
    if words is None or "details" not in material.definition.order:
        return []
    told = {one.identity for one in _detailed(material)} if "findings" in material.definition.order else set()
    return [one for one in _mine(material) if at_least(one, words.at_least) and one.identity not in told]


def at_least(finding: Finding, severity: Severity) -> bool:
    """Whether a finding is as grave as that, or graver."""
    order = list(Severity)
    return order.index(finding.severity) <= order.index(severity)


def limited(found: list[Finding], limit: int) -> list[Finding]:
    """The first `limit` findings; 0 is no limit."""
    return found[:limit] if limit > 0 else found


def severity_line(material: Material, severity: Severity) -> Line:
    """The word for a severity, in its tone."""
    tone = _SEVERITY_TONES.get(severity, Tone.PLAIN)
    return (Run(material.definition.words.severities[severity], strong=tone is not Tone.PLAIN, tone=tone),)


def _table(material: Material, listed: list[Finding], in_full: list[Finding]) -> DataTable:
    words = material.words_of(wording.Findings)
    columns = (
        Column(material.say(words.severity), 0.95),
        Column("", 0.95),
        Column(material.say(words.finding), 5.0),
        Column(material.say(words.owner), 1.2),
        Column(material.say(words.due), 1.2),
        Column(material.say(words.effort), 0.8),
        Column(material.say(words.cost), 1.15),
    )
    rows = []
    told = {one.identity for one in in_full}
    for finding in listed:
        link = finding.identity if finding.identity in told else ""
        rows.append(
            (
                severity_line(material, finding.severity),
                (Run(finding.code, muted=not link, to=link),),
                (Mark(_KIND_GLYPHS[finding.kind]), Run(finding.title)),
                (Run(owner(material, finding, brief=True)),),
                (Run(due(material, finding, brief=True)),),
                (Run(effort(material, finding.effort)),),
                (Run(cost(material, finding)),),
            )
        )
    anchors = tuple("" if one.identity in told else one.identity for one in listed)
    return DataTable(columns, tuple(rows), anchors, compact=True)


def action_of(material: Material, finding: Finding) -> Action | None:
    """What was agreed about a finding."""
    return material.actions.get(finding.identity)


def owner(material: Material, finding: Finding, *, brief: bool = False) -> str:
    """Who does it: the person who was named, or else a role that is proposed."""
    action = action_of(material, finding)
    if action is not None and action.owner:
        return material.name(action.owner) if brief else material.person(action.owner)
    proposed = material.doer(_acts(finding))
    return proposed if brief else material.say(material.definition.words.proposed, value=proposed)


def _acts(finding: Finding) -> Addressee:
    if finding.kind in (Kind.CONFLICT, Kind.UNKNOWN) or finding.check is None:
        return finding.ask
    return Addressee(finding.check.respondent.value)


def due(material: Material, finding: Finding, *, brief: bool = False) -> str:
    """The day it is due, or else one that is proposed."""
    action = action_of(material, finding)
    if action is not None and action.due:
        return material.day(action.due)
    proposed = day_words(due_day(material, finding))
    return proposed if brief else material.say(material.definition.words.proposed, value=proposed)


def due_day(material: Material, finding: Finding) -> date:
    """The day that was set, or else the proposed one: by severity, and what can wait is due by the renewal."""
    action = action_of(material, finding)
    if action is not None and action.due:
        try:
            return date.fromisoformat(action.due)
        except ValueError:  # a damaged stored day is proposed anew
            pass
    proposed = material.reading.today + DUE_AFTER[finding.severity]
    can_wait = not at_least(finding, Severity.HIGH)
    return min(proposed, material.renewal) if can_wait and material.renewal is not None else proposed


def effort(material: Material, hours: Effort | None) -> str:
    """Working hours in words; nothing when they are not known."""
    words = material.definition.words
    if hours is None:
        return ""
    if hours.low == hours.high:
        return material.say(words.some_hours, n=f"{hours.low:g}")
    return material.say(words.hours, low=f"{hours.low:g}", high=f"{hours.high:g}")


def cost(material: Material, finding: Finding) -> str:
    """The cost class in words."""
    return material.cost(finding.cost)


def details(material: Material, finding: Finding, *, brief: bool = False, with_facts: bool = True) -> list[Block]:
    """One finding in full: what was answered, what was seen, why it matters, what to do.

    `brief` sets the steps as running text; without `with_facts` the details of the answer stand elsewhere.
    """
    words = material.words_of(wording.Findings)
    title = f"{finding.code}  {finding.title}".strip()
    return [
        Heading(3, title, finding.identity, listed=False),
        Paragraph(_tags(material, finding, words), Voice.TIGHT),
        FactsTable(tuple(_detail_rows(material, finding, brief=brief, with_facts=with_facts))),
    ]


def _tags(material: Material, finding: Finding, words: wording.Findings) -> Line:
    tags: list[Inline] = [
        *severity_line(material, finding.severity),
        Run(f" · {material.definition.words.kinds[finding.kind]}"),
    ]
    named = (
        (words.owner, owner(material, finding)),
        (words.due, due(material, finding)),
        (words.effort, effort(material, finding.effort)),
        (words.cost, cost(material, finding)),
    )
    for label, value in named:
        if value:
            tags += [Run(f" · {material.say(label)}: ", muted=True), Run(value)]
    return tuple(tags)


def _detail_rows(material: Material, finding: Finding, *, brief: bool, with_facts: bool) -> list[FactRow]:
    words = material.words_of(wording.Findings)
    why: list[Inline] = [Run(finding.why)]
    if finding.if_not:
        why.append(Run("\n" + material.say(words.if_not, value=finding.if_not), muted=True))
    steps: list[Inline] = [Run(run_in(finding.steps) if brief else numbered(finding.steps))]
    if finding.standards:
        steps.append(Run("\n" + material.say(words.standards, value=", ".join(finding.standards)), muted=True))
    rows = [
        FactRow(material.say(words.answered), _answered(material, finding, words, with_facts=with_facts)),
        FactRow(material.say(words.why), tuple(why)),
        FactRow(material.say(words.steps), tuple(steps)),
    ]
    action = action_of(material, finding)
    if action is not None and (action.status is not ActionStatus.OPEN or action.note):
        status = material.definition.words.statuses[action.status]
        rows.append(FactRow(material.say(words.status), (Run("\n".join(t for t in (status, action.note) if t)),)))
    return rows


def _answered(material: Material, finding: Finding, words: wording.Findings, *, with_facts: bool) -> Line:
    """What was answered, with the details given and the proof that was described."""
    line: list[Inline] = [Run(finding.said, strong=True)]
    if finding.kind is Kind.EXPIRING or not with_facts:
        return tuple(line)
    for quote in finding.quotes:
        line += [Run("\n" + named(quote.label), muted=True), Run(quote.words)]
    answers = standing_answers(material.reading, finding.check.id) if finding.check is not None else ()
    seen = "; ".join(_seen(material, answers))
    if seen:
        line += [Run("\n" + material.say(words.seen, value=seen))]
    elif finding.state in (State.YES, State.PARTLY):
        line += [Run("\n" + material.say(words.nothing_seen), muted=True)]
    return tuple(line)


def numbered(steps: tuple[str, ...]) -> str:
    """Steps in order, one on a line."""
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)) if len(steps) > 1 else "".join(steps)


def run_in(steps: tuple[str, ...]) -> str:
    """Steps in order, one after the other."""
    return "  ".join(f"{number}. {step}" for number, step in enumerate(steps, 1)) if len(steps) > 1 else "".join(steps)


def _seen(material: Material, answers: tuple[Answer, ...]) -> list[str]:
    seen = []
    for answer in answers:
        for evidence in answer.evidence:
            parts = (evidence.description, evidence.place, material.day(evidence.dated))
            seen.append(", ".join(part for part in parts if part))
    return [text for text in seen if text]
