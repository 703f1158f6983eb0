"""The notice is shown once, and what it says is what counsel wants said."""

from __future__ import annotations

from pathlib import Path

from readiness.session import notice
from tests.session.desk import TODAY, desk_in


def test_it_is_acknowledged_once(tmp_path: Path) -> None:
    workspace = desk_in(tmp_path).workspace
    assert not notice.is_acknowledged(workspace)
    notice.acknowledge(workspace, TODAY, "Ada")
    assert notice.is_acknowledged(desk_in(tmp_path).workspace)
    assert workspace.settings.load().name == "Ada"
    notice.acknowledge(workspace, TODAY.replace(year=2027))
    assert workspace.settings.load().notice_acknowledged_on == TODAY.isoformat()


def test_it_says_what_a_record_can_be_used_for(tmp_path: Path) -> None:
    text = notice.notice()
    assert "can be demanded in a lawsuit or by a regulator" in text
    assert "ask your lawyer before you start" in text
    assert "cannot make it confidential" in text
    assert str(tmp_path) in notice.keeping(desk_in(tmp_path).workspace)
