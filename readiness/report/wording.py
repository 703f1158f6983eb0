"""The words of a report's parts, as structs: every heading, label and standing sentence has a home.

Nothing here says anything by itself: the words are in `reports/*.yaml`. A field of a part is the text
of the thing it is named after.
"""

from __future__ import annotations

from readiness.assessment.findings import Kind
from readiness.assessment.model import ActionStatus, ChannelKind
from readiness.assessment.schedule import Cause
from readiness.assessment.timeline import StepState
from readiness.questionnaire.model import Addressee, Cost
from readiness.questionnaire.part import Part
from readiness.questionnaire.vocabulary import Severity, State
from readiness.report.numbered import NumberedPart
from readiness.report.time_wording import StepSentence

__all__ = ["Part"]


class ProofWords(Part, frozen=True):
    """What stands behind an answer."""

    none: str
    undated: str
    stale: str
    own_cause: str
    shown: str


class Words(Part, frozen=True):
    """Words that all parts share."""

    states: dict[State, str]
    unanswered: str
    severities: dict[Severity, str]
    kinds: dict[Kind, str]
    people: dict[Addressee, str]
    costs: dict[Cost, str]
    cost_not_known: str
    steps: dict[StepState, str]
    """What can be said about a step of the timeline."""
    statuses: dict[ActionStatus, str]
    channels: dict[ChannelKind, str]
    proof: ProofWords
    kept: str
    """Stands for a value that is kept and never printed."""
    nobody: str
    """Whoever held the keyboard, when no respondent was named."""
    own_business: str
    full_scope: str
    hours: str
    """Effort, with `{low}` and `{high}`."""
    some_hours: str
    """Effort when both are the same, with `{n}`."""
    proposed: str
    """An owner or a day nobody has set yet, with `{value}`."""
    person: str
    """A person with a job, with `{value}` and `{label}`."""
    in_full: str
    """Where a finding is told in full, with `{part}`."""
    counsel_matter: str
    """Stands for what only counsel reads, wherever something of it is missed."""
    and_more: str
    """After a list that was cut, with `{n}`."""
    not_finished: str
    """Stands for "nothing is open" while questions of a draft are not answered."""
    renewal: str = ""
    """Id of the date fact by which what can wait is due."""


class PageOne(Part, frozen=True):
    """Page 1: it stands alone."""

    title: str
    assessed: str
    covers: str
    answered_by: str
    assessor: str
    no_interest: str
    box_title: str
    box: str
    in_place: str
    proven: str
    critical: str
    of_hundred: str
    of_critical: str
    capped: str
    """A better verdict is held down, for `{reason}`."""
    open: str
    """The number alone gives the verdict, but there is `{reason}`."""
    not_capped: str
    no_band: str
    no_band_reason: str
    draft_band: str
    draft_reason: str
    since: str
    tonight_title: str
    tonight: tuple[tuple[StepSentence, ...], ...]
    """Lines of sentences about steps of the timeline."""
    domains_title: str
    decisions_title: str
    what: str
    who: str
    by: str
    cost: str
    if_not: str
    no_decisions: str
    next_look: str
    """On the regular day, with what would bring it forward as `{sooner}`."""
    next_look_because: str
    """On an earlier day, for `{reason}`."""
    next_causes: dict[Cause, str]
    """What brings it forward; a date that ends something with `{label}` and `{day}`."""
    sooner: str
    sooner_date: str
    sealed: str
    not_sealed: str
    decided: tuple[str, ...]
    most_decisions: int = 5


class Contents(Part, frozen=True):
    """The list of parts."""

    title: str
    level: int = 1


class Domains(NumberedPart, frozen=True, kw_only=True):
    """How the domains stand."""

    draft: str
    in_place: str
    proven: str
    before: str
    not_judged: str
    domain: str
    asked: str
    counted: str
    """With the number asked as `{n}` and the answers as `{value}`."""


