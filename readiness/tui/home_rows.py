"""How an organisation is told in one row, and in two lines. Reads nothing but its own file."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date

from textual.content import Content

from readiness.assessment.model import ActionStatus, LockedOrganisation, Organisation, Summary
from readiness.assessment.schedule import next_due_of
from readiness.translation import _, ngettext
from readiness.tui.shelf import Shelf
from readiness.tui.sign import DASH
from readiness.tui.text import clean, line

_STATE, _READY, _DUE = 18, 16, 12
"""Cells that the columns after the name need at least."""
_LEAST_NAME = 11
_LEAST = 1 + _LEAST_NAME + _STATE + _READY + _DUE
_BARS = "▁▂▃▄▅▆▇█"
_MOST_POINTS, _MOST_NUMBERS = 12, 4
"""Assessments in the little chart, and in one that says their numbers, too."""
_EXPIRES_SOON = 90
"""Days before something runs out from which it is marked."""
_SOON = 14
"""Days before it is due from which an assessment is marked."""
_UNDER_WAY = (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)


def heading(width: int) -> Content:
    """The names of the columns."""
    cells = (_("Organisation"), _("Last assessed"), _("Readiness"), _("Next due"))
    return _columns(width, *(Content.styled(cell, "$quiet") for cell in cells))


def row(one: Organisation, width: int, today: date) -> Content:
    """One organisation."""
    last = one.sealed[-1] if one.sealed else None
    return _columns(width, Content(line(one.name)), _state(one, last), _readiness(last), _due(one, today))


def _columns(width: int, name: Content, state: Content, ready: Content, due: Content) -> Content:
    spare = max(0, width - _LEAST)
    ready_room = _READY + min(8, spare // 4)
    room = max(_LEAST_NAME, width - 1 - _STATE - ready_room - _DUE)
    cells = ((name, room - 1), (state, _STATE - 1), (ready, ready_room - 1), (due, _DUE))
    parts = [cell.truncate(space, ellipsis=True, pad=True) for cell, space in cells]
    return Content.assemble(" ", Content(" ").join(parts))


def _state(one: Organisation, last: Summary | None) -> Content:
    if isinstance(one, LockedOrganisation):
        return Content.styled(_("locked"), "$quiet")
    if one.draft is not None:
        words = _("draft, {n} of {all}").format(n=one.draft.answered, all=one.draft.asked)
        return Content.styled(words, "$sign-partly")
    return Content(last.as_of if last is not None else _("not yet"))


def band_words(id: str) -> str:
    """The band of a bundled pack by its id; the id itself for bands of other packs, which Home doesn't read."""
    return {
        "ready": _("Ready on paper"),
        "nearly-ready": _("Nearly ready on paper"),
        "partly-ready": _("Partly ready"),
        "not-ready": _("Not ready"),
    }.get(id, line(id)) or _("no verdict")


def _readiness(last: Summary | None) -> Content:
    if last is None:
        return Content.styled(DASH, "$quiet")
    short = {
        "ready": _("Ready"), "nearly-ready": _("Nearly"), "partly-ready": _("Partly"), "not-ready": _("Not ready")
    }.get(last.band, line(last.band) or DASH)  # fmt: skip
    return Content(f"{short:<9}{math.floor(last.in_place):>4} %")


def _due(one: Organisation, today: date) -> Content:
    if isinstance(one, LockedOrganisation):
        return Content.styled(DASH, "$quiet")
    if one.draft is not None:
        return Content.styled(_("resume"), "bold $key")
    if one.archived_on:
        return Content.styled(_("archived"), "$quiet")
    days = _days(one, today)
    if days is None:
        return Content.styled(_("start"), "bold $key")
    if days > _SOON:
        return Content(ngettext("in {n} day", "in {n} days", days).format(n=days))
    if days > 0:
        return Content.styled(ngettext("in {n} day ⧗", "in {n} days ⧗", days).format(n=days), "$sign-stale")
    return Content.styled(_("today ⧗") if days == 0 else _("overdue ⧗"), "bold $sign-stale")


def _days(one: Organisation, today: date) -> int | None:
    due = next_due_of(one)
    return (due.day - today).days if due is not None else None


def below(one: Organisation | None, shelf: Shelf, today: date) -> Content:
    """What stands below the list: about the organisation under the cursor, or what to do where there is none."""
    if one is not None:
        content = detail(one, today)
    elif shelf.organisations:
        content = Content(_("No name has these letters. Press esc to see all."))
    else:
        content = empty()
    problems = (Content.styled(f"! {clean(problem)}", "$error") for problem in shelf.problems)
    return Content("\n").join([content, *problems])


