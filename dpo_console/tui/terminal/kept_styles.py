"""Textual's stylesheet, which forgets what it has parsed only when a colour changes."""

from textual.css.stylesheet import Stylesheet


class KeptStyles(Stylesheet):
    """Parses each source once. Textual's own parses all of them anew for every theme that is set,
    the first one too, and once more for the next kind of widget that is mounted.
    """

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the theme's colours; the same ones as before change nothing."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse what isn't parsed under the colours of now."""
        self.parse()
