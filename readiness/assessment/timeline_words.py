"""The timeline in words: hours, deadlines, slack, and what must be answered first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction

from readiness.assessment.timeline import Due, Gap, StepState, TimedStep, Timeline
from readiness.assessment.timeline_plan import Stretch
from readiness.assessment.words import day_words
from readiness.labels import label
from readiness.questionnaire.index import Index
from readiness.questionnaire.timeline_model import DeadlineKind
from readiness.translation import _, ngettext

_MINUTES = 60


def hours_words(minutes: int) -> str:
    """A length of time in hours and minutes: 5 h, 5 h 15 min, 30 min."""
    hours, rest = divmod(abs(minutes), _MINUTES)
    if not rest:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest) if hours else _("{n} min").format(n=rest)


def hours_number(minutes: int | None) -> float | None:
    """Hours as a number, for files that programs read."""
    return None if minutes is None else float(Fraction(minutes, _MINUTES))


def step_state_words(state: StepState) -> str:
    """The word for what can be said about a step."""
    return label("step", state)


def kind_words(kind: DeadlineKind) -> str:
    """Whose deadline it is."""
    return label("deadline", kind)


def finish_words(timed: TimedStep) -> str:
    """When a step could be finished: 28 h, at least 84 h, or that it cannot be known."""
    if timed.finish is None:
        return _("cannot be known")
    words = hours_words(timed.finish)
    return _("at least {hours}").format(hours=words) if timed.at_least else words


def due_words(index: Index, due: Due | None) -> str:
    """By when a step is due; nothing for a step without a deadline."""
    if due is None:
        return ""
    if due.as_soon_as_practicable:
        return _("as soon as practicable, no number")
    if due.missing:
        return _("no deadline known: {what}").format(what=named(index, due.missing))
    if due.at is None:
        return _("{hours} after a moment that cannot be known").format(hours=hours_words(due.within or 0))
    return hours_words(due.at)


def slack_words(timed: TimedStep) -> str:
    """How many hours are to spare, or how late the step is; nothing where that can't be told."""
    if timed.due is None or timed.due.slack is None:
        return ""
    return margin_words(timed.due.slack, at_least=timed.at_least)


def margin_words(minutes: int, *, at_least: bool = False) -> str:
    """Time to spare, or how late below 0; `at_least` when more time may be needed than is known."""
    hours = hours_words(minutes)
    if minutes < 0:
        words = _("at least {hours} too late") if at_least else _("{hours} too late")
    else:
        words = _("at most {hours} to spare") if at_least else _("{hours} to spare")
    return words.format(hours=hours)


def named(index: Index, ids: Iterable[str]) -> str:
    """What has to be answered, in the pack's words; a fact speaks for its check."""
    ids = tuple(ids)
    checks = {index.check_of_fact[id].id for id in ids if id in index.check_of_fact}
    words = []
    for id in ids:
        if id in index.facts:
            words.append(index.facts[id].label)
        elif id in index.checks and id not in checks:
            words.append(index.checks[id].question)
        elif id not in index.checks:
            words.append(id)
    return "; ".join(words)


def missing_words(index: Index, timed: TimedStep) -> str:
    """Why the time of a step cannot be known; nothing when it can."""
    if not timed.missing:
        return ""
    return _("Cannot be known, because this was never answered: {what}").format(what=named(index, timed.missing))


def stretch_words(index: Index, stretch: Stretch) -> str:
    """A part of a step's time, and where it comes from."""
    hours = hours_words(stretch.minutes)
    if stretch.assumed:
        return _("{hours} assumed: {why}").format(hours=hours, why=stretch.why)
    fact = index.facts.get(stretch.gap)
    return _("{hours}: {what}").format(hours=hours, what=fact.label if fact is not None else stretch.gap)


def gap_words(index: Index, drawn: Timeline, gap: Gap) -> str:
    """What one gap costs: its name, the hours, and the step that comes later for it."""
    what = gap_label(index, gap)
    step = drawn.by_id[gap.at].step.label
    words = _("{what}: costs {hours} ({step})").format(what=what, hours=hours_words(gap.minutes), step=step)
    return f"{words}. {gap.why}" if gap.why else words


def gap_label(index: Index, gap: Gap) -> str:
    """The name of a gap: of its fact, or what is missing by its check."""
    if gap.id in index.facts:
        return index.facts[gap.id].label
    return index.checks[gap.id].bad if gap.id in index.checks else gap.id


def summary_lines(index: Index, drawn: Timeline) -> list[str]:
    """The timeline in a few sentences: who takes how long, what is late, what costs most."""
    lines = []
    late = drawn.late
    if late:
        counted = ngettext("{n} deadline is missed:", "{n} deadlines are missed:", len(late)).format(n=len(late))
        parts = "; ".join(f"{timed.step.label} ({slack_words(timed)})" for timed in late)
        lines.append(f"{counted} {parts}")
    unknown = [timed for timed in drawn.steps if timed.finish is None]
    if unknown:
        ids = dict.fromkeys(id for timed in unknown for id in timed.missing)
        counted = ngettext("{n} step cannot be timed.", "{n} steps cannot be timed.", len(unknown)).format(
            n=len(unknown)
        )
        lines.append(counted + " " + _("Answer first: {what}").format(what=named(index, ids)))
    if drawn.costliest is not None:
        lines.append(_("Costs most: {gap}").format(gap=gap_words(index, drawn, drawn.costliest)))
    return lines


def moment_words(moment: datetime) -> str:
    """A moment as people write it, with its zone: Sat 21 Nov 2026 03:00 CST."""
    zone = moment.tzname() or ""
    return f"{weekday_words(moment)} {day_words(moment.date())} {moment:%H:%M} {zone}".strip()


def weekday_words(moment: datetime) -> str:
    """The day of the week, short."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))[moment.weekday()]
