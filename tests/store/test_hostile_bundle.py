"""Bundles made to do harm: each is refused with a reason, quickly, and nothing of it is left."""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import stat
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.store.bundle import back_up
from readiness.store.bundle_reading import open_bundle
from readiness.store.envelope import PLAIN, Identity, wrap
from readiness.store.error import BundleRefused, StoreError
from readiness.store.restoring import restore
from readiness.store.tables import encode
from readiness.store.workspace import Workspace
from tests.store.sample import NOW, PACK, REFERENCE, TODAY, summary, template

SEAL = b"readiness bundle sha256 "
ID = "0123456789abcdef"
OWN = f"organisations/{ID}/organisation.json"


def sealed(raw: bytes) -> bytes:
    """The zip with the seal that a backup has, as somebody who knows how it is made would add it."""
    body = raw[:-22] + raw[-22:-2] + struct.pack("<H", len(SEAL) + 64) + SEAL
    return body + hashlib.sha256(body).hexdigest().encode()


def manifest(files: Mapping[str, bytes], /, **changed: object) -> bytes:
    told = [
        {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in files.items()
    ]
    whole: dict[str, object] = {
        "readiness": "bundle",
        "format": 1,
        "made_at": NOW,
        "made_by": "0",
        "codec": "plain",
        "files": told,
    }
    return json.dumps({**whole, **changed}).encode()


def bundle(path: Path, files: Mapping[str, bytes], codec: str = "plain", **changed: object) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        archive.writestr("manifest.json", manifest(files, codec=codec, **changed))
    path.write_bytes(sealed(path.read_bytes()))
    return path


def own(name: str = "Harbor Dental Group", **fields: object) -> bytes:
    header = {"id": ID, "name": name, "created_on": TODAY, **fields}
    return wrap(Identity("organisation", ID), encode({"organisation": {"header": header}}), PLAIN)


@pytest.fixture
def target(tmp_path: Path) -> Workspace:
    (tmp_path / "outside").mkdir()
    return Workspace.open(tmp_path / "outside" / "workspace")


def refused(target: Workspace, path: Path, words: str) -> None:
    before = sorted(target.path.parents[1].rglob("*"))
    with pytest.raises(BundleRefused, match=words) as caught:
        restore(target, path)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 700
    after = sorted(target.path.parents[1].rglob("*"))
    assert [path for path in after if path.name not in {"lock", "organisations"}] == before
    assert target.organisations() == []


def test_a_bundle_made_by_hand_is_restored(target: Workspace, tmp_path: Path) -> None:
    """So that the refusals below are about what is wrong in each, and nothing else."""
    assert restore(target, bundle(tmp_path / "b.zip", {OWN: own()})).names == ["Harbor Dental Group"]


NAMES = [
    "../evil.json",
    "organisations/../../evil.json",
    f"organisations/{ID}/../../../evil.json",
    "/etc/evil.json",
    "C:\\evil.json",
    "C:/evil.json",
    "\\\\server\\share\\evil.json",
    f"organisations\\{ID}\\organisation.trail",
    f"organisations/{ID}/assessments/..\\..\\evil.json",
    f"organisations/{ID}/evil.py",
    f"organisations/{ID}/lock",
    f"organisations/{ID}/organisation.json/",
    f"organisations/{ID}/assessments/",
    f"organisations/{ID}/assessments/{ID}.json.previous",
    f"organisations/{ID}/assessments/{ID}.json\n",
    f"organisations/{ID}//organisation.json",
    f"./{OWN}",
    f"organisations/{ID.upper()}/organisation.json",
    f"organisations/{ID}a/organisation.json",
    "packs/evil.json",
    "CON",
    " ",
    "settings.json.exe",
    "\x1b]52;c;x\x07\u202egnp.json",
    "x" * 60_000,
]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_no_name_leads_anywhere(target: Workspace, tmp_path: Path, name: str) -> None:
    refused(target, bundle(tmp_path / "b.zip", {OWN: own(), name: b"{}"}), "no place in a backup|differ in their case")


def test_a_name_that_a_nul_would_cut_short(target: Workspace, tmp_path: Path) -> None:
    plain = bundle(tmp_path / "b.zip", {OWN: own(), "settings.jsonXevil": b"{}"})
    raw = plain.read_bytes().replace(b"settings.jsonXevil", b"settings.json\0evil")
    plain.write_bytes(sealed(raw[: -len(SEAL) - 64 - 2] + b"\0\0"))
    refused(target, plain, "no place in a backup|can't be unpacked")


def with_mode(path: Path, mode: int) -> Path:
    files = {OWN: own(), f"organisations/{ID}/organisation.trail": b"/etc/passwd"}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (mode if name.endswith("trail") else 0o100600) << 16
            info.create_system = 3
            archive.writestr(info, data)
        archive.writestr("manifest.json", manifest(files))
    path.write_bytes(sealed(path.read_bytes()))
    return path


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK, stat.S_IFDIR])
def test_links_and_devices(target: Workspace, tmp_path: Path, kind: int) -> None:
    refused(target, with_mode(tmp_path / "b.zip", kind | 0o777), "link or a device")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_and_names_that_differ_in_case(target: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    for second, words in (
        (OWN, "twice"),
        (OWN.upper(), "in their case only"),
        (OWN.replace("a", "A"), "in their case"),
    ):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(OWN, own())
            archive.writestr(second, own("Evil"))
            archive.writestr("manifest.json", manifest({OWN: own()}))
        path.write_bytes(sealed(path.read_bytes()))
        refused(target, path, words)


def bomb(path: Path, name: str, size: int) -> Path:
    """Zeros beyond measure, made block by block."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(OWN, own())
        with archive.open(name, "w", force_zip64=True) as packed:
            for _block in range(size // 2**20):
                packed.write(bytes(2**20))
        archive.writestr("manifest.json", manifest({OWN: own()}))
    path.write_bytes(sealed(path.read_bytes()))
    return path


def test_a_zip_bomb_is_not_unpacked(target: Workspace, tmp_path: Path) -> None:
    path = bomb(tmp_path / "b.zip", f"organisations/{ID}/organisation.trail", 100 * 2**20)
    assert path.stat().st_size < 2**20
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refused(target, path, "unpacks to far more")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def lying(path: Path, at: Callable[[zipfile.ZipInfo], None]) -> Path:
    """A zip whose table of contents says something else than its entries."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(OWN, own())
        archive.writestr("manifest.json", manifest({OWN: own()}))
        at(archive.getinfo(OWN))
    path.write_bytes(sealed(buffer.getvalue()))
    return path


def lie(name: str, value: int) -> Callable[[zipfile.ZipInfo], None]:
    return lambda info: setattr(info, name, value)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (lie("file_size", 300 * 2**20), "larger than any file"),
        (lie("file_size", 100 * 2**20), "unpacks to far more"),
        (lie("file_size", 10), "does not hold what its manifest says"),
        (lie("file_size", len(own()) + 1), "does not hold what its manifest says"),
        (lie("compress_size", 2**28), "overlap"),
        (lie("compress_size", 3), "can't be unpacked|another size"),
        (lie("CRC", 1), "can't be unpacked"),
        (lie("flag_bits", 1), "packed in a way"),
        (lie("flag_bits", 0x40), "packed in a way"),
        (lie("compress_type", zipfile.ZIP_LZMA), "packed in a way"),
        (lie("compress_type", 99), "packed in a way"),
        (lie("compress_type", zipfile.ZIP_STORED), "can't be unpacked|another size|does not hold"),
        (lie("header_offset", 7), "can't be unpacked"),
        (lie("header_offset", 2**31), "can't be unpacked"),
        (lie("extract_version", 200), "can't be unpacked"),
    ],
)
def test_a_table_of_contents_that_lies(
    target: Workspace, tmp_path: Path, at: Callable[[zipfile.ZipInfo], None], words: str
) -> None:
    refused(target, lying(tmp_path / "b.zip", at), words)


