"""The wrapping of every file: no altered, cut, swapped or newer one passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.store import envelope
from readiness.store.envelope import PLAIN, Codec, Identity, unwrap, wrap
from readiness.store.error import DamagedFile, NewerFormat, Unstorable
from readiness.store.tables import encode
from tests.store.sample import Scrambled

ME = Identity("assessment", "00112233445566ff")
PATH = Path("somewhere.json")
TEXT = b'{"assessment":{"header":{"id":"x","note":"' + b"abc " * 950 + b'"}}}'


def test_what_was_wrapped_comes_back(codec: Codec) -> None:
    assert unwrap(wrap(ME, TEXT, codec), PATH, ME, codec) == TEXT


def test_a_file_is_valid_json_and_says_what_it_is(codec: Codec) -> None:
    import json

    parsed = json.loads(wrap(ME, TEXT, codec))
    assert (parsed["readiness"], parsed["id"], parsed["format"], parsed["codec"]) == (ME.kind, ME.id, 1, codec.name)


def test_every_changed_byte_is_detected(codec: Codec) -> None:
    sound = wrap(ME, TEXT, codec)
    assert len(sound) > 4000
    tried = 0
    for place, byte in enumerate(sound):
        for other in {byte ^ 1, byte ^ 0x20, byte ^ (1 << place % 8), 0x0A} - {byte}:
            with pytest.raises(DamagedFile):
                unwrap(sound[:place] + bytes([other]) + sound[place + 1 :], PATH, ME, codec)
            tried += 1
    assert tried > 3 * len(sound)


def test_every_cut_gap_and_addition_is_detected(codec: Codec) -> None:
    sound = wrap(ME, TEXT, codec)
    for place in range(len(sound)):
        for altered in (sound[:place], sound[:place] + sound[place + 1 :], sound[:place] + b"0" + sound[place:]):
            if altered != sound:
                with pytest.raises(DamagedFile):
                    unwrap(altered, PATH, ME, codec)
    for tail in (b"\n", b" ", b"}\n", sound):
        with pytest.raises(DamagedFile):
            unwrap(sound + tail, PATH, ME, codec)


@pytest.mark.parametrize("other", [Identity("assessment", "ff112233445566ff"), Identity("organisation", ME.id)])
def test_the_file_of_something_else_is_refused(codec: Codec, other: Identity) -> None:
    with pytest.raises(DamagedFile, match="something else"):
        unwrap(wrap(other, TEXT, codec), PATH, ME, codec)


def test_a_newer_format_is_told_apart_from_damage(codec: Codec, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(envelope, "FORMAT", 2)
    newer = wrap(ME, TEXT, codec)
    monkeypatch.undo()
    with pytest.raises(NewerFormat, match="format 2"):
        unwrap(newer, PATH, ME, codec)


def test_an_unknown_codec_is_refused() -> None:
    with pytest.raises(NewerFormat, match="scrambled"):
        unwrap(wrap(ME, TEXT, Scrambled()), PATH, ME, PLAIN)
    with pytest.raises(NewerFormat, match="plain"):
        unwrap(wrap(ME, TEXT, PLAIN), PATH, ME, Scrambled())


def test_bytes_moved_between_files_are_refused_by_the_codec() -> None:
    class Forgetful(Scrambled):
        def encode(self, plain: bytes, identity: str) -> bytes:
            return super().encode(plain, "assessment:ffffffffffffffff")

    with pytest.raises(DamagedFile, match="decoded"):
        unwrap(wrap(ME, TEXT, Forgetful()), PATH, ME, Scrambled())


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_json_does_not_have_is_refused(number: float) -> None:
    with pytest.raises(Unstorable):
        encode({"sealed": {"x": {"rows": [{"in_place": number}]}}})
    assert (
        encode({"t": {"x": {"note": "null", "none": None, "n": 1.5}}})
        == b'{"t":{"x":{"note":"null","none":null,"n":1.5}}}'
    )


@pytest.mark.parametrize("value", ["\ud800", object(), 1j])
def test_what_is_not_json_is_refused(value: object) -> None:
    with pytest.raises(Unstorable):
        encode({"t": {"x": {"value": value}}})
