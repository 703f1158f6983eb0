"""What the store's tests share: a fictional organisation, its answers, and a codec that is not the plain one."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from readiness.assessment.model import (
    Action,
    Answer,
    Assessment,
    Channel,
    ChannelKind,
    Evidence,
    PackReference,
    Party,
    Person,
    Summary,
)
from readiness.questionnaire.vocabulary import State
from readiness.store import encryption
from readiness.store.cipher import EncryptedCodec
from readiness.store.encryption import Header
from readiness.store.envelope import PLAIN, Codec
from readiness.store.trail import Entry
from readiness.store.workspace import Workspace

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where a test with thousands of saves puts its files: flushing costs nothing there, and nothing else differs."""

TODAY = "2026-11-21"
NOW = "2026-11-21T10:00:00+01:00"
LATER = "2026-11-21T11:30:00+01:00"

PACK = b'{"format":1,"id":"sample"}'
REFERENCE = PackReference(id="sample", version="1", sha256=hashlib.sha256(PACK).hexdigest())

ANN = Person(
    id="p1",
    name="Ann Example",
    role="Office manager",
    channels=[Channel(kind=ChannelKind.MOBILE, value="+1 555 0100", needs_company_systems=False)],
)
BEN = Person(id="p2", name="Ben Sample", employer="f1")
FIRM = Party(id="f1", name="Example Response Ltd", phone="+1 555 0199")


def yes(note: str = "", **facts: str | int | list[str]) -> Answer:
    """An answer with everything in it."""
    return Answer(
        state=State.YES,
        facts={"leader.name": "p1", **facts},
        note=note,
        evidence=[Evidence(description="Signed letter", place="Safe", dated="2026-10-01")],
        respondent="p1",
        answered_on=TODAY,
    )


def no(note: str = "") -> Answer:
    """A plain no."""
    return Answer(state=State.NO, note=note, answered_on=TODAY)


def summary(as_of: str = TODAY, id: str = "") -> Summary:
    """The row of a sealed assessment."""
    return Summary(
        id=id,
        as_of=as_of,
        scope="full",
        band="partly",
        in_place=41.5,
        proven=12.25,
        critical_closed=3,
        critical_asked=9,
        findings={"critical": 6, "high": 4},
        dated={"insurer.ends_on": "2027-03-01"},
        next_due="2027-02-19",
    )


def action(finding: str = "gap:leader.named") -> Action:
    """An action on a finding."""
    return Action(finding=finding, owner="p1", due="2026-12-01", note="Ask Ben")


def template() -> Assessment:
    """A filled-in assessment as a batch run hands it over."""
    return Assessment(
        id="",
        organisation="",
        pack=REFERENCE,
        created_on="",
        answers={"leader.named": [yes("From a file")], "leader.deputy": [no()]},
        people=[ANN, BEN],
        parties=[FIRM],
    )


def retold(entries: Sequence[Entry]) -> dict[str, object]:
    """What a trail says the answers, people and parties are: a slow and obvious second opinion."""
    answers: dict[str, list[Answer]] = {}
    people: list[Person] = []
    parties: list[Party] = []
    for entry in entries:
        if entry.whole is not None:
            answers, people, parties = dict(entry.whole.answers), entry.whole.people, entry.whole.parties
        if entry.answers:
            answers[entry.item] = entry.answers
        elif entry.answers is not None:
            answers.pop(entry.item, None)
        people = people if entry.people is None else entry.people
        parties = parties if entry.parties is None else entry.parties
    return {"answers": answers, "people": people, "parties": parties}


def as_told(assessment: Assessment) -> dict[str, object]:
    """The part of an assessment that `retold` tells."""
    return {"answers": assessment.answers, "people": assessment.people, "parties": assessment.parties}


def altered(path: Path) -> Iterator[int]:
    """Change each byte of a file in turn, then cut it shorter byte by byte; the file is whole again afterwards.

    In place: writing a whole new file each time is what takes long.
    """
    sound = path.read_bytes()
    with path.open("r+b", buffering=0) as handle:
        for place, byte in enumerate(sound):
            for now in (byte ^ (1 << place % 8), byte):
                handle.seek(place)
                handle.write(bytes([now]))
                if now != byte:
                    yield place
        for length in range(len(sound) - 1, -1, -1):
            handle.truncate(length)
            yield length
    path.write_bytes(sound)


_TURN = bytes(byte ^ 0x5A for byte in range(256))


class Scrambled:
    """A codec that hides the JSON and binds it to its place, as an encrypted one would."""

    name = "scrambled"
    key = ""

    def encode(self, plain: bytes, identity: str) -> bytes:
        return b'"' + base64.b64encode(self._turned(self._mark(identity) + plain)) + b'"'

    def decode(self, stored: bytes, identity: str) -> bytes:
        if len(stored) < 2 or stored[:1] != b'"' or stored[-1:] != b'"':
            raise ValueError("not scrambled")
        plain = self._turned(base64.b64decode(stored[1:-1], validate=True))
        mark = self._mark(identity)
        if not plain.startswith(mark):
            raise ValueError("from elsewhere")
        return plain[len(mark) :]

    def _mark(self, identity: str) -> bytes:
        return hashlib.sha256(identity.encode()).digest()

    def _turned(self, data: bytes) -> bytes:
        return data.translate(_TURN)


CODECS: dict[str, Codec] = {
    "plain": PLAIN,
    "encrypted": EncryptedCodec(bytes(range(32)), "0123456789abcdef"),
}
"""Every way to store a file; the last without a passphrase, which would take a fifth of a second each time."""


def opened_at(path: Path, codec: Codec) -> Workspace:
    """The workspace at `path`, with a header where `codec` has a key; no passphrase opens that one."""
    workspace = Workspace.open(path, codec=codec)
    if codec.key and not encryption.exists(path):
        state = encryption.State.ENCRYPTED
        encryption.write(path, Header(key=codec.key, state=state, cost=15, salt="00" * 16, wrapped="00" * 60))
    return workspace
