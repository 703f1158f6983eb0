"""A workspace with one organisation, on plain and on encrypted files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from readiness.assessment.model import Organisation
from readiness.store.envelope import Codec
from readiness.store.organisation_file import OrganisationFile
from readiness.store.workspace import Workspace
from tests.store.sample import CODECS, NOW, TODAY, opened_at


@pytest.fixture(params=CODECS)
def codec(request: pytest.FixtureRequest) -> Codec:
    return CODECS[request.param]


@pytest.fixture
def workspace(tmp_path: Path, codec: Codec) -> Workspace:
    return opened_at(tmp_path / "workspace", codec)


@pytest.fixture
def organisation(workspace: Workspace) -> Organisation:
    return workspace.create_organisation("Harbor Dental Group", TODAY)


@pytest.fixture
def folder(workspace: Workspace, organisation: Organisation) -> Path:
    return workspace.path / "organisations" / organisation.id


@pytest.fixture
def opened(workspace: Workspace, organisation: Organisation) -> Iterator[OrganisationFile]:
    with workspace.open_organisation(organisation.id, now=NOW) as file:
        yield file
