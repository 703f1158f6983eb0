"""Encrypted workspaces through the verbs: every one opens them, none leaves anything readable, and no word is lost."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from readiness.cli.command import cli
from readiness.resources import bundled
from readiness.session.passphrase import PassphraseSource
from readiness.store import encryption
from readiness.store.bundle import back_up
from tests.cli.command import DAY, NAME, SAMPLE, Command, Ran, answers_file
from tests.session.desk import desk_in

PASSPHRASE = "four words to remember"
OTHER = "another one, as long"
SECOND = bundled("questionnaires") / "examples" / "lund-joinery.yaml"
TOLD = (
    b"Harbor ", b"Mira Quist", b"555 0102", b"sam@example.com", b"Safe in the Tulsa practice", b"A scan of the policy",
    b"helpers for this policy year", b"X-4711-SECRET", b"Lund ",
)  # fmt: skip
"""What is stored here and is in no questionnaire, whose copies are in the cache. No short word of letters alone: chance
writes those into base64."""

SENSITIVE = """
format: 1
organisation: Harbor Dental Group (fictional)
pack: breach-readiness
as_of: "2026-11-20"
respondent: Dana Ruiz
answers:
  insurer.notice-offline: {state: yes, facts: {insurer.policy_number: X-4711-SECRET}}
