"""If it happened tonight, beside the results and as a screen of its own: shown figures are the timeline's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.command import CommandList
from textual.content import Content

from readiness.assessment.duties import DependentDuty, Duties, duties
from readiness.assessment.judgement import Judgement
from readiness.assessment.timeline import Due, StepState, TimedStep, Timeline, timeline
from readiness.assessment.timeline_plan import Stretch
from readiness.assessment.timeline_words import due_words, finish_words, hours_words, named, slack_words
from readiness.questionnaire.duty_library import bundled_duties
from readiness.questionnaire.timeline_model import DeadlineKind
from readiness.session.place import Desk
from readiness.tui import duty_text, tonight_text
from readiness.tui.screens.finding import FindingScreen
from readiness.tui.screens.reading import ReadingScreen
from readiness.tui.screens.results import ResultsScreen
from readiness.tui.screens.tonight import TonightScreen
from readiness.tui.widgets.timeline_bars import Axis, axis, step_bar
from tests.tui.harness import User, known_desk, opened, with_sample

SMALL, WIDE = (80, 24), (140, 40)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where parsed files are kept from one test to the next."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return known_desk(tmp_path)


@pytest.fixture
def sample(desk: Desk) -> str:
    return with_sample(desk)


@pytest.fixture
def judgement(desk: Desk, sample: str) -> Judgement:
    dossier = desk.dossier(sample)
    return dossier.judged(dossier.sealed_assessment())


@pytest.fixture
def drawn(judgement: Judgement) -> Timeline:
    return timeline(judgement.reading.index, judgement.reading)


@pytest.fixture
def found(judgement: Judgement) -> Duties:
    return duties(bundled_duties(), judgement.reading)


@asynccontextmanager
async def tonight(desk: Desk, sample: str, size: tuple[int, int] = SMALL) -> AsyncIterator[User]:
    async with opened(desk, sample, size) as user:
        await user.at(ResultsScreen)
        await user.keys("t")
        await user.at(TonightScreen)
        await user.until(lambda: "apply " in user.lines[1], "the duties are counted")
        yield user


def row_of(user: User, label: str) -> str:
    return next(line for line in user.lines[4:] if label in line)


def compact(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"{hours}:{rest:02} h" if rest else f"{hours} h"


# Every step, as figures


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_every_step_shows_the_figures_of_the_timeline(
    desk: Desk, sample: str, drawn: Timeline, size: tuple[int, int]
) -> None:
    async with tonight(desk, sample, size) as user:
        for timed in drawn.steps:
            detail = user.app.screen.query_one("#tonight-step")
            await user.sees(timed.step.label, within=detail)
            row = next(line for line in user.lines if line[3:].lstrip().startswith(timed.step.label[:18], 10))
            sign = tonight_text.step_sign(timed.state)
            assert row.startswith(f"  {sign.glyph} {sign.word} ")
            assert timed.finish is not None
            assert f" {compact(timed.finish)}" in row
            assert ("*" in row) == any(part.assumed and part.minutes for part in timed.stretches)
            if timed.due is not None and timed.due.at is not None and timed.due.slack is not None:
                word = "late" if timed.due.slack < 0 else "left"
                assert f" {compact(timed.due.at)} " in row
                assert f"  {compact(timed.due.slack)} {word}" in row
                assert user.reads(f"{finish_words(timed)}; due: {hours_words(timed.due.at)}", within=detail)
                assert user.reads(slack_words(timed), within=detail)
            await user.keys("down")


async def test_what_is_late_and_what_costs_most_stands_above(desk: Desk, sample: str, drawn: Timeline) -> None:
    async with tonight(desk, sample) as user:
        assert len(drawn.late) == 3
        assert drawn.costliest is not None
        await user.sees("3 deadlines are missed", "Costs most: 26 h, Longest time to get every signature")
        assert drawn.costliest.minutes == 26 * 60
        await user.keys("m")
        screen = await user.at(FindingScreen)
        assert screen._findings[0].id == drawn.costliest.check
        await user.keys("escape")
        await user.at(TonightScreen)


async def test_enter_opens_what_was_found_about_a_step(desk: Desk, sample: str, drawn: Timeline) -> None:
    async with tonight(desk, sample) as user:
        at = next(n for n, timed in enumerate(drawn.steps) if timed.step.id == "facts-checked")
        await user.keys(*["down"] * at, "enter")
        screen = await user.at(FindingScreen)
        assert screen._findings[0].id == drawn.steps[at].checks[0] == "communications.fact-checker"
        await user.sees("The question")
        await user.keys("escape")
        await user.at(TonightScreen)
        await user.keys("i")
        await user.at(ReadingScreen)
        await user.sees("The questions behind it", "Is someone technical named")


async def test_a_step_without_a_finding_is_told_whole(desk: Desk, sample: str, drawn: Timeline) -> None:
    async with tonight(desk, sample) as user:
        at = next(n for n, timed in enumerate(drawn.steps) if timed.state is StepState.ANSWERED)
        await user.keys(*["down"] * at, "enter")
        await user.at(ReadingScreen)
        await user.sees(drawn.steps[at].step.label, "The questions behind it")


# Bars


def test_the_axis_begins_at_zero_and_holds_a_week_at_most(drawn: Timeline) -> None:
    scale = axis(drawn)
    assert scale.days == 6
    assert scale.cell(0, 50) == 0
    assert scale.cell(6 * 24 * 60, 50) == 50
    assert drawn.by_id["letters-out"].finish == 485 * 60
    assert str(scale.scale(60)).split() == ["0", "h", "24", "48", "72", "96", "120", "144"]


@pytest.mark.parametrize("cells", [20, 36, 57])
def test_bars_lie_where_the_hours_are(drawn: Timeline, cells: int) -> None:
    scale = axis(drawn)
    for timed in drawn.steps:
        bar = str(step_bar(timed, scale, cells))
        assert len(bar) == cells + 1
        assert timed.start is not None
        assert timed.finish is not None
        body = [at for at, shape in enumerate(bar) if shape in "█▒▌"]
        first, last = scale.cell(timed.start, cells), scale.cell(timed.finish, cells)
        assert set(bar[: min(first, cells - 1)]) <= {"·", "┃"}
        if body:
            assert min(body) >= min(first, cells - 1)
            assert max(body) <= max(first, last - 1)
        due = timed.due.at if timed.due is not None else None
        assert [at for at, shape in enumerate(bar) if shape == "┃"] == (
            [] if due is None or due > scale.end else [scale.cell(due, cells)]
        )
        assert ("→" in bar) == (timed.finish > scale.end)


def test_assumed_hours_have_a_shape_of_their_own(drawn: Timeline) -> None:
    scale, cells = axis(drawn), 72
    bar = str(step_bar(drawn.by_id["responder-works"], scale, cells))
    assert bar.count("▒") == 36 * cells // scale.days // 24
    assert bar.count("█") == 8 * cells // scale.days // 24


def test_a_step_that_cannot_be_timed_says_so(drawn: Timeline) -> None:
    timed = unknown(drawn.by_id["full-message"])
    assert str(step_bar(timed, Axis(4), 40)).startswith("? cannot be known")
    assert str(step_bar(timed, Axis(4), 40))[30] == "┃"


def unknown(timed: TimedStep) -> TimedStep:
    due = Due(DeadlineKind.TARGET, "noticed", within=72 * 60, at=72 * 60)
    return replace(
        timed, start=None, finish=None, due=due, missing=("communications.signoff_time",), state=StepState.NOT_KNOWN
    )


@pytest.mark.parametrize("width", [77, 137, 160])
def test_rows_and_headings_share_their_columns(drawn: Timeline, width: int) -> None:
    scale = axis(drawn)
    for chart in (False, True):
        heading = tonight_text.heading(scale, width, chart=chart)
        assert heading.cell_length <= width
        for timed in drawn.steps:
            row = tonight_text.step_row(timed, scale, width, chart=chart)
            assert row.cell_length <= width
            if chart or width >= tonight_text.SHOWS_BARS:
                zero = str(heading).rindex(" 0 ") + 1
                assert str(row)[zero] != " "
                assert str(row)[zero - 1] == " "


async def test_the_chart_has_a_key_where_it_is_narrow_and_stands_beside_the_figures_where_it_is_wide(
    desk: Desk, sample: str
) -> None:
    async with tonight(desk, sample) as user:
        assert "█" not in user.lines[8]
        await user.keys("c")
        await user.sees("▸ c Chart", "┃ due", "▒ assumed", " 24 ", " 144")
        assert "·" in row_of(user, "The lawyer is working")
        await user.resizes(*WIDE)
        await user.sees("▸ t Steps", " 144 ", "44 h left")
        assert "Chart" not in user.lines[1]
        row = row_of(user, "The insurer has the report")
        assert "28 h" in row
        assert "████" in row
        assert row.rindex("┃") > row.rindex("█")
        await user.keys("c")
        assert "▸ t Steps" in user.lines[1]


# What was never answered


def test_a_missing_answer_is_named(judgement: Judgement, drawn: Timeline) -> None:
    timed = unknown(drawn.by_id["full-message"])
    told = str(Content("\n").join(tonight_text.step_lines(judgement.reading, drawn, timed)))
    assert "? not known: cannot be known" in told
    assert f"Never answered: {named(judgement.reading.index, timed.missing)}" in told
    assert tonight_text.checks_behind(judgement.reading.index, timed)[0] == "communications.one-message"
    row = str(tonight_text.step_row(timed, axis(drawn), 77, chart=False))
    assert row.startswith(" ? not known ")
    assert " ? " in row[40:]


def test_a_delay_that_may_come_on_top_is_marked(drawn: Timeline) -> None:
    timed = replace(drawn.by_id["insurer-notice"], at_least=True)
    row = str(tonight_text.step_row(timed, axis(drawn), 137, chart=False))
    assert "28 h+" in row
    assert "max 44 h left" in row
    assert "+" in str(step_bar(timed, axis(drawn), 40))


def test_a_clock_without_a_number_has_no_slack(judgement: Judgement, drawn: Timeline) -> None:
    due = Due(DeadlineKind.INSURER, "noticed", as_soon_as_practicable=True)
    timed = replace(drawn.by_id["insurer-notice"], due=due)
    assert "no number" in str(tonight_text.step_row(timed, axis(drawn), 77, chart=False))
    told = str(Content("\n").join(tonight_text.step_lines(judgement.reading, drawn, timed)))
    assert due_words(judgement.reading.index, due) in told
    assert "spare" not in told


def test_names_never_become_markup_and_what_is_for_counsel_stays_there(judgement: Judgement, drawn: Timeline) -> None:
    timed = replace(
        drawn.by_id["insurer-notice"],
        who="[b]Sam[/b]\x1b]52;c;x\x07",
        checks=("insurer.application-true",),
        stretches=(Stretch(60, 0, "insurer.conditions", "secret", assumed=True),),
    )
    told = str(Content("\n").join(tonight_text.step_lines(judgement.reading, drawn, timed)))
    assert "[b]Sam[/b]]52;c;x" in told
    assert "secret" not in told
    assert judgement.reading.index.checks["insurer.application-true"].question not in told
    assert "insurer.application-true" not in tonight_text.checks_behind(judgement.reading.index, timed)


# Duties


async def test_duties_are_grouped_by_who_has_to_hear_shortest_first(desk: Desk, sample: str, found: Duties) -> None:
    async with tonight(desk, sample, (100, 200)) as user:
        await user.keys("d")
        await user.sees(f"▸ d Duties that may apply {len(found.listed)}", "May apply; ask counsel. As of 21 Nov 2026.")
        places = [user.place_of(f"   {found.file.recipients[one].label} ")[0] for one in found.by_recipient]
        assert places == sorted(places)
        await user.sees(
            "72 hours after the incident is discovered. When was the incident discovered?",
            "60 days after the people concerned are told.",
            "confidence high",
            "By your answers they hear after 28 h (Sam Okafor): 44 h to spare",
            "listed because: Whose data do you keep, and where do those people live? Texas (US)",
            found.file.disclaimer,
        )


async def test_duties_scroll_with_the_keyboard(desk: Desk, sample: str) -> None:
    async with tonight(desk, sample) as user:
        await user.keys("d")
        await user.sees("May apply; ask counsel.")
        await user.keys("end")
        await user.sees("something is absent from it means nothing.")
        await user.keys("t")
        await user.sees("Somebody notices")
        await user.keys("escape")
        await user.at(ResultsScreen)


@pytest.mark.parametrize("width", [40, 76, 100])
def test_duties_fit_their_width_and_lose_no_word(
    judgement: Judgement, drawn: Timeline, found: Duties, width: int
) -> None:
    text = duty_text.duty_text(judgement.reading, found, drawn, width)
    assert all(line.cell_length <= width for line in text.split("\n"))
    words = str(text).split()
    for listed in found.listed:
        assert set(listed.duty.law_name.split()) <= set(" ".join(words).replace(",", " ,").split())


def test_what_depends_on_an_opening_answer_is_named(judgement: Judgement, drawn: Timeline, found: Duties) -> None:
    waiting = replace(
        found, depends=(waits_for_places(found),), listed=tuple(one for one in found.listed if one.clocks[0].is_own)
    )
    text = " ".join(str(duty_text.duty_text(judgement.reading, waiting, drawn, 76)).split())
    assert "Depends on an answer" in text
    assert f"1 duty depends on: {named(judgement.reading.index, ('profile.people_places',))}" in text


def waits_for_places(found: Duties) -> DependentDuty:
    return DependentDuty(found.listed[1].duty, ("profile.people_places",))


# Beside the results


async def test_the_timeline_stands_beside_the_sections_where_it_is_wide(
    desk: Desk, sample: str, drawn: Timeline
) -> None:
    async with opened(desk, sample, WIDE) as user:
        screen = await user.at(ResultsScreen)
        aside = screen.query_one("#tonight-aside")
        await user.sees("If it happened tonight", within=aside)
        for timed in drawn.late:
            assert timed.due is not None
            assert timed.due.slack is not None
            assert timed.finish is not None
            line = next(one for one in user.painted_in(aside).splitlines() if timed.step.label[:14] in one)
            assert f" {compact(timed.finish)}" in line
            assert f"✗ {compact(timed.due.slack)} late" in line
        times = [line[:13].strip(" *") for line in user.painted_in(aside).splitlines()[1:]]
        assert len(times) == 6
        await user.resizes(119, 40)
        assert not aside.display


async def test_it_opens_from_the_key_line_and_from_the_palette(desk: Desk, sample: str) -> None:
    async with opened(desk, sample) as user:
        await user.at(ResultsScreen)
        assert "t tonight" in "".join(user.lines[-2:])
        await user.clicks("tonight")
        await user.at(TonightScreen)
        await user.keys("escape")
        await user.at(ResultsScreen)
        await user.keys("ctrl+p")
        await user.types("happened tonight")
        await user.sees("If it happened tonight: steps, hours and duties")
        await user.until(lambda: user.app.screen.query_one(CommandList).highlighted is not None)
        await user.keys("enter")
        await user.at(TonightScreen)


async def test_nothing_of_it_opens_from_what_is_not_sealed(judgement: Judgement, desk: Desk, sample: str) -> None:
    screen = ResultsScreen(desk, desk.dossier(sample), judgement)
    assert screen.offers("tonight", ())
    assessment = desk.dossier(sample).sealed_assessment()
    with desk.session(sample) as session:
        session.start(assessor=assessment.assessor)
        draft = session.judged(session.assessment)
    assert not ResultsScreen(desk, desk.dossier(sample), draft).offers("tonight", ())
