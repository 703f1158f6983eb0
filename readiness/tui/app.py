"""The app: wires screens to the desk, and leaves only when everything is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from readiness.error import DONE, ReadinessError
from readiness.translation import _
from readiness.tui import glyphs, theme
from readiness.tui.hangup import on_end
from readiness.tui.saving import SavingScreen
from readiness.tui.screens.home import HomeScreen
from readiness.tui.screens.window import Window
from readiness.tui.text import clean
from readiness.tui.widgets.key_line import key_names

if TYPE_CHECKING:
    from datetime import datetime

    from textual.command import Provider
    from textual.filter import LineFilter

    from readiness.assessment.model import Organisation
    from readiness.session.place import Desk


Opens = Literal["visit", "show", "now"]
"""What is opened first."""
VISIT: Final = "visit"
SHOW: Final = "show"
NOW: Final = "now"


def _commands() -> type[Provider]:
    from readiness.tui.commands import KeyCommands  # noqa: PLC0415 - brings the palette, which opens later

    return KeyCommands


class ReadinessApp(App[None]):
    """One workspace on screen."""

    TITLE = "Readiness"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (96, "-roomy"), (126, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q,ctrl+c", "quit", _("Leave; everything is kept"), show=False, priority=True),
        Binding("question_mark,f1,f2", "help", _("help")),
    ]

    def __init__(
        self,
        desk: Desk,
        organisation: str = "",
        *,
        opens: Opens = VISIT,
        colours: str = "",
        in_ascii: bool = False,
        noticed: datetime | None = None,
    ) -> None:
        """`organisation` is the id of one to open at once; `colours` are worn from now on, and remembered."""
        super().__init__()
        self.desk = desk
        self.fault: BaseException | None = None
        self._home = HomeScreen(desk)
        self._first = organisation
        self._opens = opens
        self._noticed = noticed
        self._leaving = False
        self._visits = False
        for each in theme.THEMES:
            self.register_theme(each)
        self._colours = colours
        self._begin_with(theme.chosen(colours or desk.workspace.settings.load().theme))
        self._exchange = [glyphs.in_ascii()] if in_ascii or glyphs.is_needed() else []
        self.animation_level = "none"

    def _begin_with(self, name: str) -> None:
        """Wear a theme from the start. Assigned, it would have all style sheets parsed twice before the first paint."""
        self.set_reactive(App.theme, name)
        dark = self.current_theme.dark
        worn = {f"-theme-{name}": True, "-dark-mode": dark, "-light-mode": not dark}
        self.update_classes(worn, update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colours under themes that don't have them."""
        return theme.defaults()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, and what exchanges glyphs that the terminal can't show."""
        return [*super().get_line_filters(), *self._exchange]

    def get_key_display(self, binding: Binding) -> str:
        """Short names of keys."""
        return key_names().get(binding.key, binding.key.replace("ctrl+", "^"))

    def get_default_screen(self) -> Screen[None]:
        """Home is at the bottom of everything."""
        return self._home

    def on_mount(self) -> None:
        """Listen for the terminal being closed, and open what was asked for."""
        if not self.is_headless:
            on_end(self.leave)
        if self._colours:
            self._remember_colours(self._colours)
        if self._opens in (SHOW, NOW):
            self.open_first(self._opens, self._first)
        elif self._first:
            self.visit(self._first)

    @work
    async def open_first(self, opens: Opens, organisation_id: str) -> None:
        """Open something else than questions or results of an organisation."""
        from readiness.tui import upkeep  # noqa: PLC0415 - Home is painted first

        shows = partial(upkeep.now, at=self._noticed) if opens == NOW else upkeep.show_it
        await upkeep.told(self, shows(self, self.desk, organisation_id))
        self._home.read()

    @work
    async def visit(self, organisation_id: str, *, again: bool = False) -> None:
        """Open an organisation: its questions where there is a draft, else its results."""
        from readiness.tui.visit import visit  # noqa: PLC0415 - Home is painted first

        if self._visits:
            return  # Enter was pressed twice
        self._visits = True
        try:
            await visit(self, organisation_id, again=again)
        except ReadinessError as problem:
            self.tell(str(problem))
        finally:
            self._visits = False
        self._home.read()

    def tell(self, problem: str) -> None:
        """Say what went wrong."""
        self.notify(clean(problem), severity="error", timeout=20, markup=False)

    @work(exclusive=True, group="leave")
    async def leave(self) -> None:
        """Keep everything, then leave. What can't be kept is said, and asking again leaves without it."""
        kept = True
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Window):
                await screen.dismiss(screen.so_far())
            elif screen.is_modal:
                await screen.dismiss()
            elif isinstance(screen, SavingScreen):
                kept = await screen.settle() and kept
        if kept or self._leaving:
            self.exit()
        else:
            self._leaving = True
            self.tell(_("Something is not saved. It is still in its field. Leave again to go without it."))

    async def action_quit(self) -> None:
        """Leave."""
        self.leave()

    def action_command_palette(self) -> None:
        """Open the command palette."""
        from readiness.tui.palette import Palette  # noqa: PLC0415 - opens later

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(placeholder=_("Search for commands…")))

    def action_help(self) -> None:
        """Show every key that works on this screen."""
        from readiness.tui.screens.help import HelpScreen  # noqa: PLC0415 - opens later

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Commands that have no key of their own."""
        from readiness.tui.colours import names  # noqa: PLC0415 - opens later

        for chosen, name in names().items():
            words = _("Colours: {name}").format(name=name)
            yield SystemCommand(words, _("Change the colours of the app"), partial(self.wear, chosen))

    def wear(self, chosen: str) -> None:
        """Change the colours, and remember them; "" follows the terminal."""
        self.theme = theme.chosen(chosen)
        self._remember_colours(chosen)

    @work(thread=True, exclusive=True, group="colours")
    def _remember_colours(self, chosen: str) -> None:
        from readiness.session.preferences import Preferences, prefer  # noqa: PLC0415 - only once they change

        try:
            prefer(self.desk.workspace, Preferences(theme=chosen))
        except ReadinessError as problem:
            self.call_from_thread(self.tell, str(problem))

    def _fatal_error(self) -> None:
        """Close without printing a traceback: `run` hands the fault on, and the command says it in a sentence."""
        self.fault = self._exception
        self._close_messages_no_wait()


def run(
    desk: Desk,
    organisation: Organisation | None = None,
    *,
    opens: Opens = VISIT,
    noticed: datetime | None = None,
    colours: str = "",
    in_ascii: bool = False,
) -> int:
    """Open the app, at Home or at one organisation; the exit code.

    `opens` says what is opened there: the questions or results, what asks for the proof of answers, or what to do
    while something happens, which was `noticed` then.
    `colours` and `in_ascii` say how it looks; without them the settings and the terminal do.

    Raises:
        BaseException: a fault inside the program, once the terminal is itself again.
    """
    first = organisation.id if organisation is not None else ""
    app = ReadinessApp(desk, first, opens=opens, noticed=noticed, colours=colours, in_ascii=in_ascii)
    app.run()
    if app.fault is not None:
        raise app.fault
    return DONE
