"""Every single byte of a real sealed assessment's file changed, and every length it can be cut to, plain and encrypted.

`python -m tests.torture.damage [--every N]` looks at every Nth place; prints a line of counts a codec.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from readiness.store import durable
from readiness.store.envelope import Codec, Identity
from readiness.store.error import StoreError
from readiness.store.tables import decode
from tests.store.sample import CODECS, MEMORY, NOW, PACK, REFERENCE, TODAY, altered, opened_at, yes

ANSWERS = 110


def written(place: Path, codec: Codec) -> tuple[Path, Identity]:
    """The file of an assessment with an answer to everything."""
    workspace = opened_at(place / "workspace", codec)
    id = workspace.create_organisation("Harbor Dental Group", TODAY).id
    with workspace.open_organisation(id) as file:
        draft = file.start(PACK, REFERENCE, "full", NOW)
        for number in range(ANSWERS):
            file.save_answer(draft.id, f"item.{number}", [yes("words " * 20, count=number)], at=NOW)
    return workspace.path / "organisations" / id / "assessments" / f"{draft.id}.json", Identity("assessment", draft.id)


def damaged(codec: Codec, every: int) -> tuple[int, int]:
    """Damages tried, and those that were not noticed."""
    tried = missed = 0
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        path, identity = written(Path(place), codec)
        for count, _place in enumerate(altered(path)):
            if count % every:
                continue
            tried += 1
            try:
                decode(durable.read(path), path, identity, codec)
            except StoreError:
                continue
            missed += 1
    return tried, missed


def main() -> int:
    """Damage, look, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--every", type=int, default=1)
    every = parser.parse_args().every
    failed = False
    for codec in CODECS.values():
        tried, missed = damaged(codec, every)
        print(f"{codec.name}: {tried} damages to a file of {ANSWERS} answers, {missed} not noticed", flush=True)
        failed |= bool(missed) or not tried
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
