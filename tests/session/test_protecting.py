"""When a passphrase is asked for, what an encrypted workspace may keep, and what taking it away would give up."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from readiness.assessment.model import Answer
from readiness.plain import run
from readiness.questionnaire.vocabulary import State
from readiness.session import locking, protecting
from readiness.session.error import SessionError
from readiness.session.passphrase import PassphraseSource
from readiness.session.place import Desk, open_workspace
from readiness.store.error import PassphraseNeeded, PassphraseRefused, WrongPassphrase
from readiness.store.workspace import Workspace
from tests.plain.talk import talk
from tests.session.desk import TODAY, desk_in

PASSPHRASE, OTHER = "four words to remember", "for these four eyes only"
POLICY = Answer(state=State.YES, facts={"insurer.policy_number": "POL-4711"})


@pytest.fixture
def protected(tmp_path: Path) -> Desk:
    desk = desk_in(tmp_path)
    desk.create("Harbor Dental")
    protecting.protect(desk, PASSPHRASE)
    return desk


def typed(*passphrases: str) -> PassphraseSource:
    """Somebody at a terminal who types these."""
    rest = list(passphrases)
    return PassphraseSource(ask=lambda _prompt: rest.pop(0))


def test_it_is_due_before_a_second_organisation_until_somebody_decides(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    assert not protecting.is_due(desk.workspace)
    desk.create("Harbor Dental")
    assert protecting.is_due(desk.workspace)
    assert protecting.is_due(desk.workspace, "Lund Joinery")
    assert not protecting.is_due(desk.workspace, arriving=0)
    assert not protecting.is_due(desk.workspace, " harbor DENTAL")
    protecting.decline(desk.workspace, TODAY)
    assert not protecting.is_due(desk.workspace)


def test_an_encrypted_workspace_is_not_asked_about(protected: Desk) -> None:
    assert not protecting.is_due(protected.workspace)
    protecting.decline(protected.workspace, TODAY)
    assert protected.workspace.settings.load().encryption_declined_on == ""


def test_sensitive_facts_are_kept_in_an_encrypted_workspace(protected: Desk) -> None:
    id = protected.find("Harbor").id
    with protected.session(id) as session:
        session.start()
        assert session.keeps_sensitive
        session.answer("insurer.notice-offline", POLICY)
    with protected.session(id) as session:
        (kept,) = session.assessment.answers["insurer.notice-offline"]
        assert kept.facts == POLICY.facts
    assert not any(b"POL-4711" in path.read_bytes() for path in protected.workspace.path.rglob("*") if path.is_file())
    path = protected.workspace.path
    with pytest.raises(SessionError, match="'Harbor Dental' holds what only an encrypted workspace may keep"):
        protecting.decrypt(path, typed(PASSPHRASE))
    protecting.decrypt(path, typed(PASSPHRASE), with_sensitive=True)
    with desk_in(path).session(id) as session:
        assert not session.keeps_sensitive


def test_plain_mode_takes_a_sensitive_fact_where_it_can_be_kept(protected: Desk) -> None:
    with protected.session(protected.find("Harbor").id) as session:
        session.start()
        session.answer("profile.policy", Answer(facts={"profile.policy": "own_policy"}))
        session.move_to("insurer.notice-offline")
    target = io.StringIO()
    lines = io.StringIO("".join(f"{line}\n" for line in ("y", "g insurer.notice-offline", "y", "POL-4711", "q")))
    assert run(protected, protected.find("Harbor"), lines, target) == 0
    assert "Policy number" in target.getvalue()
    draft = protected.dossier(protected.find("Harbor").id).stored_draft()
    assert draft is not None
    assert draft.answers["insurer.notice-offline"][0].facts["insurer.policy_number"] == "POL-4711"


def test_line_by_line_a_locked_organisation_is_named_and_asks_for_its_passphrase(protected: Desk) -> None:
    protected.own_passphrase = typed(*[OTHER] * 2)
    locking.encrypt(protected, "Harbor")
    target = io.StringIO()
    protected.own_passphrase = typed("not this one", OTHER)
    assert run(protected, None, io.StringIO("y\n1\n1\nq\n"), target) == 0
    assert "Harbor Dental, locked" in target.getvalue()
    assert "Your name" in target.getvalue()
    protected.workspace = Workspace.open(protected.workspace.path, codec=protected.workspace.codec)
    protected.own_passphrase = typed(*["not this one"] * 3)
    with pytest.raises(WrongPassphrase, match="The passphrase of 'Harbor Dental' is wrong"):
        protected.find("Harbor")


def test_nobody_is_asked_where_nobody_types(tmp_path: Path) -> None:
    talk(tmp_path, "y", "Harbor Dental", "q")
    said = talk(tmp_path, "2", "Lund Joinery", "q")
    assert "To encrypt it: readiness encrypt." in said
    assert len(desk_in(tmp_path).workspace.organisations()) == 2


def test_the_file_that_the_environment_names_opens_it(protected: Desk, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text(f"{PASSPHRASE}\r\nnot this\n", encoding="utf-8")
    named = {"READINESS_WORKSPACE": str(protected.workspace.path), "READINESS_PASSPHRASE_FILE": str(key)}
    assert [one.name for one in open_workspace(environment=named).organisations()] == ["Harbor Dental"]
    with pytest.raises(PassphraseNeeded, match="no terminal"):
        open_workspace(protected.workspace.path, environment={})


def test_a_passphrase_is_the_same_however_it_is_typed(tmp_path: Path) -> None:
    protecting.encrypt(tmp_path, typed("Zoë Müller", "Zoe\u0308 Mu\u0308ller"))
    assert open_workspace(tmp_path, passphrase=typed("Zoe\u0308 Mu\u0308ller")).is_encrypted


def test_two_that_differ_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PassphraseRefused, match="not the same"):
        protecting.encrypt(tmp_path, typed(PASSPHRASE, PASSPHRASE + "x"))
    assert not open_workspace(tmp_path).is_encrypted
