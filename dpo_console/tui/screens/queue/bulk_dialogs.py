"""Questions about many cases: each names the number and lists them all before anything happens."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dpo_console.tui import draw
from dpo_console.tui.forms.field import Field
from dpo_console.tui.screens.frame.ask import Ask
from dpo_console.tui.screens.frame.dialogs import Confirm
from dpo_console.tui.widgets.panes import Pane, Words

Lines = Sequence[tuple[str, str]]
"""Each a reference, and what is said beside it."""

SEEN, LEFT_OUT = 5, 3
"""So many lines of the cases, and of those left out, are in sight in a dialog; the rest scroll."""

SCROLL: list[BindingType] = [
    Binding("pagedown", "scroll_cases(1)", "More cases", show=False, priority=True),
    Binding("pageup", "scroll_cases(-1)", "Cases before", show=False, priority=True),
]


class CaseLines(Pane, can_focus=False):
    """Cases with a few words each; a few are in sight."""

    DEFAULT_CSS = """
    #dialog CaseLines { height: auto; }
    CaseLines.-cut Words { text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, lines: Lines, in_sight: int, *, cut: bool = False) -> None:
        """`lines`: in their order, so many of them in sight; `cut`: each on one line."""
        super().__init__(classes="-cut" if cut else None)
        self.lines = lines
        self.styles.max_height = in_sight

    def compose(self) -> ComposeResult:
        """A line a case."""
        yield Words(draw.lines(case_line(*line) for line in self.lines))

    def turn(self, pages: int) -> None:
        """Show the next cases, or those before."""
        move = self.scroll_page_down if pages > 0 else self.scroll_page_up
        move(animate=False)


def case_line(reference: str, words: str) -> Text:
    """`SAR-2026-0042  Jane Doe re Tom Doe`; a sentence that names the case already stands alone."""
    if words.startswith(reference):
        return draw.line(words)
    return draw.join([draw.line(f"{reference.ljust(13)}  ", draw.STRONG), draw.line(words)])


def listed(lines: Lines, words: str = "", left_out: Lines = ()) -> ComposeResult:
    """The cases that are meant, what will be done to them, and those that are left out, why."""
    yield CaseLines(lines, SEEN, cut=True)
    if len(lines) > SEEN:
        yield Words(draw.line(f"and {len(lines) - SEEN} more: page down", draw.QUIET))
    if words:
        yield Words(draw.words(words))
    if left_out:
        yield Words(draw.line(f"! Not these, {len(left_out)} in all:", draw.WARNING))
        yield CaseLines(left_out, LEFT_OUT)


class AskForMany(Ask[Mapping[str, str]]):
    """A form whose answers hold for many cases. Hands back what was filled in.

    Where nothing is to be filled in, enter does it all the same.
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
        """`check` raises BadInput where an answer would be refused for every case; `words`: what
        will be done; `left_out`: cases that don't allow it, with the reason.
        """

        def checked(given: Mapping[str, str], _version: int) -> Mapping[str, str]:
            check(given)
            return dict(given)

        super().__init__(title, fields, checked)
        self.lines, self.words, self.left_out = lines, words, left_out

    def above(self) -> ComposeResult:
        """The cases."""
        yield from listed(self.lines, self.words, self.left_out)

    def action_submit(self) -> None:
        """Enter, where no field takes it."""
        self.submit()

    def action_scroll_cases(self, pages: int) -> None:
        """Show the other cases."""
        for pane in self.query(CaseLines):
            pane.turn(pages)


class ConfirmMany(Confirm):
    """Asks before something that is done to many cases."""

    BINDINGS: ClassVar[list[BindingType]] = SCROLL

    def __init__(self, title: str, lines: Lines, words: str, left_out: Lines = ()) -> None:
        """`lines`: each case with what happens to it."""
        super().__init__(title, words)
        self.lines, self.left_out = lines, left_out

    def body(self) -> ComposeResult:
        """The cases, and what will happen."""
        yield from listed(self.lines, self.consequence, self.left_out)

    def action_scroll_cases(self, pages: int) -> None:
        """Show the other cases."""
        for pane in self.query(CaseLines):
            pane.turn(pages)
