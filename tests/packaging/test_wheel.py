"""The wheel holds what it should and nothing else, and works without the checkout."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

ALLOWED = (
    r"readiness/[a-z_/]+\.py",
    r"readiness/py\.typed",
    r"readiness/labels\.yaml",
    r"readiness/tui/(app|pages)\.tcss",
    r"readiness/locale/[a-z_]+/LC_MESSAGES/readiness\.mo",
    r"readiness/data/questionnaires/[a-z-]+\.yaml",
    r"readiness/data/questionnaires/(breach-readiness|examples)/[a-z0-9-]+\.yaml",
    r"readiness/data/questionnaires/breach-readiness/translations/[a-z]+\.yaml",
    r"readiness/data/questionnaires/schema/[a-z-]+\.json",
    r"readiness/data/reports/[a-z0-9-]+\.yaml",
    r"readiness/data/reports/schema/[a-z-]+\.json",
    r"breach_readiness-[0-9.]+\.dist-info/(METADATA|WHEEL|RECORD|entry_points\.txt|licenses/LICENSE)",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_nothing_but_what_is_listed(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    stray = [name for name in names if not any(re.fullmatch(pattern, name) for pattern in ALLOWED)]
    assert stray == []
    assert "readiness/data/questionnaires/breach-readiness/pack.yaml" in names
    assert "readiness/data/reports/management.yaml" in names


def test_the_wheel_finds_its_packs_and_reports_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(installed)
    (tmp_path / "elsewhere").mkdir()
    command = f"import sys; sys.path.insert(0, {str(installed)!r}); sys.argv = ['readiness', 'packs', 'list']; "
    command += "from readiness.__main__ import main; import readiness; print(readiness.__file__); sys.exit(main())"
    result = subprocess.run(
        [sys.executable, "-c", command],
        cwd=tmp_path / "elsewhere",
        capture_output=True,
        text=True,
        check=True,
        env={"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "PATH": "/usr/bin:/bin"},
    )
    assert str(installed) in result.stdout
    assert "breach-readiness" in result.stdout
