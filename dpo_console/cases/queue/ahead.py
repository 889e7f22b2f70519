"""What a server reads ahead for the first list, while the rest of the program is imported."""

from datetime import date

from dpo_console.config.home.home import Home
from dpo_console.store.asking import Ask
from dpo_console.store.reads import conditions, lists
from dpo_console.store.reads.lists import Where
from dpo_console.store.reads.orders import BY_URGENCY
from dpo_console.store.records_of import read_ahead

FIRST = 50
"""The number of cases of which the first frame shows some."""


def due_soon(on: date) -> Where:
    """Return the condition for cases overdue or due within seven days of `on`."""
    return conditions.due_within(7, on, "on")


def due_ahead(home: Home, on: date) -> None:
    """Have a server read the cases that `due` prints. Raises BadInput, BadFile.

    It reads nothing else: a command is nearly imported by then, and would wait for it.
    """
    read_ahead(home, lambda ask: lists.count(ask, due_soon(on)))


def queue_ahead(home: Home) -> None:
    """Have a server read the head of the queue. Raises BadInput, BadFile."""

    def first(ask: Ask) -> None:
        lists.cases(ask, conditions.everything(), BY_URGENCY, FIRST)

    read_ahead(home, first)
