"""The catalogues hold every sentence of the code, and what the program reads is what translators wrote."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tests.messages import catalogues, compiled, extracted, loaded, written

_PLACE = re.compile(r"\{[^{}]*\}")
_FREE = ("{fact: an id}", "{in: [...]}")
"""Braces that show what to write, and are no places for values."""
CATALOGUES = tuple(catalogues())


@pytest.fixture(scope="module")
def template() -> Catalog:
    return extracted()


@pytest.fixture(scope="module", params=CATALOGUES, ids=lambda path: path.parts[-3])
def catalogue(request: pytest.FixtureRequest) -> tuple[Path, Catalog]:
    return request.param, loaded(request.param)


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def test_there_is_spanish() -> None:
    assert [path.parts[-3] for path in CATALOGUES] == ["es"]


def test_every_sentence_is_in_the_catalogue_and_no_other(template: Catalog, catalogue: tuple[Path, Catalog]) -> None:
    wanted = {message.id for message in template if message.id}
    there = {message.id for message in catalogue[1] if message.id}
    assert wanted - there == set(), "run: make messages"
    assert there - wanted == set(), "run: make messages"


def test_nothing_is_guessed_and_most_is_translated(catalogue: tuple[Path, Catalog]) -> None:
    messages = [message for message in catalogue[1] if message.id]
    assert [message.id for message in messages if message.fuzzy] == []
    without = [message.id for message in messages if not all(forms(message.string))]
    assert len(without) <= len(messages) / 20, without  # the rest is shown in English, and `make messages` counts it


def test_translations_have_the_places_and_the_edges_of_the_sentence(catalogue: tuple[Path, Catalog]) -> None:
    for message in catalogue[1]:
        if not message.id or not all(forms(message.string)):
            continue
        assert len(forms(message.string)) == len(forms(message.id))
        for one, other in zip(forms(message.id), forms(message.string), strict=True):
            if not any(free in one for free in _FREE):
                assert sorted(_PLACE.findall(one)) == sorted(_PLACE.findall(other)), one
            assert (one[:1].isspace(), one[-1:].isspace()) == (other[:1].isspace(), other[-1:].isspace()), one


def test_the_compiled_catalogue_is_the_written_one(catalogue: tuple[Path, Catalog]) -> None:
    path, read = catalogue
    assert path.with_suffix(".mo").read_bytes() == compiled(read), "run: make messages"
    assert path.read_bytes() == written(read), "run: make messages"
