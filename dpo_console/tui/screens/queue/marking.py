"""Marks on the cases of the queue: one by one, a range, or all the cases in a view."""

from typing import TYPE_CHECKING

from dpo_console.cases.queue import queue
from dpo_console.cases.queue.queue import Query
from dpo_console.errors import BadInput
from dpo_console.text import counted
from dpo_console.tui.commands import Command
from dpo_console.tui.screens.queue.browsing import Browsing

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 500
"""The most cases marked at once. More suggest a mistyped filter."""


def on_a_line(screen: "Marking") -> str:
    """Return a reason against marking, where there is no case under the cursor."""
    return "" if screen.list.current else "There is no case on this line."


MARK_COMMANDS = (
    Command("queue.mark", "space", "mark", "Mark the case under the cursor, or unmark it", "mark",
            False, on_a_line),
    Command("queue.range", "v", "range", "Begin or end a range of marks; space marks one case",
            "range", False, on_a_line),
    Command("queue.mark_all", "asterisk", "mark all",
            "Mark all cases of the view under its filter, or unmark them", "mark_all", False,
            on_a_line),
)  # fmt: skip


class Marking(Browsing):
    """A queue whose marks belong to the cases, and outlast views, sorts, filters and changes."""

    title_alone = ""

    def head(self, title: str) -> None:
        """Show the title, led by the number of marked cases."""
        self.title_alone = title
        marked = f"{len(self.list.marks)} marked" if self.list.marks else ""
        began = "range open" if self.list.began else ""
        words = ", ".join(filter(None, (marked, began)))
        super().head(" · ".join(filter(None, (words, title))))

    def show_marks(self) -> None:
        """Show the number of marked cases again, and the commands that now apply."""
        self.head(self.title_alone)
        self.refresh_commands()

    def show_view(self, asked: Query, *, typing: bool = False) -> None:
        """Show a view, with any open range turned into marks. It would differ in another order."""
        self.close_range()
        super().show_view(asked, typing=typing)

    def action_filter(self) -> None:
        """Open the filter line, then end the range, whose message typing would overwrite."""
        super().action_filter()
        self.close_range()

    def close_range(self) -> None:
        """Turn the open range into marks.

        A range that is too large is dropped, and the status line says so after any other message.
        """
        try:
            self.end_range()
        except BadInput:
            self.list.mark(self.list.marks)
            self.show_marks()
            gone = f"The range held more than {MOST} cases, too many to mark, and was let go."
            self.call_later(self.say, gone, bad=True)

    def read_again(self) -> None:
        """Read the cases again. Any no longer visible lose their mark. A range keeps its start."""
        super().read_again()
        marks, began = self.list.marks, self.list.began
        if marks or began:
            seen = queue.as_they_are(self.desk, tuple(marks))
            now = queue.as_it_is(self.desk, began) if began else None
            self.list.mark((row.id for row in seen), now)
            self.show_marks()

    def end_range(self) -> None:
        """Turn the open range into marks. Raises BadInput where there would be too many."""
        began, here = self.list.began, self.list.current
        if began is None or here is None:
            return
        found = queue.numbers_between(self.desk, self.asked, began, here, MOST + 1)
        self.mark(self.list.marks.union(found))

    def mark(self, numbers: "Iterable[int]") -> None:
        """Mark these cases and no others. Raises BadInput where there are too many."""
        marks = set(numbers)
        if len(marks) > MOST:
            raise BadInput(
                f"No more than {MOST} cases can be marked at once. Filter the view, or mark fewer."
            )
        self.list.mark(marks)
        self.show_marks()

    def action_mark(self) -> None:
        """Mark the case under the cursor, or remove its mark, then go to the next."""
        here = self.list.current
        if here and here.id not in self.list.marks and len(self.list.marks) >= MOST:
            raise BadInput(f"No more than {MOST} cases can be marked at once.")
        self.list.toggle()
        self.show_marks()

    def action_range(self) -> None:
        """Start a range at the cursor, or mark the cases from its start to here."""
        if self.list.began is not None:
            self.end_range()
            self.say(f"{counted(len(self.list.marks), 'case')} marked.")
            return
        self.list.mark(self.list.marks, self.list.current)
        self.show_marks()
        self.say(f"A range begins here; move, then {self.key('queue.range')} marks it.")

    def action_mark_all(self) -> None:
        """Mark all cases of the view under its filter. Where all are marked, unmark them."""
        found = set(queue.numbers(self.desk, self.asked, MOST + 1))
        if len(found) > MOST:
            total = queue.count(self.desk, self.asked)
            raise BadInput(
                f"The view holds {total:,} cases; no more than {MOST} can be marked at once. "
                "Filter it first."
            )
        marks = self.list.marks
        self.mark(marks - found if found <= marks else marks | found)
        left = len(self.list.marks)
        self.say(f"{counted(left, 'case')} marked." if left else "No case is marked any more.")

    def action_back(self) -> None:
        """Remove all marks first, on Escape in the list."""
        if self.list.has_focus and (self.list.marks or self.list.began):
            self.list.mark(())
            self.show_marks()
            self.say("No case is marked any more.")
        else:
            super().action_back()
