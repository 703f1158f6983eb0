"""A passphrase at a real terminal: asked for without showing it, before the app opens, three times at most."""

from __future__ import annotations

from pathlib import Path

from tests.terminal.batch import readiness
from tests.terminal.screen import Terminal, terminal

NAME = "Lund Joinery (fictional)"
BEGUN = ("y", NAME, "1", "Åsa Lund", *[""] * 10)
PASSPHRASE = "four words to remember"
ENTER = "\r"


def encrypt(home: Path) -> None:
    readiness(home, lines=BEGUN)
    with terminal(["encrypt"], home) as opened:
        opened.wait_for("New passphrase.")
        opened.press(PASSPHRASE + ENTER, "The same once more:")
        opened.press(PASSPHRASE + ENTER, "Encrypted:")
        assert opened.wait_for_exit() == 0
        assert PASSPHRASE not in opened.text


def tried(opened: Terminal, *passphrases: str) -> None:
    for n, one in enumerate(passphrases):
        opened.wait_until(lambda text, n=n: text.count("Passphrase of") == n + 1, f"prompt {n + 1}")  # type: ignore[misc]
        opened.send(one + ENTER)


def test_it_is_asked_for_before_the_app_and_never_shown(tmp_path: Path) -> None:
    encrypt(tmp_path)
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or NAME.encode() not in path.read_bytes(), path
    with terminal([], tmp_path, columns=200) as opened:
        tried(opened, "not this one", PASSPHRASE)
        opened.wait_for(NAME)
        assert PASSPHRASE not in opened.text
        opened.send("q")
        assert opened.wait_for_exit() == 0


def test_three_wrong_tries_end_it(tmp_path: Path) -> None:
    encrypt(tmp_path)
    with terminal(["organisations"], tmp_path, columns=200) as opened:
        tried(opened, "one", "two", "three")
        opened.wait_for("The passphrase is wrong. Nothing was read and nothing changed.")
        assert opened.wait_for_exit() == 7
        assert NAME not in opened.text
    with terminal(["organisations"], tmp_path) as opened:
        opened.wait_for("Passphrase of")
        opened.send("\x04")
        opened.wait_for("No passphrase was given.")
        assert opened.wait_for_exit() == 7


def test_two_that_differ_change_nothing(tmp_path: Path) -> None:
    readiness(tmp_path, lines=BEGUN)
    with terminal(["encrypt"], tmp_path) as opened:
        opened.wait_for("New passphrase.")
        opened.press(PASSPHRASE + ENTER, "The same once more:")
        opened.press(PASSPHRASE + "!" + ENTER, "are not the same")
        assert opened.wait_for_exit() == 3
    assert NAME in readiness(tmp_path, "organisations")


def test_a_second_organisation_line_by_line(tmp_path: Path) -> None:
    readiness(tmp_path, lines=BEGUN)
    with terminal(["ask", "--plain"], tmp_path, columns=160, rows=60) as opened:
        opened.wait_for("2  A new one", "Number, or q to stop:")
        opened.press("2" + ENTER, "more than one organisation", "1  Yes")
        opened.press("1" + ENTER, "New passphrase.")
        opened.press("short" + ENTER, "at least 8 characters")
        opened.press("1" + ENTER, "New passphrase.")
        opened.press(PASSPHRASE + ENTER, "The same once more:")
        opened.press(PASSPHRASE + ENTER, "The workspace is encrypted.", "Name of the business:")
        opened.press("Northwind Freight" + ENTER, "How much now?")
        opened.press("q" + ENTER, "To go on")
        assert opened.wait_for_exit() == 0
    readable = [path for path in (tmp_path / "data").rglob("*") if path.is_file() and b"Northwind" in path.read_bytes()]
    assert readable == []
