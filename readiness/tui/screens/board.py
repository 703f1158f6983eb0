"""The action plan of an organisation: what is overdue first, or by owner; each line opens to be changed."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from readiness.assessment.model import ActionStatus
from readiness.session.action_plan import ActionPlan
from readiness.session.planning import Planned
from readiness.translation import _, ngettext
from readiness.tui import action_fields as fields
from readiness.tui.action_rows import ActionRow, about, by_day, by_owner, drawn, standing_sign, stands
from readiness.tui.saving import SavingScreen
from readiness.tui.text import clean, line
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.row_list import RowList
from readiness.tui.widgets.title_line import TitleLine

_LATE = ("overdue", "lapsed")


class BoardScreen(SavingScreen[None]):
    """Rows under headings; the one under the cursor in full below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", f"change('{fields.OWNER}')", _("assign")),
        Binding("d", f"change('{fields.DUE}')", _("due date")),
        Binding("s", f"change('{fields.STATUS}')", _("state")),
        Binding("k", f"change('{fields.APPROVER}')", _("accept risk")),
        Binding("g", "group", _("owner or day"), tooltip=_("Group by owner, or by day")),
        Binding("f", "filter", _("planned or all"), tooltip=_("Only what is planned, or every finding")),
        Binding("ctrl+z", "undo", _("take back")),
        Binding("escape,h,b", "close", _("back")),
    ]

    rows = getters.query_one("#board", RowList)
    about = getters.query_one("#board-about", Static)
    summary = getters.query_one("#board-summary", Static)

    def __init__(self, plan: ActionPlan) -> None:
        super().__init__(plan.session.clock)
        self._plan = plan
        self._by_owner = False
        self._only_planned = any(one.action is not None for one in plan.lines)

    def compose(self) -> ComposeResult:
        """One sentence, the rows, one of them in full."""
        name = line(self._plan.session.organisation.name)
        yield TitleLine(Content(f"{name} · " + _("actions")))
        yield Static(id="board-summary", markup=False)
        yield RowList(self._draw, id="board", skips=lambda row: row.is_heading)
        yield Static(id="board-about", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with what is overdue."""
        if self._plan.session.read_only:
            self.query_one(TitleLine).right = Content.styled(_("read only"), "bold $sign-partly")
            words = _("Another program works on this organisation ({holder}). You can look; nothing is saved.")
            self.app.notify(clean(words.format(holder=self._plan.session.holder)), timeout=30, markup=False)
        self._show()
        self.rows.focus()

    @property
    def _today(self) -> date:
        return self._clock.today

    def _draw(self, row: ActionRow, width: int) -> Content:
        return drawn(self._today, owners=not self._by_owner)(row, width)

    def _show(self, identity: str = "") -> None:
        """Show the plan as it is now, with the cursor on the same line."""
        current = self._current
        wanted = identity or (current.identity if current is not None else "")
        lines = self._plan.lines
        listed = [one for one in lines if one.action is not None or not self._only_planned]
        rows = (by_owner if self._by_owner else by_day)(listed, self._today)
        found = (n for n, row in enumerate(rows) if row.planned is not None and row.planned.identity == wanted)
        self.rows.show(rows, next(found, 0))
        self.summary.update(self._counted(lines))
        self._follow()

    def _counted(self, lines: tuple[Planned, ...]) -> Content:
        standings = [stands(one, self._today) for one in lines]
        late = sum(1 for one in standings if one is not None and one.value in _LATE)
        unplanned = sum(1 for one in standings if one is None)
        words = [ngettext("{n} action", "{n} actions", len(lines) - unplanned).format(n=len(lines) - unplanned)]
        if unplanned:
            words.append(ngettext(
                "{n} finding with nothing planned", "{n} findings with nothing planned", unplanned
            ).format(n=unplanned))  # fmt: skip
        said = Content(" · ".join(words))
        if not late:
            return said
        sign = standing_sign(next(one for one in standings if one is not None and one.value in _LATE))
        overdue = ngettext("{n} overdue", "{n} overdue", late).format(n=late)
        return Content.assemble((f"{sign.glyph} {overdue}", f"bold {sign.colour}"), " · ", said)

    @property
    def _current(self) -> Planned | None:
        row: ActionRow | None = self.rows.current
        return row.planned if row is not None else None

    @on(RowList.Moved)
    def _follow(self) -> None:
        self.about.update(about(self._current, self._today) if self.rows.rows else _empty())
        self.refresh_bindings()

    @on(RowList.Opened)
    def _open(self) -> None:
        self._change("")

    def action_change(self, field: str) -> None:
        """Change the action under the cursor, beginning with one field."""
        self._change(field)

    @work(exclusive=True, group="opening")
    async def _change(self, field: str) -> None:
        from readiness.tui.screens.action import ActionScreen  # noqa: PLC0415 - opens later

        current = self._current
        if current is not None and self.is_active:
            await self.app.push_screen_wait(ActionScreen(self._plan, current, field))
            self._show(current.identity)

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer what can be done about the line under the cursor."""
        if action == "change":
            current = self._current
            is_closed = current is None or (current.action is not None and current.action.status is ActionStatus.CLOSED)
            return not (is_closed or self._plan.session.read_only)
        return action != "undo" or self._plan.can_undo

    def action_group(self) -> None:
        """Group by owner, or by day again."""
        self._by_owner = not self._by_owner
        self._show()

    def action_filter(self) -> None:
        """Show only what is planned, or every finding."""
        self._only_planned = not self._only_planned
        self._show()

    def action_undo(self) -> None:
        """Take the last change back."""
        self.later(self._undo)

    async def _undo(self) -> None:
        identity = await self.keep(self._plan.undo)
        self._show(identity or "")

    def action_close(self) -> None:
        """Back to where it was opened."""
        self.dismiss(None)


def _empty() -> Content:
    return Content(_("Nothing is planned yet. Press f to see every finding."))
