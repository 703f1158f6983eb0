"""Every error a layer raises on purpose belongs to the family that the command turns into a message and a code."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import readiness
from readiness.error import BAD_INPUT, LOCKED, STORAGE, ReadinessError

INSIDE = {"ValueRefused", "ConditionError", "EndOfInput"}
"""Errors that the layer above always turns into one of the family."""


def own_errors() -> list[type[BaseException]]:
    found: dict[str, type[BaseException]] = {}
    for module in pkgutil.walk_packages(readiness.__path__, "readiness."):
        if module.name.startswith(("readiness.tui", "readiness.__main__")):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, BaseException):
                found[f"{value.__module__}.{value.__name__}"] = value
    return [found[name] for name in sorted(found) if name.startswith("readiness.")]


@pytest.mark.parametrize("error", own_errors(), ids=lambda error: error.__name__)
def test_every_error_says_how_the_command_ends(error: type[BaseException]) -> None:
    if error is ReadinessError or error.__name__ in INSIDE:
        return
    assert issubclass(error, ReadinessError)
    assert error.exit_code in (BAD_INPUT, STORAGE, LOCKED)


def test_the_families_are_told_apart() -> None:
    from readiness.exchange.answers import AnswersError
    from readiness.questionnaire.identity import PackError
    from readiness.report.output import OutputError, ReportError
    from readiness.session.error import SessionError
    from readiness.source import SourceError
    from readiness.store.error import Ambiguous, DiskFull, NotFound, ReadOnly, StoreError

    assert {one.exit_code for one in (AnswersError, PackError, ReportError, SessionError, SourceError)} == {BAD_INPUT}
    assert {one.exit_code for one in (NotFound, Ambiguous)} == {BAD_INPUT}
    assert {one.exit_code for one in (StoreError, DiskFull, ReadOnly, OutputError)} == {STORAGE}
