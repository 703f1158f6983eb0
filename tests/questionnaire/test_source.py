"""Guarded YAML: what is read, where it stands, and what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from readiness import source
from readiness.source import Document, Plain, SourceError, decode, parse, read


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both parsers: libyaml's, and the one in Python for machines without it."""
    monkeypatch.setattr(source, "_LOADER", getattr(yaml, request.param))
    return str(request.param)


def refused(text: str | bytes) -> list[str]:
    with pytest.raises(SourceError) as caught:
        decode(text, "file.yaml") if isinstance(text, bytes) else parse(text, "file.yaml")
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("Off", "Off"),
        ("True", "True"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("007", "007"),
        ("+15550100", "+15550100"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("12345678901234567890", "12345678901234567890"),
        ("1.5", 1.5),
        ("1.10", 1.1),
        ("1.0.0", "1.0.0"),
        ("1e5", "1e5"),
        (".5", ".5"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("12:30", "12:30"),
        ("2026-11-21", "2026-11-21"),
        ("2026-11-21 10:00:00", "2026-11-21 10:00:00"),
        ('"12"', "12"),
        ("'true'", "true"),
        ("|\n  a\n  b\n", "a\nb\n"),
        (">-\n  a\n  b\n", "a b"),
        ("<<", "<<"),
        ('"a\tb"', "a b"),
    ],
)
def test_words_stay_words(parser: str, text: str, value: Plain) -> None:
    found = parse(f"key: {text}\n", "file.yaml").value
    assert found == {"key": value}
    assert type(found["key"]) is type(value)


def test_keys_are_always_text(parser: str) -> None:
    assert parse("{no: 1, 12: 2, true: 3, null: 4, 'a b': 5}", "f").value == {
        "no": 1,
        "12": 2,
        "true": 3,
        "null": 4,
        "a b": 5,
    }


def test_every_value_has_a_line_and_a_column(parser: str) -> None:
    text = "# é\na: 1\nlist:\n  - id: x.y\n    deep: {é: [1, 😀, 3], z: 2}\n  - two\n"
    document = parse(text, "file.yaml")
    assert document.position(()) == (2, 1)
    assert document.position(("a",)) == (2, 1)
    assert document.position(("list", 0)) == (4, 5)
    assert document.position(("list", 0, "deep", "é", 2)) == (5, 22)
    assert document.position(("list", 0, "deep", "z")) == (5, 26)
    assert document.position(("list", 1)) == (6, 5)
    assert document.position(("list", 0, "nothing", "there")) == (4, 5)
    assert document.position(("list", 9)) == (3, 1)
    assert document.position(("list", "id")) == (3, 1)
    assert str(document.problem(("list", 0, "deep", "é"), "wrong")) == "file.yaml:5:12: list[x.y].deep.é: wrong"
    assert str(document.problem(("list", 1), "wrong")) == "file.yaml:6:5: list[1]: wrong"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: &x 1", "file.yaml:1:4: a: anchors (&) and aliases (*) are not accepted: write the value out"),
        ("a: 1\nb: *x", "file.yaml:2:4: b: anchors (&) and aliases (*) are not accepted: write the value out"),
        ("a: !!str 1", "file.yaml:1:4: a: tags (!) are not accepted"),
        ("a: ! 1", "file.yaml:1:4: a: tags (!) are not accepted"),
        ("a: !!python/object:os.system {}", "file.yaml:1:4: a: tags (!) are not accepted"),
        ("a: 1\nb: 2\na: 3", "file.yaml:3:1: a: the key is given twice; the first is on line 1"),
        ("l: [{a: 1, a: 2}]", "file.yaml:1:12: l[0].a: the key is given twice; the first is on line 1"),
        ("? [a, b]\n: 1", "file.yaml:1:3: a key is one plain or quoted word"),
        ("a: 1\n---\nb: 2", "file.yaml:2:1: only one document is accepted in a file"),
        ("%TAG ! tag:x,2000:\n---\na: 1", "file.yaml:1:1: a line that starts with % is not accepted"),
        ('a: "\\e[31m"', "file.yaml:1:4: a: the character U+001B is not accepted"),
        ('a: "\\x85"', "file.yaml:1:4: a: the character U+0085 is not accepted"),
        ('a: "\\u202E"', "file.yaml:1:4: a: the character U+202E is not accepted"),
        ('a: "x\\r\\ny"', "file.yaml:1:4: a: the character U+000D is not accepted"),
        ('"\\0": 1', "file.yaml:1:1: the character U+0000 is not accepted"),
        ("a: b\x1b]52;c\x07", "file.yaml:1:5: the character U+001B is not accepted"),
        ("a: 1\nbc: x\u2066y", "file.yaml:2:6: the character U+2066 is not accepted"),
        ("a: [1", "file.yaml:2:1: this is not YAML that can be read:"),
        ("a: b: c", "file.yaml:1:5: this is not YAML that can be read: mapping values are not allowed"),
        ("\ta: 1", "file.yaml:1:1: this is not YAML that can be read:"),
    ],
)
def test_what_is_refused_says_where(parser: str, text: str, problem: str) -> None:
    found = refused(text)
    if "[1" in text and parser == "SafeLoader":  # the parsers place an unexpected end differently
        problem = "file.yaml:1:6: this is not YAML that can be read:"
    assert any(one.startswith(problem) for one in found), found


