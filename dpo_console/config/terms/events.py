"""The entries of somebody's calendar file, before anybody asks what they mean."""

from dataclasses import dataclass
from datetime import date

from dpo_console.errors import BadInput
from dpo_console.law.calendar.school_year import span_words
from dpo_console.text import clean_line, unspreadsheet


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One entry: where it stands in the file, what it is called, its first and last day.

    `short`: it takes a few hours of its day, so it can't close a school.
    """

    place: str
    name: str
    first: date
    last: date
    short: bool = False

    def __str__(self) -> str:
        return f"{self.place}: {self.name}, {span_words((self.first, self.last))}"


@dataclass(frozen=True, slots=True)
class Unused:
    """An entry that changes nothing, and why."""

    entry: str
    why: str

    @property
    def line(self) -> int:
        """The line at which it stands in its file."""
        return int(self.entry.partition(":")[0].removeprefix("line "))


@dataclass(frozen=True, slots=True)
class Entries:
    """The events of a file, and what couldn't be taken for one.

    `doubt` is a sentence if the file's encoding was guessed, or ''.
    """

    events: tuple[CalendarEntry, ...]
    unused: tuple[Unused, ...] = ()
    doubt: str = ""


def entry_name(text: str, place: str) -> str:
    """Return an entry's name on one line. Raises BadInput for text that can't be kept."""
    name = clean_line(" ".join(unspreadsheet(text).split()), place)
    if not name:
        raise BadInput(f"{place}: this has no name.")
    return name[:200]
