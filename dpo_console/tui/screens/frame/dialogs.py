"""The small questions: a message, yes or no, a choice. They stand at the foot of
the screen, so that what they are about stays in sight.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import RenderableType
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import OptionList

from dpo_console.casework.office.drafts import Draft
from dpo_console.tui import draw
from dpo_console.tui.forms.form_help import rows
from dpo_console.tui.screens.frame.closing import Closing
from dpo_console.tui.screens.frame.command_screen import NAMES_IN_FORMS
from dpo_console.tui.screens.frame.following import Following
from dpo_console.tui.widgets.menu import Choice, Menu
from dpo_console.tui.widgets.panes import Pane, Words

if TYPE_CHECKING:
    pass

Answers = Sequence[tuple[str, str]]
"""Each a key as people write it, and what it does."""

HELP_IN_DIALOGS = "question_mark,ctrl+g,f1"
"""The first where no letters are typed; the second also where they are."""


class Dialog(Following, Closing[ScreenResultType], ModalScreen[ScreenResultType]):
    """A question at the foot of the screen. Escape backs out of every one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding(HELP_IN_DIALOGS, "help", "Help", show=False),
        Binding(NAMES_IN_FORMS.key, "app.names", NAMES_IN_FORMS.title, show=False, id="names"),
    ]
    keys = "esc back"
    help_key = "?"
    answers: ClassVar[Answers] = (("esc", "Back; nothing has happened."),)

    def __init__(self, title: str) -> None:
        """`title`: the question."""
        super().__init__()
        self.question = title

    def compose(self) -> ComposeResult:
        """The question, what it is about, and the keys."""
        with Vertical(id="dialog"):
            yield Words(draw.line(self.question, draw.STRONG), classes="question")
            yield from self.body()
            yield Words("", id="refusal")
        helps = f"   {self.help_key} help" if self.help_key else ""
        yield Words(draw.line(f"{self.keys}{helps}", draw.QUIET), classes="keys")

    def on_screen_resume(self) -> None:
        """Show what has changed meanwhile."""
        self.catch_up()

    def body(self) -> ComposeResult:
        """What is asked."""
        yield from ()

    def refuse(self, sentence: str) -> None:
        """Say why it can't be done; what was typed stays."""
        drawn = draw.words(f"! {self.console.say_it(sentence)}", draw.WARNING) if sentence else ""
        self.query_one("#refusal", Words).say(drawn)

    def explained(self) -> RenderableType:
        """What it is about and what each key does, for its help."""
        return rows(self.answers)

    def action_help(self) -> None:
        """Show it."""
        self.app.push_screen(Help(self.question, self.explained()))

    def action_back(self) -> None:
        """Back out; nothing has happened."""
        self.dismiss(None)


class Picking(Dialog[ScreenResultType]):
    """One of what words find that are typed into a line above the menu of it."""

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
        """Move among what was found; the typing goes on."""
        menu = self.query_one(Menu)
        if lines > 0:
            menu.action_cursor_down()
        else:
            menu.action_cursor_up()


class Help(Dialog[None]):
    """The help of the dialog or form below; it stays as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q,question_mark,ctrl+g,f1", "back", "Back", show=False)
    ]
    AUTO_FOCUS = "Pane"
    keys = "enter or esc back   j k scroll"
    help_key = ""

    def __init__(self, question: str, explained: RenderableType) -> None:
        """`question`: the title of what is explained."""
        super().__init__(f"Help: {question}")
        self.drawn = explained

    def body(self) -> ComposeResult:
        """The explanation."""
        with Pane():
            yield Words(self.drawn)


class Message(Dialog[None]):
    """A longer message, to read and leave."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q", "back", "Back", show=False)]
    keys = "enter or esc back"
    answers = (("enter", "Back, as esc does."), ("j k", "Scroll."))

    def __init__(self, text: str, title: str = "Not done") -> None:
        """`text`: of any length."""
        super().__init__(title)
        self.text = text

    def body(self) -> ComposeResult:
        """The message."""
        with Pane():
            yield Words(draw.words(self.text))


