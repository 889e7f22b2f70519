"""Marks on the cases of the queue: one by one, a range, or all the cases in a view."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dpo_console.cases.queue import queue
from dpo_console.errors import BadInput
from dpo_console.text import counted
from dpo_console.tui.commands import Command

if TYPE_CHECKING:
    from dpo_console.tui.screens.queue.queue import QueueScreen
    from dpo_console.tui.widgets.queue.case_list import CaseList

MOST = 500
"""The most cases marked at once. More suggest a mistyped filter."""


def on_a_line(screen: QueueScreen) -> str:
    """Return a reason against marking, where there is no case under the cursor."""
    return "" if screen.list.current else "No case is chosen in the list."


MARK_COMMANDS = (
    Command("queue.mark", "space", "mark", "Mark the case under the cursor, or unmark it", "mark",
            False, on_a_line),
    Command("queue.range", "v", "range", "Begin or end a range of marks; space marks one case",
            "range", False, on_a_line),
    Command("queue.mark_all", "asterisk", "mark all",
            "Mark all cases of the view under its filter, or unmark them", "mark_all", False,
            on_a_line),
)  # fmt: skip


class CaseMarks:
    """The marks of the queue. They belong to the cases, and outlast views, filters and changes."""

    def __init__(self, screen: QueueScreen) -> None:
        self.screen = screen

    @property
    def list(self) -> CaseList:
        """The list of cases, which draws the marks."""
        return self.screen.list

    @property
    def any(self) -> bool:
        """True where a command means the marked cases."""
        return bool(self.list.marks) or self.list.began is not None

    def counted(self, title: str) -> str:
        """Return the title, led by the number of marked cases, those of an open range included."""
        marked = f"{self.list.marked} marked" if self.list.marked else ""
        began = "range open" if self.list.began else ""
        words = ", ".join(filter(None, (marked, began)))
        return " · ".join(filter(None, (words, title)))

    def follow(self) -> None:
        """Count the cases of an open range again, once the cursor has moved."""
        if self.list.began:
            self.screen.head(self.screen.title_alone)

    def mark(self, numbers: Iterable[int]) -> None:
        """Mark these cases and no others. Raises BadInput where there are too many."""
        marks = set(numbers)
        if len(marks) > MOST:
            raise BadInput(
                f"No more than {MOST} cases can be marked at once. Filter the view, or mark fewer."
            )
        self.list.mark(marks)
        self.screen.show_marks()

    def toggle(self) -> None:
        """Mark the case under the cursor, or remove its mark, then go to the next."""
        here = self.list.current
        if here and here.id not in self.list.marks and len(self.list.marks) >= MOST:
            raise BadInput(f"No more than {MOST} cases can be marked at once.")
        self.list.toggle()
        self.screen.show_marks()

    def toggle_range(self) -> None:
        """Start a range at the cursor, or mark the cases from its start to here."""
        if self.list.began is not None:
            self.end_range()
            self.screen.say(f"{counted(len(self.list.marks), 'case')} marked.")
            return
        here = self.list.current
        self.list.mark(self.list.marks, here)
        self.screen.show_marks()
        if here:
            ends = self.screen.key("queue.range")
            self.screen.say(
                f"Range from {here.reference}: move to the last case you want, then press {ends}."
            )

    def toggle_all(self) -> None:
        """Mark all cases of the view under its filter. Where all are marked, unmark them."""
        desk, asked = self.screen.desk, self.screen.asked
        found = set(queue.numbers(desk, asked, MOST + 1))
        if len(found) > MOST:
            total = queue.count(desk, asked)
            raise BadInput(
                f"The view holds {total:,} cases; no more than {MOST} can be marked at once. "
                "Filter it first."
            )
        marks = self.list.marks
        self.mark(marks - found if found <= marks else marks | found)
        left = len(self.list.marks)
        said = f"{counted(left, 'case')} marked." if left else "No case is marked any more."
        self.screen.say(said)

    def end_range(self) -> None:
        """Turn the open range into marks. Raises BadInput where there would be too many."""
        began, here = self.list.began, self.list.current
        if began is None or here is None:
            return
        desk, asked = self.screen.desk, self.screen.asked
        found = queue.numbers_between(desk, asked, began, here, MOST + 1)
        self.mark(self.list.marks.union(found))

    def close_range(self) -> None:
        """Turn the open range into marks.

        A range that is too large is dropped, and the status line says so after any other message.
        """
        try:
            self.end_range()
        except BadInput:
            self.list.mark(self.list.marks)
            self.screen.show_marks()
            gone = f"The range held more than {MOST} cases, too many to mark, and was dropped."
            self.screen.call_later(self.screen.say, gone, bad=True)

    def read_again(self) -> None:
        """Drop the marks of cases that are no longer visible. A range keeps its start."""
        marks, began = self.list.marks, self.list.began
        if marks or began:
            desk = self.screen.desk
            seen = queue.as_they_are(desk, tuple(marks))
            now = queue.as_it_is(desk, began) if began else None
            self.list.mark((row.id for row in seen), now)
            self.screen.show_marks()

    def drop(self) -> bool:
        """Remove all marks. Return False where there were none."""
        if not (self.list.marks or self.list.began):
            return False
        self.list.mark(())
        self.screen.show_marks()
        self.screen.say("No case is marked any more.")
        return True
