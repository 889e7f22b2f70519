"""An input line that shows its text as it may be shown. Textual's own draws it raw."""

from abc import abstractmethod

from rich.text import Text
from textual.widgets import Input


class SafeInput(Input):
    """A line whose drawn text is its own affair, because a pasted one can hold escape sequences.

    In the terminal's own colours its cursor and selection are in reverse. Textual's are light grey
    and blue, which no one sees on a white terminal or on one without colour.
    """

    DEFAULT_CSS = """
    SafeInput:ansi > .input--cursor, SafeInput:ansi > .input--selection {
        background: transparent; color: ansi_default; text-style: reverse;
    }
    """

    @abstractmethod
    def shown(self) -> Text:
        """Return the text as drawn, character for character."""

    @property
    def _value(self) -> Text:
        return self.shown()
