"""A person at the app: keys, text and clicks go in, what is painted can be read, and everything is waited for.

Waiting means: every widget has no message left, everything asked for is kept, and the screen is painted. Nothing
sleeps for a fixed time, so a flow of fifty keys takes a second.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from readiness.assessment.model import Answer, Assessment, Assessor
from readiness.assessment.scope import FULL
from readiness.exchange.answers import read_answers
from readiness.resources import bundled
from readiness.session import notice
from readiness.session.place import Desk
from readiness.tui.app import VISIT, Opens, ReadinessApp
from readiness.tui.saving import SavingScreen
from readiness.tui.screens.begin import BeginScreen
from readiness.tui.screens.interview import InterviewScreen
from readiness.tui.widgets.fact_field import FactField
from tests.session.desk import TODAY, desk_in

PATIENCE = 30.0
"""Seconds until something that never comes fails a test."""
_TURN = 1.0
"""Seconds after which it is looked again what there is to wait for."""
SMALL = (80, 24)
BUSINESS = "Harbor Dental"
USER = "Ada Brandt"
SAMPLE = bundled("questionnaires") / "examples" / "harbor-dental-group.yaml"

AnyScreen = TypeVar("AnyScreen", bound=Screen[object])


class User:
    """Someone who works with the app."""

    def __init__(self, app: ReadinessApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def keys(self, *keys: str) -> None:
        """Press keys, each after what the one before led to."""
        for key in keys:
            self.app.simulate_key(key)
            await self.settled()

    async def burst(self, *keys: str) -> None:
        """Press keys faster than anything can be kept."""
        for key in keys:
            self.app.simulate_key(key)
        await self.settled()

    async def types(self, text: str) -> None:
        """Type text into what has the focus."""
        for character in text:
            name = character if character.isalnum() else _character_to_key(character)
            self.app.post_message(events.Key(name, character))
        await self.settled()

    async def fills(self, text: str) -> None:
        """Replace what is in the field that has the focus."""
        await self.keys("end", "ctrl+u")
        await self.types(text)

    async def pastes(self, text: str) -> None:
        """Paste text into what has the focus, as a terminal hands it on."""
        self.app.post_message(events.Paste(text))
        await self.settled()

    async def clicks(self, text: str, times: int = 1) -> None:
        """Click the first place where this text is painted, once no button is still down from the click before."""
        await self.until(lambda: not self.app.screen.query("Button.-active"), "a button that can be pressed again")
        row, column = self.place_of(text)
        for _time in range(times):
            await self.pilot.click(offset=(column, row))
            await self.settled()

    async def resizes(self, width: int, height: int) -> None:
        """Make the terminal another size."""
        await self.pilot.resize_terminal(width, height)
        await self.settled()

    async def settled(self) -> None:
        """Wait until nothing is on its way."""
        quiet, deadline = 0, time.monotonic() + PATIENCE
        while quiet < 2 and time.monotonic() < deadline and self.app.is_running:
            try:
                # The pilot waits for every widget that is there now, in vain for one that goes away meanwhile.
                async with asyncio.timeout(_TURN):
                    await self.pilot.pause(0)
            except TimeoutError:
                quiet = 0
            else:
                quiet = 0 if self.is_busy else quiet + 1

    @property
    def is_busy(self) -> bool:
        """Whether something is on its way."""
        nodes = [self.app, *self.app.screen.walk_children(with_self=True)]
        waiting = any(node._message_queue is not None and not node._message_queue.empty() for node in nodes)
        saving = any(
            screen._intents._waiting._unfinished_tasks
            for screen in self.app.screen_stack
            if isinstance(screen, SavingScreen)
        )
        return waiting or saving

    async def until(self, holds: Callable[[], bool], what: str = "") -> None:
        """Wait for something that a worker brings."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < deadline, f"never: {what}\n{self.painted}"
            # Not the pilot's pause: it waits in vain for a widget that goes away meanwhile.
            await asyncio.sleep(0.02)

    async def at(self, kind: type[AnyScreen]) -> AnyScreen:
        """Wait for a screen, and give it."""
        await self.until(lambda: isinstance(self.app.screen, kind), kind.__name__)
        await self.settled()
        assert isinstance(self.app.screen, kind)
        return self.app.screen

    async def sees(self, *texts: str, within: Widget | None = None) -> None:
        """Wait until all this is painted; line breaks don't count, so a text beside others needs its widget."""
        for text in texts:
            await self.until(lambda text=text: self.reads(text, within), f"sees {text!r}")

    def reads(self, text: str, within: Widget | None = None) -> bool:
        """Whether this is painted; line breaks and the bar beside the notice don't count."""
        painted = self.painted if within is None else self.painted_in(within)
        return text in painted or text in " ".join(painted.replace("█", " ").split())

    def painted_in(self, widget: Widget) -> str:
        """What is painted where a widget is."""
        region = widget.region
        return "\n".join(line[region.x : region.right] for line in self.lines[max(0, region.y) : region.bottom])

    def field(self, fact: str) -> FactField:
        """The field of a fact on screen."""
        fields = self.app.screen.query(FactField).results()
        return next(one for one in fields if one.display and one.entry is not None and one.entry.fact.id == fact)

    async def hears(self, fact: str, words: str) -> None:
        """Wait until this is said under the field of a fact."""
        await self.sees(words, within=self.field(fact).query_one(".fact-message"))

    @property
    def painted(self) -> str:
        """What is on the screen, line by line."""
        return "\n".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """What is on the screen."""
        return ["".join(segment.text for segment in strip) for strip in self.app.screen._compositor.render_strips()]

    def place_of(self, text: str) -> tuple[int, int]:
        """Row and column of the first place where a text is painted."""
        for row, line in enumerate(self.lines):
            if text in line:
                return row, line.index(text) + len(text) // 2
        raise AssertionError(f"not painted: {text!r}\n{self.painted}")

    async def interview(self) -> InterviewScreen:
        """Wait for the questions."""
        return await self.at(InterviewScreen)

    async def begins(self, scope: str = FULL) -> InterviewScreen:
        """Choose how much to ask, and wait for the questions."""
        screen = await self.at(BeginScreen)
        await self.keys(*["down"] * [one.scope for one in screen.rows.rows].index(scope), "enter")
        return await self.interview()

    async def goes_to(self, item: str) -> InterviewScreen:
        """Go to a question as a person who knows its code would."""
        screen = await self.interview()
        code = screen.session.index.checks[item].code
        screen.set_focus(screen.pane.answers if screen.pane.answers.display else None)
        await self.keys("g")
        await self.until(lambda: self.app.screen is not screen, "go to")
        await self.types(code.lower())
        await self.keys("enter")
        await self.until(lambda: self.app.screen is screen and screen.course.item == item, item)
        await self.settled()
        return screen


