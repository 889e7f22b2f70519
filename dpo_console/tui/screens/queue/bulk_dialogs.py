"""Questions about many cases. Each gives their number and lists them all first."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dpo_console.text import counted
from dpo_console.tui import draw
from dpo_console.tui.forms.field import Field
from dpo_console.tui.screens.frame.ask import Ask
from dpo_console.tui.screens.frame.dialogs import Confirm
from dpo_console.tui.widgets.panes import Pane, Words

Lines = Sequence[tuple[str, str]]
"""Lines, each with a reference and the words beside it."""

SEEN, LEFT_OUT = 5, 3
"""The most lines of the cases, and of those left out, in sight in a dialog. The rest scroll."""

SCROLL: list[BindingType] = [
    Binding("pagedown", "scroll_cases(1)", "More cases", show=False, priority=True),
    Binding("pageup", "scroll_cases(-1)", "Cases before", show=False, priority=True),
]


class CaseLines(Pane, can_focus=False):
    """Cases with a few words each, of which a few lines are in sight."""

    DEFAULT_CSS = """
    #dialog CaseLines { height: auto; }
    CaseLines.-cut Words { text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, lines: Lines, in_sight: int, *, cut: bool = False) -> None:
        """Show `lines` in their order, at most `in_sight` at once. `cut` keeps each on one line."""
        super().__init__(classes="-cut" if cut else None)
        self.lines = lines
        self.styles.max_height = in_sight

    def compose(self) -> ComposeResult:
        """Compose a line for each case."""
        yield Words(draw.lines(case_line(*line) for line in self.lines))

    def turn(self, pages: int) -> None:
        """Show the next cases, or those before."""
        move = self.scroll_page_down if pages > 0 else self.scroll_page_up
        move(animate=False)


def case_line(reference: str, words: str) -> Text:
    """Draw `SAR-2026-0042  Jane Doe re Tom Doe`. A sentence that names the case stands alone."""
    if words.startswith(reference):
        return draw.line(words)
    return draw.join([draw.line(f"{reference.ljust(13)}  ", draw.STRONG), draw.line(words)])


def listed(lines: Lines, words: str = "", left_out: Lines = ()) -> ComposeResult:
    """Compose the cases, the act on them, and the cases left out with the reasons."""
    yield CaseLines(lines, SEEN, cut=True)
    if len(lines) > SEEN:
        yield Words(draw.line(f"and {len(lines) - SEEN} more: page down", draw.QUIET))
    if words:
        yield Words(draw.words(words))
    if left_out:
        yield Words(draw.line(f"! {counted(len(left_out), 'case')} left out:", draw.WARNING))
        yield CaseLines(left_out, LEFT_OUT)


class AskForMany(Ask[Mapping[str, str]]):
    """A form whose answers hold for many cases. Returns the entries.

    Where there is no field to fill in, Enter still goes ahead.
    """

    keys = "enter do it   tab next field   esc back"
    BINDINGS: ClassVar[list[BindingType]] = [
        *SCROLL,
        Binding("enter", "submit", "Do it", show=False),
    ]

    def __init__(
        self,
        title: str,
        lines: Lines,
        fields: Sequence[Field],
        check: Callable[[Mapping[str, str]], object],
        words: str = "",
        left_out: Lines = (),
    ) -> None:
        """Ask for `fields` over the cases in `lines`.

        `check` raises BadInput where an answer would be refused for every case. `words` tell the
        effect. `left_out` holds the cases that don't allow the act, with the reason.
        """

        def checked(given: Mapping[str, str], _version: int) -> Mapping[str, str]:
            check(given)
            return dict(given)

        super().__init__(title, fields, checked)
        self.lines, self.words, self.left_out = lines, words, left_out

    def above(self) -> ComposeResult:
        """Compose the cases."""
        yield from listed(self.lines, self.words, self.left_out)

    def action_submit(self) -> None:
        """Submit on Enter, where no field takes the key."""
        self.submit()

    def action_scroll_cases(self, pages: int) -> None:
        """Show the other cases."""
        for pane in self.query(CaseLines):
            pane.turn(pages)


class ConfirmMany(Confirm):
    """A question before an act on many cases."""

    BINDINGS: ClassVar[list[BindingType]] = SCROLL

    def __init__(self, title: str, lines: Lines, words: str, left_out: Lines = ()) -> None:
        """Ask `title`. `lines` hold each case with its change."""
        super().__init__(title, words)
        self.lines, self.left_out = lines, left_out

    def body(self) -> ComposeResult:
        """Compose the cases, and the effect of the act."""
        yield from listed(self.lines, self.consequence, self.left_out)

    def action_scroll_cases(self, pages: int) -> None:
        """Show the other cases."""
        for pane in self.query(CaseLines):
            pane.turn(pages)