class Findings(NumberedPart, frozen=True, kw_only=True):
    """The findings: one table, then the weighty ones in full."""

    kinds: tuple[Kind, ...]
    """What the table lists."""
    table_at_least: Severity = Severity.LOW
    table_limit: int = 0
    """Rows at most; 0 is all of them."""
    detail_at_least: Severity = Severity.CRITICAL
    """What is told in full here; `details` may tell more of them."""
    detail_limit: int = 0
    none: str
    left_out: str
    severity: str
    finding: str
    owner: str
    due: str
    effort: str
    cost: str
    details_title: str
    answered: str
    seen: str
    """With the proof as `{value}`."""
    nothing_seen: str
    why: str
    if_not: str
    """With the consequence as `{value}`."""
    steps: str
    standards: str
    status: str


class Details(NumberedPart, frozen=True, kw_only=True):
    """The findings in full that the findings part only lists; in the words of that part."""

    at_least: Severity = Severity.HIGH


class Conflicts(NumberedPart, frozen=True, kw_only=True):
    """Answers that cannot all hold."""

    none: str
    full_at_least: Severity = Severity.LOW
    """Less grave ones are told as rows."""
    rest_title: str
    severity: str
    conflict: str
    settles: str
    why: str
    settle: str
    steps: str
    unchecked_title: str
    unchecked_intro: str
    rule: str
    needs: str
    currencies: str


class Insurance(NumberedPart, frozen=True, kw_only=True):
    """What the insurance form says against what is true; the only home of counsel-only matters."""

    first_title: str
    first: str
    none: str
    withheld: str
    """Stands for all of it where the report's readers may not see it."""
    table_title: str
    control: str
    form: str
    today: str
    proof: str
    result: str
    on_form: str
    not_on_form: str
    proof_named: str
    no_proof: str
    result_true: str
    result_unproven: str
    result_differs: str
    result_unknown: str
    result_open: str
    """The form does not say it."""
    means_true: tuple[str, ...]
    means_unknown: tuple[str, ...]
    """Values of a control's fact."""
    matters_title: str
    answers_title: str
    people_title: str
    unchecked_title: str


class OpenPoints(NumberedPart, frozen=True, kw_only=True):
    """What nobody knows, and what nobody has shown, listed apart."""

    unknown_title: str
    unknown_intro: str
    no_unknown: str
    unproven_title: str
    unproven_intro: str
    no_unproven: str
    blank_title: str
    blank_intro: str
    severity: str
    unknown: str
    ask: str
    unproven: str
    shows_it: str
    fact: str


class Working(NumberedPart, frozen=True, kw_only=True):
    """What should not be undone."""

    none: str
    holds: str
    proof: str
    dated: str


class Method(NumberedPart, frozen=True, kw_only=True):
    """How the numbers come about, and what this report is not."""

    formula_title: str
    formula: tuple[str, ...]
    severity: str
    weight: str
    checks: str
    values: str
    proven_values: str
    possible: str
    earned: str
    earned_proven: str
    total: str
    result_in_place: str
    result_proven: str
    bands_title: str
    bands: str
    """With all of them as `{value}`."""
    band: str
    """One of them: with `{label}` and `{n}`."""
    cap_keystone: str
    cap_critical: str
    cap_partly: str
    """The lowest verdict that open points allow, with `{band}`."""
    caps_note: str
    counts_title: str
    counts: tuple[str, ...]
    draft: str
    hidden: str
    limits_title: str
    limits: tuple[str, ...]
    notice_title: str
    notice: tuple[str, ...]
    pack: str


class SignOff(NumberedPart, frozen=True, kw_only=True):
    """Where management signs."""

    paragraphs: tuple[str, ...]
    decisions: str
    decision_lines: int = 4
    signatures: tuple[tuple[str, ...], ...]


class Appendix(NumberedPart, frozen=True, kw_only=True):
    """Every answer, and what is needed to read it."""

    elsewhere: str
    code: str
    question: str
    given: str
    by: str
    note: str
    reason: str
    evidence: str
    evidence_dated: str
    evidence_hash: str
    confirmed: str
    owner_has_seen: str
    not_counted: str
    two_answers: str
    former_title: str
    former_intro: str
    people_title: str
    no_people: str
    person: str
    employer: str
    roles: str
    reach: str
    needs_company_systems: str
    without_company_systems: str
    always: str
    office: str
    left_on: str
    parties_title: str
    party: str
    contacts_title: str
    actions_title: str
    action: str
    owner: str
    due: str
    status: str
    remarks: str
    approver: str
    expires: str
    flags: str
    glossary_title: str
    sources_title: str
    sources_intro: str
