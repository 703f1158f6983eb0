"""What a reply means, and what is shown of a question."""

from __future__ import annotations

import pytest

from readiness.plain.question import Key, Reply, reply
from readiness.questionnaire.model import OwnChoice
from readiness.questionnaire.vocabulary import State
from tests.exchange.reading import bundled_index

CHECK = bundled_index().checks["leader.named"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1", Reply(state=State.YES)),
        ("Y", Reply(state=State.YES)),
        ("yes", Reply(state=State.YES)),
        ("p", Reply(state=State.PARTLY)),
        ("2", Reply(state=State.PARTLY)),
        ("n", Reply(state=State.NO)),
        ("3", Reply(state=State.NO)),
        ("u", Reply(state=State.UNKNOWN)),
        ("x", Reply(state=State.NOT_APPLICABLE)),
        ("x no insurance", Reply(state=State.NOT_APPLICABLE, words="no insurance")),
        ("", Reply(key=Key.NEXT)),
        ("b", Reply(key=Key.BACK)),
        ("note", Reply(key=Key.NOTE)),
        ("note: a b", Reply(key=Key.NOTE, words="a b")),
        ("/", Reply(key=Key.FIND)),
        ("/ two words", Reply(key=Key.FIND, words="two words")),
        ("/word", Reply(key=Key.FIND, words="word")),
        ("g LEAD-02", Reply(key=Key.GO_TO, words="LEAD-02")),
        ("z", Reply(key=Key.UNDO)),
        ("q", Reply(key=Key.STOP)),
        ("4", Reply(key=Key.NOT_UNDERSTOOD, words="4")),
        ("what?", Reply(key=Key.NOT_UNDERSTOOD, words="what?")),
    ],
)
def test_replies(typed: str, meant: Reply) -> None:
    assert reply(CHECK, typed) == meant


def test_own_choices_go_by_number() -> None:
    from msgspec.structs import replace

    own = (OwnChoice("one", "One", State.YES, 1), OwnChoice("both", "Both", State.PARTLY, 0.3))
    check = replace(CHECK, choices=own)
    assert reply(check, "2") == Reply(state=State.PARTLY, choice="both")
    assert reply(check, "3").key is Key.NOT_UNDERSTOOD
    assert reply(check, "y").key is Key.NOT_UNDERSTOOD
    assert reply(check, "u") == Reply(state=State.UNKNOWN)
