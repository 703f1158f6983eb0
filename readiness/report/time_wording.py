"""The words of the parts about time: the first 72 hours, clocks, what runs out, and what to do when."""

from __future__ import annotations

from readiness.questionnaire.part import Part
from readiness.report.numbered import NumberedPart


class StepSentence(Part, frozen=True):
    """What is said of one step of the timeline on page 1; of these texts the one that fits.

    A step that the questionnaire lacks, or that is not needed, is left out.
    """

    step: str
    known: str
    """With `{hours}`, when it could be done."""
    unknown: str
    """With `{missing}`, what was never answered."""
    measured: str = ""
    """The deadline is known too: with `{hours}` and `{slack}`."""
    no_number: str = ""
    """The deadline is "as soon as practicable"."""
    no_deadline: str = ""
    """The deadline was never answered; with `{hours}` and `{missing}`."""


class Tonight(NumberedPart, frozen=True, kw_only=True):
    """If it happened tonight: the first hours as a chart and a table."""

    none: str
    """The questionnaire has no timeline."""
    hours: float = 72.0
    """Where the chart ends."""
    late: str
    """With `{n}` and the steps as `{value}`."""
    not_late: str
    unknown: str
    """Steps without a time: with `{n}` and what to answer as `{value}`."""
    costs: str
    """The costliest gap: with `{label}`, `{step}` and `{hours}`."""
    costs_next: str
    """The next ones, as `{value}`."""
    gap: str
    """One of them: with `{label}` and `{hours}`."""
    axis: str
    key_earliest: str
    key_due: str
    step: str
    who: str
    needed: str
    earliest: str
    slack: str
    state: str
    assumed: str
    """With `{hours}`."""
    open: str
    """Stands before the codes of the checks that keep a step from the better state."""
    missing: str
    """With what was never answered as `{missing}`."""
    no_deadline: str
    """The deadline was never answered; the codes of the checks follow."""
    waits: str
    """For the step in `{step}`."""
    note: str
    most_gaps: int = 2
    """Further gaps that are named after the costliest."""


class Clocks(NumberedPart, frozen=True, kw_only=True):
    """The clocks of policy, contracts and lawyer against one's own times; then the duties that may apply."""

    own_title: str
    own_intro: str
    no_own: str
    clock: str
    limit: str
    own_time: str
    slack: str
    who: str
    counted: str
    """A limit: with `{hours}` and the step it is counted from."""
    part_of_time: str
    """A stretch of one's own time: with `{hours}` and `{step}`."""
    no_number: str
    not_answered: str
    """With `{missing}`."""
    no_limit: str
    """The limit was never answered; the codes of the checks follow."""
    duties_title: str
    none: str
    """No duty could be listed."""
    recipient: str
    may: str
    under: str
    law: str
    """With the place as `{label}` and the citation as `{value}`."""
    standing: str
    """With `{day}` and `{confidence}`."""
    own_papers: str
    """Beside a clock of one's own papers, with what was never answered as `{missing}`."""
    late: str
    """With one's own time as `{hours}` and `{slack}`."""
    tightest: str
    """With `{label}`, `{who}` and `{slack}`."""
    why_title: str
    duty: str
    because: str
    how_sure: str
    ask: str
    """With a question as `{value}`."""
    depends_title: str
    depends_intro: str
    depends_on: str
    waiting: str
    most_waiting: int = 8
    """Duties named of those that depend on one answer."""
    closing: tuple[str, ...]


class Expiry(NumberedPart, frozen=True, kw_only=True):
    """What ends on a day, by days left."""

    none: str
    what: str
    ends: str
    left: str
    who: str
    days: str
    """With `{n}`."""
    today: str
    past: str
    """With `{n}`."""
    others: str
    """Dates that end nothing: with `{n}`."""


class Window(Part, frozen=True):
    """A stretch of the roadmap, up to so many days from the day of the report."""

    days: int
    title: str
    in_words: bool = True
    """Whether findings are told with their titles; else by their codes."""


class Roadmap(NumberedPart, frozen=True, kw_only=True):
    """What to do by when, and who."""

    windows: tuple[Window, ...]
    renewal_title: str
    """With `{day}`."""
    until: str
    """In the further rows of a stretch: with its last day as `{day}`."""
    later: str
    none: str
    when: str
    who: str
    what: str
    overdue: str
    """Stands with a day that has passed; with `{day}`."""
    counsel: str
    settled: str
    """Findings that are done, or accepted: with `{n}`."""
