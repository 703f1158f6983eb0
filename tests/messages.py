"""`make messages`: the sentences of the code into every catalogue in `readiness/locale/`, and those compiled.

A sentence that is new has no translation yet, and English is shown; one that is gone leaves the catalogue. Nothing is
guessed from sentences that look alike. The template is made anew each time, so it is not kept.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from readiness.labels import sentences

PACKAGE = Path(__file__).resolve().parents[1] / "readiness"
KEYWORDS = {"_": None, "ngettext": (1, 2)}


def extracted() -> Catalog:
    """Every sentence of the code that goes through gettext."""
    template = Catalog(project="readiness", fuzzy=False)
    for _file, _line, message, _comments, _context in extract_from_dir(PACKAGE, keywords=KEYWORDS):
        template.add(message)
    for message in sentences():
        template.add(message)
    return template


def catalogues() -> Iterator[Path]:
    """The catalogue of each language."""
    yield from sorted(PACKAGE.glob("locale/*/LC_MESSAGES/readiness.po"))


def loaded(path: Path) -> Catalog:
    """A catalogue as it is on disk."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], domain="readiness")


def compiled(catalogue: Catalog) -> bytes:
    """A catalogue as the program reads it."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def written(catalogue: Catalog) -> bytes:
    """A catalogue as translators read it: by sentence, without the places that change with every edit."""
    file = io.BytesIO()
    write_po(file, catalogue, width=110, no_location=True, sort_output=True, ignore_obsolete=True)
    return file.getvalue()


def main() -> None:
    """Bring every catalogue up to date, and count what is not translated."""
    template = extracted()
    for path in catalogues():
        catalogue = loaded(path)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        path.write_bytes(written(catalogue))
        path.with_suffix(".mo").write_bytes(compiled(loaded(path)))
        without = sum(1 for message in catalogue if message.id and not all(_strings(message.string)))
        print(f"{path.parts[-3]}: {len(catalogue)} sentences, {without} of them not translated")


def _strings(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ("",))


if __name__ == "__main__":
    main()
