"""Options that several verbs share, and the desk they work at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from readiness.translation import _

if TYPE_CHECKING:
    from readiness.session.place import Desk

Verb = TypeVar("Verb", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day as `2026-03-12`."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that was typed."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(_("a date that exists is needed, written like 2026-03-12"), param, ctx)


def today_option(verb: Verb) -> Verb:
    """`--today DATE`: the day that is judged."""
    return click.option(
        "--today", metavar="DATE", type=Day(), help=_("Judge as of this day instead of today (2026-03-12).")
    )(verb)


def assessment_option(verb: Verb) -> Verb:
    """`--assessment DATE|ID`: which sealed one."""
    return click.option(
        "--assessment",
        "which",
        metavar="DATE|ID",
        default="",
        help=_("Which sealed assessment, by its day or its id. Without it, the last one."),
    )(verb)


def desk_of(ctx: click.Context, today: date | None = None, *, create: bool = True) -> Desk:
    """The workspace of this command line.

    Raises:
        PassphraseNeeded: it is encrypted, and no right passphrase was given.
        StoreError: it can't be opened, or there is none and `create` is False.
    """
    from readiness.cli.language import speak_as_chosen
    from readiness.session.clock import Clock
    from readiness.session.place import Desk, open_workspace

    given = ctx.find_root().obj
    workspace = open_workspace(given["workspace"], create=create, passphrase=given["passphrase"])
    speak_as_chosen(workspace)
    return Desk(workspace, Clock(day=today), given["own_passphrase"])
