"""Where things are kept, and the few settings that last."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.store import envelope
from readiness.store.envelope import Identity, wrap
from readiness.store.error import DamagedFile, NewerFormat, Unstorable
from readiness.store.settings import Settings, cache_folder, workspace_folder
from readiness.store.workspace import Workspace
from tests.store.sample import TODAY, altered

ANN = Settings(
    theme="dark", name="Ann", notice_acknowledged_on=TODAY, page_size="Letter", output_folder="/somewhere/else"
)


def test_the_workspace_is_where_it_is_said_to_be(tmp_path: Path) -> None:
    named = {"READINESS_WORKSPACE": str(tmp_path / "named")}
    assert workspace_folder(tmp_path / "given", named) == tmp_path / "given"
    assert workspace_folder(None, named) == tmp_path / "named"
    default = workspace_folder(None, {})
    assert default == workspace_folder(None, {"READINESS_WORKSPACE": "  "})
    assert default.is_absolute()
    assert "readiness" in default.parts
    assert workspace_folder(Path("~/x"), {}) == Path.home() / "x"


def test_caches_lie_elsewhere() -> None:
    assert cache_folder().is_absolute()
    assert not cache_folder().is_relative_to(workspace_folder(None, {}))


def test_settings_last(workspace: Workspace) -> None:
    assert workspace.settings.load() == Settings()
    workspace.settings.save(ANN)
    assert Workspace.open(workspace.path, codec=workspace._codec).settings.load() == ANN
    assert workspace.settings.problem is None


def test_reading_settings_writes_nothing(workspace: Workspace) -> None:
    before = set(workspace.path.iterdir())
    workspace.settings.load()
    assert set(workspace.path.iterdir()) == before


def test_damaged_settings_never_keep_the_user_out(workspace: Workspace) -> None:
    workspace.settings.save(Settings(name="Before"))
    workspace.settings.save(ANN)
    path = workspace.settings.path
    for _place in altered(path):
        assert workspace.settings.load() == Settings(name="Before")
        assert isinstance(workspace.settings.problem, DamagedFile)
    path.write_bytes(b"junk")
    path.with_name("settings.json.previous").write_bytes(b"more junk")
    assert workspace.settings.load() == Settings()
    workspace.settings.save(ANN)
    assert workspace.settings.load() == ANN
    assert workspace.settings.problem is None
    assert path.with_name("settings.json.aside-1").read_bytes() == b"junk"


def test_settings_of_a_newer_version_are_left_alone(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(envelope, "FORMAT", 2)
    newer = wrap(Identity("settings", "user"), b"{}", workspace._codec)
    monkeypatch.undo()
    workspace.settings.path.write_bytes(newer)
    assert workspace.settings.load() == Settings()
    with pytest.raises(NewerFormat):
        workspace.settings.save(ANN)
    assert workspace.settings.path.read_bytes() == newer


def test_a_setting_that_can_not_be_kept(workspace: Workspace) -> None:
    workspace.settings.save(ANN)
    with pytest.raises(Unstorable):
        workspace.settings.save(Settings(name="\ud800"))
    with pytest.raises(Unstorable):
        workspace.settings.save(Settings(name=1))  # type: ignore[arg-type]
    assert workspace.settings.load() == ANN
