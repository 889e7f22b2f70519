"""The sixth file: its page, and its JSON."""

from collections.abc import Sequence

from dpo_console.cli.output import Json, columns, picked, say
from dpo_console.text import day_words
from tests.store.added.call_rows import CallRow
from tests.store.added.calls import summary


def print_calls(calls: Sequence[CallRow]) -> None:
    """Print the calls, a row each."""
    say(summary(calls))
    columns([(str(call.number), call.whom, day_words(call.on), call.said) for call in calls])


def calls_json(calls: Sequence[CallRow]) -> list[Json]:
    """Return the calls."""
    return [picked(call, "number whom on answered said") for call in calls]
