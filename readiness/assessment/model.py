"""What is stored: organisations, assessments, answers, people and actions.

These structs are the stored format (as JSON). Days are ISO dates (`2026-11-21`), moments are ISO
times with an offset; both stay text, so that what was written is what is read.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from readiness.error import BAD_INPUT, ReadinessError
from readiness.questionnaire.vocabulary import State, Value

FORMAT = 1
"""Version of the stored format, written into every file from the first day."""


class AssessmentError(ReadinessError):
    """Something that can't be done with an assessment; the message says what and what is accepted."""

    exit_code = BAD_INPUT


class Record(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """Base of everything stored."""


class ChannelKind(StrEnum):
    """How a person can be reached."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    MESSAGING = "messaging"
    EMAIL = "email"
    OTHER = "other"


class Channel(Record):
    """One way to reach a person. The value of a private one is kept only in an encrypted workspace."""

    kind: ChannelKind
    value: str = ""
    private: bool = False
    needs_company_systems: bool | None = None
    hours: str = ""
    """`always` or `office`."""


class Person(Record):
    """Someone named in an assessment; answers refer to them by id, so two roles are one record."""

    id: str
    name: str
    role: str = ""
    employer: str = ""
    """Id of a `Party`; empty is this business."""
    channels: list[Channel] = []
    left_on: str = ""

    @property
    def independent_channels(self) -> int | None:
        """Number of ways that don't need company systems; None while no channel is recorded."""
        if not self.channels:
            return None
        return sum(1 for channel in self.channels if channel.needs_company_systems is False)


class Party(Record):
    """Another organisation: response firm, law firm, insurer, IT provider, ..."""

    id: str
    name: str
    phone: str = ""
    phone_hours: str = ""
    second_way: str = ""


class Evidence(Record):
    """What proves a yes: a description, a place and a date; never the secret itself."""

    description: str = ""
    place: str = ""
    dated: str = ""
    sha256: str = ""


class Origin(StrEnum):
    """How an answer came into this assessment."""

    NEW = "new"
    CARRIED = "carried"
    CONFIRMED = "confirmed"
    CHANGED = "changed"


class Answer(Record):
    """One person's answer to a check, or the value of an opening fact (then without a state)."""

    state: State | None = None
    choice: str = ""
    """Id of the check's own choice, where it has some."""
    facts: dict[str, Value] = {}
    note: str = ""
    evidence: list[Evidence] = []
    reason: str = ""
    """Why the check doesn't apply."""
    respondent: str = ""
    """Id of a person; empty is whoever holds the keyboard."""
    answered_on: str = ""
    confirmed_on: str = ""
    origin: Origin = Origin.NEW
    seen_by_owner: bool = False
    """The owner has looked at this answer and its proof (rule X50)."""


class ActionStatus(StrEnum):
    """What has become of an action."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    """Said to be done. The next assessment's evidence closes it, or its answers open it again."""
    ACCEPTED = "accepted"
    CLOSED = "closed"
    """Shown by the evidence of an assessment; never set by hand."""


class Action(Record):
    """What will be done about a finding. `finding` is its identity, such as `gap:leader.named`."""

    finding: str
    owner: str = ""
    due: str = ""
    status: ActionStatus = ActionStatus.OPEN
    note: str = ""
    cost: str = ""
    approver: str = ""
    reason: str = ""
    expires: str = ""
    reopened: int = 0
    """How often it was done or closed, and the answer went bad again."""
    closed_on: str = ""
    """The day the assessment that closed it speaks for."""


class PackReference(Record):
    """The pack an assessment is pinned to from its creation."""

    id: str
    version: str
    sha256: str


class Status(StrEnum):
    """A draft can be changed; a sealed assessment never."""

    DRAFT = "draft"
    SEALED = "sealed"


class Assessor(Record):
    """Who led the assessment, and what they sell that it may recommend (printed on page 1)."""

    name: str = ""
    interest: str = ""


class Assessment(Record):
    """One dated run of a pack for one organisation."""

    id: str
    organisation: str
    pack: PackReference
    created_on: str
    as_of: str = ""
    """The day it speaks for; set by sealing, today while a draft."""
    format: int = FORMAT
    scope: str = "full"
    status: Status = Status.DRAFT
    assessor: Assessor = msgspec.field(default_factory=Assessor)
    answers: dict[str, list[Answer]] = {}
    """Check id or opening fact id -> one answer per respondent."""
    people: list[Person] = []
    parties: list[Party] = []
    actions: list[Action] = []
    """A copy of the organisation's actions as they stood when this was sealed."""
    flags: list[str] = []
    position: str = ""
    """The check or opening fact that was on screen last."""
    previous: str = ""
    """Id of the sealed assessment this one started from; empty when it started with empty answers."""
    reported: list[str] | None = None
    """Ids of the changes that were reported since then; None while nobody was asked."""
    times_open: dict[str, int] = {}
    """Check, rule or fact id -> in how many sealed assessments in a row, this one included, it was a finding."""
    interval_days: int = 90
    """Days to the next assessment, as the organisation had it when this was sealed."""
    sealed_at: str = ""
    content_hash: str = ""
    trail_hash: str = ""


class Summary(Record):
    """One row per sealed assessment in the organisation's file, so that lists need no whole files."""

    id: str
    as_of: str
    scope: str
    band: str
    in_place: float
    proven: float
    critical_closed: int
    critical_asked: int
    findings: dict[str, int] = {}
    """Severity -> number of findings."""
    dated: dict[str, str] = {}
    """Fact id -> the day it runs out."""
    next_due: str = ""
    content_hash: str = ""
    pack: str = ""
    """SHA-256 of the pack it is pinned to; empty in rows of before this was kept."""


class Contact(Record):
    """Someone of the organisation to write or speak to about its assessments."""

    name: str
    role: str = ""
    email: str = ""
    phone: str = ""


class DraftSummary(Record):
    """What Home shows of a draft without opening it."""

    id: str
    scope: str
    answered: int
    asked: int
    saved_at: str = ""


class Hold(Record):
    """A legal hold: nothing of the organisation may be destroyed until it is lifted."""

    by: str
    note: str
    at: str
    """The moment it began, or in the trail the moment of the change."""


class Organisation(Record):
    """A business that is assessed. Lives in its own folder, named by a random id."""

    id: str
    name: str
    created_on: str
    format: int = FORMAT
    interval_days: int = 90
    page_size: str = "A4"
    locale: str = ""
    """How days and numbers are written in its documents, such as `en-GB`; empty as the program has it."""
    currency: str = ""
    """ISO 4217 code that amounts are offered in."""
    logo: str = ""
    """Name that the file of its logo had."""
    logo_image: bytes = b""
    """The logo for the head of its documents, PNG or JPEG, as `report.pdf.picture` made it."""
    contacts: list[Contact] = []
    respondents: list[str] = []
    """Names of people who answer for it, offered where it is asked who answers."""
    archived_on: str = ""
    """Set when it is no longer assessed; nothing of it is due, and everything is kept."""
    reported: dict[str, str] = {}
    """Change id -> the day it was reported, since the last sealed assessment."""
    draft: DraftSummary | None = None
    sealed: list[Summary] = []
    actions: list[Action] = []
    hold: Hold | None = None
    """Present while a legal hold is on."""
    formerly: list[str] = []
    """Ids that its older assessments name, the first first: it was restored beside what it is a copy of."""

    def owns(self, assessment: Assessment) -> bool:
        """Whether an assessment was made for this organisation."""
        return assessment.organisation in {self.id, *self.formerly}


class LockedOrganisation(Organisation):
    """One of which only id and name are known: the rest is behind a passphrase of its own. For lists; never stored."""
