"""The shape of a questionnaire pack, as frozen structs.

One definition gives validation, the normalised JSON that is pinned by hash, and the JSON Schema that
editors use. Text is plain text everywhere: nothing in a pack is markup, a template or code.
"""

from __future__ import annotations

from enum import StrEnum

from readiness.questionnaire.condition import Condition
from readiness.questionnaire.part import Part
from readiness.questionnaire.timeline_model import TimelineStep
from readiness.questionnaire.vocabulary import Severity, State

FORMAT = 1
"""Version of the pack format this program writes and reads."""


class Audience(StrEnum):
    """Who may see an item."""

    EVERYONE = "everyone"
    MANAGEMENT = "management"
    COUNSEL_ONLY = "counsel_only"


class Respondent(StrEnum):
    """Who usually answers a check."""

    OWNER = "owner"
    FINANCE = "finance"
    IT = "IT"
    COUNSEL = "counsel"
    PR = "PR"


class Addressee(StrEnum):
    """Whom to ask when nobody in the business knows; also who settles a conflict."""

    OWNER = "owner"
    FINANCE = "finance"
    IT = "IT"
    COUNSEL = "counsel"
    PR = "PR"
    BROKER = "broker"
    RESPONSE_FIRM = "response_firm"


class Cost(StrEnum):
    """Money spent outside: C0 none, C1 < US$1k, C2 1-5k, C3 5-25k, C4 > 25k."""

    C0 = "C0"
    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    C4 = "C4"


class FactType(StrEnum):
    """The types a captured value can have; `value.py` says how each is written and compared."""

    TEXT = "text"
    PERSON = "person"
    PEOPLE = "people"
    ORGANISATION = "organisation"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    DATE = "date"
    INTEGER = "integer"
    MONEY = "money"
    DURATION = "duration"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"


class Bounds(Part, frozen=True):
    """Smallest and largest accepted value, written like the fact's own values; a date may say `today`."""

    at_least: str | int | None = None
    at_most: str | int | None = None


class Fact(Part, frozen=True):
    """A typed value captured with a check, or on its own in an unscored section."""

    id: str
    type: FactType
    label: str
    help: str = ""
    example: str | int | list[str] = ""
    why: str = ""
    choices: dict[str, str] = {}
    choice_group: dict[str, str] = {}
    """Choice value -> prefix of the place codes it belongs to; it is offered only where one is ticked."""
    choice_words: dict[str, str] = {}
    """Choice value -> more words it is found by in a long list; they are not shown."""
    asked_when: tuple[State, ...] = (State.YES, State.PARTLY)
    required_for: tuple[State, ...] = ()
    ask_if: Condition | None = None
    sensitive: bool = False
    sensitive_where: str = ""
    """Shown in place of the field while the workspace is not encrypted."""
    dated: bool = False
    expires: bool = False
    first_hour: bool = False
    bounds: Bounds | None = None
    screen: str = ""
    """Opening facts only: `first`, or `before-<section>`."""
    if_yes: str = ""
    """Opening facts only: a notice shown when the answer says that something has happened."""


class Effort(Part, frozen=True):
    """Working hours of the business's own people."""

    low: float
    high: float


class Recheck(Part, frozen=True):
    """When the proof of a yes is too old: after a duration, on the date in a fact, or on an event."""

    every: str = ""
    every_under_50: str = ""
    until: str = ""
    events: tuple[str, ...] = ()


class OwnChoice(Part, frozen=True):
    """An answer in a check's own words; names one of the five states and a score from 0 to 1."""

    id: str
    label: str
    state: State
    score: float


class ControlTable(Part, frozen=True):
    """A check shown as rows: on the form (`form` contains the key), true today (the fact), proof."""

    form: str
    proof: str
    rows: dict[str, str]


class Check(Part, frozen=True):
    """One scored question, with everything that is said about it."""

    id: str
    code: str
    question: str
    yes_means: str
    partly_means: str
    good: str
    """A clause that reads after "Not known:" and "No proof:"."""
    bad: str
    """Title of the gap."""
    if_not: str
    """Shortest consequence, for the IF NOT column of page 1."""
    why: str
    evidence: str
    severity: Severity
    severity_why: str
    first_step: str
    steps: tuple[str, ...]
    effort: Effort
    cost: Cost
    recheck: Recheck
    respondent: Respondent
    ask: Addressee
    standards: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    audience: Audience = Audience.EVERYONE
    keystone: bool = False
    always: bool = False
    """`not_applicable` is refused."""
    left_out_below: int | None = None
    """Firms with fewer staff are not asked."""
    judges_provider: bool = False
    """The IT provider can't prove this about itself (rule X50)."""
    ask_if: Condition | None = None
    implied_no_if: Condition | None = None
    choices: tuple[OwnChoice, ...] = ()
    table: ControlTable | None = None
    facts: tuple[Fact, ...] = ()


class OpeningLine(Part, frozen=True):
    """One line of the opening screen, with the facts it captures."""

    facts: tuple[str, ...]


