"""The console's app: opens the queue, finishes background work, and leaves cleanly."""

import asyncio
import gc
import signal
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from textual import on
from textual.events import Event, Key, Paste
from textual.filter import LineFilter
from textual.screen import Screen
from textual.scrollbar import ScrollBar

from dpo_console.cases.office.desk import MOVED, UNFIT, Desk
from dpo_console.config import crash_log
from dpo_console.config.settings.settings import THEMES
from dpo_console.errors import Refused
from dpo_console.lazy_import import later
from dpo_console.tui import draw, routes
from dpo_console.tui.background import Done
from dpo_console.tui.commands import Keymap
from dpo_console.tui.polling import EVERY, Pulse
from dpo_console.tui.screens.frame.command_screen import WIDE, CommandScreen
from dpo_console.tui.screens.frame.following import Following
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE, NAMES, NAMES_IN_FORMS
from dpo_console.tui.screens.names_hidden.hiding import SHOWN, Hiding
from dpo_console.tui.terminal.cells.driver import driver_of, forget_shown
from dpo_console.tui.terminal.first_frame import FirstFrame
from dpo_console.tui.terminal.kept_styles import KeptStyles
from dpo_console.tui.terminal.quiet_end import QuietEnd
from dpo_console.tui.terminal.quiet_errors import keep_loop_quiet
from dpo_console.tui.widgets.panes import ThinBar

if TYPE_CHECKING:
    from dpo_console.cases.queue import saved_views
    from dpo_console.cases.records import verify as damage
    from dpo_console.cases.view import case as case_reading
    from dpo_console.cases.view.views import CaseView
    from dpo_console.sentences import Part
else:
    saved_views = later("dpo_console.cases.queue.saved_views")
    damage = later("dpo_console.cases.records.verify")
    case_reading = later("dpo_console.cases.view.case")

LEAVE_ON = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)

BROWSED = (
    *(way.module for way in (routes.NEW_REQUEST, routes.CASE, routes.PALETTE, routes.HELP)),
    "dpo_console.tui.screens.queue.filter_line",
    routes.HIDDEN_QUEUE.module,
)
"""Modules that the first frame does without, in the order in which keys will need them."""

SAVED = (
    routes.FACT_FORM.module,
    *(f"dpo_console.store.{name}" for name in ("tables", "sqlite.write_door")),
    *(f"dpo_console.casework.{name}" for name in ("requests", "notes", "facts")),
    *(f"dpo_console.casework.sharing.{name}" for name in ("scope", "ruling", "release")),
    "dpo_console.tui.forms.larger_fields",
    routes.LETTERS.module,
    "markdown_it",
    "mdit_py_plugins.container",
    routes.BULK_ACTS.module,
)
"""Modules that forms and saving need, above all the tables.

They take more memory than all the rest. An officer who only reads the list does without them.
"""


