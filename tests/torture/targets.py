"""What is fuzzed: everything that reads bytes a stranger may have written.

A target takes any bytes and ends quietly or with an error this program expects; anything else is a fault.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from readiness.error import ReadinessError
from readiness.exchange.answers import read_answers
from readiness.questionnaire.duty_loader import load_duties
from readiness.questionnaire.identity import pack_bytes
from readiness.questionnaire.index import Index
from readiness.questionnaire.loader import load_pack, parse_pack
from readiness.report.definition import load_definition
from readiness.resources import bundled
from readiness.source import read
from readiness.store.bundle import back_up
from readiness.store.bundle_reading import open_bundle
from readiness.store.document import assessment_from, organisation_from
from readiness.store.envelope import PLAIN, Identity, wrap
from readiness.store.tables import Tables, decode
from readiness.store.trail import scanned
from tests.store.sample import MEMORY, NOW, PACK, REFERENCE, TODAY, opened_at, yes

QUESTIONNAIRES = bundled("questionnaires")
SMALL = Path(__file__).resolve().parents[1] / "questionnaire" / "small"


@dataclass(frozen=True)
class Target:
    """A reader, and real inputs to begin from."""

    read: Callable[[bytes], object]
    seeds: Callable[[], Iterator[bytes]]

    def try_on(self, data: bytes) -> bool:
        """Whether these bytes are accepted; what this program refuses is no fault."""
        try:
            self.read(data)
        except ReadinessError:
            return False
        return True


def _in_a_file(read: Callable[[Path], object], suffix: str) -> Callable[[bytes], object]:
    place = Path(tempfile.mkdtemp(dir=MEMORY)) / f"input{suffix}"

    def from_bytes(data: bytes) -> object:
        place.write_bytes(data)
        return read(place)

    return from_bytes


def _of_small_pack() -> Iterator[bytes]:
    yield pack_bytes(load_pack(SMALL))
    for path in sorted(SMALL.glob("*.yaml")):
        yield path.read_bytes()


@cache
def _index() -> Index:
    return Index(load_pack(QUESTIONNAIRES / "breach-readiness"))


def _read_answers(path: Path) -> object:
    return read_answers(path, lambda _id: _index(), date.fromisoformat(TODAY))


def _of_answers() -> Iterator[bytes]:
    for path in sorted((QUESTIONNAIRES / "examples").glob("*.yaml")):
        yield path.read_bytes()
    yield (
        b"organisation: A\nas_of: '2026-11-01'\nanswers:\n"
        b"  leader.named: {state: yes, note: n, evidence: {dated: '2026-01-01'}}\n"
    )


def _of_duties() -> Iterator[bytes]:
    """The shipped file with two of its duties: a hundred of them take too long to read over and over."""
    whole = read(QUESTIONNAIRES / "notification-duties.yaml").value
    assert isinstance(whole, dict)
    yield json.dumps({**whole, "duties": whole["duties"][:2]}).encode()


def _shaped(kind: str, shape: Callable[[Tables, Path], object]) -> Callable[[bytes], object]:
    """Tables under a checksum that fits, as whoever can write in the folder could make them."""
    path, identity = Path("stored.json"), Identity(kind, "a" * 16)
    return lambda data: shape(decode(wrap(identity, data, PLAIN), path, identity), path)


def _in_an_envelope(data: bytes) -> object:
    return decode(data, Path("stored.json"), Identity("assessment", "a" * 16))


def _of_workspace(pattern: str) -> Callable[[], Iterator[bytes]]:
    def seeds() -> Iterator[bytes]:
        with tempfile.TemporaryDirectory(dir=MEMORY) as place:
            workspace = opened_at(Path(place) / "workspace", PLAIN)
            id = workspace.create_organisation("Harbor Dental Group", TODAY).id
            with workspace.open_organisation(id) as file:
                draft = file.start(PACK, REFERENCE, "full", NOW)
                for number in range(3):
                    file.save_answer(draft.id, f"item.{number}", [yes("words")], at=NOW)
            for path in sorted(workspace.path.rglob(pattern)):
                raw = path.read_bytes()
                yield raw
                if path.suffix == ".json":
                    yield raw[raw.find(b'"data":') + len(b'"data":') : raw.rfind(b"}")]

    return seeds


def _read_bundle(path: Path) -> None:
    with open_bundle(path) as bundle:
        for name in bundle.names:
            bundle.read(name)


def _of_bundle() -> Iterator[bytes]:
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        workspace = opened_at(Path(place) / "workspace", PLAIN)
        workspace.create_organisation("Harbor Dental Group", TODAY)
        target = Path(place) / "bundle.zip"
        back_up(workspace, target, NOW)
        yield target.read_bytes()


TARGETS = {
    "pack": Target(lambda data: parse_pack(data.decode("utf-8", "replace"), "fuzzed"), _of_small_pack),
    "answers": Target(_in_a_file(_read_answers, ".yaml"), _of_answers),
    "duties": Target(_in_a_file(load_duties, ".yaml"), _of_duties),
    "definition": Target(
        _in_a_file(load_definition, ".yaml"), lambda: iter([(bundled("reports") / "management.yaml").read_bytes()])
    ),
    "assessment": Target(_shaped("assessment", assessment_from), _of_workspace("*.json")),
    "organisation": Target(_shaped("organisation", organisation_from), _of_workspace("*.json")),
    "envelope": Target(_in_an_envelope, _of_workspace("*.json")),
    "trail": Target(lambda data: scanned(data, "a" * 16, PLAIN), _of_workspace("*.trail")),
    "bundle": Target(_in_a_file(_read_bundle, ".zip"), _of_bundle),
}
