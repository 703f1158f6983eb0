"""Canonical bytes and hash: the same content is the same pack, and what comes back is what went in."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.questionnaire.condition import Condition, Operator
from readiness.questionnaire.identity import PackError, pack_bytes, pack_from_bytes, pack_hash, plain_condition
from readiness.questionnaire.loader import load_pack
from readiness.questionnaire.model import Pack
from tests.questionnaire.edited_pack import SMALL, copy_of_small, edit


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(SMALL)


def test_a_pack_comes_back_from_its_bytes(pack: Pack) -> None:
    data = pack_bytes(pack)
    assert pack_from_bytes(data) == pack
    assert pack_bytes(pack_from_bytes(data)) == data
    assert pack_hash(pack) == hashlib.sha256(data).hexdigest()


def test_layout_and_comments_do_not_change_the_hash(pack: Pack, tmp_path: Path) -> None:
    folder = copy_of_small(tmp_path)
    edit(folder, "team.yaml", "section: team", "# a comment\nsection:   'team'")
    edit(
        folder, "team.yaml", "question: Is one person in charge?", "question: >-\n      Is one person\n      in charge?"
    )
    edit(folder, "team.yaml", "implied_no_if: {team.leader: no}", "implied_no_if: {team.leader: {is: no}}")
    assert pack_hash(load_pack(folder)) == pack_hash(pack)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Is one person in charge?", "Is a person in charge?"),
        ("severity: high", "severity: medium"),
        ("implied_no_if: {team.leader: no}", "implied_no_if: {team.leader: partly}"),
        ("every: 12mo, every_under", "every: 13mo, every_under"),
    ],
)
def test_a_changed_word_changes_the_hash(pack: Pack, tmp_path: Path, old: str, new: str) -> None:
    folder = copy_of_small(tmp_path)
    edit(folder, "team.yaml", old, new)
    assert pack_hash(load_pack(folder)) != pack_hash(pack)


def test_the_order_of_choices_is_part_of_the_pack(pack: Pack, tmp_path: Path) -> None:
    folder = copy_of_small(tmp_path)
    edit(folder, "about.yaml", "{us-tx: Texas, eu: European Union,", "{eu: European Union, us-tx: Texas,")
    assert pack_hash(load_pack(folder)) != pack_hash(pack)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b'{"format": 1}', b"\xff\xfe", b"[" * 100_000, b'{"a":' * 100_000],
    ids=["empty", "open", "list", "null", "short", "bytes", "deep-list", "deep-mapping"],
)
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(PackError, match="not the bytes of a pack"):
        pack_from_bytes(data)


def test_another_format_is_refused(pack: Pack) -> None:
    with pytest.raises(PackError, match="format 2 of a pack is not known; 1 is"):
        pack_from_bytes(pack_bytes(msgspec.structs.replace(pack, format=2)))


def test_a_deep_condition_in_bytes_is_refused(pack: Pack) -> None:
    deep = b'{"not":' * 50_000 + b'{"team.leader":"no"}' + b"}" * 50_000
    data = pack_bytes(pack).replace(b'{"team.leader":{"is":"no"}}', deep)
    assert deep in data
    with pytest.raises(PackError, match="not the bytes of a pack"):
        pack_from_bytes(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_pack_or_refused(data: bytes) -> None:
    with pytest.raises(PackError):
        pack_from_bytes(data)


_ID = st.from_regex(r"[a-z]{1,3}\.[a-z_]{1,4}", fullmatch=True)
_ORDERED = [Operator.LESS_THAN, Operator.AT_MOST, Operator.IS, Operator.BEFORE, Operator.CONTAINS, Operator.SAME_AS]
_RIGHT = st.integers(0, 9) | st.text("ab1", min_size=1) | _ID.map(lambda id: {"fact": id})
_COMPARISONS = (
    st.tuples(
        _ID, st.sampled_from(_ORDERED), st.integers(0, 9) | st.text("ab1", min_size=1) | _ID.map(lambda i: {"fact": i})
    )
    | st.tuples(_ID, st.sampled_from([Operator.IN, Operator.NOT_IN]), st.lists(st.text("ab"), min_size=1, max_size=3))
    | st.tuples(_ID, st.just(Operator.MISSING), st.booleans())
).map(lambda one: {one[0]: {one[1].value: one[2]}})
_CONDITIONS = st.recursive(
    _COMPARISONS | st.tuples(_ID, st.text("ab", min_size=1)).map(lambda pair: {pair[0]: pair[1]}),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts})
        | st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts})
        | inner.map(lambda part: {"not": part})
    ),
    max_leaves=8,
)


@given(_CONDITIONS)
def test_a_condition_in_its_canonical_form_is_the_same_condition(written: dict[str, object]) -> None:
    condition = Condition.parse(written)
    canonical = plain_condition(condition.tree)
    assert Condition.parse(canonical) == condition
    assert plain_condition(Condition.parse(canonical).tree) == canonical
