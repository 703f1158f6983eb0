"""`python -m tests.pictures`: the pictures of README, made from the real app and the real report.

The clock stands still and everything is fictional, so that the same program makes the same pictures. What README
shows of the app is compared with what the app shows, by a test.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from readiness.assessment.model import Assessor
from readiness.exchange.answers import read_answers
from readiness.resources import bundled
from readiness.session import notice
from readiness.session.place import Desk
from readiness.tui.screens.first_run import FirstRunScreen
from readiness.tui.screens.home import HomeScreen
from readiness.tui.screens.results import ResultsScreen
from tests.session.desk import TODAY, desk_in
from tests.tui.harness import SAMPLE, User, opened

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
SIZE = (100, 30)
USER = "Dana Ruiz"
JOINERY = "Lund Joinery (fictional)"
PAGES = 2
"""Pages of the report that are shown."""


async def first_run(desk: Desk) -> str:
    """The very first screen."""
    async with opened(desk, size=SIZE) as user:
        await user.at(FirstRunScreen)
        await user.keys("space", "tab")
        await user.types(JOINERY)
        return _picture(user, "First run")


async def interview(desk: Desk) -> str:
    """A question, half way through the first section."""
    return await _question(desk, "leader.spending-limit", "A question", answered=13)


async def conflict(desk: Desk) -> str:
    """An answer that contradicts another."""
    return await _question(desk, "response-firm.insurer-accepted", "Two answers that don't fit together")


async def results(desk: Desk) -> str:
    """What a finished assessment comes to, with three before it."""
    _with_years(desk)
    async with opened(desk, size=SIZE) as user:
        await user.at(HomeScreen)
        await user.sees("Critical points closed")
        await user.keys("enter")
        await user.at(ResultsScreen)
        await user.sees("last time")
        return _picture(user, "Results")


async def reopened(desk: Desk) -> str:
    """Home, with a draft to go on with and a business that was assessed four times."""
    _with_years(desk)
    _with_draft(desk, "leader.spending-limit", answered=13)
    async with opened(desk, size=SIZE) as user:
        await user.at(HomeScreen)
        await user.sees("Critical points closed", JOINERY)
        return _picture(user, "Opened again")


PICTURES: dict[str, Callable[[Desk], Awaitable[str]]] = {
    "first-run": first_run,
    "interview": interview,
    "conflict": conflict,
    "results": results,
    "reopened": reopened,
}


async def _question(desk: Desk, item: str, title: str, answered: int | None = None) -> str:
    business = _with_draft(desk, item, answered)
    async with opened(desk, business, size=SIZE) as user:
        await user.interview()
        await user.settled()
        return _picture(user, title)


def _picture(user: User, title: str) -> str:
    # Textual numbers the styles of each picture by its content; nothing else in it changes.
    return user.app.export_screenshot(title=f"readiness: {title}")


def _with_draft(desk: Desk, item: str, answered: int | None = None) -> str:
    """A draft with the answers of the sample, the first ones or all, as of one person, at one of its questions."""
    notice.acknowledge(desk.workspace, TODAY, USER)
    submission = read_answers(SAMPLE, desk.packs.offered, TODAY)
    created = desk.create(JOINERY).id
    with desk.session(created) as session:
        session.start(assessor=Assessor(name=USER))
        given = submission.assessment
        shown = [each for group in session.interview().groups for each in group.items][:answered]
        answers = {each: [replace(given.answers[each][0], respondent="")] for each in shown if each in given.answers}
        session._file.save_answers(
            session.assessment.id, answers, people=given.people, parties=given.parties, at=session.clock.moment
        )
        session._file.save_position(session.assessment.id, item)
    desk.session(created).close()  # which keeps for Home how far it has come
    return created


def _with_years(desk: Desk) -> None:
    """The sample with its year before it."""
    notice.acknowledge(desk.workspace, TODAY, USER)
    examples = bundled("questionnaires") / "examples"
    created = ""
    for path in (*sorted(examples.glob("harbor-history-*.yaml")), SAMPLE):
        submission = read_answers(path, desk.packs.offered, TODAY)
        created = created or desk.create(submission.organisation).id
        with desk.session(created) as session:
            session.add_sealed(submission.assessment, submission.index)


def made(name: str) -> str:
    """A picture as SVG, made anew in a workspace that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder, _in(Path(folder)):
        return asyncio.run(_made(name))


async def _made(name: str) -> str:
    return await PICTURES[name](desk_in(Path("readiness")))


@contextmanager
def _in(folder: Path) -> Iterator[None]:
    """Paths that are shown begin here, whatever the folder is called."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def words(svg: str) -> list[str]:
    """The texts of a picture, without where and how they are drawn."""
    return [html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]+)</text>", svg)]


def _pages() -> None:
    """The first pages of the sample's report as PNG, where pdftoppm is there."""
    draws = shutil.which("pdftoppm")
    if draws is None:
        print("pages of the report: not made, pdftoppm is missing")
        return
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, Path(__file__).with_name("demo.py").absolute()], cwd=folder, check=True,
                       env={**os.environ, "PYTHONPATH": str(Path.cwd())})  # fmt: skip
        pages = ["-png", "-gray", "-r", "64", "-f", "1", "-l", str(PAGES)]
        subprocess.run([draws, *pages, Path(folder) / "gap-report.pdf", FOLDER / "report"], check=True)


def main() -> int:
    """Make every picture again."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in PICTURES:
        (FOLDER / f"{name}.svg").write_text(made(name), encoding="utf-8")
    _pages()
    for path in sorted(FOLDER.iterdir()):
        print(f"{path.name}: {path.stat().st_size // 1000} KB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
