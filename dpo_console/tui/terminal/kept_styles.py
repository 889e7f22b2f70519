"""Textual's stylesheet, changed to parse again only when a colour changes."""

from textual.css.stylesheet import Stylesheet


class KeptStyles(Stylesheet):
    """A stylesheet that parses each source once.

    Textual's own parses every source again for each theme that is set, even the first. It does so
    once more for the next kind of widget mounted.
    """

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the theme's colours. The same ones as before change nothing."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse any source not yet parsed under the current colours."""
        self.parse()
