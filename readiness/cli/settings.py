"""`readiness settings`: what an organisation wants of its documents and dates, and what the user chose."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from readiness.cli.look import TERMINAL, ThemeName
from readiness.cli.option import desk_of
from readiness.translation import _, languages

if TYPE_CHECKING:
    from readiness.assessment.model import Organisation
    from readiness.session.place import Desk

SYSTEM = "system"
"""What --language calls following the system."""

_COLUMN = 26
"""Cells of the names of settings."""


@click.command(
    "settings",
    help=_(
        "Show the settings of ORGANISATION, and change those that are given. Without ORGANISATION: those of this "
        "workspace and its user. An empty text takes a setting away."
    ),
)
@click.argument("organisation", required=False, default="")
@click.option(
    "--logo",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=_("A PNG or JPEG for the first page of reports; its content is kept here."),
)
@click.option("--no-logo", is_flag=True, help=_("Take the logo away."))
@click.option("--page-size", metavar="A4|Letter", help=_("Paper of its documents."))
@click.option("--locale", metavar="CODE", help=_("How days and numbers are written in its documents, such as en-GB."))
@click.option("--currency", metavar="CODE", help=_("The currency of amounts without one, such as USD."))
@click.option("--interval", metavar="TIME", help=_("Time between two assessments, such as 90d or 3mo."))
@click.option(
    "--contact",
    "contacts",
    metavar="'NAME, ROLE, E-MAIL, PHONE'",
    multiple=True,
    help=_("Whom to write or speak to; once for each, in place of those before."),
)
@click.option("--no-contacts", is_flag=True, help=_("Take the contacts away."))
@click.option(
    "--respondent",
    "respondents",
    metavar="NAME",
    multiple=True,
    help=_("Somebody who answers; once for each, in place of those before."),
)
@click.option("--no-respondents", is_flag=True, help=_("Take the people who answer away."))
@click.option("--my-name", metavar="NAME", help=_("Workspace: the name you answer under."))
@click.option(
    "--theme",
    type=ThemeName(TERMINAL),
    metavar="NAME",
    help=_("Workspace: colours of the app; terminal follows the terminal."),
)
@click.option(
    "--language",
    type=click.Choice([*languages(), SYSTEM]),
    help=_("Workspace: language of the program; system follows the system."),
)
@click.option("--json", "as_json", is_flag=True, help=_("Write them as JSON."))
@click.pass_context
def settings(ctx: click.Context, /, *, organisation: str, as_json: bool, **given: Any) -> None:
    """Show settings, and change some."""
    own = {name: given.pop(name) for name in ("my_name", "theme", "language")}
    desk = desk_of(ctx, create=False)
    if organisation:
        if any(value is not None for value in own.values()):
            raise click.UsageError(
                _("--my-name, --theme and --language are not those of an organisation: leave it out.")
            )
        told = _organisation_told(_changed(desk, desk.dossier(desk.find(organisation).id).organisation, **given))
    else:
        if any(given.values()):
            raise click.UsageError(_("Say whose settings these are: name an organisation."))
        told = _workspace_told(desk, **own)
    if as_json:
        from readiness.cli.summary import write_json

        write_json({key: value for key, _words, value in told})
        return
    for _key, words, value in told:
        texts = value if isinstance(value, list) else [value]
        for n, text in enumerate(texts or [""]):
            label = "" if n else words
            click.echo(f"{label:<{_COLUMN}}{_shown(text)}".rstrip())


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(str(part) for part in value.values() if part)
    return str(value or "-")


def _changed(desk: Desk, organisation: Organisation, **given: Any) -> Organisation:
    from readiness.session import profile_text
    from readiness.session.profile import Settings, keep_settings

    for name in ("logo", "contacts", "respondents"):
        if given.pop(f"no_{name}"):
            if given[name]:
                text = _("--{one} and --no-{many} can't be used together.")
                raise click.UsageError(text.format(one=name.removesuffix("s"), many=name))
            given[name] = Path() if name == "logo" else ()
        elif not given[name]:
            given[name] = None
    interval, contacts = given.pop("interval"), given.pop("contacts")
    wanted = Settings(
        interval_days=profile_text.interval_from(interval) if interval is not None else None,
        contacts=tuple(map(profile_text.contact_from, contacts)) if contacts is not None else None,
        **given,
    )
    return organisation if wanted == Settings() else keep_settings(desk, organisation.id, wanted)


def _organisation_told(one: Organisation) -> list[tuple[str, str, Any]]:
    """Each setting: its name for programs, for people, and what holds."""
    from readiness.session.profile_text import logo_text

    contacts = [{"name": each.name, "role": each.role, "email": each.email, "phone": each.phone}
                for each in one.contacts]  # fmt: skip
    return [
        ("organisation", _("Organisation"), one.name),
        ("logo", _("Logo"), logo_text(one)),
        ("page_size", _("Page"), one.page_size),
        ("locale", _("Language and region"), one.locale),
        ("currency", _("Currency"), one.currency),
        ("interval_days", _("Days between assessments"), one.interval_days),
        ("contacts", _("Contacts"), contacts),
        ("respondents", _("Who answers"), one.respondents),
    ]


def _workspace_told(
    desk: Desk, my_name: str | None, theme: str | None, language: str | None
) -> list[tuple[str, str, Any]]:
    from readiness.session.preferences import Preferences, prefer, protection

    wanted = Preferences(my_name, "" if theme == TERMINAL else theme, "" if language == SYSTEM else language)
    kept = prefer(desk.workspace, wanted)
    return [
        ("workspace", _("Workspace"), str(desk.workspace.path)),
        ("protection", _("Passphrase"), protection(desk.workspace)),
        ("my_name", _("Your name"), kept.name),
        ("theme", _("Colours"), kept.theme or TERMINAL),
        ("language", _("Language"), kept.language or SYSTEM),
    ]
