"""The fourth file: what follows from the rows."""

from collections.abc import Sequence

from dpo_console.text import counted
from tests.store.added.call_rows import CallRow


def summary(calls: Sequence[CallRow]) -> str:
    """Return the state of the calls, such as `2 calls, 1 answered`."""
    return f"{counted(len(calls), 'call')}, {sum(call.answered for call in calls)} answered"
