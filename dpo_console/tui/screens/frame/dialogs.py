"""Short questions at the foot of the screen: a message, yes or no, a choice.

Their place leaves the subject of the question in sight.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import RenderableType
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Resize
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import OptionList

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.office.drafts import Draft
from dpo_console.tui import draw
from dpo_console.tui.commands import Choice
from dpo_console.tui.forms.controls import rows
from dpo_console.tui.screens.frame.first_draw import STYLES, come_up, console_of, heed_size
from dpo_console.tui.screens.frame.global_commands import NAMES_IN_FORMS
from dpo_console.tui.terminal.screens import quiet_focus, steady
from dpo_console.tui.widgets.bars import Foot, key_line
from dpo_console.tui.widgets.menu import Menu, prompts
from dpo_console.tui.widgets.panes import Pane, Words

if TYPE_CHECKING:
    from dpo_console.tui.app import ConsoleApp

Answers = Sequence[tuple[str, str]]
"""Answers, each a key as people write it and its effect."""

HELP_IN_DIALOGS = "question_mark,ctrl+g,f1"
"""Keys for help: the first where no letters are typed, the second also where they are."""


@steady
class Dialog(ModalScreen[ScreenResultType]):
    """A question at the foot of the screen. Escape backs out of every one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding(HELP_IN_DIALOGS, "help", "Help", show=False),
        Binding(NAMES_IN_FORMS.key, "app.names", NAMES_IN_FORMS.title, show=False, id="names"),
    ]
    keys = "esc back"
    help_key = "?"
    answers: ClassVar[Answers] = (("esc", "Back; nothing has happened."),)
    CSS_PATH: ClassVar[Path | None] = STYLES
    focused = quiet_focus()
    in_place = stale = False
    shows_names = True

    def __init__(self, title: str) -> None:
        super().__init__()
        self.question = title

    def compose(self) -> ComposeResult:
        """Compose the question, its subject and the keys."""
        with Vertical(id="dialog"):
            yield Words(draw.line(self.question, draw.STRONG), classes="question")
            yield from self.body()
            yield Words("", id="refusal")
        helps = f"   {self.help_key} help" if self.help_key else ""
        yield Words(key_line(f"{self.keys}{helps}"), classes="keys")

    def on_screen_resume(self) -> None:
        """Show any changes made while the dialog was out of sight."""
        self.catch_up()
        come_up(self)

    def on_resize(self, event: Resize) -> None:
        """Heed the window's size."""
        heed_size(self, event)

    @property
    def console(self) -> "ConsoleApp":
        """The app."""
        return console_of(self)

    def sit_at(self, desk: Desk) -> None:
        """Stay as it is under other settings or on another day."""

    def catch_up(self) -> None:
        """Stay as it is after a change by others, unless a form has more to say."""

    def keep_now(self) -> None:
        """Keep any unsaved typing, in a form that has some."""

    def not_heard(self, key: str) -> None:
        """Say that a key does nothing here."""
        self.refuse(f"The key {key} does nothing here.")

    def body(self) -> ComposeResult:
        """Compose the dialog's own content."""
        yield from ()

    def refuse(self, sentence: str) -> None:
        """Say why the act can't be done. The typing stays."""
        drawn = draw.words(f"! {self.console.say_it(sentence)}", draw.WARNING) if sentence else ""
        said = self.query_one("#refusal", Words)
        said.say(drawn)
        if sentence:
            self.call_after_refresh(said.scroll_visible, animate=False)

    def explained(self) -> RenderableType:
        """Return the dialog's help: its subject, and the effect of each key."""
        return rows(self.answers)

    def action_help(self) -> None:
        """Show the dialog's help."""
        self.app.push_screen(Help(self.question, self.explained()))

    def action_back(self) -> None:
        """Back out with nothing changed."""
        self.dismiss(None)


class Picking(Dialog[ScreenResultType]):
    """A choice from the matches for typed words, with a line for typing above the menu."""

    keys = "enter choose   up down move   esc back"
    help_key = "ctrl+g"
    answers = (
        ("enter", "Take the line under the cursor."),
        ("up down", "Move; letters are typed."),
        ("esc", "Back; nothing has happened."),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
    ]

    def action_move(self, lines: int) -> None:
        """Move among the matches, while typing goes on."""
        menu = self.query_one(Menu)
        if lines > 0:
            menu.action_cursor_down()
        else:
            menu.action_cursor_up()


class Help(Dialog[None]):
    """The help of the dialog or form below, which stays as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q,question_mark,ctrl+g,f1", "back", "Back", show=False)
    ]
    AUTO_FOCUS = "Pane"
    keys = "enter or esc back   j k scroll"
    help_key = ""

    def __init__(self, question: str, explained: RenderableType) -> None:
        super().__init__(f"Help: {question}")
        self.drawn = explained

    def body(self) -> ComposeResult:
        """Compose the explanation."""
        with Pane():
            yield Words(self.drawn)


class LongMessage(Dialog[None]):
    """A longer message, to read and leave."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q", "back", "Back", show=False)]
    keys = "enter or esc back"
    answers = (("enter", "Back, as esc does."), ("j k", "Scroll."))

    def __init__(self, text: str, title: str = "Not done") -> None:
        super().__init__(title)
        self.text = text

    def body(self) -> ComposeResult:
        """Compose the message."""
        with Pane():
            yield Words(draw.words(self.text))


