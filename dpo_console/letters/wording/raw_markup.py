"""Marks in a wording that a letter would print as they are: tables, pictures, HTML and the like.

A wording is Markdown without them. A reader would see the signs instead of what they stand for.
"""

import re
from collections.abc import Iterator

_MARKS = {
    "a byte order mark. Save the file as UTF-8 without one": r"\ufeff",
    "a picture. Put it into the letterhead": r"!\[[^\]]*\]\s*[(\[]",
    "a link. Write the address in plain text": r"(?<!!)\[[^\]]*\]\s*[(\[]|^\s*\[[^\]]+\]:",
    "HTML, or an address in < and >. Leave the signs out": r"<[A-Za-z/!?][^<>]*>",
    "a table. Write a list, or use a field that is a table": (
        r"^\s*\||^\s*:?-{3,}:?\s*(\|\s*:?-{3,}:?\s*)+\|?\s*$"
    ),
    "code. Leave the ` or ~~~ out": r"`|^\s*~~~",
    "a line across the page. Leave it out": r"^\s*([-*_=])(\s*\1){2,}\s*$",
    "a footnote. Write it into the text": r"\[\^[^\]]+\]",
    "crossed-out text. Delete it": r"~~",
}
"""What each mark is, and what to do about it."""

_PATTERNS = {what: re.compile(pattern) for what, pattern in _MARKS.items()}
_PLAIN = "\0\0"
"""Two characters that are part of no mark. They keep the columns of a line."""

_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")


def raw_markup(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield line and column of each mark that would print as it is, and a sentence about it.

    A character after a backslash is plain.
    """
    for number, line in enumerate(text.split("\n"), 1):
        plain = _ESCAPED.sub(_PLAIN, line)
        for what, pattern in _PATTERNS.items():
            if found := pattern.search(plain):
                yield number, found.start() + 1, f"this would print as it stands: {what}."
