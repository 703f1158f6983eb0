"""Whatever people type comes back as it was: properties over assessments with any text."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from readiness.assessment.model import (
    Action,
    ActionStatus,
    Answer,
    Assessment,
    Assessor,
    Channel,
    ChannelKind,
    Evidence,
    Origin,
    Party,
    Person,
)
from readiness.questionnaire.vocabulary import State
from readiness.store.document import content_hash
from readiness.store.organisation_file import OrganisationFile
from readiness.store.workspace import Workspace
from tests.store.sample import CODECS, LATER, MEMORY, NOW, PACK, REFERENCE, TODAY, as_told, opened_at, retold, summary

text = st.text(max_size=40)
values = st.one_of(text, st.integers(), st.lists(text, max_size=3))
evidence = st.builds(Evidence, description=text, place=text, dated=text, sha256=text)
answers = st.builds(
    Answer,
    state=st.one_of(st.none(), st.sampled_from(State)),
    choice=text,
    facts=st.dictionaries(text, values, max_size=4),
    note=st.text(),
    evidence=st.lists(evidence, max_size=2),
    reason=text,
    respondent=text,
    answered_on=text,
    confirmed_on=text,
    origin=st.sampled_from(Origin),
    seen_by_owner=st.booleans(),
)
channels = st.builds(
    Channel,
    kind=st.sampled_from(ChannelKind),
    value=text,
    private=st.booleans(),
    needs_company_systems=st.one_of(st.none(), st.booleans()),
    hours=text,
)
people = st.lists(
    st.builds(Person, id=text, name=text, role=text, employer=text, channels=st.lists(channels, max_size=2)),
    max_size=4,
    unique_by=lambda person: person.id,
)
parties = st.lists(st.builds(Party, id=text, name=text, phone=text), max_size=3, unique_by=lambda party: party.id)
actions = st.lists(
    st.builds(Action, finding=text, owner=text, due=text, status=st.sampled_from(ActionStatus), note=text),
    max_size=3,
    unique_by=lambda action: action.finding,
)
templates = st.builds(
    Assessment,
    id=st.just(""),
    organisation=st.just(""),
    pack=st.just(REFERENCE),
    created_on=st.just(""),
    assessor=st.builds(Assessor, name=text, interest=text),
    answers=st.dictionaries(text, st.lists(answers, min_size=1, max_size=2), max_size=5),
    people=people,
    parties=parties,
    flags=st.lists(text, max_size=3),
)


@pytest.fixture(scope="module", params=["plain", "encrypted"])
def shared(request: pytest.FixtureRequest) -> Iterator[tuple[Workspace, str]]:
    """One organisation for all examples: each leaves a sealed assessment in it."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        workspace = opened_at(Path(place) / "workspace", CODECS[request.param])
        yield workspace, workspace.create_organisation("Harbor Dental Group", TODAY).id


def same(found: Assessment, wanted: Assessment) -> bool:
    return as_told(found) == as_told(wanted) and (found.flags, found.assessor) == (wanted.flags, wanted.assessor)


@given(template=templates, plan=actions)
def test_what_goes_in_comes_out(shared: tuple[Workspace, str], template: Assessment, plan: list[Action]) -> None:
    workspace, id = shared
    with workspace.open_organisation(id) as file:
        file.save_actions(plan)
        draft = file.start(PACK, REFERENCE, "full", NOW, template=template)
        assert same(draft, template)
    with workspace.open_organisation(id) as file:
        assert (file.problems, file.notices) == ([], [])
        assert file.draft() == draft
        assert file.organisation.actions == plan
        sealed = file.seal(draft.id, summary(), LATER)
        assert same(sealed, template)
        assert sealed.actions == plan
        assert sealed.content_hash == content_hash(sealed)
    assert workspace.view(id).assessment(draft.id) == sealed
    assert retold(workspace.view(id).history(draft.id)) == as_told(sealed)


@given(changes=st.lists(st.tuples(st.sampled_from("abc"), st.lists(answers, max_size=2), people), max_size=6))
def test_any_sequence_of_answers_is_kept(
    shared: tuple[Workspace, str], changes: list[tuple[str, list[Answer], list[Person]]]
) -> None:
    workspace, id = shared
    wanted: dict[str, list[Answer]] = {}
    present: list[Person] = []
    with workspace.open_organisation(id) as file:
        draft = file.start(PACK, REFERENCE, "full", NOW)
        for item, given_answers, present in changes:
            file.save_answer(draft.id, item, given_answers, people=present, at=NOW)
            wanted[item] = given_answers
        in_memory = file.draft()
    assert in_memory is not None
    assert in_memory.answers == {item: kept for item, kept in wanted.items() if kept}
    assert in_memory.people == present
    assert workspace.view(id).assessment(draft.id) == in_memory
    clear(workspace, id)


@given(one=templates, two=templates)
def test_equal_content_has_an_equal_hash_and_other_content_another(one: Assessment, two: Assessment) -> None:
    turned = replace(one, answers=dict(reversed(one.answers.items())), position="elsewhere", content_hash="x")
    assert content_hash(one) == content_hash(turned)
    assert (content_hash(one) == content_hash(two)) == (one == two)


def clear(workspace: Workspace, id: str) -> None:
    """Seal the draft, so that the next example can begin one."""
    file: OrganisationFile
    with workspace.open_organisation(id) as file:
        draft = file.draft()
        if draft is not None:
            file.seal(draft.id, summary(), LATER)
