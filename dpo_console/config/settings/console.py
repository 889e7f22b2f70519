"""The console on the screen and its keys, for everybody in the office."""

from collections.abc import Iterator, Mapping
from typing import Annotated, NamedTuple

from dpo_console.toml_file import Table
from dpo_console.toml_marks import one_of, whole

THEMES = ("terminal", "light", "dark", "high-contrast")
"""The sets of colours. The first leaves them to each person's terminal."""


class OnScreen(NamedTuple):
    """The minutes without a key after which names are hidden, 0 for never, and the colours.

    `only_changes`: the terminal is sent the cells that change, and no others.
    """

    hide_after: Annotated[int, whole(0, 24 * 60)] = 0
    theme: Annotated[str, one_of(THEMES)] = THEMES[0]
    only_changes: bool = True


USUAL_SCREEN = OnScreen()
"""The screen of an office that says nothing of it."""


def read_keys(table: Table, key: str, _default: Mapping[str, str]) -> Mapping[str, str]:
    """Return command ids with their keys under [keys]; `a.b = "x"` and `"a.b" = "x"` are one.

    The console knows which commands and keys there are. Raises BadFile for what is no text.
    """
    return dict(_flat(table.table(key))) if table.has(key) else {}


def _flat(table: Table, before: str = "") -> Iterator[tuple[str, str]]:
    for name in table.names():
        if table.is_table(name):
            yield from _flat(table.table(name), f"{before}{name}.")
        else:
            yield f"{before}{name}", table.take(name, str)
