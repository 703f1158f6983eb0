"""Settings in the app: wrong values stay in their fields and nowhere else, right ones are kept at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from readiness.session.place import Desk
from readiness.session.preferences import preferences
from readiness.tui import settings_fields as fields
from readiness.tui import theme
from readiness.tui.screens.first_run import FirstRunScreen
from readiness.tui.screens.home import HomeScreen
from readiness.tui.screens.settings import SettingsScreen
from tests.tui.harness import BUSINESS, USER, User, known_desk, opened, organisation_id


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return known_desk(tmp_path)


async def in_field(user: User, id: str) -> None:
    editor = user.field(id).editor
    assert editor is not None
    editor.focus()
    await user.settled()


async def test_what_is_typed_is_checked_under_its_field_and_kept_at_once(desk: Desk, tmp_path: Path) -> None:
    business = desk.create(BUSINESS).id
    crest = tmp_path / "crest.png"
    Image.new("RGB", (90, 30), "#14588c").save(crest)
    async with opened(desk) as user:
        await user.sees(BUSINESS)
        await user.keys("comma")
        await user.at(SettingsScreen)
        await in_field(user, fields.INTERVAL)
        await user.fills("3")
        await user.keys("enter")
        await user.hears(fields.INTERVAL, "13 weeks")
        await user.keys("escape")
        await user.sees("This is not kept")
        await user.keys("end", "ctrl+u")
        await user.pastes("13 weeks")
        await user.keys("enter")
        await user.sees("saved")
        await in_field(user, fields.LOGO)
        await user.pastes(str(crest))
        await user.keys("enter")
        await user.hears(fields.LOGO, "kept here")
        crest.unlink()
        await in_field(user, f"{fields.CONTACT}0")
        await user.pastes("Dana Ruiz, owner, dana@example.com")
        await user.keys("enter")
        await user.sees("Another contact")
        kept = desk.find(business)
        assert (kept.interval_days, kept.logo, len(kept.logo_image) > 0) == (91, "crest.png", True)
        assert [(one.name, one.role, one.email) for one in kept.contacts] == [
            ("Dana Ruiz", "owner", "dana@example.com")
        ]
        await in_field(user, fields.CURRENCY)
        await user.types("eur")
        await user.keys("escape")  # leaving keeps what was not confirmed
        await user.at(HomeScreen)
    assert desk.find(business).currency == "EUR"


async def test_the_workspaces_own_need_no_organisation_and_the_colours_come_back(desk: Desk) -> None:
    async with opened(desk) as user:
        await user.at(FirstRunScreen)
        await user.keys("escape")
        await user.at(HomeScreen)
        await user.keys("comma")
        await user.at(SettingsScreen)
        await user.sees(str(desk.workspace.path)[:20], "readiness encrypt")
        await in_field(user, fields.NAME)
        await user.keys("ctrl+u")
        await user.pastes("Robin Vale")
        await user.keys("enter")
        await user.clicks("light")
        await user.until(lambda: user.app.theme == theme.LIGHT_NAME, "light")
        await user.keys("escape")
        await user.at(HomeScreen)
    chosen = preferences(desk.workspace)
    assert (chosen.name, chosen.theme) == ("Robin Vale", "light")
    async with opened(desk) as user:
        await user.at(FirstRunScreen)
        assert user.app.theme == theme.LIGHT_NAME


async def test_settings_can_only_be_read_while_another_program_has_the_organisation(desk: Desk) -> None:
    desk.create(BUSINESS)
    with desk.session(organisation_id(desk)):
        async with opened(desk) as user:
            await user.sees(BUSINESS)
            await user.keys("comma")
            await user.at(SettingsScreen)
            await user.sees("read only")
            assert user.field(fields.INTERVAL).editor is None
            assert user.field(fields.NAME).raw == USER
