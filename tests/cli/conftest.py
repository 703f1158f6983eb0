"""A command with a workspace of its own, and one that has judged the sample."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.command import DAY, SAMPLE, Command


@pytest.fixture
def command(tmp_path: Path) -> Command:
    return Command(tmp_path, tmp_path / "workspace")


@pytest.fixture(scope="session")
def judged_once(tmp_path_factory: pytest.TempPathFactory) -> Command:
    home = tmp_path_factory.mktemp("judged")
    command = Command(home, home / "workspace")
    assert command("assess", SAMPLE, "--today", DAY).code == 0
    return command


@pytest.fixture
def judged(judged_once: Command, tmp_path: Path) -> Command:
    """A workspace that holds the sample, as a copy to do anything to."""
    shutil.copytree(judged_once.home, tmp_path / "home")
    return Command(tmp_path / "home", tmp_path / "home" / "workspace")
