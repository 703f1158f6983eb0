"""The pack that ships, loaded once."""

from __future__ import annotations

import pytest

from readiness.questionnaire.index import Index
from readiness.questionnaire.loader import load_pack
from readiness.questionnaire.model import Pack
from readiness.resources import bundled


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The questionnaire as a user gets it."""
    return load_pack(bundled("questionnaires") / "breach-readiness")


@pytest.fixture(scope="session")
def index(pack: Pack) -> Index:
    """The same, with its checks, facts and rules by id."""
    return Index(pack)