class ConsoleApp(QuietEnd):
    """The whole console on one desk."""

    CSS_PATH = "styles.tcss"
    TITLE = "dpo_console"
    ENABLE_COMMAND_PALETTE = False  # its stock commands save a picture of the screen to a file
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - as Textual has it
    ESCAPE_TO_MINIMIZE = False
    DEFAULT_MODE = SHOWN

    def __init__(self, desk: Desk) -> None:
        """Run on `desk`: its records, the person at work and the day.

        `last_done` holds the references of the cases last changed here, which undo in the queue
        acts on. `asked_for` is the case detail named by the last refusal in the case at hand.
        `to_load` lists the modules that the first screen over the queue needs. `newest` has a mark
        of the last job begun in each group of background work.
        """
        super().__init__(driver_class=driver_of(desk.settings.console))
        ScrollBar.renderer = ThinBar
        self.desk = desk
        self.last_done: tuple[str, ...] = ()
        self.asked_for = ""
        self.keymap = keys_of(desk)
        self.set_keymap(self.keymap.keys)
        self.stylesheet = KeptStyles(variables=self.get_css_variables())
        self.first_frame = FirstFrame(self)
        self.pulse = Pulse(self)
        self.hiding = Hiding(self)
        self.to_load: Sequence[str] = ()
        self.newest: dict[str, object] = {}
        self.add_mode(SHOWN, self.get_default_screen)
        self.own_colours = self.theme
        self.ground: Sequence[LineFilter] = ()
        self.wears = THEMES[0]

    def put_on(self, theme: str) -> None:
        """Show the console in a theme. A terminal with 16 colours or none keeps its own."""
        from dpo_console.tui.themes import put_on

        few = self.no_color or self.console.color_system not in ("256", "truecolor")
        self.wears = THEMES[0] if few else theme
        self.ground = put_on(self, self.wears, self.own_colours)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line passes: the theme's ground, then Textual's own."""
        return [*self.ground, *super().get_line_filters()]

    def get_default_screen(self) -> Screen[Any]:
        """Return the queue, which is the home screen."""
        return routes.QUEUE(self.desk)

    def on_mount(self) -> None:
        """Leave cleanly when the line drops or the machine shuts down. Send no half-drawn frame."""
        self.first_frame.hold()
        if self.desk.settings.console.theme != THEMES[0]:
            self.put_on(self.desk.settings.console.theme)
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            keep_loop_quiet(loop, self.desk.home.log)
            for number in LEAVE_ON:
                loop.add_signal_handler(number, self._leave, number)

    def _leave(self, number: signal.Signals) -> None:
        self.exit(return_code=128 + number)

    def on_ready(self) -> None:
        """Send the first frame, then load the modules that browsing needs."""
        if not self.is_headless:
            self.first_frame.then(partial(self.prepare, BROWSED))
        self.first_frame.send()
        self._tell(f"{MOVED}:", self.desk.moved)
        if self.desk.unfit:  # to word that loads what nothing else of the first frame needs
            self._tell(self.in_console(UNFIT), self.desk.unfit)
        self._tell("Keys in data/dpo.toml", self.keymap.problems)
        if self.desk.settings.views:
            self._tell("Views in data/dpo.toml", saved_views.problems(self.desk))
        if not self.is_headless:
            gc.freeze()  # what exists now stays, and later collections needn't walk through it
            self.to_load = SAVED
            self.set_interval(EVERY, self.pulse.look)
            self.set_interval(EVERY, lambda: self.hiding.hide_if_left(monotonic()))
        gc.enable()

    async def on_event(self, event: Event) -> None:
        """Note each key press as a sign that the officer is there."""
        if isinstance(event, Key | Paste):
            self.hiding.key_pressed(monotonic())
        await super().on_event(event)

    def on_key(self, event: Key) -> None:
        """Say so where a key does nothing on the screen in sight. No field took it."""
        heard = not event.is_printable or event.key in self.active_bindings
        if not heard and isinstance(self.screen, Following):
            self.screen.not_heard((event.character or "").strip() or event.key.capitalize())

    def goes_before(self, event: Key | Paste) -> bool:
        """Return True for the key that hides names, which never waits for a save."""
        hides = self.keymap.keys.get(NAMES.id, NAMES_IN_FORMS.key).split(",")
        return isinstance(event, Key) and event.key in hides and len(event.key) > 1

    def _tell(self, title: str, problems: Sequence[str]) -> None:
        """Show the entries in the office's file that don't count, and why."""
        if problems:
            self.push_screen(routes.MESSAGE("\n".join(problems), title))

    @on(Done)
    def finish(self, message: Done) -> None:
        """Continue on the screen's own thread once background work is done."""
        if message.mode in ("", self.current_mode):
            message.then()
        else:
            self.hiding.put_off(message)

    @property
    def screens(self) -> list[Screen[Any]]:
        """Every open screen. Those in sight come last."""
        shown = self.get_screen_stack(SHOWN)
        return [*shown, *self.screen_stack] if self.hiding.on else shown

    def push_screen(self, screen: Any, *more: Any, **named: Any) -> Any:  # noqa: ANN401 - as Textual
        """Open a screen over the current one.

        While names are hidden, a screen that may show names opens behind and waits there.
        """
        if self.hiding.on and getattr(screen, "shows_names", True):
            named["mode"] = SHOWN
        self.prepare(self.to_load)
        self.to_load = ()
        return super().push_screen(screen, *more, **named)

    def prepare(self, names: Sequence[str]) -> None:
        """Import, in a thread, the modules that the next keys will need."""
        if names:
            self.run_worker(partial(load, names), thread=True, exit_on_error=False, group="warm")

    def draw_whole(self) -> None:
        """Send the screen in sight whole, as something else may have drawn on the terminal."""
        forget_shown(self)
        self.screen.refresh()

    def action_names(self) -> None:
        """Hide names, or show them again."""
        self.hiding.turn()

    def open_case(self, reference: str, sentence: str = "") -> None:
        """Open a case over the current screen, with `sentence` on its status line.

        The queue follows any change made there. Raises BadInput where there is no such case.
        """
        case = case_reading.case_view(self.desk, reference)
        self.asked_for = ""
        self.push_screen(routes.CASE(self.desk, case, sentence), self._case_left)

    def sit_at(self, desk: Desk) -> None:
        """Move every screen to other settings or another day."""
        if desk.settings.console.theme != self.desk.settings.console.theme:
            self.put_on(desk.settings.console.theme)
        self.desk = desk
        for screen in self.screens:
            if isinstance(screen, Following):
                screen.sit_at(desk)
        self.others_saved()

    def others_saved(self) -> None:
        """Follow changes that others have made to the records.

        The screen in sight reads the records again at once. Those below read them when they come
        up.
        """
        for screen in self.screens:
            if isinstance(screen, Following):
                screen.stale = True
        if isinstance(self.screen, Following):
            self.screen.catch_up()

    def show_troubles(self, *, mended: bool) -> None:
        """Show on every screen any trouble with the records or the settings.

        `mended`: the records are readable again, and the screen in sight says so.
        """
        for screen in self.screens:
            if isinstance(screen, CommandScreen):
                screen.show_troubles()
        if mended and isinstance(self.screen, CommandScreen):
            self.screen.say("The records can be read and changed again.")

    def show_asides(self) -> None:
        """Show what else happened, once no dialog is open."""
        if self.desk.asides and isinstance(self.screen, CommandScreen):
            told = tuple(dict.fromkeys(self.desk.asides))
            self.desk.asides.clear()
            self._tell("Saved. Please note", told)

    def exit(
        self, result: None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """Leave. Keep any unsaved typing for the next session."""
        self.hiding.end()
        self._keep_drafts()
        super().exit(result, return_code, message)

    def _keep_drafts(self) -> None:
        for screen in self.screens:
            if isinstance(screen, Following):
                screen.keep_now()

    def leave_with(self, sentence: str) -> None:
        """Leave, giving the reason."""
        self.exit(return_code=1, message=draw.words(sentence))

    def _case_left(self, seen: "CaseView | None") -> None:
        from dpo_console.tui.screens.queue.queue import QueueScreen

        home = self.screen_stack[0]
        if isinstance(home, QueueScreen) and seen:
            home.case_changed(seen)
        elif isinstance(home, QueueScreen):
            home.views.reload()

    def action_help_quit(self) -> None:
        """Say on Ctrl+C how to leave. Textual's own answer would be a notice in markup."""
        if isinstance(self.screen, CommandScreen):
            quits = next(c for c in self.keymap.of(EVERYWHERE) if c.id == "quit")
            self.screen.say(f"{quits.shown_key} leaves the console.")

    def say_it(self, sentence: str) -> str:
        """Return a sentence of casework in the console's words.

        Where the sentence asks for a case detail, the case details form will start at that one.
        """
        from dpo_console.tui.labels import asked_for

        self.asked_for = asked_for(sentence) or self.asked_for
        return self.in_console(sentence)

    def in_console(self, sentence: "Part") -> str:
        """Return a sentence of casework with keys for commands and labels for slugs."""
        from dpo_console.tui.remedies import in_console

        return in_console(sentence, self.keymap)

    def copy(self, text: str) -> None:
        """Put text into the officer's own clipboard (OSC 52), through the terminal."""
        self.copy_to_clipboard(draw.one_for_one(text))

    def refusal(self, mistake: BaseException) -> Refused | None:
        """Return the refusal for an error caused by records changed outside, else None."""
        return damage.refusal(self.desk, mistake)

    def last_words(self, error: Exception) -> tuple[RenderableType, int]:
        """Return a refusal, or the reference code of a crash, after keeping unsaved typing."""
        with suppress(Exception):  # the reference code must be shown, even if saving drafts fails
            self._keep_drafts()
        told = self.refusal(error) or crash_log.record(error, self.desk.home.log)
        return draw.words(str(told)), told.exit_code


def keys_of(desk: Desk) -> Keymap:
    """Return an office's keys, and import nothing further where it sets none of its own."""
    if not desk.settings.keys:
        return Keymap()
    from dpo_console.tui.keymap import keymap

    return keymap(desk)


def load(names: Sequence[str]) -> None:
    """Import all the modules before a key needs them."""
    for name in names:
        import_module(name)