def detail(one: Organisation, today: date) -> Content:
    """What is open, and how the numbers went."""
    last = one.sealed[-1] if one.sealed else None
    if isinstance(one, LockedOrganisation):
        words = _("{name} is locked: it has a passphrase of its own. Enter asks for it.")
        return Content(words.format(name=line(one.name)))
    if last is None:
        words = _("{name}: not finished yet. Enter goes on where you stopped.")
        return Content(words.format(name=line(one.name)))
    return Content.assemble(
        (line(one.name), "bold"),
        " — ",
        ", ".join([*_open_points(last, today), *_overdue(one, today)]),
        "\n",
        _numbers(one.sealed[-_MOST_POINTS:]),
        *_runs_out(last, today),
    )


def _open_points(last: Summary, today: date) -> list[str]:
    critical = last.findings.get("critical", 0)
    points = [ngettext("{n} critical finding", "{n} critical findings", critical).format(n=critical)]
    total = sum(last.findings.values())
    points.append(ngettext("{n} finding in all", "{n} findings in all", total).format(n=total))
    ends = [day for day in last.dated.values() if last.next_due and today.isoformat() <= day < last.next_due]
    if len(ends) > 1:  # a single one is told below
        words = ngettext("{n} date runs out before {day}", "{n} dates run out before {day}", len(ends))
        points.append(words.format(n=len(ends), day=last.next_due))
    return points


def _runs_out(last: Summary, today: date) -> Iterator[Content]:
    """What runs out first, or has run out, on a line of its own."""
    if not last.dated:
        return
    # What ends next counts; only where nothing will end any more, what ended last.
    end = min(last.dated, key=lambda fact: (last.dated[fact] < today.isoformat(), last.dated[fact]))
    day = date.fromisoformat(last.dated[end])
    left = (day - today).days
    if left < 0:
        words = _("{what} ran out on {day}").format(what=_ending(end), day=day.isoformat())
        yield Content.styled(f"\n! {words}", "$sign-no")
        return
    when = ngettext("in {n} day", "in {n} days", left).format(n=left) if left else _("today")
    words = _("Runs out first: {what}, {day}, {when}").format(what=_ending(end), day=day.isoformat(), when=when)
    yield Content.styled(f"\n{words}", "$sign-stale" if left <= _EXPIRES_SOON else "$quiet")


def _ending(fact: str) -> str:
    """What ends on the day of a fact of a bundled pack; of other packs, which Home doesn't read, no more than that."""
    return {
        "insurer.ends_on": _("the insurance policy"),
        "response_firm.ends_on": _("the agreement with the response firm"),
    }.get(fact, _("a date that was given"))


def _overdue(one: Organisation, today: date) -> list[str]:
    """Actions whose day has passed, in words; none once they are done or their risk is accepted."""
    late = [each for each in one.actions if each.due and each.due < today.isoformat() and each.status in _UNDER_WAY]
    if not late or one.archived_on:
        return []
    return [ngettext("{n} action overdue", "{n} actions overdue", len(late)).format(n=len(late))]


def _numbers(sealed: list[Summary]) -> Content:
    last = sealed[-1]
    closed = _("Critical points closed {n} of {all}").format(n=last.critical_closed, all=last.critical_asked)
    return Content.assemble(
        (_("In place "), "$quiet"), _trend(sealed), "   ",
        (_("Proven "), "$quiet"), str(math.floor(last.proven)), "   ", closed,
    )  # fmt: skip


def _trend(sealed: list[Summary]) -> str:
    """How *in place* went: each number with its bar while they are few, else the bars and the last number."""
    bars = [_BARS[min(7, int(one.in_place * 8 // 101))] for one in sealed]
    numbers = [math.floor(one.in_place) for one in sealed]
    if len(sealed) > _MOST_NUMBERS:
        return f"{''.join(bars)} {numbers[-1]}"
    return "  ".join(f"{number} {bar}" for number, bar in zip(numbers, bars, strict=True))


def empty() -> Content:
    """What to do when nothing is stored."""
    return Content.assemble(
        (_("Nothing is kept here yet."), "bold"),
        "\n\n",
        _("Press n to begin with your business. It takes under an hour in all, and you can stop at any moment:"),
        " ",
        _("every answer is kept the moment you give it."),
    )
