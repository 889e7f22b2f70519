"""An input line that shows its text as it may be shown. Textual's own draws it raw."""

from abc import abstractmethod

from rich.text import Text
from textual.widgets import Input


class SafeInput(Input):
    """A line whose drawn text is its own affair, because a pasted one can hold escape sequences."""

    @abstractmethod
    def shown(self) -> Text:
        """Return the text as drawn, character for character."""

    @property
    def _value(self) -> Text:
        return self.shown()
