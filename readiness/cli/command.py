"""The command itself: its options, and its verbs, each loaded only when it is called."""

from __future__ import annotations

import importlib
from pathlib import Path

import click

from readiness import __version__
from readiness.cli.look import Look, look_options
from readiness.cli.passphrase import organisation_passphrase_options, passphrase_options
from readiness.cli.prompt import organisation_passphrase_source, passphrase_source
from readiness.translation import _, languages, use

_VERBS: dict[str, tuple[str, str]] = {
    "ask": ("ask", _("Ask the questions; go on where you stopped.")),
    "now": ("now", _("Something is happening now: calls, first 72 hours, clocks.")),
    "assess": ("assess", _("Judge an answers file without a screen.")),
    "report": ("report", _("Write the gap report for management, or another document.")),
    "sign": ("sign", _("Enter that a paper was signed; it proves what it is about.")),
    "findings": ("findings", _("List the findings of an assessment.")),
    "actions": ("actions", _("List what will be done about findings; set it; write it to a file and take it back.")),
    "compare": ("compare", _("Compare two assessments: worse first, and why the numbers moved.")),
    "due": ("due", _("List what is due: assessments, dates, actions; also as a calendar.")),
    "timeline": ("timeline", _("If it happened tonight: what comes when, and what is late.")),
    "duties": ("duties", _("Which duties to tell others may apply, and their clocks.")),
    "organisations": ("organisations", _("List the organisations in the workspace.")),
    "settings": ("settings", _("Logo, page, dates and contacts of an organisation; name and colours of yours.")),
    "rename": ("organisation", _("Give an organisation another name.")),
    "archive": ("organisation", _("Archive an organisation, or take it back.")),
    "delete": ("organisation", _("Delete an organisation for good.")),
    "doctor": ("doctor", _("Check everything that is kept; repair what can be repaired.")),
    "backup": ("backup", _("Write the workspace, or one organisation, into one file.")),
    "restore": ("restore", _("Bring organisations back from a backup.")),
    "hold": ("hold", _("Put an organisation under a legal hold, or lift it.")),
    "encrypt": ("encryption", _("Put the workspace, or one organisation, behind a passphrase.")),
    "decrypt": ("encryption", _("Take the passphrase away again.")),
    "passphrase": ("encryption", _("Choose another passphrase.")),
    "comms": ("comms", _("Look through texts for the public before somebody signs them.")),
    "packs": ("packs", _("Check, list and describe questionnaires.")),
    "definitions": ("definitions", _("Check definitions of documents.")),
}
"""Verb -> the module in this package that holds it, and its line in --help."""


class Verbs(click.Group):
    """A group that knows its verbs by name and imports one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in the order of --help."""
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a verb."""
        if cmd_name not in _VERBS:
            return None
        module = importlib.import_module(f"readiness.cli.{_VERBS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing any of them."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(verb, line) for verb, (_module, line) in _VERBS.items()])


@click.group(cls=Verbs, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="readiness")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    envvar="READINESS_WORKSPACE",
    help=_("Folder that holds organisations and assessments."),
)
@click.option(
    "--language",
    type=click.Choice(languages()),
    help=_("Language of the program. Without it: READINESS_LANGUAGE, your settings, the system."),
)
@passphrase_options
@organisation_passphrase_options
@look_options
@click.option("--debug", is_flag=True, help=_("Show the full error when something goes wrong inside the program."))
@click.pass_context
def cli(
    ctx: click.Context,
    *,
    workspace: Path | None,
    language: str | None,
    passphrase_fd: int | None,
    passphrase_file: Path | None,
    organisation_passphrase_fd: int | None,
    organisation_passphrase_file: Path | None,
    theme: str,
    in_ascii: bool,
    debug: bool,
) -> None:
    """If you were breached tonight, would you know who leads, who comes, and whom to tell?

    Without a command, the app opens.
    """
    if language is not None:
        use(language)
    source = passphrase_source(passphrase_fd, passphrase_file)
    own = organisation_passphrase_source(organisation_passphrase_fd, organisation_passphrase_file)
    look = Look(theme, in_ascii)
    ctx.obj = {"workspace": workspace, "debug": debug, "passphrase": source, "own_passphrase": own, "look": look}
    if ctx.invoked_subcommand is None:
        from readiness.cli.home import open_home

        ctx.exit(open_home(workspace, source, own, look))
