"""`readiness doctor`: whether everything that is kept is sound, and putting right what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readiness.error import STORAGE
from readiness.translation import _, ngettext

if TYPE_CHECKING:
    from readiness.session.place import Desk
    from readiness.store.fault import Examination


@click.command(
    "doctor",
    help=_(
        "Check every file of the workspace. Exit code 4: something is wrong. With --repair, what can be brought back "
        "from a trail or a previous version is; a damaged file is never deleted, it gets another name."
    ),
)
@click.option("--repair", is_flag=True, help=_("Put right what can be put right."))
@click.option(
    "--set-draft-aside",
    "given_up",
    metavar="ORGANISATION",
    default="",
    help=_("Give up a draft that can't be repaired: its files are kept under other names, and another can begin."),
)
@click.option(
    "--organisation",
    "opened",
    metavar="ORGANISATION",
    default="",
    help=_("Look inside this one too, which has a passphrase of its own."),
)
@click.pass_context
def doctor(ctx: click.Context, repair: bool, given_up: str, opened: str) -> int:
    """Look at everything that is kept, and say what is wrong."""
    from readiness.session.clock import Clock
    from readiness.session.place import Desk, workspace_as_it_is
    from readiness.store.doctor import examine

    given = ctx.find_root().obj
    workspace = workspace_as_it_is(given["workspace"], passphrase=given["passphrase"])
    desk = Desk(workspace, Clock(), given["own_passphrase"])
    if opened:
        desk.unlock(workspace.find(opened).id)
    if given_up:
        _set_aside(desk, given_up)
    if not repair:
        found = examine(workspace)
    else:
        from readiness.session.packs import Packs
        from readiness.store import treatment

        result = treatment.repair(workspace, desk.clock.moment, Packs().spare)
        for line in result.done:
            click.echo(_("repaired: {what}").format(what=line))
        for line in result.failed:
            click.echo(_("not repaired: {what}").format(what=line))
        found = result.after
    _tell(found, offer=not repair)
    return 0 if found.is_sound else STORAGE


def _tell(found: Examination, *, offer: bool) -> None:
    from readiness.store.fault import curable

    wrong = [fault for fault in found.faults if not fault.is_advice]
    for fault in wrong:
        click.echo(_("wrong: {what}").format(what=fault.words))
    for fault in found.faults:
        if fault.is_advice:
            click.echo(_("note: {what}").format(what=fault.words))
    text = _("{organisations}, {assessments}, {files} in '{workspace}'")
    organisations = ngettext("{n} organisation", "{n} organisations", len(found.organisations))
    assessments = ngettext("{n} assessment", "{n} assessments", found.assessments)
    files = ngettext("{n} file", "{n} files", found.files)
    looked_at = text.format(
        organisations=organisations.format(n=len(found.organisations)),
        assessments=assessments.format(n=found.assessments),
        files=files.format(n=found.files),
        workspace=found.workspace,
    )
    if found.is_sound:
        click.echo(_("Sound: {what}.").format(what=looked_at))
        return
    count = ngettext("{n} thing is wrong", "{n} things are wrong", len(wrong)).format(n=len(wrong))
    click.echo(_("Not sound: {count}; looked at {what}.").format(count=count, what=looked_at))
    if offer and curable(wrong):
        click.echo(_("To put right what can be put right: readiness doctor --repair"))
    elif any(fault.damage is not None and fault.path.stem in _drafts(found) for fault in wrong):
        click.echo(_("To give up a draft that can't be repaired: readiness doctor --set-draft-aside ORGANISATION"))


def _drafts(found: Examination) -> set[str]:
    return {one.draft.id for one in found.organisations if one.draft is not None}


def _set_aside(desk: Desk, wanted: str) -> None:
    from readiness.session.giving_up import set_draft_aside
    from readiness.store.error import shown

    for path in set_draft_aside(desk, desk.find(wanted).id):
        click.echo(_("The draft is set aside; its file is kept as '{file}'.").format(file=shown(path)))