class Section(Part, frozen=True):
    """A domain of the pack. An unscored section has facts of its own and no checks."""

    section: str
    code: str
    title: str
    short: str = ""
    intro: str = ""
    scored: bool = True
    checks: tuple[Check, ...] = ()
    facts: tuple[Fact, ...] = ()
    opening_screen: tuple[OpeningLine, ...] = ()


class RuleCase(Part, frozen=True):
    """One severity and wording of a rule; the first case that is true speaks."""

    when: Condition
    severity: Severity
    title: str = ""
    sentence: str = ""


class RuleTests(Part, frozen=True):
    """Answers under which a rule fires, stays silent, and can't be decided. `packs check` runs them."""

    fires: dict[str, str | int | list[str]]
    silent: dict[str, str | int | list[str]]
    unknown_without: str = ""


class ConflictRule(Part, frozen=True):
    """Answers that are each fine alone and cannot all hold together."""

    id: str
    code: str
    severity: Severity
    title: str
    sentence: str
    why: str
    settle_with: Addressee
    steps: tuple[str, ...]
    if_not: str = ""
    audience: Audience = Audience.MANAGEMENT
    when: Condition | None = None
    cases: tuple[RuleCase, ...] = ()
    builtin: str = ""
    """`stale` or `two-answers`: judged by the program on stored answers, worded by the pack."""
    for_each: str = ""
    """`check` or `person`: the rule is judged for each, with `this.*` values."""
    silent_below: int | None = None
    sources: tuple[str, ...] = ()
    tests: RuleTests | None = None


class Computed(Part, frozen=True):
    """A value worked out from facts; exactly one kind is given."""

    sum: tuple[str, ...] = ()
    smallest: tuple[str, ...] = ()
    largest: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    count: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()


class Term(Part, frozen=True):
    """A glossary entry; `also` lists other spellings that lead to it."""

    id: str
    term: str
    text: str
    also: tuple[str, ...] = ()


class Source(Part, frozen=True):
    """Where a printed fact comes from.

    Quality: P primary text read, T read in a transcription, S read second-hand, C a vendor's page.
    """

    title: str
    publisher: str
    quality: str
    printable: bool
    url: str = ""
    year: int | None = None
    note: str = ""


class Band(Part, frozen=True):
    """A verdict that holds from `at_least` percent in place."""

    id: str
    label: str
    at_least: float


class Caps(Part, frozen=True):
    """The best band that an open point allows, by band id."""

    keystone: str
    """No one in charge."""
    critical: str
    """A critical check at no or unknown, or a critical conflict."""
    critical_partly: str


class FirmSize(Part, frozen=True):
    """Which fact tells the number of staff, and the largest number each choice stands for."""

    fact: str
    largest: dict[str, int | None]


class ModeBlock(Part, frozen=True):
    """Checks that can be answered in one go, with what the reader has in hand."""

    id: str
    title: str
    in_hand: str
    ends_with: str
    checks: tuple[str, ...]
    wording: dict[str, str] = {}
    """Check id -> a shorter question for this mode."""
    paper: str = ""
    """Id of the document that is finished when the block is."""


class Mode(Part, frozen=True):
    """A shorter pass through the pack."""

    id: str
    title: str
    intro: str
    blocks: tuple[ModeBlock, ...]
    asks_proof: bool = True


class ReportedChange(Part, frozen=True):
    """Something that may have happened since the last assessment, and what is asked again when it did.

    Checks whose re-check names the id under `events` are asked again too.
    """

    id: str
    label: str
    """A plain statement that a reader can tick: "We have a new insurer, or the policy was renewed"."""
    help: str = ""
    reopens: tuple[str, ...] = ()
    """Checks and facts that are asked again; for a fact, the question that captures it."""
    about_people: bool = False
    """Somebody left: asks who, and whether another person takes over everything that names them."""


class Pack(Part, frozen=True):
    """A whole questionnaire, normalised: the form that is hashed, pinned and judged."""

    format: int
    id: str
    version: str
    title: str
    language: str
    as_of: str
    weights: dict[Severity, float]
    bands: tuple[Band, ...]
    caps: Caps
    sections: tuple[Section, ...]
    description: str = ""
    firm_size: FirmSize | None = None
    provider_fact: str = ""
    """The organisation fact that names the IT provider (rule X50)."""
    role_facts: dict[Addressee, tuple[str, ...]] = {}
    """Role -> the facts that may say who that is, the best one first; a name is told instead of the role."""
    modes: tuple[Mode, ...] = ()
    computed: dict[str, Computed] = {}
    rules: tuple[ConflictRule, ...] = ()
    timeline: tuple[TimelineStep, ...] = ()
    """The steps of "If it happened tonight"; a step may name only steps that the tuple holds."""
    glossary: tuple[Term, ...] = ()
    sources: dict[str, Source] = {}
    sources_as_of: str = ""
    """The day the sources were last looked at."""
    was: dict[str, str] = {}
    """Former id -> present id, so that older assessments stay comparable."""
    changes: tuple[ReportedChange, ...] = ()
    """What a re-assessment asks about first."""
    policy_end: str = ""
    """The date fact on which the insurance policy ends; the steps before its renewal count back from it."""
