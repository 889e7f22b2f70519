"""A screen with commands, and the frame that every screen of the console stands in."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize
from textual.screen import Screen, ScreenResultType

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import ROLES, why_may_not
from dpo_console.errors import DpoConsoleError, StaleSave
from dpo_console.lazy_import import later
from dpo_console.tui import routes
from dpo_console.tui.background import background
from dpo_console.tui.commands import Choice, Command, bindings
from dpo_console.tui.screens.frame.first_draw import STYLES, come_up, console_of, heed_size
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE
from dpo_console.tui.terminal.screens import quiet_focus, steady
from dpo_console.tui.widgets.bars import Banner, KeyBar, StatusLine, TopLine
from dpo_console.tui.widgets.panes import Pane

if TYPE_CHECKING:
    from textual.timer import Timer

    from dpo_console.cases.view.views import CaseView
    from dpo_console.casework.office import opening
    from dpo_console.tui.app import ConsoleApp
    from dpo_console.tui.forms.controls import NotTaken
else:
    opening = later("dpo_console.casework.office.opening")

Result = TypeVar("Result")

WIDE = 100
"""Columns from which a second pane has room."""

REST = 0.15
"""Seconds after which a cursor counts as resting. A held key sends only its own movement."""


@steady
class CommandScreen(Screen[ScreenResultType]):
    """A screen with top line, body, status line and key bar, and the one way to run commands.

    A subclass lists `commands` (with EVERYWHERE), which are its keys, and composes `body`.
    """

    commands: ClassVar[tuple[Command, ...]] = EVERYWHERE
    BINDINGS: ClassVar[list[BindingType]] = bindings(EVERYWHERE)
    signs: ClassVar[str] = ""
    """The signs of the screen's lists with their meaning, for its help."""
    types: ClassVar[bool] = False
    """True where characters are typed into fields, which bars them from being keys."""
    CSS_PATH: ClassVar[Path | None] = STYLES
    focused = quiet_focus()
    in_place = False
    """True once the screen is up with its focus, and keys reach the right field."""
    stale = False
    shows_names = True

    def __init_subclass__(cls, **options: bool) -> None:
        """Give a screen the keys of its commands."""
        if "commands" in cls.__dict__:
            cls.BINDINGS = bindings(cls.commands)
        super().__init_subclass__(**options)

    def __init__(self, desk: Desk, title: str) -> None:
        """Start with `title` first on the top line."""
        super().__init__()
        self.desk = desk
        self.heading = title
        self.resting: dict[Callable[[], None], Timer] = {}

    @property
    def console(self) -> "ConsoleApp":
        """The app."""
        return console_of(self)

    @property
    def offered(self) -> tuple[Command, ...]:
        """The commands, with the keys that they have in this office."""
        return self.console.keymap.of(self.commands)

    def steps(self) -> "list[Choice]":
        """Return the next steps of a case at hand, for whoever looks for one by its words."""
        return []

    def begin_step(self, act: str) -> None:
        """Begin one of the steps."""

    @property
    def bare(self) -> bool:
        """True where nothing is listed. The key bar then has no keys for what would be."""
        return False

    def key(self, id: str) -> str:
        """Return one command's key as people write it, for a sentence that names it."""
        return next(command.shown_key for command in self.offered if command.id == id)

    def compose(self) -> ComposeResult:
        """Draw the frame around the body, once only, because the width is already known."""
        self.set_class(self.app.size.width >= WIDE, "-wide")
        self.set_class(self.app.size.width < WIDE, "-narrow")
        yield TopLine(self.desk, self.heading)
        yield from self.body()
        yield StatusLine()
        yield KeyBar()

    def body(self) -> ComposeResult:
        """Compose the screen's own content."""
        yield from ()

    def on_screen_resume(self) -> None:
        """Show any changes made while the screen was out of sight."""
        self.catch_up()
        come_up(self)

    def on_resize(self, event: Resize) -> None:
        """Heed the window's size."""
        heed_size(self, event)

    def sit_at(self, desk: Desk) -> None:
        """Continue at another desk. The screen reads its records again once in sight."""
        self.desk = desk
        self.query_one(TopLine).sit_at(desk)

    def catch_up(self) -> None:
        """Read again any records that may have changed."""
        if self.stale:
            self.stale = False
            self.attempt(self.read_again)

    def keep_now(self) -> None:
        """Keep any unsaved typing, on a screen that has some."""

    def on_key(self) -> None:
        """Drop an error with the next key, because the officer looks at something else then."""
        status = self.query_one(StatusLine)
        if status.bad:
            status.say("")

    def not_heard(self, key: str) -> None:
        """Say that a key does nothing here."""
        self.say(f"The key {key} does nothing here.", bad=True)

    def read_again(self) -> None:
        """Read the records again. The cursor stays where it is.

        Draw nothing where nothing has changed, because no key was pressed.
        """

    def show_troubles(self) -> None:
        """Show at the top any trouble with the records or the settings, while it lasts."""
        troubles = self.console.pulse.seen.troubles
        for banner in self.query(Banner):
            banner.remove()
        if troubles:
            self.mount(Banner(troubles), after=self.query_one(TopLine))

    def on_mount(self) -> None:
        """Start the key bar with the commands that can run at once."""
        self.refresh_commands()
        if self.console.pulse.seen.troubles:
            self.show_troubles()

    def head(self, title: str) -> None:
        """Change the title on the top line."""
        self.query_one(TopLine).say(title)

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """Tell the officer about the last event, or the reason it failed (`bad`)."""
        self.query_one(StatusLine).say(sentence, bad=bad)

    def hand_over(self, line: str, place: str = "") -> None:
        """Copy a line for the officer's own computer, and show it whole.

        It is shown because no program can tell if the terminal took the copy. `place` is where the
        file stands that it fetches.
        """
        self.console.copy(line)
        self.console.push_screen(routes.LINES(line, place))

    def on_not_taken(self, event: "NotTaken") -> None:
        """Report a paste that was too long for a field outside any form."""
        event.stop()
        self.say(event.sentence, bad=True)

    def show_error(self, error: DpoConsoleError) -> None:
        """Show an error's sentence, in a dialog where it is long.

        Where another person saved first, show their changes too. The next try rests on the records
        as seen then.
        """
        if isinstance(error, StaleSave):
            self.attempt(self.read_again)
        sentence = self.console.say_it(error.sentence)
        if "\n" not in sentence and len(sentence) < self.size.width * 2 - 10:
            self.say(sentence, bad=True)
            return
        self.console.push_screen(routes.MESSAGE(sentence, "Not done"))

    def tell_error(self, error: DpoConsoleError) -> None:
        """Show on the status line an error that no key caused, without interrupting anyone."""
        if self.is_attached:
            self.say(str(error).splitlines()[0], bad=True)

    def refresh_commands(self) -> None:
        """Draw the key bar again, because other commands can run now."""
        desk = self.desk
        shown = [
            c
            for c in self.offered
            if c.show
            and not self.never_here(c)
            and not (c.needs and all(why_may_not(desk, act) for act in c.needs.split()))
        ]
        entries = [(c, not c.why_not(self)) for c in shown]
        self.query_one(KeyBar).show([e for e in entries if e[1] or not self.bare])

    # Named, not @on, because a screen may have no such list.
    def on_list_with_pane_drawn(self) -> None:
        """Draw the key bar again, because other rows are listed."""
        self.refresh_commands()

    def never_here(self, command: Command) -> bool:
        """Return True for a command that means nothing on what the screen shows."""
        return False

    def run(self, command: Command) -> None:
        """Run a command, or say why it can't run now."""
        reason = command.why_not(self)
        if reason:
            self.say(self.console.in_console(reason), bad=True)
            return
        name, _, argument = command.action.partition(":")
        action = getattr(self, f"action_{name}")
        self.attempt(lambda: action(*([argument] if argument else [])))

    def attempt(self, what: Callable[[], object]) -> None:
        """Do something that reads the records at once. Show a refusal instead of crashing."""
        try:
            what()
        except DpoConsoleError as error:
            self.show_error(error)
        except Exception as mistake:
            refused = self.console.refusal(mistake)
            if refused is None:
                raise
            self.show_error(refused)

    def action_run(self, id: str) -> None:
        """Run the command of that id on a key press, where this screen has it.

        Keys of EVERYWHERE are bound even on screens without the command.
        """
        for command in self.commands:
            if command.id == id:
                self.run(command)

    def once_rested(self, then: Callable[[], None]) -> None:
        """Do something once the keys have rested. A further request starts the wait again."""
        if then in self.resting:
            self.resting[then].stop()
        self.resting[then] = self.set_timer(REST, then)

    def read(
        self,
        job: Callable[[], Result],
        then: Callable[[Result], None],
        group: str,
        *,
        held: bool = False,
    ) -> None:
        """Read in a thread. A later read of the same group replaces this one.

        Where `held`, keys wait for the result, because they are meant for what it shows.
        """
        background(self.app, job, self._while_here(then), self.tell_error, group, saves=held)

    def save(self, change: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Save in a thread, then continue with the result. Show a refusal."""
        background(self.app, change, self._while_here(then), self.show_error, saves=True)

    def save_case(self, act: Callable[[], str], then: Callable[["CaseView"], None]) -> None:
        """Do an act of casework in a thread, then continue with the case as it is now."""

        def done() -> "CaseView":
            from dpo_console.cases.view.case import case_view

            return case_view(self.desk, act())

        self.save(done, then)

    def _while_here(self, then: Callable[[Result], None]) -> Callable[[Result], None]:
        return lambda result: then(result) if self.is_attached else None

    def ask(self, question: Screen[Result], then: Callable[[Result], object]) -> None:
        """Open a question, a form or a screen, and go on with what it returns, if anything."""

        def answered(answer: Result | None) -> None:
            if answer is not None:
                self.attempt(lambda: then(answer))

        self.console.push_screen(question, answered)

    def confirm(self, title: str, effect: str, then: Callable[[], object]) -> None:
        """Ask before an act that is hard to undo, and do it on yes."""
        self.ask(routes.CONFIRM(title, effect), lambda _: then())

    def action_find(self) -> None:
        """Find a command or a case, and run or open it here."""
        self.ask(routes.PALETTE(self.desk, self), lambda go: go())

    def action_guide(self) -> None:
        """Find a page of the guide, and show it."""
        show = lambda found: self.console.push_screen(routes.GUIDE(self.desk, found))  # noqa: E731
        self.ask(routes.GUIDE_SEARCH(), show)

    def action_theme(self) -> None:
        """Choose other colours, until the console closes."""
        from dpo_console.tui.themes import TITLES

        now = self.console.wears
        choices = [
            Choice(name, title, "in use" if name == now else "") for name, title in TITLES.items()
        ]

        def chosen(name: str) -> None:
            self.console.put_on(name)
            if name != self.console.wears:
                self.say("This terminal has too few colours for that, and keeps its own.", bad=True)

        self.ask(routes.CHOOSE("Which colours?", choices), chosen)

    def action_colleague(self) -> None:
        """Choose the colleague who works at this console from now on, in the demo."""
        people = (person for person in self.desk.people if person != self.desk.person)
        choices = [Choice(p.slug, p.name, ROLES[p.role].in_menu) for p in people]

        def chosen(slug: str) -> None:
            self.console.sit_at(opening.as_colleague(self.desk, slug))
            self.say(f"You now work as {self.desk.person.name}.")

        asked = "Demo only: work as whom? What you do is recorded under that name."
        self.ask(routes.CHOOSE(asked, choices), chosen)

    def action_help(self) -> None:
        """Show this screen's commands, and run here the one chosen there."""
        self.ask(routes.HELP(self.desk, self), self.run)

    def action_read_again(self) -> None:
        """Draw the whole screen, and read its records again."""
        self.console.draw_whole()
        self.read_again()

    def action_read_on(self) -> None:
        """Scroll the words on the screen by a page, and from the end back to the start."""
        self.query_one(Pane).read_on()

    def action_names(self) -> None:
        """Hide names, or show them again."""
        self.console.hiding.turn()

    def action_back(self) -> None:
        """Go back to the screen before."""
        self.dismiss()

    def action_quit(self) -> None:
        """Leave the console."""
        self.app.exit()
