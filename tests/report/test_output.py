"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from readiness.error import BAD_INPUT, STORAGE, ReadinessError
from readiness.report.output import OutputError, ReportError, write


def test_a_file_is_written_for_its_owner_alone(tmp_path: Path) -> None:
    write(tmp_path / "report.pdf", b"%PDF")
    assert (tmp_path / "report.pdf").read_bytes() == b"%PDF"
    assert stat.S_IMODE((tmp_path / "report.pdf").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


def test_nothing_is_written_over_what_is_there(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    target.write_bytes(b"mine")
    with pytest.raises(ReportError, match=r"already exists.*--force") as caught:
        write(target, b"new")
    assert caught.value.exit_code == BAD_INPUT
    assert target.read_bytes() == b"mine"
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


def test_force_replaces_it(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    target.write_bytes(b"old")
    write(target, b"new", force=True)
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_is_refused(tmp_path: Path, force: bool) -> None:
    with pytest.raises(ReportError, match="is a folder"):
        write(tmp_path, b"new", force)


@pytest.mark.parametrize("name", ["missing/report.pdf", "file/report.pdf", "n" * 300 + ".pdf", "nul\0.pdf"])
def test_what_cannot_be_written_is_a_storage_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="cannot be written") as caught:
        write(tmp_path / name, b"new")
    assert caught.value.exit_code == STORAGE
    assert isinstance(caught.value, ReadinessError)


def test_a_dangling_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ReportError):
        write(tmp_path / "report.pdf", b"new")
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError):
        write(tmp_path / "report.pdf", b"new")
