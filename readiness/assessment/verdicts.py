"""One sentence per section and the few decisions of page 1, in the pack's own words.

Page 1 may be read by anyone it is handed to, so nothing here names what is for counsel only: all of it
is one neutral matter that sends the reader to the insurance section.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from readiness.assessment.findings import Finding, Kind
from readiness.assessment.model import Action, ActionStatus
from readiness.assessment.people import name_of
from readiness.assessment.proof import Proof, proof
from readiness.assessment.reading import Reading
from readiness.assessment.words import named_who
from readiness.questionnaire.model import Addressee, Audience, Check, Cost, Section
from readiness.questionnaire.vocabulary import Severity, State
from readiness.translation import _, ngettext

MOST_WORDS = 20
MOST_DECISIONS = 5
INSURANCE_SECTION = 6
"""Number of the management report's part where counsel-only matters stand."""

DUE_AFTER = {
    Severity.CRITICAL: timedelta(days=7),
    Severity.HIGH: timedelta(days=30),
    Severity.MEDIUM: timedelta(days=90),
    Severity.LOW: timedelta(days=180),
}
"""Time until a finding is due, while nobody has set a date."""

_DECIDABLE = (Severity.CRITICAL, Severity.HIGH)
_SETTLED = (ActionStatus.ACCEPTED, ActionStatus.DONE)


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of "Decide now" on page 1."""

    what: str
    who: str
    by: date
    cost: Cost | None
    if_not: str
    severity: Severity
    finding: str
    """Identity of the finding; empty for the matter for counsel."""


def section_verdict(reading: Reading, section: Section, found: Iterable[Finding]) -> str:
    """What holds and what is open in one section, in at most 20 words where the pack's words allow."""
    checks = [check for check in section.checks if check.id in reading.scope.items]
    asked = [check for check in checks if reading.state(check.id) is not State.NOT_APPLICABLE]
    if not asked:
        return _("Nothing here applies to you.")
    mine = [finding for finding in found if finding.section == section.section and finding.kind is not Kind.EXPIRING]
    told = [finding for finding in mine if finding.audience is not Audience.COUNSEL_ONLY]
    problems = [finding for finding in told if finding.kind in (Kind.GAP, Kind.UNKNOWN)]
    best = _best(reading, asked)
    if problems:
        return _shortest_first(best, problems[0].title, len(problems))
    if len(told) < len(mine):
        return _("One matter for coverage counsel (section {n}); nothing else is open.").format(n=INSURANCE_SECTION)
    unanswered = sum(reading.state(check.id) is None for check in asked)
    if unanswered:
        return ngettext("{n} question is not answered yet.", "{n} questions are not answered yet.", unanswered).format(
            n=unanswered
        )
    unproven = len(told)
    if unproven:
        words = ngettext(
            "Said to be in place; proof is missing or old for {n} point.",
            "Said to be in place; proof is missing or old for {n} points.",
            unproven,
        )
        return words.format(n=unproven)
    return _("All of it is said to be in place, with proof.")


def _best(reading: Reading, checks: Iterable[Check]) -> str:
    """The weightiest thing that holds, proven before merely said; empty when nothing does."""
    rank = list(Severity)
    holding = [
        check
        for check in checks
        if reading.state(check.id) is State.YES and check.audience is not Audience.COUNSEL_ONLY
    ]
    ranked = sorted(holding, key=lambda check: (rank.index(check.severity), proof(reading, check) is not Proof.SHOWN))
    return ranked[0].good if ranked else ""


def _shortest_first(best: str, problem: str, n: int) -> str:
    more = ngettext(" ({n} more)", " ({n} more)", n - 1).format(n=n - 1) if n > 1 else ""
    still = ngettext(" ({n} more open)", " ({n} more open)", n - 1).format(n=n - 1) if n > 1 else ""
    candidates = [problem + still, problem]
    if best:
        both = _("{holds}. Open: {open}").format(holds=best[:1].upper() + best[1:], open=problem)
        candidates = [both + more, both, *candidates]
    counted = ngettext("{n} point is open", "{n} points are open", n).format(n=n)
    return next((words for words in candidates if len(words.split()) <= MOST_WORDS), counted) + "."


def decisions(
    reading: Reading, found: Iterable[Finding], actions: Iterable[Action], most: int = MOST_DECISIONS
) -> tuple[Decision, ...]:
    """At most five decisions from open critical and high findings; matters for counsel only are one of them."""
    by_finding = {action.finding: action for action in actions}
    lines: list[Decision] = []
    for_counsel = False
    for finding in _worth_deciding(found):
        action = by_finding.get(finding.identity)
        if action is not None and is_settled(reading, action):
            continue
        if finding.audience is not Audience.COUNSEL_ONLY:
            lines.append(_decision(reading, finding, action))
        elif not for_counsel:
            for_counsel = True
            lines.append(_matter_for_counsel(reading, finding.severity))
        if len(lines) == most:
            break
    return tuple(lines)


def _worth_deciding(found: Iterable[Finding]) -> list[Finding]:
    """Within a severity, what is missing comes before what merely lacks proof."""
    rank = list(Severity)
    open_ones = [finding for finding in found if finding.severity in _DECIDABLE]
    late = (Kind.UNPROVEN, Kind.STALE)
    return sorted(open_ones, key=lambda finding: (rank.index(finding.severity), finding.kind in late))


def is_settled(reading: Reading, action: Action) -> bool:
    """Done, or a risk accepted that has not lapsed: decided already, although it stays a finding."""
    if action.status not in _SETTLED:
        return False
    lapsed = _day(action.expires)
    return lapsed is None or lapsed >= reading.today


def _decision(reading: Reading, finding: Finding, action: Action | None) -> Decision:
    owner = (name_of(reading.assessment, action.owner) or action.owner) if action is not None else ""
    due = _day(action.due) if action is not None else None
    return Decision(
        what=_what(reading, finding),
        who=owner or named_who(reading, _acts(finding)),
        by=due or reading.today + DUE_AFTER[finding.severity],
        cost=finding.cost,
        if_not=finding.if_not,
        severity=finding.severity,
        finding=finding.identity,
    )


def _what(reading: Reading, finding: Finding) -> str:
    if finding.kind is Kind.UNKNOWN and finding.check is not None:
        who = named_who(reading, finding.ask)
        return _("Find out from {who}: {question}").format(who=who, question=finding.check.question)
    if finding.kind is Kind.GAP and finding.check is not None:
        return finding.check.first_step
    if finding.kind in (Kind.UNPROVEN, Kind.STALE):
        return finding.title
    if finding.kind is Kind.EXPIRING:
        return _("{title}: renew or replace it").format(title=finding.title)
    return finding.steps[0] if finding.steps else finding.title


def _acts(finding: Finding) -> Addressee:
    """Who does it: for a check whoever usually answers it, else whoever settles it."""
    if finding.check is not None and finding.kind is not Kind.CONFLICT:
        return Addressee(finding.check.respondent.value)
    return finding.ask


def _matter_for_counsel(reading: Reading, severity: Severity) -> Decision:
    return Decision(
        what=_("One matter for coverage counsel (section {n}), first, before contacting broker or insurer").format(
            n=INSURANCE_SECTION
        ),
        who=named_who(reading, Addressee.OWNER),
        by=reading.today + DUE_AFTER[severity],
        cost=Cost.C1,
        if_not=_("see section {n}").format(n=INSURANCE_SECTION),
        severity=severity,
        finding="",
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
