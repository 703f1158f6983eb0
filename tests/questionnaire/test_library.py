"""Which packs exist, and the cache: never in the way, never trusted when damaged."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from readiness.questionnaire import cache as cache_module
from readiness.questionnaire.identity import PackError, pack_bytes
from readiness.questionnaire.library import Library
from readiness.questionnaire.loader import load_pack
from tests.questionnaire.edited_pack import SMALL, copy_of_small, edit


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "packs"


def kept(cache: Path) -> list[Path]:
    return sorted(cache.iterdir())


def test_what_is_bundled_is_listed_and_found_by_id(cache: Path) -> None:
    library = Library(cache)
    entry = next(entry for entry in library.entries() if entry.path.name == "breach-readiness")
    assert entry.is_bundled
    assert entry.error is None
    assert library.pack("breach-readiness") is entry.pack
    assert {path.name for path in library.paths()}.isdisjoint({"schema", "examples"})


def test_the_users_own_packs_come_first(cache: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    copy_of_small(own)
    (own / "single.yaml").write_bytes(pack_bytes(load_pack(SMALL)).replace(b'"id":"small"', b'"id":"single"'))
    (own / "single.yaml").write_text("format: 1\nsections: []\n")
    (own / "notes.yaml").write_text("not: a pack\n")
    (own / "empty").mkdir()
    shadow = own / "breach-readiness"
    shadow.mkdir()
    for file in SMALL.iterdir():
        (shadow / file.name).write_bytes(file.read_bytes())
    edit(shadow, "pack.yaml", "id: small", "id: breach-readiness")
    library = Library(cache, own)
    assert [path.name for path in library.paths()][:3] == ["breach-readiness", "single.yaml", "small"]
    assert library.pack("small").id == "small"
    assert library.pack("breach-readiness").title == "A small pack"
    broken = next(entry for entry in library.entries() if entry.path.name == "single.yaml")
    assert not broken.is_bundled
    assert broken.pack is None
    assert broken.error is not None
    assert broken.error.problems
    with pytest.raises(PackError, match=r"single\.yaml"):
        library.pack("single")


def test_an_unknown_id_names_those_that_exist(cache: Path) -> None:
    with pytest.raises(PackError, match=r"there is no questionnaire 'nothing'; there are: .*breach-readiness"):
        Library(cache).pack("nothing")


def test_a_folder_of_own_packs_need_not_exist(cache: Path, tmp_path: Path) -> None:
    assert Library(cache, tmp_path / "nowhere").entries()


def test_an_unchanged_pack_comes_from_the_cache(cache: Path) -> None:
    pack = Library(cache).load(SMALL)
    (file,) = kept(cache)
    before = file.stat().st_mtime_ns
    assert Library(cache).load(SMALL) == pack == load_pack(SMALL)
    assert kept(cache) == [file]
    assert file.stat().st_mtime_ns == before


def test_a_cached_pack_needs_neither_the_loader_nor_yaml(cache: Path) -> None:
    Library(cache).load(SMALL)
    program = (
        "import sys; from pathlib import Path; from readiness.questionnaire.library import Library;"
        "print(Library(Path(sys.argv[1])).load(Path(sys.argv[2])).id);"
        "print(sorted({'yaml', 'readiness.source', 'readiness.questionnaire.loader'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, cache, SMALL], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    assert ran.stdout == "small\n[]\n"


def test_a_changed_pack_is_read_again(cache: Path, tmp_path: Path) -> None:
    folder = copy_of_small(tmp_path)
    library = Library(cache)
    assert library.load(folder).title == "A small pack"
    edit(folder, "pack.yaml", "title: A small pack", "title: Another pack")
    assert Library(cache).load(folder).title == "Another pack"
    assert len(kept(cache)) == 2
    (folder / "modes.yaml").unlink()
    assert Library(cache).load(folder).modes == ()


def test_another_version_of_the_program_reads_it_again(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Library(cache).load(SMALL)
    monkeypatch.setattr(cache_module, "__version__", "99.0")
    Library(cache).load(SMALL)
    assert len(kept(cache)) == 2


@pytest.mark.parametrize("damage", [b"", b"x", b"0" * 64 + b"\n{}", b"\n", b"\xff" * 99])
def test_a_damaged_cache_is_rewritten(cache: Path, damage: bytes) -> None:
    pack = Library(cache).load(SMALL)
    (file,) = kept(cache)
    good = file.read_bytes()
    file.write_bytes(damage)
    assert Library(cache).load(SMALL) == pack
    assert file.read_bytes() == good


def test_a_single_flipped_bit_is_noticed(cache: Path) -> None:
    pack = Library(cache).load(SMALL)
    (file,) = kept(cache)
    good = file.read_bytes()
    place = good.index(b"Is one person")
    file.write_bytes(good[:place] + b"As one person" + good[place + 13 :])
    assert Library(cache).load(SMALL) == pack
    assert file.read_bytes() == good


def test_the_cache_is_private_and_leaves_nothing_behind(cache: Path) -> None:
    Library(cache).load(SMALL)
    (file,) = kept(cache)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    assert Library(in_the_way / "cache").load(SMALL).id == "small"
    assert Library(None).load(SMALL).id == "small"


def test_the_cache_does_not_grow_for_ever(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "KEPT", 3)
    for n in range(5):
        monkeypatch.setattr(cache_module, "__version__", f"1.{n}")
        Library(cache).load(SMALL)
        os.utime(kept(cache)[0])
    assert len(kept(cache)) == 3


def test_a_pack_that_is_not_there_has_one_clear_message(cache: Path, tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"nowhere\.yaml: cannot be read: No such file"):
        Library(cache).load(tmp_path / "nowhere.yaml")
    assert not cache.exists()
