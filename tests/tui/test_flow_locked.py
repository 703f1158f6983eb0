"""An organisation with a passphrase of its own, in the app: listed as locked, opened by what is typed, once."""

from __future__ import annotations

from pathlib import Path

from readiness.session import locking, protecting
from readiness.session.passphrase import PassphraseSource
from readiness.tui.screens.home import HomeScreen
from readiness.tui.screens.interview import InterviewScreen
from readiness.tui.screens.unlock import UnlockScreen
from tests.tui.harness import BUSINESS, SMALL, known_desk, opened, with_draft

OWN = "for these four eyes only"


async def test_it_is_asked_for_once_and_then_open_until_the_app_is_left(tmp_path: Path) -> None:
    desk = known_desk(tmp_path)
    with_draft(desk)
    protecting.protect(desk, "four words to know")
    desk.own_passphrase = PassphraseSource(ask=lambda _prompt: OWN)
    locking.encrypt(desk, BUSINESS)
    desk.own_passphrase = None
    async with opened(desk, size=SMALL) as user:
        await user.at(HomeScreen)
        await user.sees(BUSINESS, "locked", "is locked: it has a passphrase of its own")
        assert not user.reads("resume")
        await user.keys("enter")
        screen = await user.at(UnlockScreen)
        await user.sees(f"Passphrase of {BUSINESS}")
        await user.types("not this one")
        await user.keys("enter")
        await user.sees(f"The passphrase of '{BUSINESS}' is wrong.")
        assert not user.reads("not this one")
        assert (screen.focused, screen.passphrase.value) == (screen.passphrase, "")
        await user.keys("escape")
        await user.at(HomeScreen)
        await user.keys("enter")
        await user.at(UnlockScreen)
        await user.types(OWN)
        await user.keys("enter")
        await user.at(InterviewScreen)
        await user.keys("h")
        await user.at(HomeScreen)
        await user.sees("resume")
    assert not desk.is_locked(desk.find(BUSINESS).id)
