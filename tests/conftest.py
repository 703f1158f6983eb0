"""What every test shares: a quiet environment and a workspace of its own."""

from __future__ import annotations

import gc
import os
from datetime import date

import pytest
from hypothesis import HealthCheck, settings

os.environ.pop("NO_COLOR", None)
os.environ.pop("TEXTUAL_THEME", None)
os.environ.pop("READINESS_WORKSPACE", None)
os.environ["READINESS_LANGUAGE"] = "en"  # whatever the machine is set to

settings.register_profile(
    "default", deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
# `make torture` looks twenty times as long, at other examples each time.
settings.register_profile("long", deadline=None, max_examples=500, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

TODAY = date(2026, 11, 21)


def pytest_collection_finish() -> None:
    """Thousands of tests and all that they import stay to the end: the collector needn't look at them again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 50)


@pytest.fixture
def today() -> date:
    """The day every example speaks for."""
    return TODAY