HOST = "HOST is the name you connect to. Write “host” in data/dpo.toml to have it filled in."


PASTE = "Copied: paste it on your own computer, or select it with Shift and drag."
FILE_HERE = "On this computer, the file is here:"
FILES_HERE = "On this computer, the files are here:"
FETCH = "If you work on another computer, paste this there. It is copied:"


class Lines(Dialog[None]):
    """A line to paste elsewhere.

    It starts at the left edge with nothing beside it, which lets an officer select it whole.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q", "back", "Back", show=False)]
    keys = "enter or esc back"
    answers = (("enter", "Back, as esc does."),)

    def __init__(self, line: str, place: str = "") -> None:
        """Show a `line` that was copied, and the `place` here of each file that it fetches."""
        here = FILES_HERE if "\n" in place else FILE_HERE
        super().__init__(here if place else PASTE)
        self.bare, self.place = line, place

    def body(self) -> ComposeResult:
        """Compose the place here, then the line for another computer."""
        if self.place:
            yield self._whole(self.place)
            yield Words(draw.words(f"\n{FETCH}", draw.QUIET))
        yield self._whole(self.bare)
        if "HOST" in self.bare:
            yield Words(draw.line(HOST, draw.QUIET))

    def _whole(self, line: str) -> Words:
        """Draw each line broken only at the edge of the screen, as a shell would."""
        width = self.app.size.width
        pieces = [
            draw.line(one[at : at + width])
            for one in line.splitlines()
            for at in range(0, len(one), width)
        ]
        return Words(draw.lines(pieces), classes="bare")


class Confirm(Dialog[bool]):
    """A question before an act that is hard to undo, with the act's effect."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "yes", "Yes", show=False),
        Binding("n", "back", "No", show=False),
        Binding("enter", "ask_again", "Yes or no", show=False),
    ]
    keys = "y yes   n or esc no"
    answers = (("y", "Yes: do it."), ("n", "No: nothing happens."), ("esc", "No, as n does."))

    def __init__(self, title: str, consequence: str) -> None:
        super().__init__(title)
        self.consequence = consequence

    def body(self) -> ComposeResult:
        """Compose the consequence."""
        yield Words(draw.words(self.consequence), classes="about")

    def action_yes(self) -> None:
        """Go ahead."""
        self.dismiss(True)

    def action_ask_again(self) -> None:
        """Say that enter answers nothing, because it may have been typed ahead."""
        self.refuse("Press y or n.")


class TakeUp(Dialog[bool]):
    """An offer of a form's unsaved draft. No letter answers, because words may be typed ahead."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "yes", "Yes", show=False),
        Binding("minus", "no", "No", show=False),
    ]
    keys = "enter continue   - start again   esc back"
    answers = (
        ("enter", "Continue with what you typed then."),
        ("-", "Start with an empty form; what you typed then is discarded."),
        ("esc", "Back; it is kept and offered again."),
    )

    def __init__(self, draft: Draft, entries: Sequence[str]) -> None:
        """Offer `draft`, with its `entries` as the form shows them."""
        super().__init__(f"You began this {draw.day(draft.kept_at)}. Continue?")
        self.entries = entries

    def body(self) -> ComposeResult:
        """Compose the draft's entries, a line a field."""
        with Pane():
            yield Words(draw.lines(draw.line(draw.fit(e, 76).rstrip()) for e in self.entries))

    def action_yes(self) -> None:
        """Continue with the draft."""
        self.dismiss(True)

    def action_no(self) -> None:
        """Discard the draft."""
        self.dismiss(False)


EDGES = 4
"""Columns of a dialog beside the lines of its menu, with their padding and a scroll bar."""


class Choose(Dialog[str]):
    """A choice of one. A choice that is closed now says why."""

    keys = "enter choose   j k move   esc back"
    answers = (
        ("enter", "Take the line under the cursor; a dim one says why it can't be taken."),
        ("j k", "Move; g G go to the ends. A letter at the left of a line takes it at once."),
        ("esc", "Back; nothing has happened."),
    )

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__(title)
        self.choices = tuple(choices)

    def body(self) -> ComposeResult:
        """Compose the choices, with a foot for what a list of this width cuts."""
        yield Menu(self.choices)
        if any(line.cell_len > self.app.size.width - EDGES for line in prompts(self.choices)):
            yield Foot()

    @on(OptionList.OptionHighlighted)
    def look_on(self) -> None:
        """Drop a refusal once another line is looked at, and show what the list cuts of it."""
        self.refuse("")
        for foot in self.query(Foot):
            foot.say(self.query_one(Menu).cut)

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Take the choice, or say why not."""
        self._take(self.choices[event.option_index])

    def on_key(self, event: Any) -> None:  # noqa: ANN401 - textual's Key, without its import
        """Take a choice by its own key."""
        for choice in self.choices:
            if choice.key and event.character == choice.key:
                event.stop()
                self._take(choice)
                return

    def _take(self, choice: Choice) -> None:
        if choice.why_not:
            self.refuse(choice.why_not)
        else:
            self.dismiss(choice.value)
