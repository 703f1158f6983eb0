"""One organisation behind a passphrase of its own, through the verbs: named in lists, opened by each that needs it."""

from __future__ import annotations

import functools
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from readiness.cli.command import cli
from readiness.error import ReadinessError
from readiness.session import locking, protecting
from readiness.session.passphrase import PassphraseSource
from readiness.store import cipher
from tests.cli.command import DAY, NAME, SAMPLE, Command, Ran
from tests.session.desk import desk_in

WORKSPACE, OWN, OTHER = "four words to remember", "for these four eyes only", "and now for six of them"
MINE, NEW = "--organisation-passphrase-file", "--new-passphrase-file"


class Readiness:
    """The verbs in this process, with files of passphrases beside the workspace."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *args: str | Path, own: str = "") -> Ran:
        before = ["--workspace", self.folder / "workspace", "--passphrase-file", self.named(WORKSPACE)]
        before += [MINE, self.named(own)] if own else []
        ran = CliRunner().invoke(cli, [str(one) for one in (*before, *args)])
        if isinstance(ran.exception, ReadinessError):
            return Ran(ran.exception.exit_code, ran.stdout, ran.stderr + str(ran.exception))
        return Ran(ran.exit_code if ran.return_value is None else ran.return_value, ran.stdout, ran.stderr)

    def named(self, passphrase: str) -> Path:
        path = self.folder / passphrase.replace(" ", "-")
        path.write_text(f"{passphrase}\n", encoding="utf-8")
        return path


_known = functools.cache(cipher.stretched)


@pytest.fixture(autouse=True, scope="module")
def worked_out_once() -> Iterator[None]:
    """Every run would take what scrypt takes, twice: here each result is worked out once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cipher, "stretched", _known)
        yield


@pytest.fixture(scope="module")
def locked_once(judged_once: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own") / "home"
    shutil.copytree(judged_once.workspace, folder / "workspace")
    desk = desk_in(folder / "workspace")
    protecting.protect(desk, WORKSPACE)
    desk.create("Lund Joinery")
    desk.own_passphrase = PassphraseSource(ask=lambda _prompt: OWN)
    locking.encrypt(desk, NAME)
    return folder


@pytest.fixture
def readiness(locked_once: Path, tmp_path: Path) -> Readiness:
    """An encrypted workspace with an organisation that has a passphrase of its own, and one that has none."""
    return Readiness(Path(shutil.copytree(locked_once, tmp_path / "home")))


def test_lists_name_it_and_go_on(readiness: Readiness) -> None:
    ran = readiness("organisations")
    assert (ran.code, ran.err) == (0, "")
    assert f"{NAME}  locked" in ran.out
    assert "Lund Joinery" in ran.out
    listed = {row["name"]: row["locked"] for row in json.loads(readiness("organisations", "--json").out)}
    assert listed == {NAME: True, "Lund Joinery": False}
    ran = readiness("due", "--today", DAY)
    assert (ran.code, f"'{NAME}' is locked" in ran.err) == (0, True)
    ran = readiness("doctor")
    assert (ran.code, f"note: '{NAME}' is locked" in ran.out, "Sound: 2 organisations" in ran.out) == (0, True, True)


def test_without_its_passphrase_nothing_is_told(readiness: Readiness) -> None:
    for args in (["findings", NAME], ["ask", "Harbor", "--plain"], ["backup", readiness.folder / "b.zip", NAME]):
        ran = readiness(*args)
        assert (ran.code, ran.out) == (7, "")
        assert ran.err == (
            f"'{NAME}' is locked: it has a passphrase of its own, and there is no terminal to ask for it. Name a file "
            f"that holds it with {MINE} or READINESS_ORGANISATION_PASSPHRASE_FILE, or a file descriptor with "
            "--organisation-passphrase-fd."
        )
    ran = readiness("findings", NAME, own=WORKSPACE)
    assert (ran.code, ran.out) == (7, "")
    assert ran.err == f"The passphrase of '{NAME}' is wrong. Nothing was read and nothing changed."


def test_every_verb_opens_it(readiness: Readiness, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READINESS_ORGANISATION_PASSPHRASE_FILE", str(readiness.named(OWN)))
    backup = readiness.folder / "b.zip"
    for args in (
        ("findings", NAME, "--today", DAY),
        ("assess", SAMPLE, "--today", DAY),
        ("hold", NAME, "--on", "--by", "Mira Quist", "--note", "Harbor matter"),
        ("doctor", "--organisation", NAME),
        ("backup", backup, NAME),
        ("rename", NAME, "Southwind"),
        ("restore", backup, NAME, "--as", "The copy"),
    ):
        ran = readiness(*args)
        assert ran.code == 0, (args, ran.said)
    assert "Harbor" not in readiness("organisations").out
    assert readiness("delete", "Southwind", "--name", "Southwind").code == 3
    files = [path for path in readiness.folder.rglob("*") if path.is_file()]
    assert not [path for path in files if b"Mira Quist" in path.read_bytes() or b"Southwind" in path.read_bytes()]


def test_another_passphrase_and_none_again(readiness: Readiness) -> None:
    assert readiness("encrypt", "--organisation", NAME, own=OTHER).code == 3
    changed = readiness("passphrase", "--organisation", NAME, "--new-key", NEW, readiness.named(OTHER), own=OWN)
    assert changed.code == 0
    assert readiness("findings", NAME, own=OWN).code == 7
    ran = readiness("decrypt")
    assert (ran.code, f'readiness decrypt --organisation "{NAME}"' in ran.err) == (3, True)
    assert readiness("decrypt", "--organisation", NAME, own=OTHER).code == 0
    assert readiness("findings", NAME, "--today", DAY).code == 0
    ran = readiness("decrypt", "--organisation", NAME, own=OTHER)
    assert (ran.code, "has no passphrase of its own" in ran.err) == (3, True)


def test_a_readable_workspace_is_encrypted_first(judged_once: Command) -> None:
    ran = CliRunner().invoke(cli, ["--workspace", str(judged_once.workspace), "encrypt", "--organisation", NAME])
    assert isinstance(ran.exception, ReadinessError)
    assert (ran.exception.exit_code, "Encrypt the workspace first" in str(ran.exception)) == (3, True)
