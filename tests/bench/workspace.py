"""A workspace to measure in: made for one bench, gone after it, and with it everything that was cached."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from readiness.assessment.model import Assessment
from readiness.exchange.answers import Submission, read_answers
from readiness.resources import bundled
from readiness.session.clock import Clock
from readiness.session.place import Desk, open_workspace

TODAY = date(2026, 11, 21)
NOW = "2026-11-21T10:00:00+01:00"
SAMPLE = bundled("questionnaires") / "examples" / "harbor-dental-group.yaml"

_HOMES = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")


@contextmanager
def temporary_desk() -> Iterator[Desk]:
    """A desk at an empty workspace, with caches and settings of its own."""
    before = {name: os.environ.get(name) for name in _HOMES}
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update({name: str(Path(folder) / name) for name in _HOMES})
        try:
            yield Desk(open_workspace(Path(folder) / "workspace"), Clock(day=TODAY))
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


def sample(desk: Desk) -> Submission:
    """The full sample, as it is read from its file."""
    return read_answers(SAMPLE, desk.packs.offered, TODAY)


def stored_sample(desk: Desk) -> Assessment:
    """The full sample, kept as a sealed assessment of an organisation of its own."""
    submission = sample(desk)
    with desk.session(desk.create(submission.organisation).id) as session:
        return session.add_sealed(submission.assessment, submission.index)
