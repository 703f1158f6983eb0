"""If it happened tonight, as content: one row a step, all about a step, and the few lines beside the results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from readiness.assessment.findings import Finding, Kind, visible_to
from readiness.assessment.judgement import Judgement
from readiness.assessment.reading import Reading
from readiness.assessment.timeline import Gap, StepState, TimedStep, Timeline
from readiness.assessment.timeline_words import (
    due_words,
    finish_words,
    gap_label,
    hours_words,
    kind_words,
    named,
    slack_words,
    stretch_words,
)
from readiness.assessment.words import answer_words
from readiness.labels import label
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Audience, Check
from readiness.translation import _, ngettext
from readiness.tui.sign import DASH, Sign, state_sign
from readiness.tui.text import clean, line, shown
from readiness.tui.widgets.timeline_bars import AT_LEAST, Axis, bars_legend, step_bar

SHOWS_BARS = 112
"""Cells from which figures and bars stand in one row."""

_HOURS, _DUE, _SLACK = 12, 10, 17
"""Cells of the columns beside the name of a step."""
_NAME_BESIDE_BARS = 34
_NAME_IN_CHART = 27
_ASIDE_HOURS, _ASIDE_STATE = 9, 18
"""Cells of the columns beside the results."""
_ASSUMED = "*"


def step_sign(state: StepState) -> Sign:
    """The sign of a step."""
    glyph, colour = {
        StepState.ANSWERED: ("✓", "$sign-yes"),
        StepState.UNPROVEN: ("!", "$sign-unproven"),
        StepState.NOT_KNOWN: ("?", "$sign-unknown"),
        StepState.BROKEN: ("✗", "$sign-no"),
    }[state]
    return Sign(glyph, label("step_sign", state), colour)


def _state_cells() -> int:
    """Cells of the column of states; they are longer in some languages than in others."""
    return 1 + max(step_sign(state).full.cell_length for state in StepState)


def heading(scale: Axis, width: int, *, chart: bool) -> Content:
    """The names of the columns, and the numbers of the axis above the bars."""
    state = Content(_("State")) if not chart else Content("")
    figures = [Content(words) for words in (_("Done after"), _("Due"), _("Slack"))]
    row = _row(width, state, Content(_("Step")), figures, scale.scale(_cells(width, chart=chart)), chart=chart)
    return row.stylize("$quiet")


def step_row(timed: TimedStep, scale: Axis, width: int, *, chart: bool) -> Content:
    """A step in one row: figures, or its bar, or both where there is room."""
    sign = step_sign(timed.state)
    slack = Content.styled(_slack(timed), "$sign-no" if timed.is_late else "")
    figures = [Content(_finish(timed)), Content(_due(timed)), slack]
    bar = step_bar(timed, scale, _cells(width, chart=chart)) if chart or width >= SHOWS_BARS else Content("")
    return _row(width, sign.mark if chart else sign.full, Content(line(timed.step.label)), figures, bar, chart=chart)


def _row(width: int, state: Content, name: Content, figures: list[Content], bar: Content, *, chart: bool) -> Content:
    done = _right(figures[0], _HOURS - 1)
    if chart:
        return Content.assemble(" ", _fit(state, 2), _fit(name, _NAME_IN_CHART), done, "  ", bar)
    end = Content.assemble(" ", done, _right(figures[1], _DUE), "  ", _fit(figures[2], _SLACK - 2))
    if width >= SHOWS_BARS:
        return Content.assemble(" ", _fit(state, _state_cells()), _fit(name, _NAME_BESIDE_BARS), end, "  ", bar)
    room = max(8, width - 1 - _state_cells() - end.cell_length)
    return Content.assemble(" ", _fit(state, _state_cells()), _fit(name, room), end)


def _cells(width: int, *, chart: bool) -> int:
    """Cells from the beginning of the axis to its end; one more is left for what lies at the end."""
    if chart:
        return max(8, width - 1 - 2 - _NAME_IN_CHART - (_HOURS - 1) - 2 - 3)
    return max(8, width - 1 - _state_cells() - _NAME_BESIDE_BARS - _HOURS - _DUE - _SLACK - 2 - 3)


def _fit(content: Content, room: int) -> Content:
    return content.truncate(room - 1, ellipsis=True, pad=True) + Content(" ")


def _right(content: Content, room: int) -> Content:
    cut = content.truncate(room, ellipsis=True)
    return Content.assemble(" " * (room - cut.cell_length), cut)


def has_assumed_hours(timed: TimedStep) -> bool:
    """Whether any of its own hours are assumed."""
    return any(part.assumed and part.minutes > 0 for part in timed.stretches)


def _hours(minutes: int) -> str:
    """A length of time as short as a column needs it: 5 h, 39:30 h."""
    hours, rest = divmod(abs(minutes), 60)
    return _("{hours}:{minutes:02} h").format(hours=hours, minutes=rest) if rest else hours_words(minutes)


def _finish(timed: TimedStep) -> str:
    if timed.finish is None:
        return "?"
    marks = (AT_LEAST if timed.at_least else "") + (_ASSUMED if has_assumed_hours(timed) else "")
    return _hours(timed.finish) + marks


def _due(timed: TimedStep) -> str:
    due = timed.due
    if due is None:
        return DASH
    if due.as_soon_as_practicable:
        return _("no number")
    return "?" if due.at is None else _hours(due.at)


def _slack(timed: TimedStep) -> str:
    if timed.due is None or timed.due.slack is None:
        return ""
    hours = _hours(timed.due.slack)
    if timed.is_late:
        return _("min {hours} late").format(hours=hours) if timed.at_least else _("{hours} late").format(hours=hours)
    return _("max {hours} left").format(hours=hours) if timed.at_least else _("{hours} left").format(hours=hours)


def legend(*, bars: bool) -> Content:
    """What the marks in the rows mean."""
    marks = Content.styled(_("* partly assumed  + at least"), "$quiet")
    if bars:
        return Content.assemble(bars_legend(), "  ", marks)
    return Content.assemble(marks, ("  " + _("hours from when somebody notices"), "$quiet"))


def summary(reading: Reading, drawn: Timeline) -> Content:
    """What is late, what cannot be known, and which single gap costs most."""
    if not drawn.steps:
        return Content(_("This questionnaire has no timeline."))
    late, unknown = len(drawn.late), sum(timed.finish is None for timed in drawn.steps)
    counted = [ngettext("{n} deadline is missed", "{n} deadlines are missed", late).format(n=late)]
    if unknown:
        counted.append(ngettext("{n} step cannot be timed", "{n} steps cannot be timed", unknown).format(n=unknown))
    words = [Content.styled(" · ".join(counted), "bold")]
    gap = costliest(reading.index, drawn)
    if gap is not None:
        costs = _("Costs most: {hours}, {what}").format(
            hours=hours_words(gap.minutes), what=line(gap_label(reading.index, gap))
        )
        words.append(shown(costs))
    return Content("\n").join(words)


def costliest(index: Index, drawn: Timeline) -> Gap | None:
    """The single gap that costs most, of those that are not for counsel only."""
    return next((gap for gap in drawn.gaps if _may_be_shown(index, gap.check)), None)


def step_lines(reading: Reading, drawn: Timeline, timed: TimedStep) -> Iterator[Content]:
    """All about a step: what it is, when it is done, what is missing, what its time is made of."""
    index, sign = reading.index, step_sign(timed.state)
    yield Content.assemble((line(timed.step.label), "bold"), (f"  {line(timed.who)}", "$quiet"))
    done = (
        _("done after {hours}").format(hours=finish_words(timed)) if timed.finish is not None else finish_words(timed)
    )
    yield Content.assemble(sign.full, ": ", line("; ".join([done, *_due_parts(index, timed)])))
    open_checks = {
        StepState.BROKEN: _("To mend: {what}"),
        StepState.UNPROVEN: _("Not proven, or only partly so: {what}"),
    }.get(timed.state, _("Not answered: {what}"))
    for words, ids in ((_("Never answered: {what}"), timed.missing), (open_checks, timed.checks)):
        allowed = [id for id in ids if _may_be_shown(index, id)]
        if allowed:
            yield shown(words.format(what=line(_told(index, allowed))))
    for part in timed.stretches:
        if part.minutes and _may_be_shown(index, part.gap):
            yield shown("  " + line(stretch_words(index, part)), "$quiet" if not part.assumed else "")
    before = drawn.by_id.get(timed.waits_for)
    if before is not None:
        yield shown(_("Waits for: {step}").format(step=line(before.step.label)), "$quiet")


def _told(index: Index, ids: Iterable[str]) -> str:
    return "; ".join(
        dict.fromkeys(index.checks[id].question if id in index.checks else named(index, [id]) for id in ids)
    )


def _due_parts(index: Index, timed: TimedStep) -> Iterator[str]:
    if timed.due is None:
        return
    due, slack = due_words(index, timed.due), slack_words(timed)
    yield _("due: {due} ({whose})").format(due=due, whose=kind_words(timed.due.kind))
    if slack:
        yield slack


def step_text(reading: Reading, drawn: Timeline, timed: TimedStep) -> Content:
    """All about a step, and the questions behind it with what was answered."""
    parts = [Content("\n").join(step_lines(reading, drawn, timed))]
    if timed.step.note:
        parts.append(shown(timed.step.note))
    asked = [reading.index.checks[id] for id in checks_behind(reading.index, timed) if id in reading.index.checks]
    if asked:
        questions = Content("\n").join(_question(reading, check) for check in asked)
        parts.append(Content.assemble((_("The questions behind it"), "bold $key"), "\n", questions))
    return Content("\n\n").join(parts)


def _question(reading: Reading, check: Check) -> Content:
    said = answer_words(check, reading.counted(check.id))
    mark = state_sign(reading.state(check.id)).mark
    return Content.assemble(
        mark, " ", (f"{check.code} ", "$quiet"), line(check.question), (f"  {line(said)}", "$quiet")
    )


def checks_behind(index: Index, timed: TimedStep) -> list[str]:
    """The checks a step hangs on, what is missing first; none that is for counsel only."""
    step, due = timed.step, timed.due
    ids = (
        *timed.missing,
        *timed.checks,
        *(part.gap for part in timed.stretches if part.gap),
        *(due.missing if due is not None else ()),
        *step.needs,
        *step.weakens,
    )
    return list(dict.fromkeys(_check_of(index, id) for id in ids if _may_be_shown(index, id)))


def findings_behind(judgement: Judgement, checks: Iterable[str]) -> list[Finding]:
    """What was found about these checks, in their order; nothing that is for counsel only."""
    found: dict[str, Finding] = {}
    for finding in visible_to(judgement.findings, Audience.MANAGEMENT).findings:
        if finding.check is not None and finding.kind is not Kind.EXPIRING:
            found.setdefault(finding.check.id, finding)
    return [found[id] for id in checks if id in found]


def _check_of(index: Index, id: str) -> str:
    check = index.check_of_fact.get(id)
    return id if check is None else check.id


def _may_be_shown(index: Index, id: str) -> bool:
    check = index.checks.get(_check_of(index, id))
    return check is None or check.audience is not Audience.COUNSEL_ONLY


def aside(drawn: Timeline, width: int, rows: int) -> Content:
    """The steps that matter most in so many rows, in their order: time, step, sign and word."""
    number = {timed.step.id: at for at, timed in enumerate(drawn.steps)}
    chosen = sorted(drawn.steps, key=_weight)[: max(0, rows - 1)]
    title = Content.assemble(
        (_("If it happened tonight"), "bold"),
        ("  " + clean(_("t: all {n} steps").format(n=len(drawn.steps))), "$quiet"),
    )
    picked = sorted(chosen, key=lambda timed: number[timed.step.id])
    return Content("\n").join([title, *(_aside_row(timed, width) for timed in picked)])


def _weight(timed: TimedStep) -> tuple[bool, bool, bool, bool]:
    """Late or broken before not known, then the step gaps are measured at, then those with a deadline."""
    is_broken, is_open = timed.state is StepState.BROKEN, timed.state is StepState.NOT_KNOWN
    return not is_broken, not is_open, not timed.step.measured, timed.due is None


def _aside_row(timed: TimedStep, width: int) -> Content:
    sign = step_sign(timed.state)
    word = _slack(timed) if timed.is_late else sign.word
    end = _fit(Content.styled(f"{sign.glyph} {word}", sign.colour), _ASIDE_STATE)
    name = Content(line(timed.step.label))
    room = max(8, width - _ASIDE_HOURS - 2 - _ASIDE_STATE)
    return Content.assemble(_right(Content(_finish(timed)), _ASIDE_HOURS), "  ", _fit(name, room), end)
