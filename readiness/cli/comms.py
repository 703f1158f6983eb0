"""`readiness comms`: look through texts for the public before somebody signs them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from readiness.error import BAD_INPUT, BELOW, ReadinessError
from readiness.translation import _, ngettext

if TYPE_CHECKING:
    from readiness.exchange.wording_check import Flag


@click.group("comms", help=_("Look through texts for the public before somebody signs them."))
def comms() -> None:
    """Hold the verbs about texts for the public."""


@comms.command(
    "check",
    help=_(
        "Flag words that do harm in a public text, each with the reason and better words. A FILE is text, Markdown, "
        "or a Word document, whose lines are its paragraphs. A phrase alone in quotation marks is left alone. "
        "Nothing is ever approved: the check looks for words and does not know the facts."
    ),
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=_("Write it as JSON."))
@click.option(
    "--leave-out",
    metavar="RULE",
    multiple=True,
    help=_("Leave out a rule by its id, such as breach-word once counsel has agreed to the word. May be repeated."),
)
@click.option(
    "--rules",
    "rules_file",
    metavar="FILE.yaml",
    type=click.Path(path_type=Path),
    help=_("Rules of your own instead of those that come with the program."),
)
def check(files: tuple[Path, ...], *, as_json: bool, leave_out: tuple[str, ...], rules_file: Path | None) -> None:
    """Flag harmful words in these files; exit code 5 when there are any, 3 when a file can't be read."""
    from readiness.cli import summary
    from readiness.exchange.wording_check import WordingCheck
    from readiness.exchange.wording_rules import wording_rules
    from readiness.session.wording import flags_in, rules_to_leave_out

    file = wording_rules(rules_file)
    ready = WordingCheck(file, rules_to_leave_out(file, leave_out))
    found: dict[str, tuple[Flag, ...]] = {}
    refused: dict[str, str] = {}
    for path in dict.fromkeys(files):
        try:
            found[_shown(path)] = flags_in(path, ready)
        except ReadinessError as error:
            refused[_shown(path)] = str(error)
    count = sum(map(len, found.values()))
    if as_json:
        summary.write_json(_value(found, refused, count))
    else:
        _tell(found, refused, count)
    if refused or count:
        raise click.exceptions.Exit(BAD_INPUT if refused else BELOW)


def _tell(found: dict[str, tuple[Flag, ...]], refused: dict[str, str], count: int) -> None:
    for name, flags in found.items():
        for flag in flags:
            line = _("{file}:{line}: {what}: {why}: {better} [{rule}]")
            told = {"what": flag.what, "why": flag.why, "better": flag.better, "rule": flag.rule}
            click.echo(_shown(line.format(file=name, line=flag.line, **told)))
    for name, reason in refused.items():
        click.echo(f"{name}: {reason}", err=True)
    if found:
        flagged = ngettext("{n} flagged", "{n} flagged", count).format(n=count) if count else _("none flagged")
        click.echo(_("{flagged}. This looks for words and does not know the facts.").format(flagged=flagged))


def _value(found: dict[str, tuple[Flag, ...]], refused: dict[str, str], count: int) -> dict[str, Any]:
    keys = ("line", "rule", "category", "what", "why", "better")
    files = [
        {"file": name, "flagged": [{key: getattr(flag, key) for key in keys} for flag in flags]}
        for name, flags in found.items()
    ]
    return {"flagged": count, "files": files, "refused": [{"file": name, "reason": refused[name]} for name in refused]}


def _shown(text: Path | str) -> str:
    """As one printable line: a text that was sent may hold what turns or hides words on a terminal."""
    return "".join(char if char.isprintable() else "?" for char in str(text))
