"""Something is happening now: whom to call, the first 72 hours and the clocks that may run. Read only; stores nothing.

What is known comes from the answers there are. Without any, the same steps come with blanks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.assessment.duties import Duties, duties
from readiness.assessment.judgement import Judgement, judge
from readiness.assessment.model import Assessment, Organisation, PackReference
from readiness.questionnaire.index import Index
from readiness.regional import written_as
from readiness.report.output import write
from readiness.session.clock import Clock
from readiness.session.documents import definition_named
from readiness.session.dossier import Dossier
from readiness.session.packs import Packs
from readiness.session.reporting import suggested_name
from readiness.translation import _, language, speaking

if TYPE_CHECKING:
    from readiness.report.document import Block, Document, Line

CARD, SHEET = "contact-card", "first-72-hours"
"""The documents for such an hour."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the card, as it would be printed."""

    who: str
    name: str
    numbers: tuple[str, ...]
    say: str


class Emergency:
    """All that is at hand about one business, or about any.

    Attributes:
        name: of the business; empty where nothing is stored of any.
        judgement: what is known, judged today.
        duties: which duties to tell others may apply.
    """

    def __init__(
        self,
        assessment: Assessment,
        organisation: Organisation,
        read: Callable[[], tuple[Index, Judgement]],
        find: Callable[[Judgement], Duties],
    ) -> None:
        """`read` gives the pack of the assessment in the language in use, and what it comes to."""
        self.name = organisation.name
        self._index, self.judgement = read()
        self.duties = find(self.judgement)
        self._read = read
        self._spoken = language()
        self._assessment = assessment
        self._organisation = organisation

    @cached_property
    def _card(self) -> Document:
        return self._composed(CARD)

    def _composed(self, document: str) -> Document:
        from readiness.report.compose import compose  # noqa: PLC0415 - only who asks for it waits for it

        definition = definition_named(document)
        with (
            speaking(definition.language),
            written_as(self._organisation.locale),
        ):  # as every document, whatever the program speaks
            is_same = language() == self._spoken
            index, judgement = (self._index, self.judgement) if is_same else self._read()
            return compose(definition, index, self._assessment, self._organisation, judgement, None, self.duties)

    def first(self) -> tuple[str, ...]:
        """What to do before anything else, a line each.

        Raises:
            ReportError: the card can't be used.
        """
        from readiness.report.document import Callout  # noqa: PLC0415 - as above

        box = next((block for block in _flat(self._card.blocks) if isinstance(block, Callout)), None)
        return tuple(_text(box.runs).splitlines()) if box is not None else ()

    def calls(self) -> tuple[Call, ...]:
        """The calls, in their order.

        Raises:
            ReportError: the card can't be used.
        """
        from readiness.report.document import DataTable  # noqa: PLC0415 - as above

        table = next((block for block in _flat(self._card.blocks) if isinstance(block, DataTable)), None)
        return tuple(map(_call, table.rows)) if table is not None else ()

    def write(self, folder: Path) -> list[Path]:
        """Write the contact card and the sheet for the first 72 hours as PDFs; nothing there is replaced.

        Raises:
            OutputError: one can't be written there.
            ReportError: one can't be made.
        """
        from readiness.report.formats import format_named  # noqa: PLC0415 - as above

        written = []
        for document, name in ((CARD, self._name(CARD)), (SHEET, self._name(SHEET))):
            data, _warnings = format_named("pdf").render(self._composed(document), None)
            path = next(path for path in _numbered(folder / name) if not path.exists())
            write(path, data, False)
            written.append(path)
        return written

    def _name(self, document: str) -> str:
        day = self.judgement.reading.today
        return suggested_name(self.name or _("general"), self._assessment, day, stem=document)


def emergency_of(dossier: Dossier) -> Emergency:
    """What is at hand about an organisation: by its draft where that came last, else by its last assessment.

    Raises:
        ReadinessError: it can't be read.
    """
    draft, sealed = dossier.stored_draft(), dossier.sealed
    if draft is not None and (draft.previous or not sealed):
        assessment = draft
    elif sealed:
        assessment = dossier.sealed_assessment()
    else:
        return general(dossier.packs, dossier.clock, dossier.organisation)

    def read() -> tuple[Index, Judgement]:
        return dossier.index_of(assessment), dossier.judged(assessment)

    return Emergency(assessment, dossier.organisation, read, dossier.duties)


def general(packs: Packs, clock: Clock, organisation: Organisation | None = None) -> Emergency:
    """What holds for any business, with blanks for what is its own.

    Raises:
        PackError: the questionnaire can't be used.
    """
    today = clock.today
    nobody = organisation or Organisation(id="", name="", created_on=today.isoformat())
    empty = _empty(packs.offered(), today)

    def read() -> tuple[Index, Judgement]:
        index = packs.offered()
        return index, judge(index, empty, today)

    return Emergency(empty, nobody, read, lambda judgement: duties(packs.duties, judgement.reading))


def _empty(index: Index, today: date) -> Assessment:
    pinned = PackReference(id=index.pack.id, version=index.pack.version, sha256="")
    return Assessment(id="", organisation="", pack=pinned, created_on=today.isoformat())


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks, with those inside a page of their own."""
    from readiness.report.document import OnePage  # noqa: PLC0415 - as above

    for block in blocks:
        if isinstance(block, OnePage):
            yield from _flat(block.blocks)
        else:
            yield block


def _numbered(path: Path) -> Iterator[Path]:
    yield path
    yield from (path.with_name(f"{path.stem}-{n}{path.suffix}") for n in count(2))


def _text(line: Line) -> str:
    from readiness.report.document import Run  # noqa: PLC0415 - as above

    return "".join(run.text for run in line if isinstance(run, Run))


def _call(row: tuple[Line, ...]) -> Call:
    texts = [_text(cell).strip() for cell in row]
    head, _break, name = texts[0].partition("\n")
    numbers = tuple(dict.fromkeys(text for text in texts[1:-1] if text.strip("_ ")))
    return Call(head.partition("  ")[2] or head, name, numbers or tuple(texts[1:2]), texts[-1])
