"""The second visit: whether history makes Home, a re-assessment or a comparison slower; and the minutes it takes."""

from __future__ import annotations

import asyncio
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from msgspec.structs import replace

from readiness.assessment.carrying import carried
from readiness.assessment.model import Answer, Assessment, Evidence, PackReference
from readiness.assessment.reading import Reading
from readiness.assessment.revisit import Rest, Revisit, minutes_for, revisit
from readiness.questionnaire.index import Index
from readiness.questionnaire.vocabulary import State
from readiness.session import reassessment
from readiness.session.clock import Clock
from readiness.session.comparing import compared
from readiness.session.place import Desk
from readiness.tui.app import ReadinessApp
from readiness.tui.screens.home import HomeScreen
from tests.bench.row import Row, limit_row, paired, ratio_row
from tests.bench.workspace import TODAY, sample, temporary_desk

SHORT, LONG = 2, 200
BOUND = 1.3
ROUNDS = 25
MINUTES = 5


class Returned:
    """An organisation with a history, whose files are as they were before every round."""

    def __init__(self, desk: Desk, number: int) -> None:
        self.desk = Desk(desk.workspace, Clock(day=TODAY))
        submission = sample(desk)
        self.id = desk.create(f"Assessed {number} times").id
        with desk.session(self.id) as session:
            for days in (180, 90):
                then = (TODAY - timedelta(days=days)).isoformat()
                session.add_sealed(replace(submission.assessment, as_of=then), submission.index)
            # The others are copies: nothing opens them, which is what is measured.
            first, *last = session.sealed
            copies = [replace(first, id=f"{number:016x}") for number in range(number - SHORT)]
            folder = desk.workspace.path / "organisations" / self.id
            for copy in copies:
                for path in list((folder / "assessments").glob(f"{first.id}.*")):
                    shutil.copy(path, path.with_name(path.name.replace(first.id, copy.id)))
            session._file._save(replace(session.organisation, sealed=[*copies, first, *last]))
        self.folder = folder
        self._kept = folder.with_name(f"{folder.name}.kept")

    def home(self) -> None:
        """Open the app and wait until Home lists it."""
        asyncio.run(self._home())

    async def _home(self) -> None:
        app = ReadinessApp(self.desk)
        async with app.run_test(size=(80, 24)) as pilot:
            home = app.screen
            assert isinstance(home, HomeScreen)
            while home.current is None:
                await pilot.pause(0)

    def begin(self) -> None:
        """Start a re-assessment and see what is asked again."""
        with self.desk.session(self.id) as session:
            reassessment.begin(session).left()

    def compare(self) -> None:
        """The last two beside each other."""
        compared(self.desk.dossier(self.id))

    def again(self) -> None:
        """Give up the draft of the round before."""
        if self._kept.exists():
            shutil.rmtree(self.folder)
            shutil.copytree(self._kept, self.folder)
        else:
            shutil.copytree(self.folder, self._kept)


def rows() -> Iterator[Row]:
    """200 sealed assessments beside 2, each in a workspace of its own."""
    with temporary_desk() as few, temporary_desk() as many:
        short, long = Returned(few, SHORT), Returned(many, LONG)
        for name, work in (
            ("Home", Returned.home),
            ("a re-assessment", Returned.begin),
            ("comparing", Returned.compare),
        ):
            ours, floor = _in_turn(long, short, work)
            words = f"{name} after {LONG} : {SHORT} assessments"
            yield ratio_row(words, statistics.median(ours), statistics.median(floor), BOUND, paired(ours, floor))
    with temporary_desk() as desk:
        yield limit_row(
            "promised: again, nothing changed, all proven", _unchanged(desk.packs.offered()), "min", MINUTES
        )


def _unchanged(index: Index) -> int:
    """Minutes where every answer is a yes with fresh proof: one confirmation a section."""
    then = (TODAY - timedelta(days=90)).isoformat()
    proven = Answer(state=State.YES, evidence=[Evidence(description="Signed", dated=then)], answered_on=then)
    pinned = PackReference(index.pack.id, index.pack.version, "0" * 64)
    before = Assessment(
        id="", organisation="", pack=pinned, created_on=then, as_of=then, answers={id: [proven] for id in index.checks}
    )
    reading = Reading(index, carried(before, index, pinned), TODAY, TODAY + timedelta(days=90))
    left = revisit(reading, before, index)
    # As if every needed detail had been given, too: each answer is on its section's list.
    looked_at = [again.item for again in left.again] + [id for rest in left.rest for id in rest.items]
    lists: dict[str, list[str]] = {}
    for item in looked_at:
        lists.setdefault(index.section_of[item].section, []).append(item)
    rest = tuple(Rest(section, section, tuple(items)) for section, items in lists.items())
    return minutes_for(reading, Revisit((), rest, 0), index.pack.changes)


def _in_turn(long: Returned, short: Returned, work: Callable[[Returned], None]) -> tuple[list[float], list[float]]:
    """Seconds of every round; what a round left behind is taken away before the next, off the clock."""
    times: dict[Returned, list[float]] = {long: [], short: []}
    for counted in range(ROUNDS + 1):
        for one, found in times.items():
            one.again()
            began = time.perf_counter()
            work(one)
            if counted:
                found.append(time.perf_counter() - began)
    return times[long], times[short]
