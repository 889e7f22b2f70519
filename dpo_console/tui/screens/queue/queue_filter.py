"""The filter of the queue: the line that it is typed into, and the cases that match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpo_console.cases.queue import queue
from dpo_console.errors import BadInput
from dpo_console.lazy_import import later
from dpo_console.tui import draw
from dpo_console.tui.commands import Command

if TYPE_CHECKING:
    from dpo_console.cases.queue import filters as filter_completion
    from dpo_console.store.queue_rows import QueueRow
    from dpo_console.tui.screens.queue.filter_line import FilterLine
    from dpo_console.tui.screens.queue.queue import QueueScreen
else:
    filter_completion = later("dpo_console.cases.queue.filters")

FILTER = Command(
    "queue.filter",
    "slash",
    "filter",
    "Filter by words, or by kind:sar, owner:me or due:7",
    "filter",
    True,
)

TYPING = tuple(
    (Command(f"filter.{word}", key, word, help, word), True)
    for key, word, help in (
        ("enter", "keep", "Keep the filter, and go back to the list"),
        ("tab", "complete", "Complete the word"),
        ("escape", "clear", "Clear the filter, and go back to the list"),
    )
)
"""The keys of the bar while a filter is typed: the screen's own would be typed too."""


class QueueFilter:
    """The filter of the list, which all views share. `origin` is the case where it was opened."""

    def __init__(self, screen: QueueScreen) -> None:
        self.screen = screen
        self.origin: QueueRow | None = None

    @property
    def line(self) -> FilterLine:
        """The line for typing filters, above the tabs, made when first used."""
        from dpo_console.tui.screens.queue.filter_line import FilterLine

        for line in self.screen.query(FilterLine):
            return line
        line = FilterLine(lambda typed: filter_completion.candidates(self.screen.desk, typed))
        self.screen.query_one("#browse").mount(line, before=0)
        return line

    @property
    def typing(self) -> bool:
        """True while the cursor is in the filter line."""
        return bool(self.screen.query("FilterLine:focus-within"))

    def open(self) -> None:
        """Open the filter line, or go back into it."""
        if not self.screen.asked.filters:
            self.origin = self.screen.list.current
        self.line.open(" ".join(self.screen.asked.filters))
        self.line.enter()
        self.screen.say(self.completions)

    def put(self, typed: str) -> None:
        """Show a filter in its line, as if the officer had typed and kept it."""
        self.line.open(typed)
        self.screen.set_focus(self.screen.list)

    def keep(self) -> None:
        """Keep the filter and go back to the list. A filter without words closes the line.

        Stay in the line while a word has no meaning, and say so.
        """
        screen, line, typed = self.screen, self.line, tuple(self.line.typed.split())
        try:
            queue.where_of(screen.desk, screen.asked._replace(filters=typed))
        except BadInput as error:
            screen.say(error.sentence, bad=True)
            return
        if not screen.asked.filters:
            line.close()
        screen.set_focus(screen.list)
        screen.say("")
        screen.views.count()

    @property
    def completions(self) -> str:
        """Completions that Tab offers for the word under the cursor, on one line."""
        offers = " · ".join(f"{one.shown} ({one.says})" for one in self.line.offers)
        room = self.screen.size.width - 2
        return draw.fit(f"tab completes to {offers}", room).rstrip() if offers else ""

    def type(self, typed: str) -> None:
        """Show the cases that match a filter.

        A word without meaning is left out for now, and the status line says how to complete it. For
        the word being typed, the status line offers its completions.
        """
        screen, words, wrong = self.screen, tuple(typed.split()), ""
        for count in range(len(words), -1, -1):
            asked = screen.asked._replace(filters=words[:count])
            try:
                if asked != screen.asked:
                    screen.show_view(asked, typing=True)
            except BadInput as error:
                wrong = str(error)
            else:
                break
        offered = self.completions if count >= len(words) - 1 else ""
        screen.say(offered or wrong, bad=bool(wrong and not offered))

    def clear(self) -> None:
        """Clear the filter on Escape. At home, Escape never leaves.

        The cursor stays on its case. While the filter is typed, it goes back to where it was.
        """
        screen = self.screen
        if not screen.query("FilterLine.-open"):
            screen.say(f"This is home. {screen.key('quit')} leaves.")
            return
        here = self.origin if self.typing else screen.list.current
        self.line.close()
        screen.set_focus(screen.list)
        if screen.asked.filters:
            screen.show_view(screen.asked._replace(filters=()))
            if here:
                screen.attempt(lambda: screen.list.stand_on(here))
        screen.say("")
