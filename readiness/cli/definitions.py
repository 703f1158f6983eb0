"""`readiness definitions`: check the definitions of documents while they are written."""

from __future__ import annotations

from pathlib import Path

import click

from readiness.error import BAD_INPUT
from readiness.translation import _, ngettext


@click.group("definitions", help=_("Check definitions of documents; describe them to editors."))
def definitions() -> None:
    """Hold the verbs about definitions."""


@definitions.command("check", help=_("Report every problem of definitions, each with its line."))
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Report every problem of the definitions in these files; exit code 3 when there is one."""
    from readiness.report.definition import DefinitionError, load_definition

    found = 0
    for file in dict.fromkeys(files):
        try:
            definition = load_definition(file)
        except DefinitionError as error:
            found += len(error.problems)
            for problem in error.problems:
                click.echo(str(problem))
        else:
            contents = ngettext("{n} part", "{n} parts", len(definition.order)).format(n=len(definition.order))
            message = _("{file}: {id}, {contents}: no problems")
            click.echo(message.format(file=file, id=definition.id, contents=contents))
    if found:
        click.echo(ngettext("{n} problem", "{n} problems", found).format(n=found), err=True)
        raise click.exceptions.Exit(BAD_INPUT)


@definitions.command("schema", help=_("Write the JSON Schemas of definitions to standard output, for editors."))
def schema() -> None:
    """Write the JSON Schemas as one object."""
    from readiness.questionnaire.schema import schema_text
    from readiness.report.definition import schemas

    click.echo(schema_text(schemas()), nl=False)