"""


def given(home: Path, text: str = PASSPHRASE) -> dict[str, str]:
    """The environment that names a file with the passphrase."""
    path = home / f"passphrase-{len(text)}"
    path.write_text(f"{text}\n", encoding="utf-8")
    return {"READINESS_PASSPHRASE_FILE": str(path)}


@pytest.fixture(scope="session")
def locked_once(judged_once: Command, tmp_path_factory: pytest.TempPathFactory) -> Command:
    home = tmp_path_factory.mktemp("locked") / "home"
    shutil.copytree(judged_once.home, home)
    command = Command(home, home / "workspace")
    ran = command("encrypt", **given(home))
    assert (ran.code, ran.out.startswith("Encrypted: ")) == (0, True), ran.said
    return command


@pytest.fixture
def locked(locked_once: Command, tmp_path: Path) -> Command:
    """An encrypted workspace that holds the sample, as a copy to do anything to."""
    shutil.copytree(locked_once.home, tmp_path / "home")
    return Command(tmp_path / "home", tmp_path / "home" / "workspace")


def tells(*folders: Path) -> list[tuple[str, bytes]]:
    """What some byte of these folders, or some name in them, gives away."""
    paths = [path for folder in folders for path in folder.rglob("*")]
    data = {str(path): os.fsencode(path) + (path.read_bytes() if path.is_file() else b"") for path in paths}
    return [(name, secret) for name, found in data.items() for secret in TOLD if secret in found]


def test_every_verb_opens_it_and_nothing_readable_is_left(locked: Command) -> None:
    key = given(locked.home)
    sensitive = answers_file(locked.home, SENSITIVE)
    first = ("Lund Joinery", "1", "Ada", "3", "Texas", "500", "q")
    runs: list[tuple[tuple[str | Path, ...], str]] = [
        (("findings", NAME, "--today", DAY), ""),
        (("timeline", NAME, "--today", DAY), ""),
        (("duties", NAME, "--today", DAY), ""),
        (("report", NAME, "-o", "report.html", "--today", DAY), ""),
        (("assess", SECOND, "--today", DAY), ""),
        (("assess", sensitive, "--today", DAY), ""),
        (("hold", NAME, "--on", "--by", "Mira Quist", "--note", "Harbor matter"), ""),
        (("ask", "--plain"), "".join(f"{line}\n" for line in ("y", "3", *first))),
        (("backup", "all.zip"), ""),
        (("restore", "all.zip", NAME, "--as", "Harbor again"), ""),
        (("doctor", "--repair"), ""),
    ]
    for args, typed in runs:
        ran = locked(*args, stdin=typed, **key)
        assert ran.code == 0, (args, ran.said)
    assert "Harbor again" in locked("organisations", **key).out
    assert tells(locked.workspace, locked.home / "cache") == []
    assert b"Harbor " not in (locked.home / "all.zip").read_bytes()
    ran = locked("decrypt", **key)
    assert (ran.code, "policy number" in ran.err) == (3, True)
    assert tells(locked.workspace) == []
    assert locked("decrypt", "--with-sensitive", **key).code == 0
    assert {secret for _name, secret in tells(locked.workspace)} == set(TOLD)
    assert locked("doctor").code == 0


def test_there_and_back_every_byte_is_as_it_was(judged: Command) -> None:
    before, key = judged.files(), given(judged.home)
    assert judged("encrypt", **key).code == 0
    assert set(judged.files()) == {*before, "encryption.json", "encryption.json.previous"}
    assert judged("decrypt", **key).code == 0
    assert judged.files() == before


def test_the_ways_to_hand_a_passphrase_over(locked: Command) -> None:
    path = locked.home / "handed-over"
    path.write_text(PASSPHRASE, encoding="utf-8")
    for args in (("--passphrase-file", str(path)), ("--passphrase-fd", "0")):
        whole = ["--workspace", str(locked.workspace), *args, "organisations"]
        done = subprocess.run(
            [sys.executable, "-m", "readiness", *whole],
            input=f"{PASSPHRASE}\nsomething else\n".encode(),
            capture_output=True,
            check=False,
            env=locked.environment,
            cwd=locked.home,
        )
        assert (done.returncode, NAME.encode() in done.stdout) == (0, True), done.stderr
    # A descriptor comes before the file that the environment names.
    assert locked("organisations", **given(locked.home, "not this one")).code == 7


@pytest.mark.parametrize(
    "args",
    [
        ["organisations"], ["doctor", "--repair"], ["backup", "b.zip"], [], ["assess", str(SECOND)], ["passphrase"],
    ],
    ids=lambda args: "-".join(args[:2]).partition("/")[0],
)  # fmt: skip
def test_without_a_passphrase_nothing_is_told(locked: Command, args: list[str]) -> None:
    before = locked.files()
    ran = locked(*args)
    assert (ran.code, ran.out) == (7, "")
    assert ran.err == (
        "readiness: A passphrase is needed, and there is no terminal to ask for it. Name a file that holds it with "
        "--passphrase-file or READINESS_PASSPHRASE_FILE, or a file descriptor with --passphrase-fd.\n"
    )
    assert locked.files() == before


def test_a_wrong_passphrase_and_an_altered_header_are_told_apart(locked: Command) -> None:
    before = locked.files()
    ran = locked("findings", NAME, **given(locked.home, "wrong, wrong"))
    assert (ran.code, ran.out) == (7, "")
    assert ran.err == "readiness: The passphrase is wrong. Nothing was read and nothing changed.\n"
    assert "wrong, wrong" not in ran.said
    assert locked.files() == before
    for name in ("encryption.json", "encryption.json.previous"):
        # The cost depends on how fast the machine is.
        altered = re.sub(rb'"cost":(\d+)', lambda found: b'"cost":%d' % (int(found[1]) + 1), before[name])
        (locked.workspace / name).write_bytes(altered)
    ran = locked("findings", NAME, **given(locked.home))
    assert (ran.code, "is damaged" in ran.err) == (4, True)


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "is no passphrase"), (b"\n", "is no passphrase"), (b"\xff\xfe\n", "is not UTF-8"), (None, "can't be read")],
)
def test_a_file_that_holds_no_passphrase(locked: Command, content: bytes | None, says: str) -> None:
    path = locked.home / "odd"
    if content is not None:
        path.write_bytes(content)
    ran = locked("organisations", READINESS_PASSPHRASE_FILE=str(path))
    assert (ran.code, says in ran.err, ran.out) == (3, True, "")


def test_another_passphrase(locked: Command) -> None:
    new = Path(given(locked.home, OTHER)["READINESS_PASSPHRASE_FILE"])
    assert locked("passphrase", "--new-passphrase-file", new, **given(locked.home)).code == 0
    assert locked("organisations", **given(locked.home)).code == 7
    assert NAME in locked("organisations", **given(locked.home, OTHER)).out


def test_a_new_key(locked: Command) -> None:
    new = Path(given(locked.home, OTHER)["READINESS_PASSPHRASE_FILE"])
    before = locked.files()
    assert locked("passphrase", "--new-key", "--new-passphrase-file", new, **given(locked.home)).code == 0
    assert not {name for name, data in locked.files().items() if before[name] == data}
    assert NAME in locked("organisations", **given(locked.home, OTHER)).out


def test_a_new_passphrase_is_not_taken_from_where_the_present_one_is(locked: Command) -> None:
    ran = locked("passphrase", **given(locked.home))
    assert (ran.code, "no terminal" in ran.err) == (7, True)


def test_a_short_passphrase_is_refused(judged: Command) -> None:
    before = judged.files()
    ran = judged("encrypt", **given(judged.home, "short"))
    assert (ran.code, "at least 8 characters" in ran.err) == (3, True)
    assert judged.files() == before


def test_what_can_not_be_done_twice(locked: Command, judged_once: Command) -> None:
    ran = locked("encrypt", **given(locked.home))
    assert (ran.code, "encrypted already" in ran.err) == (3, True)
    for verb in ("decrypt", "passphrase"):
        ran = judged_once(verb, **given(locked.home))
        assert (ran.code, "is not encrypted" in ran.err) == (3, True)


def test_an_interrupted_one_says_how_to_go_on(judged: Command) -> None:
    key = given(judged.home)
    unlocked = encryption.created(PASSPHRASE)
    encryption.write(judged.workspace, unlocked.in_state(encryption.State.ENCRYPTING).header)
    for args in (["organisations"], ["doctor"], ["ask", "--plain"]):
        ran = judged(*args, **key)
        assert (ran.code, "Finish it with: readiness encrypt" in ran.err) == (4, True)
    assert judged("encrypt", **key).code == 0
    assert NAME in judged("organisations", **key).out


def test_a_backup_comes_back_into_an_empty_workspace(locked: Command) -> None:
    key = given(locked.home)
    assert locked("backup", "b.zip", **key).code == 0
    new = Command(locked.home, locked.home / "new")
    assert new("restore", "b.zip").code == 7
    assert new("restore", "b.zip", **given(locked.home, OTHER)).code == 7
    assert new("restore", "b.zip", **key).code == 0
    assert new("doctor", **key).code == 0
    assert NAME in new("organisations", **key).out
    assert tells(new.workspace) == []


def test_a_second_organisation_and_what_doctor_says_of_it(judged: Command) -> None:
    ran = judged("assess", SECOND, "--today", DAY)
    assert (ran.code, "readiness encrypt" in ran.err) == (0, True)
    ran = judged("doctor")
    assert (ran.code, "is not encrypted" in ran.out, "declined" in ran.out) == (0, True, False)
    assert judged("encrypt", "--decline").code == 0
    ran = judged("doctor")
    assert (ran.code, "a passphrase was declined on " in ran.out) == (0, True)
    assert "is not encrypted" not in judged("assess", SAMPLE, "--today", DAY).err


def test_several_from_a_backup_ask_as_a_second_organisation_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk_in(tmp_path / "before")
    for name in ("Harbor Dental", "Lund Joinery"):
        before.create(name)
    back_up(before.workspace, tmp_path / "b.zip", "2026-11-21T10:00:00Z")

    def restored(workspace: str, *args: str, typed: str = "") -> tuple[bool, str]:
        ran = CliRunner().invoke(cli, ["--workspace", str(tmp_path / workspace), "restore", *args], input=typed)
        return encryption.exists(tmp_path / workspace), ran.output + str(ran.exception or "")

    bundle = str(tmp_path / "b.zip")
    is_encrypted, said = restored("unasked", bundle)
    assert (is_encrypted, "To encrypt it: readiness encrypt." in said, "Restored: Lund" in said) == (False, True, True)
    asked = PassphraseSource(ask=lambda _prompt: PASSPHRASE)
    monkeypatch.setattr("readiness.cli.command.passphrase_source", lambda *_from: asked)
    is_encrypted, said = restored("one", bundle, "Harbor")
    assert (is_encrypted, "Encrypt it now?" in said) == (False, False)
    is_encrypted, said = restored("one", bundle, typed="y\n")  # it is there already, so nobody is asked
    assert (is_encrypted, "Encrypt it now?" in said, "is in this workspace already" in said) == (False, False, True)
    assert restored("one", bundle, "Lund", typed="y\n")[0]
    is_encrypted, said = restored("both", bundle, typed="y\n")
    assert (is_encrypted, "Restored: Lund Joinery" in said) == (True, True)
    assert not [path for path in (tmp_path / "both").rglob("*.json") if b"Lund Joinery" in path.read_bytes()]
    is_encrypted, said = restored("declined", bundle, typed="n\n")
    assert (is_encrypted, "Restored: Lund Joinery" in said) == (False, True)
    assert desk_in(tmp_path / "declined").workspace.settings.load().encryption_declined_on


def test_the_package_is_needed_only_then(judged: Command) -> None:
    ran = without_the_package(judged, "organisations")
    assert ran.code == 0, ran.said
    ran = without_the_package(judged, "encrypt", **given(judged.home))
    assert (ran.code, "pip install 'breach-readiness[encryption]'" in ran.err) == (4, True)
    encryption.write(judged.workspace, encryption.created(PASSPHRASE).header)
    ran = without_the_package(judged, "organisations", **given(judged.home))
    assert (ran.code, "pip install 'breach-readiness[encryption]'" in ran.err) == (4, True)


def without_the_package(command: Command, *args: str, **environment: str) -> Ran:
    code = (
        "import sys; sys.modules['cryptography'] = None\n"
        f"sys.argv = ['readiness', '--workspace', {str(command.workspace)!r}, *{args!r}]\n"
        "from readiness.__main__ import main\nsys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**command.environment, **environment},
        cwd=command.home,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
