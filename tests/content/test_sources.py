"""Where printed facts come from: nothing rests on a source that can't be named, and no id is made up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Check, ConflictRule, Pack
from readiness.source import read
from tests.content.pack_text import prose

WITHDRAWN_IN_CSF_2 = re.compile(r"RS\.CO-0[145]|RS\.RP-|RS\.IM-|RC\.CO-0[12]|RC\.IM-")
FIGURE = re.compile(r"[$€£]|\d\s?%|\d\s?(?:m|bn|million|billion)\b|\b(?:19|20)\d\d\b")
AMOUNT_OR_SHARE = re.compile(r"[$€£]\s?\d|\d\s?%")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
QUALITIES = {"P", "T", "S", "C"}
MIRROR = re.compile(
    r"gopher|vercel|scribd|[?&]p=\d|:\d{2,5}/|adppa\.online|healthinsuranceusa|techsentry|infectiondetected"
)
"""Copies and content farms: printing one in a board paper would cost all trust."""


def listed(name: str) -> set[str]:
    """Every entry of a data file beside this one, whichever of its lists it stands in."""
    lists = read(Path(__file__).with_name(name)).value
    assert isinstance(lists, dict)
    found = [str(entry) for entries in lists.values() if isinstance(entries, list) for entry in entries]
    assert len(found) == len(set(found))
    return set(found)


@pytest.fixture(scope="module")
def verified() -> set[str]:
    """Ids of standards that were seen in a source."""
    return listed("standards.yaml")


def printable(pack: Pack, item: Check | ConflictRule) -> list[str]:
    return [id for id in item.sources if pack.sources[id].printable]


def sourced(pack: Pack, index: Index) -> list[Check | ConflictRule]:
    return [*index.checks.values(), *pack.rules]


def test_every_check_and_rule_names_sources_that_exist(pack: Pack, index: Index) -> None:
    for item in sourced(pack, index):
        assert item.sources, item.code
        assert not set(item.sources) - set(pack.sources), item.code


def test_no_printed_figure_rests_on_an_unprintable_source_alone(pack: Pack, index: Index) -> None:
    unsupported = [
        item.code
        for item in sourced(pack, index)
        if FIGURE.search(f"{item.why} {getattr(item, 'severity_why', '')}") and not printable(pack, item)
    ]
    assert not unsupported


def test_an_amount_or_a_share_stands_beside_its_year(pack: Pack, index: Index) -> None:
    for item in sourced(pack, index):
        for sentence in re.split(r"(?<=[a-z%)]\.)\s", item.why):
            if AMOUNT_OR_SHARE.search(sentence):
                assert YEAR.search(sentence), (item.code, sentence)


def test_amounts_and_shares_are_only_given_as_reasons(pack: Pack) -> None:
    outside = [(path, text) for path, text in prose(pack) if AMOUNT_OR_SHARE.search(text) and not path.endswith("why")]
    assert not outside


def test_a_year_in_a_reason_is_not_later_than_the_pack(pack: Pack, index: Index) -> None:
    for item in sourced(pack, index):
        assert all(int(year) <= int(pack.as_of[:4]) for year in YEAR.findall(item.why)), item.code


def test_figures_that_could_not_be_traced_are_nowhere(pack: Pack) -> None:
    untraced = re.compile(r"\b2\.66\b|\b1\.49\b|\b175k\b|\b36k\b|470k|\b3\.51\b|\b4\.74\b")
    assert not [(path, text) for path, text in prose(pack) if untraced.search(text)]


def test_printable_sources_can_be_named_and_looked_up(pack: Pack) -> None:
    for id, source in pack.sources.items():
        assert source.quality in QUALITIES, id
        assert source.title.strip(), id
        assert source.publisher.strip(), id
        if source.printable:
            assert re.fullmatch(r"https?://[\w.-]+\.[a-z]{2,}(?:/\S*)?", source.url), (id, source.url)
            assert not MIRROR.search(source.url), (id, source.url)
    assert pack.sources_as_of


def test_only_primary_and_named_publishers_are_printed(pack: Pack) -> None:
    printed = {source.publisher for source in pack.sources.values() if source.printable}
    assert printed <= listed("publishers.yaml")


def test_standards_are_ids_that_were_seen_in_a_source(index: Index, verified: set[str]) -> None:
    unseen = {(check.code, id) for check in index.checks.values() for id in check.standards if id not in verified}
    assert not unseen


def test_no_withdrawn_id_is_cited(pack: Pack, index: Index, verified: set[str]) -> None:
    assert not [id for id in verified if WITHDRAWN_IN_CSF_2.search(id)]
    assert not [path for path, text in prose(pack) if WITHDRAWN_IN_CSF_2.search(text)]
    assert not [c.code for c in index.checks.values() if any(WITHDRAWN_IN_CSF_2.search(id) for id in c.standards)]
