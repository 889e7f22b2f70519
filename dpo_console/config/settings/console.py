"""The console on the screen, for everybody in the office."""

from typing import Annotated, NamedTuple

from dpo_console.toml_marks import one_of, whole

THEMES = ("terminal", "light", "dark", "high-contrast")
"""The sets of colours. The first leaves them to each person's terminal."""


class OnScreen(NamedTuple):
    """The minutes without a key after which names are hidden, 0 for never, and the colours."""

    hide_after: Annotated[int, whole(0, 24 * 60)] = 0
    theme: Annotated[str, one_of(THEMES)] = THEMES[0]


USUAL_SCREEN = OnScreen()
"""The screen of an office that says nothing of it."""
