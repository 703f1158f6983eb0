"""The shape of the file of notification duties: laws, contracts, their recipients and their clocks.

Reference data that ages: every record says what was read, when, and how far to trust it. When one
applies is a condition over opening facts, so that no line of this program names a law.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from readiness.questionnaire.condition import Condition
from readiness.questionnaire.part import Part

DUTY_FORMAT = 1
"""Version of the format of the duties file."""


class DutyStatus(StrEnum):
    """How far a duty is in force."""

    IN_FORCE = "in_force"
    IN_FORCE_PARTLY = "in_force_partly"
    PENDING = "pending"
    NOT_YET = "enacted_not_yet_in_force"
    VARIES = "varies_by_state"
    CONTRACT = "contract"
    NO_DUTY = "no_duty"


COUNTED = (DutyStatus.IN_FORCE, DutyStatus.IN_FORCE_PARTLY)
"""Only these count as legal clocks."""


class Confidence(StrEnum):
    """How far the sources read support a record."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Recipient(StrEnum):
    """Who is to be told."""

    INDIVIDUALS = "individuals"
    ATTORNEY_GENERAL = "attorney_general"
    STATE_REGULATOR = "state_regulator"
    FEDERAL_REGULATOR = "federal_regulator"
    SUPERVISORY_AUTHORITY = "supervisory_authority"
    COMPETENT_AUTHORITY = "competent_authority"
    CSIRT = "csirt"
    CREDIT_BUREAUS = "credit_bureaus"
    MEDIA = "media"
    LAW_ENFORCEMENT = "law_enforcement"
    DATA_OWNER = "data_owner"
    CUSTOMERS = "customers"
    CONTRACTING_AGENCY = "contracting_agency"
    INVESTORS = "investors"
    INSURER = "insurer"
    ACQUIRER_BANK = "acquirer_bank"
    CARD_BRANDS = "card_brands"
    OTHER_ORGANIZATIONS = "other_organizations"


class ClockStart(StrEnum):
    """What starts a clock. One is never used for another: they can lie weeks apart."""

    DISCOVERY = "discovery"
    DISCOVERY_OR_NOTIFICATION = "discovery_or_notification"
    AWARENESS = "awareness"
    DETECTION = "detection"
    DETERMINATION = "determination"
    CONFIRMATION = "confirmation"
    CLASSIFICATION = "classification"
    REASONABLE_BELIEF = "reasonable_belief"
    SUSPICION = "suspicion"
    ASSESSMENT_COMPLETED = "assessment_completed"
    MATERIALITY_DETERMINATION = "materiality_determination"
    PAYMENT = "payment"
    NOTICE_TO_INDIVIDUALS = "notice_to_individuals"
    NOTIFICATION_SUBMITTED = "notification_submitted"
    NOTIFICATION_RECEIVED = "notification_received"
    NOTICE_TO_HHS = "notice_to_hhs"
    CORRECTIVE_MEASURE_AVAILABLE = "corrective_measure_available"
    END_OF_CALENDAR_YEAR = "end_of_calendar_year"
    COMMISSIONER_ORDER = "commissioner_order"
    REGULATOR_ORDER = "regulator_order"


class TimeUnit(StrEnum):
    """What a clock counts."""

    HOURS = "hours"
    CALENDAR_DAYS = "calendar_days"
    BUSINESS_DAYS = "business_days"


class DutyDeadline(Part, frozen=True):
    """One clock of a duty. Without `amount` the law sets no number and `wording` is all there is."""

    recipient: Recipient
    starts: ClockStart = msgspec.field(name="from")
    wording: str
    amount: int | None = None
    unit: TimeUnit | None = None
    threshold: str = ""
    """The test in words, as the law puts it."""
    threshold_min: int | None = None
    """The smallest headcount that triggers it; None is no headcount test."""


class OwnClock(Part, frozen=True):
    """Where a contract's or policy's clock comes from: only ever the business's own facts."""

    within: str
    """Id of a duration fact."""
    no_number_if: Condition | None = None
    start_fact: str = ""
    """Id of the choice fact that says what starts the clock."""
    starts: dict[str, ClockStart] = {}
    """Its choice values -> the start each stands for."""
    sender: str = ""
    """Id of the person fact that says who sends it."""


class Duty(Part, frozen=True):
    """One law, rule or contract under which somebody may have to be told."""

    id: str
    jurisdiction: str
    category: str
    status: DutyStatus
    law_name: str
    citation: str
    applies_to: str
    trigger: str
    confidence: Confidence
    as_of: str
    """Date of the newest source that supports the main clock."""
    when: Condition
    """Over opening facts: true, the duty may apply."""
    notify: tuple[Recipient, ...] = ()
    deadlines: tuple[DutyDeadline, ...] = ()
    in_force_from: str = ""
    """A day, or only the month or year where the sources say no more."""
    last_amended: int | None = None
    source_urls: tuple[str, ...] = ()
    source_basis: str = ""
    """What was read, and what was not."""
    notes: str = ""
    own_clock: OwnClock | None = None
    questions: tuple[str, ...] = ()
    """What to ask, for contracts: their hours are in the user's own papers."""


class RecipientWords(Part, frozen=True):
    """How a recipient is named to the user."""

    label: str
    may_wait: bool = False
    """An official may ask that these people hear later; counsel says whether that pauses a clock."""


class StartWords(Part, frozen=True):
    """How the start of a clock is named to the user, and what is asked to learn its date."""

    after: str
    """Reads after "45 days after": `you determine that data was taken`."""
    ask: str
    by_discovery: bool = False
    """Dated by the moment the incident was discovered; every other start needs its own date."""


class DutyFile(Part, frozen=True):
    """The whole file of duties."""

    format: int
    id: str
    version: str
    title: str
    as_of: str
    disclaimer: str
    people_count: str
    """Id of the integer fact that is compared with headcounts."""
    recipients: dict[Recipient, RecipientWords]
    starts: dict[ClockStart, StartWords]
    duties: tuple[Duty, ...]
