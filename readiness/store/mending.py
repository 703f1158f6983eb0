"""Bringing an organisation's file in step with the assessments beside it.

The assessments are the truth: each sealed one carries its own summary row. What the organisation's file says
of them is a copy for quick lists, so it can be mended after a crash and rebuilt at any time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from readiness.assessment.model import Assessment, DraftSummary, Organisation, Status, Summary
from readiness.store.assessment_file import AssessmentFile
from readiness.store.assessment_view import assessment_path, read_assessment
from readiness.store.envelope import PLAIN, Codec
from readiness.store.error import DamagedFile, StoreError
from readiness.translation import _


@dataclass(slots=True)
class Mended:
    """What mending came to.

    Attributes:
        organisation: as its file should be.
        draft: the draft, open for writing, if there is one and it is sound.
        notices: what was put right, as sentences to show.
        problems: files that could not be read; they were left as they are.
    """

    organisation: Organisation
    draft: AssessmentFile | None = None
    notices: list[str] = field(default_factory=list)
    problems: list[StoreError] = field(default_factory=list)


def mend(organisation: Organisation, folder: Path, stored_ids: Iterable[str], codec: Codec = PLAIN) -> Mended:
    """Take in what a crash kept out: a sealed assessment without a row, a draft that nothing points to.

    Only files that the organisation's file doesn't list are read, so that opening stays quick.
    """
    mended = Mended(organisation)
    listed = {row.id for row in organisation.sealed}
    for id in stored_ids:
        if id not in listed:
            try:
                _take_in(mended, folder, id, codec)
            except StoreError as problem:
                mended.problems.append(problem)
    return mended


def rebuilt(
    organisation: Organisation, folder: Path, stored_ids: Iterable[str], codec: Codec = PLAIN
) -> tuple[Organisation, list[StoreError]]:
    """The organisation with its rows and draft pointer made anew, and what could not be read.

    The row of an assessment that can't be read stays as it was.
    """
    old = {row.id: row for row in organisation.sealed}
    rows: list[tuple[str, str, Summary]] = []
    drafts: list[Assessment] = []
    problems: list[StoreError] = []
    for id in dict.fromkeys([*old, *stored_ids]):
        try:
            read, summary = read_assessment(folder, id, codec)
            _belonging(read, organisation, folder)
        except StoreError as problem:
            problems.append(problem)
            if id in old:
                rows.append((old[id].as_of, "", old[id]))
            continue
        if summary is not None:
            rows.append((summary.as_of, read.sealed_at, summary))
        else:
            drafts.append(read)
    rows.sort(key=lambda row: row[:2])
    sealed = [summary for _as_of, _sealed_at, summary in rows]
    return replace(organisation, sealed=sealed, draft=_pointer(organisation, drafts, sealed)), problems


def _pointer(organisation: Organisation, drafts: list[Assessment], sealed: list[Summary]) -> DraftSummary | None:
    present = organisation.draft
    if present is not None and present.id not in {row.id for row in sealed}:
        return present
    return _draft_summary(drafts[-1]) if drafts else None


def _take_in(mended: Mended, folder: Path, id: str, codec: Codec) -> None:
    present = mended.organisation
    pointed_at = present.draft is not None and present.draft.id == id
    read, summary = read_assessment(folder, id, codec)
    _belonging(read, present, folder)
    if read.status is Status.DRAFT and (pointed_at or present.draft is None):
        file = AssessmentFile(folder, id, codec)
        mended.notices += file.notices
        summary = file.summary
        if summary is None:
            mended.draft = file
            if not pointed_at:
                mended.organisation = replace(present, draft=_draft_summary(read))
            return
        read = file.assessment
    if summary is not None:
        rows = sorted([*present.sealed, summary], key=lambda row: row.as_of)
        mended.organisation = replace(present, sealed=rows)
        if pointed_at:
            # Sealing had changed the plan, and the crash came before the organisation's file had it.
            mended.organisation = replace(mended.organisation, draft=None, actions=read.actions, reported={})
        mended.notices.append(
            _("The assessment of {day} was sealed when a crash came; it is listed again.").format(day=summary.as_of)
        )


def _belonging(read: Assessment, organisation: Organisation, folder: Path) -> None:
    if not organisation.owns(read):
        raise DamagedFile(assessment_path(folder, read.id), _("it belongs to another organisation"))


def _draft_summary(draft: Assessment) -> DraftSummary:
    # How many questions are asked is known to the interview only; it tells when the draft is next left.
    return DraftSummary(id=draft.id, scope=draft.scope, answered=len(draft.answers), asked=0)
