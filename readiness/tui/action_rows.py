"""The action plan as rows under headings, by day or by owner, and one line of it in full."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from readiness.assessment.plan import Standing, standing
from readiness.assessment.plan_words import standing_words
from readiness.assessment.words import day_words, severity_words
from readiness.session.planning import Planned
from readiness.translation import _, ngettext
from readiness.tui.sign import DASH, Sign, severity_style
from readiness.tui.text import line

_CODE, _DAY = 9, 12
"""Cells of a code and of a day, with the blank after them."""
_WORDS = 21
"""Cells of how an action stands."""
_LEAST_OWNER, _MOST_OWNER = 14, 24
_LATE = (Standing.OVERDUE, Standing.LAPSED)
_LAST = "9999"
"""Sorts after every day."""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """A heading, or a line of the plan."""

    heading: str = ""
    count: int = 0
    """Headings only: lines below it."""
    planned: Planned | None = None

    @property
    def is_heading(self) -> bool:
        """Whether the cursor passes it by."""
        return self.planned is None


def standing_sign(stands: Standing | None) -> Sign:
    """How an action stands; None is a finding with nothing planned."""
    if stands is None:
        return Sign("·", _("nothing planned"), "$quiet")
    glyph, colour = {
        Standing.OPEN: ("○", "$foreground"),
        Standing.IN_PROGRESS: ("◐", "$sign-partly"),
        Standing.OVERDUE: ("⧗", "$sign-no"),
        Standing.NOT_YET_PROVEN: ("!", "$sign-unproven"),
        Standing.ACCEPTED: ("≈", "$sign-unknown"),
        Standing.LAPSED: ("⧗", "$sign-no"),
        Standing.CLOSED: ("✓", "$sign-yes"),
    }[stands]
    return Sign(glyph, standing_words(stands), colour)


def stands(one: Planned, today: date) -> Standing | None:
    """How a line stands on a day; None while nothing is planned."""
    return standing(one.action, today) if one.action is not None else None


def by_day(lines: Iterable[Planned], today: date) -> list[ActionRow]:
    """Overdue first, then what has a day, then what has none; what needs nothing now at the end."""
    listed = list(lines)

    def part(*wanted: Standing | None, dated: bool | None = None) -> list[Planned]:
        found = [one for one in listed if stands(one, today) in wanted]
        found = found if dated is None else [one for one in found if bool(_until(one)) is dated]
        return sorted(found, key=lambda one: _until(one) or _LAST)

    under_way = (Standing.OPEN, Standing.IN_PROGRESS)
    groups = (
        (_("Overdue"), part(*_LATE)),
        (_("With a day"), part(*under_way, dated=True)),
        (_("Without a day"), part(*under_way, dated=False)),
        (_("Done, not yet proven: the next assessment shows it"), part(Standing.NOT_YET_PROVEN)),
        (_("Risk accepted"), part(Standing.ACCEPTED)),
        (_("Nothing planned yet"), part(None)),
        (_("Done, shown by proof"), part(Standing.CLOSED)),
    )
    return [row for heading, found in groups for row in _group(heading, found)]


def by_owner(lines: Iterable[Planned], today: date) -> list[ActionRow]:
    """Everybody with what is theirs, by name; what is nobody's at the end. Within, as by day."""
    ordered = [row.planned for row in by_day(lines, today) if row.planned is not None]
    owners = sorted({one.owner for one in ordered}, key=lambda name: (not name, name.casefold()))
    rows: list[ActionRow] = []
    for owner in owners:
        rows += _group(owner or _("Nobody yet"), [one for one in ordered if one.owner == owner])
    return rows


def _group(heading: str, found: list[Planned]) -> Iterator[ActionRow]:
    if found:
        yield ActionRow(heading, len(found))
        yield from (ActionRow(planned=one) for one in found)


def _until(one: Planned) -> str:
    """The day that counts: when it is due, or until when the risk is accepted."""
    if one.action is None:
        return ""
    return one.action.expires or one.action.due


def drawn(today: date, *, owners: bool) -> Callable[[ActionRow, int], Content]:
    """Draws rows; with `owners` who does it, else how it stands, as the heading says who."""

    def draw(row: ActionRow, width: int) -> Content:
        return _row(row.planned, width, today, owners=owners) if row.planned is not None else _heading(row)

    return draw


def _heading(row: ActionRow) -> Content:
    return Content.assemble((line(row.heading), "bold"), (f"  {row.count}", "$quiet"))


def _row(one: Planned, width: int, today: date, *, owners: bool) -> Content:
    sign = standing_sign(stands(one, today))
    day = f"{_until(one) or DASH:<{_DAY}}"
    end = Content.styled(sign.word, sign.colour)
    room_at_end = _WORDS
    if owners:
        end, room_at_end = Content(line(one.owner)), max(_LEAST_OWNER, min(_MOST_OWNER, width // 5))
        if one.action is None:
            end = Content.styled(severity_words(one.finding.severity) if one.finding else "", "$quiet")
    room = max(8, width - 4 - _DAY - _CODE - room_at_end - 1)
    title = Content(line(one.title or one.identity)).truncate(room, ellipsis=True, pad=True)
    style = sign.colour if stands(one, today) in _LATE else "$quiet"
    return Content.assemble(
        "  ", sign.mark, " ", (day, style), (f"{one.code:<{_CODE}}", "$quiet"), title, " ",
        end.truncate(room_at_end, ellipsis=True, pad=True),
    )  # fmt: skip


def about(one: Planned | None, today: date) -> Content:
    """A line of the plan in full."""
    if one is None:
        return Content("")
    title = Content.assemble((line(one.title or one.identity), "bold"))
    if one.finding is not None:
        severity = severity_words(one.finding.severity)
        title = Content.assemble((severity, severity_style(one.finding.severity)), "  ", title)
    return Content("\n").join([title, what_is_planned(one, today)])


def what_is_planned(one: Planned, today: date) -> Content:
    """How a line stands, who does it and by when, and what was noted."""
    sign = standing_sign(stands(one, today))
    return Content("\n").join([Content("  ").join([sign.full, *map(Content, _details(one))]), *_notes(one)])


def _details(one: Planned) -> Iterator[str]:
    action = one.action
    if action is None:
        return
    if one.owner:
        yield _("owner {name}").format(name=line(one.owner))
    if action.due:
        yield _("due {day}").format(day=_day(action.due))
    if action.cost:
        yield _("cost {cost}").format(cost=line(action.cost))
    if action.closed_on:
        yield _("on {day}").format(day=_day(action.closed_on))
    if action.reopened:
        n = action.reopened
        yield ngettext("opened again {n} time", "opened again {n} times", n).format(n=n)


def _notes(one: Planned) -> Iterator[Content]:
    action = one.action
    if action is None:
        return
    if action.approver:
        text = _("accepted by {name} until {day}: {reason}")
        yield Content(text.format(name=line(one.approver), day=_day(action.expires), reason=line(action.reason)))
    if action.note:
        yield Content.assemble(("✎ ", "$key"), line(action.note))


def _day(text: str) -> str:
    try:
        return day_words(date.fromisoformat(text))
    except ValueError:
        return line(text)
