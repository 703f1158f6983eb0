"""Without our glyphs: each sign is still told from the others, and wide and combining characters align."""

from __future__ import annotations

import io
from itertools import combinations
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from readiness.assessment.findings import Kind
from readiness.assessment.plan import Standing
from readiness.questionnaire.vocabulary import State
from readiness.tui.action_rows import standing_sign
from readiness.tui.glyphs import ASCII, in_ascii, is_needed
from readiness.tui.sign import FLAG, kind_sign, state_sign
from tests.tui.harness import known_desk, opened, with_draft


def test_no_two_signs_become_one() -> None:
    states = [state_sign(state) for state in (*State, None)]
    kinds = {kind_sign(kind.value).glyph for kind in Kind}
    for glyphs in (
        {sign.glyph for sign in states},
        kinds,
        {*map(_standing_glyph, Standing)},
        set("\u2581\u2583\u2588"),
    ):
        for one, other in combinations(glyphs, 2):
            assert one.translate(ASCII) != other.translate(ASCII)
    assert FLAG.translate(ASCII).isascii()


def _standing_glyph(standing: Standing) -> str:
    return standing_sign(standing).glyph


def test_every_form_is_as_wide_as_its_glyph() -> None:
    assert {
        glyph: form for glyph, form in ASCII.items() if cell_len(chr(glyph)) != len(form) or not form.isascii()
    } == {}


@pytest.mark.parametrize(
    ("environment", "needed"),
    [
        ({}, False),
        ({"TERM": "xterm-256color", "LANG": "C.UTF-8"}, False),
        ({"LANG": "de_DE.utf8@euro"}, False),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, True),
        ({"LANG": "POSIX"}, True),
        ({"LANG": "en_US.ISO-8859-1", "LC_CTYPE": ""}, True),
        ({"LANG": "C.UTF-8", "TERM": "linux"}, True),
    ],
)
def test_the_terminal_says_beforehand_whether_it_can_show_them(environment: dict[str, str], needed: bool) -> None:
    assert is_needed(environment) is needed


@pytest.mark.parametrize(
    ("encoding", "painted"), [("utf-8", "\u0105\u754c +"), ("latin-1", "??? +"), ("ascii", "??? +")]
)
def test_what_the_encoding_cannot_say_keeps_its_place(encoding: str, painted: str) -> None:
    exchange = in_ascii(io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    (segment,) = exchange.apply([Segment("\u0105\u754c \u2713")], Color(0, 0, 0))
    assert segment.text == painted
    assert cell_len(segment.text) == 5


NAMES = ("\u6e2f\u53e3\u6b6f\u79d1\u533b\u9662\u30b0\u30eb\u30fc\u30d7", "Cafe\u0301 Zu\u0308rich", "Plain Name")


async def test_columns_align_below_wide_and_combining_names(tmp_path: Path) -> None:
    desk = known_desk(tmp_path)
    for name in NAMES:
        with_draft(desk, name)
    async with opened(desk) as user:
        await user.sees("Plain Name")
        for width in (80, 61):
            await user.resizes(width, 24)
            strips = user.app.screen._compositor.render_strips()
            assert {strip.cell_length for strip in strips} == {width}
            rows = [line for line in user.lines if "draft, 0" in line]
            assert len(rows) == len(NAMES)
            assert len({cell_len(row[: row.index("draft, 0")]) for row in rows}) == 1
