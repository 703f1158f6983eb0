"""What `make torture` fuzzes: real inputs are read, and any bytes are read or refused in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.torture.targets import TARGETS


@pytest.mark.parametrize("name", [name for name in TARGETS if name != "envelope"])
def test_a_real_input_is_read(name: str) -> None:
    assert any(TARGETS[name].try_on(seed) for seed in TARGETS[name].seeds())


@pytest.mark.parametrize("name", list(TARGETS))
def test_any_change_of_a_real_input_is_read_or_refused(name: str) -> None:
    target = TARGETS[name]
    seeds = list(target.seeds())

    @settings(max_examples=25)
    @given(st.sampled_from(seeds), st.integers(0), st.integers(0, 40), st.binary(max_size=30))
    def changed(seed: bytes, at: int, length: int, new: bytes) -> None:
        at %= len(seed) + 1
        target.try_on(seed[:at] + new + seed[at + length :])

    changed()
