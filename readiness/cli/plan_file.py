"""The action plan as a file: written for others, and shown and taken over when it comes back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.error import BAD_INPUT, DONE
from readiness.translation import _, ngettext

if TYPE_CHECKING:
    from readiness.assessment.plan_merge import Merged, MergedItem
    from readiness.exchange.plan_workbook import ReceivedPlan
    from readiness.session.place import Desk
    from readiness.session.receiving import Returned

_LONGEST = 120
"""Characters of a value on a line."""


def write(desk: Desk, organisation: str, output: Path | None, form: str, *, force: bool) -> int:
    """Write the plan into a file, in the format that is named or that the file's name asks for."""
    from readiness.report.output import write as write_file
    from readiness.session.plan_file import STEM, plan_file, require
    from readiness.session.reporting import refuse_taken, suggested_name

    named = output.suffix.lower().removeprefix(".") if output is not None and not output.is_dir() else ""
    form = form.lower() or named
    require(form)
    id = desk.find(organisation).id
    if output is None or output.is_dir():
        dossier = desk.dossier(id)
        name = suggested_name(
            dossier.organisation.name, dossier.sealed_assessment(), desk.clock.today, stem=STEM, suffix=f".{form}"
        )
        output = (output or Path()) / name
    refuse_taken(output, force=force)
    write_file(output, plan_file(desk, id, form), force)
    click.echo(_("Plan: {path}").format(path=output))
    return DONE


def receive(desk: Desk, organisation: str, path: Path, by: str, *, applied: bool) -> int:
    """Show what was changed in a plan that came back, and take it over if that is wanted."""
    from readiness.exchange.plan_workbook import read_plan
    from readiness.session.receiving import returned, take_over

    id = desk.find(organisation).id
    plan = read_plan(path)
    shown = returned(desk.dossier(id), plan)
    _show(plan, shown, by or plan.saved_by)
    n = sum(len(item.edits) for item in shown.merged.accepted)
    if n and not applied and sys.stdin.isatty():
        text = ngettext("Take {n} change over?", "Take {n} changes over?", n).format(n=n)
        applied = click.confirm(text, default=False)
    if n and applied:
        with desk.session(id) as session:
            n = take_over(session, plan, shown)
        click.echo(ngettext("{n} change was taken over.", "{n} changes were taken over.", n).format(n=n))
    elif n:
        text = ngettext(
            "Nothing is changed yet; --apply takes {n} change over.",
            "Nothing is changed yet; --apply takes {n} changes over.",
            n,
        )
        click.echo(text.format(n=n))
    else:
        click.echo(_("There is nothing to take over."))
    return BAD_INPUT if shown.merged.refused or shown.merged.unknown else DONE


def _show(plan: ReceivedPlan, shown: Returned, by: str) -> None:
    head = _("Plan of '{name}' as of {day}").format(name=shown.organisation, day=shown.as_of)
    click.echo(_("{head}, changed by {who}").format(head=head, who=by) if by else head)
    if shown.is_older:
        click.echo(_("Another assessment was finished since; what still fits is shown."))
    for item in shown.merged.accepted:
        for line in _edits(item):
            click.echo(line)
    for item in shown.merged.refused:
        for line in _edits(item):
            _complain(_("not taken over: {line}").format(line=line))
        for problem in item.problems:
            _complain(f"{_name(item)}: {problem}")
    _show_rest(plan, shown.merged)


def _show_rest(plan: ReceivedPlan, found: Merged) -> None:
    if found.missing:
        text = _("Not in the file, and left as they are: {codes}")
        click.echo(text.format(codes=", ".join(dict.fromkeys(found.missing))))
    for place, identity in found.unknown:
        _complain(_("{place}: '{id}' is not in the plan; it was left out").format(place=place, id=identity))
    for remark in plan.remarks:
        _complain(remark)


def _edits(item: MergedItem) -> list[str]:
    from readiness.assessment.plan_words import field_words, value_words

    text = _("{name} {field}: {before} -> {after}")
    return [
        text.format(
            name=_name(item),
            field=field_words(edit.field),
            before=_short(value_words(edit.field, edit.before)),
            after=_short(value_words(edit.field, edit.after)),
        )
        for edit in item.edits
    ]


def _name(item: MergedItem) -> str:
    return item.code or item.identity


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}\u2026"


def _complain(text: str) -> None:
    click.echo(f"readiness: {text}", err=True)
