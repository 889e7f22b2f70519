"""The small questions: a message, yes or no, a choice, a few fields. They stand at the foot of
the screen, so that what they are about stays in sight.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from rich.console import RenderableType
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import OptionList

from dpo_console.casework.drafts import Draft
from dpo_console.errors import DpoConsoleError, StaleSave
from dpo_console.tui import draw
from dpo_console.tui.closing import Closing
from dpo_console.tui.command_screen import NAMES_IN_FORMS, SETTLES
from dpo_console.tui.drafting import Drafting
from dpo_console.tui.field import Field
from dpo_console.tui.following import Following
from dpo_console.tui.form import Form
from dpo_console.tui.menu import Choice, Menu
from dpo_console.tui.panes import Pane, Words
from dpo_console.tui.work import background

Result = TypeVar("Result")


class Dialog(Following, Closing[ScreenResultType], ModalScreen[ScreenResultType]):
    """A question at the foot of the screen. Escape backs out of every one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding(NAMES_IN_FORMS.key, "app.names", NAMES_IN_FORMS.title, show=False, id="names"),
    ]
    keys = "esc back"

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
        yield Words(draw.line(self.keys, draw.QUIET), classes="keys")

    def on_screen_resume(self) -> None:
        """Send one frame, not each step of finding the layout."""
        self.app.delay_update(SETTLES)

    def body(self) -> ComposeResult:
        """What is asked."""
        yield from ()

    def refuse(self, sentence: str) -> None:
        """Say why it can't be done; what was typed stays."""
        drawn = draw.words(f"! {sentence}", draw.SOON) if sentence else ""
        self.query_one("#refusal", Words).say(drawn)

    def action_back(self) -> None:
        """Back out; nothing has happened."""
        self.dismiss(None)


class Message(Dialog[None]):
    """A longer message, to read and leave."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q", "back", "Back", show=False)]
    keys = "enter or esc back"

    def __init__(self, text: str, title: str = "Not done") -> None:
        """`text`: of any length."""
        super().__init__(title)
        self.text = text

    def body(self) -> ComposeResult:
        """The message."""
        with Pane():
            yield Words(draw.words(self.text))


class Lines(Dialog[None]):
    """Lines to paste elsewhere. Each begins at the left edge with nothing beside it, so that it
    can be selected whole.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q", "back", "Back", show=False)]
    keys = "enter or esc back"

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


class Ask(Dialog[Result], Drafting[Result], Generic[Result]):
    """A few fields and one save. It stays open until the save succeeds: a refusal is shown here,
    and nothing typed is lost, not even where the line drops. Closes with what the save returned.
    """

    keys = "enter save   tab next field   esc back"

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save: Callable[[Mapping[str, str], int], Result],
        *,
        about: RenderableType = "",
        version: int = 0,
        latest: Callable[[], int] = int,
        reference: str = "",
        of: str = "",
    ) -> None:
        """`save` is given the fields' values and the version they were loaded with, in a thread;
        `about` stands above the fields. Where somebody else saved first, both values are shown
        and the next save carries the `latest` version: the officer has seen what it replaces.
        `reference`: of the case that it is about; `of`: on what of the case, where the title
        doesn't say.
        """
        super().__init__(title)
        self.fields = tuple(fields)
        self.save = save
        self.about = about
        self.version = version
        self.latest = latest
        self.reference = reference
        self.of = of
        self.saving = False

    def body(self) -> ComposeResult:
        """What it is about, then the fields."""
        if self.about:
            yield Words(self.about, classes="about")
        yield Form(self.fields)

    def on_mount(self) -> None:
        """Offer what was left here unsaved."""
        self.offer_draft()

    @property
    def draft_title(self) -> str:
        """The question, and what it is asked of."""
        return f"{self.question} {self.of}".strip()

    def tell_draft(self, sentence: str) -> None:
        """Say it below the fields."""
        self.refuse(sentence)

    @on(Form.Submitted)
    def submit(self) -> None:
        """Save in a thread; once at a time."""
        if self.saving:
            return
        self.saving = True
        values, version = self.form.values, self.version
        background(self.app, lambda: self.save(values, version), self._saved, self._failed)

    def _saved(self, result: Result) -> None:
        self.saving = False
        self.let_go()
        if self.is_attached:
            self.dismiss(result)

    def _failed(self, error: DpoConsoleError) -> None:
        self.saving = False
        if self.is_attached:
            self.refuse(str(error))
        if isinstance(error, StaleSave):
            self.version = self.latest()

    def action_back(self) -> None:
        """Back out; ask first where something was typed."""
        if not self.form.touched:
            self.leave()
            return
        sure = Confirm("Leave without saving?", "What you typed here will be lost.")
        self.app.push_screen(sure, lambda yes: self.leave() if yes else None)

    def leave(self) -> None:
        """Nothing was saved."""
        self.let_go()
        self.dismiss(None)
