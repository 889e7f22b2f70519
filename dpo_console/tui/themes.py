"""The console's colours: those of each terminal, or one of three sets of its own."""

from collections.abc import Sequence
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

from dpo_console.config.settings.settings import THEMES
from dpo_console.tui import draw

TITLES = dict(
    zip(THEMES, ("The terminal's own colours", "Light", "Dark", "High contrast"), strict=True)
)

COLOURS = {
    "light": ("#1f1f1f", "#fafafa", "#b00020", "#595959"),
    "dark": ("#dcdcdc", "#161616", "#ff6b6b", "#9a9a9a"),
    "high-contrast": ("#ffffff", "#000000", "#ffb000", "#c0c0c0"),
}
"""The colours of words, of the ground, of signs and of examples in fields, for each set."""


class Ground(LineFilter):
    """A filter that gives a theme's colours to words that have none, as the lists draw them."""

    def __init__(self, name: str) -> None:
        super().__init__()
        words, ground, signs, _ = COLOURS[name]
        self.base, self.signs = Style(color=words, bgcolor=ground), Style(color=signs)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments on the theme's ground, with signs in its own colour."""
        return [segment._replace(style=self._on_ground(segment.style)) for segment in segments]

    def _on_ground(self, style: Style | None) -> Style:
        sign = style is not None and style.color == draw.LATE_SIGN.color
        return self.base + style + (self.signs if sign else None)


def put_on(app: App[Any], name: str, own: str) -> Sequence[LineFilter]:
    """Show the console in the colours `name`, and return what every line must pass for them.

    `own` is Textual's name of the terminal's own colours.
    """
    if name not in COLOURS:
        app.theme = own
        return ()
    if name not in app.available_themes:
        words, ground, signs, examples = COLOURS[name]
        app.register_theme(
            Theme(
                name=name, primary=words, foreground=words, background=ground, surface=ground,
                panel=ground, error=signs, warning=signs, dark=name != "light",
                variables={"text-disabled": examples},
            )
        )  # fmt: skip
    app.theme = name
    return (Ground(name),)