HOST = "HOST: this machine, as you call it when you connect; host in data/dpo.toml says it."


class Lines(Dialog[None]):
    """Lines to paste elsewhere. Each begins at the left edge with nothing beside it, so that it
    can be selected whole.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q", "back", "Back", show=False)]
    keys = "enter or esc back"
    answers = (("enter", "Back, as esc does."),)

    def __init__(self, lines: Sequence[str]) -> None:
        """`lines`: the first one was copied."""
        super().__init__("Copied: paste it on your own machine, or select it with Shift and drag.")
        self.bare = tuple(lines)

    def body(self) -> ComposeResult:
        """A line, then what does as well."""
        yield self._whole(self.bare[0])
        for line in self.bare[1:]:
            yield Words(draw.line("This does as well:", draw.QUIET))
            yield self._whole(line)
        if any("HOST" in line for line in self.bare):
            yield Words(draw.line(HOST, draw.QUIET))

    def _whole(self, line: str) -> Words:
        """A line, broken at the edge of the screen alone, as a shell would."""
        width = self.app.size.width
        pieces = [draw.line(line[at : at + width]) for at in range(0, len(line), width)]
        return Words(draw.lines(pieces), classes="bare")


class Confirm(Dialog[bool]):
    """Asks before something that is hard to undo, and names what it will do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "yes", "Yes", show=False),
        Binding("n", "back", "No", show=False),
    ]
    keys = "y yes   n or esc no"
    answers = (("y", "Yes: do it."), ("n", "No: nothing happens."), ("esc", "No, as n does."))

    def __init__(self, title: str, consequence: str) -> None:
        """`consequence`: what will happen, in a sentence."""
        super().__init__(title)
        self.consequence = consequence

    def body(self) -> ComposeResult:
        """What will happen."""
        yield Words(draw.words(self.consequence), classes="about")

    def action_yes(self) -> None:
        """Go ahead."""
        self.dismiss(True)


class TakeUp(Dialog[bool]):
    """Offers what was left unsaved in a form. No letter answers: words may be typed ahead."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "yes", "Yes", show=False),
        Binding("minus", "no", "No", show=False),
    ]
    keys = "enter take it up   - begin anew   esc back"
    answers = (
        ("enter", "Go on with what you typed then."),
        ("-", "Begin with an empty form; what you typed then is let go."),
        ("esc", "Back; it is kept and offered again."),
    )

    def __init__(self, draft: Draft, labels: Mapping[str, str]) -> None:
        """`labels`: of the form's fields, by name."""
        super().__init__(f"You began this {draw.day(draft.kept_at)}. Take it up?")
        self.words = [(labels[n], v) for n, v in draft.values.items() if n in labels and v.strip()]

    def body(self) -> ComposeResult:
        """What was typed, a line a field."""
        typed = [draw.line(draw.fit(f"{label}: {v}", 76).rstrip()) for label, v in self.words]
        with Pane():
            yield Words(draw.lines(typed))

    def action_yes(self) -> None:
        """Go on with it."""
        self.dismiss(True)

    def action_no(self) -> None:
        """It isn't wanted any more."""
        self.dismiss(False)


class Choose(Dialog[str]):
    """One of several; a choice that can't be made now says why."""

    keys = "enter choose   j k move   esc back"
    answers = (
        ("enter", "Take the line under the cursor; a dim one says why it can't be taken."),
        ("j k", "Move; g G go to the ends. A letter at the left of a line takes it at once."),
        ("esc", "Back; nothing has happened."),
    )

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        """`choices`: in the order in which they stand; their keys pick them at once."""
        super().__init__(title)
        self.choices = tuple(choices)

    def body(self) -> ComposeResult:
        """The choices."""
        yield Menu(self.choices)

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Take it, or say why not."""
        self._take(self.choices[event.option_index])

    def on_key(self, event: Any) -> None:  # noqa: ANN401 - textual's Key, without its import
        """A choice's own key takes it."""
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