def test_a_million_entries_are_refused_at_once(target: Workspace, tmp_path: Path) -> None:
    """Made from bytes: a table of contents of a million tiny entries, and one that says it has two."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"x"
    table = entry * 1_000_000
    path = tmp_path / "b.zip"
    before = time.monotonic()
    path.write_bytes(sealed(table + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2, 2, len(table), 0, 0)))
    refused(target, path, "more files than any backup")
    some = entry * 300_000
    end_64 = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 300_000, 300_000, len(some), 0)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, len(some), 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    path.write_bytes(sealed(some + end_64 + locator + end))
    refused(target, path, "more files than any backup")
    end_64 = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 2, 2, len(some), 0)
    path.write_bytes(sealed(some + end_64 + locator + end))
    refused(target, path, "more files than any backup")
    assert time.monotonic() - before < 10


def test_something_before_or_after_the_zip(target: Workspace, tmp_path: Path) -> None:
    path = bundle(tmp_path / "b.zip", {OWN: own()})
    plain = path.read_bytes()[: -len(SEAL) - 64 - 2] + b"\0\0"
    path.write_bytes(sealed(b"#!/bin/sh\n" + plain))
    refused(target, path, "table of contents")
    for raw in (b"", b"PK\5\6", b"not a zip at all" * 100, plain, SEAL + b"0" * 64, bytes(200) + SEAL + b"0" * 64):
        path.write_bytes(raw)
        refused(target, path, "not a complete backup")


MANIFESTS: list[tuple[dict[str, object], str]] = [
    ({"format": 2, "news": 1}, "format 2.*update readiness"),
    ({"readiness": "assessment"}, "manifest can't be understood"),
    ({"files": []}, "does not hold what its manifest says"),
    ({"files": [{"name": OWN, "size": len(own()), "sha256": "0" * 64}]}, "does not match its checksum"),
    ({"files": [{"name": OWN, "size": 1, "sha256": "0" * 64}]}, "does not hold"),
    ({"files": [{"name": OWN, "size": 1, "sha256": "0" * 64}] * 2}, "manifest can't be understood"),
    ({"files": {}}, "manifest can't be understood"),
    ({"files": "x"}, "manifest can't be understood"),
    ({"extra": 1}, "manifest can't be understood"),
    ({"codec": "other"}, "stored as 'other'"),
    ({"codec": "\x1b[31m"}, "stored as"),
]


@pytest.mark.parametrize(("changed", "words"), MANIFESTS, ids=range(len(MANIFESTS)))
def test_a_manifest_that_does_not_fit(
    target: Workspace, tmp_path: Path, changed: dict[str, object], words: str
) -> None:
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(OWN, own())
        archive.writestr("manifest.json", manifest({OWN: own()}, **changed))
    path.write_bytes(sealed(path.read_bytes()))
    refused(target, path, words)


@pytest.mark.parametrize("raw", [None, b"", b"[]", b"\xff", b"{" * 100_000, b"[" * 100_000])
def test_a_manifest_that_is_none(target: Workspace, tmp_path: Path, raw: bytes | None) -> None:
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(OWN, own())
        if raw is not None:
            archive.writestr("manifest.json", raw)
    path.write_bytes(sealed(path.read_bytes()))
    refused(target, path, "manifest")


OTHER = "fedcba9876543210"
CONTENTS: list[tuple[dict[str, bytes], str]] = [
    ({}, "holds no organisation"),
    ({OWN: b"{}"}, "is damaged: it is not a complete file"),
    ({OWN: own().replace(b"Harbor", b"Harbir")}, "checksum"),
    ({f"organisations/{OTHER}/organisation.json": own()}, "file of something else"),
    ({OWN: own(id=OTHER)}, "not what its name says"),
    ({OWN: own("Harbor\x1b]52;c;x\x07")}, "name of an organisation in it can't be used"),
    ({OWN: own("\u202eHarbor")}, "name of an organisation in it can't be used"),
    ({OWN: own("x" * 5000)}, "name of an organisation in it can't be used"),
    ({OWN: own(" ")}, "name of an organisation in it can't be used"),
    ({OWN: own(draft={"id": "../../evil", "scope": "full", "answered": 0, "asked": 0})}, "an id in it is none"),
    ({OWN: own(draft={"id": OTHER, "scope": "full", "answered": 0, "asked": 0})}, "it is missing"),
    ({OWN: own(), f"organisations/{ID}/assessments/{OTHER}.json": b"junk"}, "is damaged"),
    ({OWN: own(), f"packs/{'0' * 64}.json": b"{}"}, "do not match its name"),
    ({OWN: own(), f"organisations/{ID}/organisation.trail": b"junk"}, ""),
    ({OWN: own(surprise=1)}, "unknown shape"),
]


@pytest.mark.parametrize(("files", "words"), CONTENTS, ids=range(len(CONTENTS)))
def test_files_that_are_not_what_they_should_be(
    target: Workspace, tmp_path: Path, files: dict[str, bytes], words: str
) -> None:
    path = bundle(tmp_path / "b.zip", files)
    if words:
        refused(target, path, words)
    else:
        # A trail that nothing points to counts for nothing, as after a crash.
        restore(target, path)
        assert target.organisations()[0].hold is None


def test_two_organisations_of_one_name(target: Workspace, tmp_path: Path) -> None:
    header = {"id": OTHER, "name": "HARBOR dental group", "created_on": TODAY}
    second = wrap(Identity("organisation", OTHER), encode({"organisation": {"header": header}}), PLAIN)
    path = bundle(tmp_path / "b.zip", {OWN: own(), f"organisations/{OTHER}/organisation.json": second})
    with pytest.raises(StoreError, match="ever written over"):
        restore(target, path)
    assert target.organisations() == []


def test_settings_do_not_say_where_to_write(target: Workspace, tmp_path: Path) -> None:
    tables = {"settings": {"user": {"name": "Ann", "output_folder": "/etc"}}}
    kept = wrap(Identity("settings", "user"), encode(tables), PLAIN)
    restore(target, bundle(tmp_path / "b.zip", {OWN: own(), "settings.json": kept}))
    assert (target.settings.load().name, target.settings.load().output_folder) == ("Ann", "")


def test_a_pack_that_is_missing(target: Workspace, tmp_path: Path) -> None:
    source = Workspace.open(tmp_path / "source")
    with source.open_organisation(source.create_organisation("Harbor", TODAY).id) as file:
        file.add_sealed(template(), PACK, summary(), NOW)
    back_up(source, tmp_path / "b.zip", NOW)
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}
    files.pop(f"packs/{REFERENCE.sha256}.json")
    with pytest.raises(BundleRefused, match="is not stored"):
        restore(target, bundle(tmp_path / "less.zip", files))
    assert target.organisations() == []


def test_what_is_no_file_at_all(target: Workspace, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="can't be read"):
        restore(target, tmp_path / "missing.zip")
    for path in (tmp_path, Path("/dev/zero")):
        with pytest.raises(BundleRefused, match="not a file"):
            restore(target, path)
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(BundleRefused, match="not a file"):
            restore(target, tmp_path / "pipe")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    place = tmp_path_factory.mktemp("real")
    workspace = Workspace.open(place / "workspace")
    with workspace.open_organisation(workspace.create_organisation("Harbor", TODAY).id) as file:
        file.add_sealed(template(), PACK, summary(), NOW)
    back_up(workspace, place / "b.zip", NOW)
    raw = (place / "b.zip").read_bytes()
    return raw[: -len(SEAL) - 64 - 2] + b"\0\0"


def read_whole(path: Path) -> dict[str, bytes] | None:
    """Everything in a bundle, or None when it is refused; any other error fails the test."""
    try:
        with open_bundle(path) as opened:
            return {name: opened.read(name) for name in opened.names}
    except StoreError:
        return None


def test_every_changed_byte_under_a_seal_that_fits(real: bytes, tmp_path: Path) -> None:
    """Somebody who can seal changes each byte in turn: what is read is what was written, or nothing."""
    path = tmp_path / "b.zip"
    path.write_bytes(sealed(real))
    wanted = read_whole(path)
    assert wanted is not None
    turn = random.Random(4)
    refusals = 0
    for place in range(turn.randrange(7), len(real) - 2, 7):
        changed = bytearray(real)
        changed[place] ^= 1 << turn.randrange(8)
        path.write_bytes(sealed(bytes(changed)))
        found = read_whole(path)
        assert found in (None, wanted)
        refusals += found is None
    assert refusals > len(real) // 14


@given(
    changes=st.lists(st.tuples(st.integers(min_value=0), st.binary(min_size=1, max_size=8)), min_size=1, max_size=6),
    cut=st.integers(min_value=0, max_value=60),
)
def test_any_bytes_under_a_seal_that_fits(
    real: bytes, tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, bytes]], cut: int
) -> None:
    raw = bytearray(real)
    for place, data in changes:
        start = place % len(raw)
        raw[start : start + len(data)] = data
    path = tmp_path_factory.getbasetemp() / "fuzzed.zip"
    path.write_bytes(sealed(bytes(raw[: len(raw) - cut])))
    read_whole(path)


def test_the_table_of_contents_alone_cannot_make_zlib_eat_memory(target: Workspace, tmp_path: Path) -> None:
    """A stored entry that says it is deflated, from bytes that unpack without end."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packed.compress(bytes(2**20)) + packed.flush()
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(OWN, data)
        archive.writestr("manifest.json", manifest({OWN: own()}))
        info = archive.getinfo(OWN)
        info.compress_type, info.file_size = zipfile.ZIP_DEFLATED, len(own())
    path = tmp_path / "b.zip"
    path.write_bytes(sealed(buffer.getvalue()))
    refused(target, path, "can't be unpacked|another size|checksum")