@asynccontextmanager
async def opened(
    desk: Desk,
    organisation: str = "",
    size: tuple[int, int] = SMALL,
    *,
    opens: Opens = VISIT,
    in_ascii: bool = False,
) -> AsyncIterator[User]:
    """The app, at Home or at one organisation, and someone at it."""
    app = ReadinessApp(desk, organisation, opens=opens, in_ascii=in_ascii)
    async with app.run_test(size=size, notifications=True) as pilot:
        user = User(app, pilot)
        await user.settled()
        yield user
    assert app.fault is None, app.fault


def known_desk(folder: Path) -> Desk:
    """A desk where the notice was acknowledged before."""
    desk = desk_in(folder / "workspace")
    notice.acknowledge(desk.workspace, TODAY, USER)
    return desk


def with_draft(desk: Desk, name: str = BUSINESS, answers: dict[str, Answer] | None = None, at: str = "") -> str:
    """The id of an organisation with a draft in which this is answered."""
    created = desk.create(name).id
    with desk.session(created) as session:
        session.start(assessor=Assessor(name=USER))
        for item, answer in (answers or {}).items():
            session.answer(item, answer)
        if at:
            session.move_to(at)
    return created


def with_sample(desk: Desk) -> str:
    """The id of an organisation with the bundled sample as its sealed assessment."""
    submission = read_answers(SAMPLE, desk.packs.offered, TODAY)
    created = desk.create(submission.organisation).id
    with desk.session(created) as session:
        session.add_sealed(submission.assessment, submission.index)
    return created


def draft(desk: Desk, organisation: str) -> Assessment:
    """The draft as it is on disk."""
    stored = desk.dossier(organisation).stored_draft()
    assert stored is not None
    return stored


def kept(desk: Desk, organisation: str, item: str) -> Answer:
    """The one answer to an item as it is on disk."""
    (answer,) = draft(desk, organisation).answers[item]
    return answer


def organisation_id(desk: Desk) -> str:
    """The id of the only organisation."""
    (one,) = desk.workspace.organisations()
    return one.id
