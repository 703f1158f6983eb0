"""`readiness packs`: check questionnaires while they are written, list them, describe them to editors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.error import BAD_INPUT
from readiness.translation import _, ngettext

if TYPE_CHECKING:
    from readiness.questionnaire.library import Entry
    from readiness.questionnaire.loader import Translation
    from readiness.questionnaire.model import Pack
    from readiness.source import Problem


@click.group("packs", help=_("Check, list and describe questionnaires."))
def packs() -> None:
    """Hold the verbs about packs."""


@packs.command(
    "check",
    help=_(
        "Report every problem of packs, and run the tests of their conflict rules. "
        "A PATH is the folder of a pack, a pack in one file, or a file of duties."
    ),
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(paths: tuple[Path, ...]) -> None:
    """Report every problem of the packs at these paths; exit code 3 when there is one."""
    found = 0
    for path in dict.fromkeys(paths):
        contents, problems, notes = _checked(path)
        for problem in problems:
            click.echo(str(problem))
        found += len(problems)
        if not problems:
            click.echo(_("{path}: {contents}: no problems").format(path=_shown(path), contents=contents))
        for note in notes:
            click.echo(note)
    if found:
        raise _refused(ngettext("{n} problem", "{n} problems", found).format(n=found))


@packs.command("list", help=_("List the questionnaires that come with readiness, and your own."))
def list_() -> None:
    """List every pack that can be used, and say which can't."""
    from readiness.session.packs import open_library

    broken = 0
    for entry in open_library().entries():
        click.echo(_line(entry))
        if entry.error is not None:
            broken += 1
            click.echo(
                _("  can't be used; see: readiness packs check {path}").format(path=_shown(entry.path)), err=True
            )
    if broken:
        raise click.exceptions.Exit(BAD_INPUT)


@packs.command(
    "schema",
    help=_(
        "Write JSON Schemas for editors: one for each kind of file of a pack, for answers files and wording checks."
    ),
)
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help=_("Folder to write one file a kind to. Without it, all of them go to standard output as one JSON object."),
)
@click.option("--force", is_flag=True, help=_("Replace files that are there and differ."))
def schema(folder: Path | None, force: bool) -> None:
    """Write the JSON Schemas into a folder, or to standard output."""
    from readiness.exchange.answers_shape import AnswersFile
    from readiness.exchange.wording_rules import WordingFile
    from readiness.questionnaire.schema import file_schema, schema_text, schemas

    made = {**schemas(), "answers": file_schema(AnswersFile), "wording-checks": file_schema(WordingFile)}
    if folder is None:
        click.echo(schema_text(made), nl=False)
        return
    texts = {folder / f"{kind}.json": schema_text(one) for kind, one in made.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        other = [path for path, text in texts.items() if path.exists() and path.read_bytes() != text.encode()]
        if other and not force:
            names = ", ".join(path.name for path in other)
            message = _(
                "{folder} holds other files of these names: {names}. Nothing was written; --force replaces them."
            )
            raise _refused(message.format(folder=_shown(folder), names=names))
        for path, text in texts.items():
            _write(path, text)
            click.echo(_shown(path))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = _("{folder} could not be written to: {reason}").format(folder=_shown(folder), reason=reason)
        raise _refused(message) from error


def _write(path: Path, text: str) -> None:
    """Write a file in whole or not at all."""
    new = path.with_name(f"{path.name}.new")
    try:
        new.write_text(text, encoding="utf-8", newline="\n")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _refused(message: str) -> click.exceptions.Exit:
    click.echo(message, err=True)
    return click.exceptions.Exit(BAD_INPUT)


def _checked(path: Path) -> tuple[str, tuple[Problem, ...], tuple[str, ...]]:
    """What is in a pack or a file of duties, every problem of it, and how far it is translated."""
    from readiness.questionnaire.duty_loader import is_duties
    from readiness.questionnaire.identity import PackError
    from readiness.questionnaire.loader import load_placed, load_translations
    from readiness.questionnaire.rule_test import failures

    try:
        if is_duties(path):
            return (*_checked_duties(path), ())
        pack, assembly = load_placed(path)
    except PackError as error:
        return "", error.problems, ()
    translations = list(load_translations(pack, path))
    problems = [assembly.problem(failure.path, failure.message) for failure in failures(pack)]
    problems += [problem for one in translations for problem in one.problems]
    return _contents(pack), tuple(problems), tuple(_translated(pack, one) for one in translations)


def _translated(pack: Pack, one: Translation) -> str:
    from readiness.questionnaire.translations import missing

    counts = missing(pack, one.texts)
    absent, whole = (sum(numbers) for numbers in zip(*counts.values(), strict=True))
    told = _("{path}: {n} of {all} texts are translated").format(path=_shown(one.file), n=whole - absent, all=whole)
    parts = ", ".join(f"{where} {lacking}" for where, (lacking, _all) in counts.items() if lacking)
    return _("{told}; shown as written: {parts}").format(told=told, parts=parts) if parts else told


def _checked_duties(path: Path) -> tuple[str, tuple[Problem, ...]]:
    from readiness.questionnaire.duty_loader import condition_problems, load_placed_duties
    from readiness.questionnaire.loader import load_pack
    from readiness.resources import bundled
    from readiness.session.packs import DEFAULT

    file, assembly = load_placed_duties(path)
    contents = _("{id} {version}, {duties} duties, {deadlines} deadlines").format(
        id=file.id,
        version=file.version,
        duties=len(file.duties),
        deadlines=sum(len(duty.deadlines) for duty in file.duties),
    )
    return contents, condition_problems(file, assembly, load_pack(bundled("questionnaires") / DEFAULT))


def _contents(pack: Pack) -> str:
    from readiness.questionnaire.index import Index
    from readiness.questionnaire.rule_test import count

    index = Index(pack)
    return _("{id} {version}, {checks} checks, {facts} facts, {rules} rules, {tests} tests of rules").format(
        id=pack.id,
        version=pack.version,
        checks=len(index.checks),
        facts=len(index.facts),
        rules=len(index.rules),
        tests=count(pack),
    )


def _line(entry: Entry) -> str:
    origin = _("bundled") if entry.is_bundled else _("your own")
    if entry.pack is None:
        return f"{_shown(entry.path.stem)}  ({origin})"
    pack = entry.pack
    return f"{pack.id}  {pack.version}  {pack.title}  ({origin}: {_contents(pack).partition(', ')[2]})"


def _shown(path: Path | str) -> str:
    """A path as one printable line."""
    return "".join(char if char.isprintable() else "?" for char in str(path))
