"""Lines on every screen: the title, the last event and the keys that work here."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from rich.cells import cell_len
from rich.text import Text
from textual.screen import Screen
from textual.widget import Widget

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import ROLES
from dpo_console.tui import draw
from dpo_console.tui.commands import Command
from dpo_console.tui.widgets.queue.columns import initials

MOST_KEYS = 7
"""The most keys that fit into 80 columns."""

APART = " · "
"""Between what stands at the right of the top line."""

LONG_WORD = 12
"""The most cells of the two lines that may stay empty where the first one breaks."""

KEY_NAMES = frozenset({"enter", "esc", "tab", "space", "up", "down", "left", "right", "or"})
"""Names of keys that have more than one letter, and the word between two keys."""

WIDTH, HEIGHT = 80, 24
"""Columns and lines that the console needs."""


class Bar(Widget):
    """One line across the screen."""

    DEFAULT_CSS = "Bar { height: 1; width: 100%; }"


class TopLine(Bar):
    """The screen's title, then the office, the person at work and the day."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__()
        self.desk = desk
        self.title = title

    def say(self, title: str) -> None:
        """Show another title."""
        self.title = title
        self.refresh()

    def sit_at(self, desk: Desk) -> None:
        """Show another office's name, person or day."""
        self.desk = desk
        self.refresh()

    def render(self) -> Text:
        """Draw the title at the left, and the label, office, person and day at the right.

        A long title leaves less of the person, and none of the office.
        """
        desk, width = self.desk, self.size.width
        name, wide = desk.person.name, cell_len(self.title)
        for who in (f"{name}, {ROLES[desk.person.role].beside}", name, initials(name)):
            right = _joined(desk.settings.label, who, draw.day(desk.today))
            room = width - wide - cell_len(right) - len(APART) - 2
            if room >= -len(APART):
                break
        office = desk.settings.name
        if room < cell_len(office):
            office = draw.fit(office, room).rstrip() if room >= 8 else ""
        right = _joined(desk.settings.label, office, who, draw.day(desk.today))
        left = draw.fit(self.title, max(width - cell_len(right) - 1, min(wide, 12)))
        return draw.join([draw.line(left, draw.STRONG), draw.line(f" {right}")])


def _joined(*parts: str) -> str:
    return APART.join(filter(None, parts))


class Banner(Bar):
    """Trouble with the records or the settings, for as long as it lasts."""

    DEFAULT_CSS = "Banner { height: auto; max-height: 4; }"

    def __init__(self, troubles: Sequence[str]) -> None:
        super().__init__()
        self.troubles = tuple(troubles)

    def render(self) -> Text:
        """Draw the troubles one below the other, each marked."""
        return draw.lines(draw.line(f"! {words}", draw.WARNING) for words in self.troubles)


class StatusLine(Bar):
    """The last event, or the reason it failed. A long sentence takes a second line."""

    DEFAULT_CSS = "StatusLine { height: auto; min-height: 1; max-height: 2; }"
    text, bad, grows = "", False, True

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """Show `sentence` until the next one. `bad` marks a refusal."""
        if (sentence, bad) == (self.text, self.bad):
            return
        longer = (len(self.text) > self.size.width) or (len(sentence) + 2 > self.size.width)
        self.text, self.bad = sentence, bad
        self.refresh(layout=longer and self.grows)

    @property
    def room(self) -> int:
        """The most cells of a sentence that its two lines surely hold."""
        return self.size.width * 2 - LONG_WORD

    def render(self) -> Text:
        """Draw the sentence, with ! in front where it is a refusal."""
        if not self.text:
            return Text("")
        style = draw.WARNING if self.bad else draw.PLAIN
        said, room = f"{'! ' if self.bad else ''}{self.text}", self.room
        return draw.line(
            draw.fit(said, room).rstrip() if cell_len(said) > room > 0 else said, style
        )


class Foot(StatusLine):
    """Two lines for words about the line under the cursor. Their height never changes."""

    DEFAULT_CSS = "Foot { height: 2; }"
    grows = False


class KeyBar(Bar):
    """The few keys that matter most here.

    Commands that can't run now are dim, and give way to those that can.
    """

    commands: Sequence[tuple[Command, bool]] = ()

    def show(self, commands: Sequence[tuple[Command, bool]]) -> None:
        """Show `commands`, each with True where it can run now."""
        if list(commands) != list(self.commands):
            self.commands = tuple(commands)
            self.refresh()

    def render(self) -> Text:
        """Draw as many keys as fit, seven at most. The last one, help, is always shown."""
        if not self.commands:
            return Text()
        *others, last = self.commands
        room = self.size.width - _wide(last)
        shown: list[int] = []
        for place in sorted(range(len(others)), key=lambda n: not others[n][1])[: MOST_KEYS - 1]:
            room -= _wide(others[place])
            if room >= -2:
                shown.append(place)
        entries = [*(others[place] for place in sorted(shown)), last]
        return draw.join([piece for entry in entries for piece in key_words(*entry)])


def _wide(entry: tuple[Command, bool]) -> int:
    return cell_len(entry[0].shown_key) + cell_len(entry[0].title) + 3


def key_words(command: Command, ready: bool) -> tuple[Text, Text]:
    """Return a key and its word as drawn."""
    return (
        draw.line(command.shown_key, draw.STRONG if ready else draw.OFF),
        draw.line(f" {command.title}  ", draw.PLAIN if ready else draw.OFF),
    )


def key_line(said: str) -> Text:
    """Draw `enter save   n or esc no` with its keys as they are on the key bar."""
    return draw.join([_keys_first(piece.split(" ")) for piece in said.split("   ")], "   ")


def _keys_first(words: Sequence[str]) -> Text:
    """Draw the keys that a piece begins with, then what they do."""
    keys = list(takewhile(lambda word: len(word) == 1 or "+" in word or word in KEY_NAMES, words))
    drawn = [draw.line(word, draw.PLAIN if word == "or" else draw.STRONG) for word in keys]
    return draw.join([*drawn, draw.line(" ".join(words[len(keys) :]))], " ")


class TooSmall(Bar):
    """The window's size and the size needed, above everything else, while it is too small."""

    DEFAULT_CSS = "TooSmall { dock: top; background: $background; }"

    def render(self) -> Text:
        """Draw as much of the notice as the window holds."""
        width, height = self.app.size
        whole = f"This window is {width} by {height}; the console needs {WIDTH} by {HEIGHT}."
        short = f"Needs {WIDTH} by {HEIGHT}; this is {width} by {height}."
        room = self.size.width
        return draw.line(draw.fit(whole if len(whole) <= room else short, room), draw.QUIET)


def tell_size(screen: Screen[Any]) -> None:
    """Show or remove the notice that the window is too small."""
    width, height = screen.app.size
    small, told = width < WIDTH or height < HEIGHT, screen.query(TooSmall)
    if small and not told:
        screen.mount(TooSmall(), before=0)
    elif not small:
        told.remove()
    for line in told:
        line.refresh()