def test_all_problems_come_at_once(parser: str) -> None:
    found = refused('a: &x 1\nb: *x\nb: "\\e"\nc: !t 1\n')
    assert [one.split(": ")[0] for one in found] == [f"file.yaml:{n}" for n in ("1:4", "2:4", "3:4", "3:1", "4:4")]


def test_bytes_that_are_not_utf_8_are_placed() -> None:
    assert refused(b"a: 1\nb: \xff\n") == ["file.yaml:2:4: the file is not UTF-8 text"]
    assert refused("a: 1".encode("utf-16")) == ["file.yaml:1:1: the file is not UTF-8 text"]


def test_a_byte_order_mark_at_the_start_is_fine() -> None:
    assert decode(b"\xef\xbb\xbfa: 1", "f").value == {"a": 1}


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "? - "])
def test_deep_nesting_is_refused_before_it_costs_anything(parser: str, opening: str) -> None:
    problem = refused(opening * 30_000)[-1]
    assert "nested too deeply; at most 40 levels are accepted" in problem
    assert len(problem) < 200


def test_forty_levels_are_accepted(parser: str) -> None:
    assert parse("[" * 40 + "]" * 40, "f").value is not None
    assert "nested too deeply" in refused("[" * 42 + "]" * 42)[0]


def test_a_file_that_is_too_large_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"a: " + b"x" * source.LARGEST)
    with pytest.raises(SourceError, match=r"big\.yaml: the file is too large; at most 4194304 bytes"):
        read(path)
    with pytest.raises(SourceError, match="the text is too large"):
        parse("x" * (source.LARGEST + 1), "f")


def test_a_note_of_a_megabyte_is_read_and_left_to_the_reader_of_notes() -> None:
    assert parse("note: " + "x " * 500_000, "f").value == {"note": ("x " * 500_000).strip()}


def test_too_many_values_are_refused() -> None:
    assert "too many values; at most 200000 are accepted" in refused("- a\n" * 200_001)[-1]


def test_not_more_problems_than_anyone_reads(parser: str) -> None:
    assert len(refused("- !x a\n" * 3_000)) == source.MOST_PROBLEMS
    assert len(refused("\x07" * 3_000)) == source.MOST_PROBLEMS


@pytest.mark.parametrize("what", ["missing", "folder", "fifo", "nul"])
def test_what_is_no_file_gets_one_clear_message(tmp_path: Path, what: str) -> None:
    path = tmp_path / "x\x1b[31m.yaml" if what != "nul" else tmp_path / "x\0y"
    if what == "folder":
        path.mkdir()
    if what == "fifo":
        os.mkfifo(path)
    with pytest.raises(SourceError) as caught:
        read(path)
    (problem,) = caught.value.problems
    assert problem.line == 0
    assert "\x1b" not in str(problem)
    assert "cannot be read" in str(problem) or "a file is needed" in str(problem)


def outcome(text: str | bytes) -> Document | SourceError:
    try:
        return decode(text, "any") if isinstance(text, bytes) else parse(text, "any")
    except SourceError as error:
        return error


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    found = outcome(data)
    assert isinstance(found, Document) or found.problems


@given(st.text(st.characters() | st.sampled_from(list("{}[]:-?&*!|>%@#'\",\n \t\\u\x85\u2028")), max_size=200))
def test_any_text_is_read_or_refused_and_comes_out_clean(text: str) -> None:
    found = outcome(text)
    if isinstance(found, SourceError):
        assert found.problems
        assert all(source.is_clean(str(problem)) for problem in found.problems)
        return
    for word in _texts(found.value):
        # Line ends are kept: they are layout of long texts, and no terminal acts on them.
        assert source.is_clean(word)
        word.encode()


def _texts(value: Plain) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    if isinstance(value, dict):
        return [*value, *(text for one in value.values() for text in _texts(one))]
    return []


_PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Co", "Cn")), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc-_.", min_size=1), inner, max_size=4),
    max_leaves=20,
)


@given(_PLAIN)
def test_json_is_read_as_it_is(value: Plain) -> None:
    """A pack's canonical bytes are JSON: they can be read by the same guarded reader."""
    import msgspec

    assert parse(msgspec.json.encode(value).decode(), "f").value == value
