"""The terminal's own cursor, which is hidden."""

from textual.geometry import Offset
from textual.widget import Widget


def lead_cursor(widget: Widget, line: int, column: int = 0) -> None:
    """Put the terminal's own cursor at the line or field that is under the widget's cursor.

    Some screen readers and braille displays follow it. It costs no bytes, because Textual sends its
    place with every change.
    """
    if widget.app.focused is widget:
        widget.app.cursor_position = widget.content_region.offset + Offset(column, line)
