"""Words in the parts of a packed file, such as XLSX: those that no sheet or page shows."""

import re
import zipfile
from collections.abc import Iterator
from html import unescape

_TEXT = re.compile(r">([^<>]*[^\W\d_]{2}[^<>]*)<")
_VALUE = re.compile(r"""=(?:"([^"]*[^\W\d_]{2}[^"]*)"|'([^']*[^\W\d_]{2}[^']*)')""")
"""The text of an element, and the value of an attribute, with two letters at least."""

UNTOLD = re.compile(
    r"\[Content_Types\]\.xml|.*theme/.*|.*styles.*\.xml|.*printerSettings.*|.*\.(?:bin|jpe?g|png|emf|wmf)",
    re.IGNORECASE,
)
"""Parts without words of anybody: looks, printers and pictures."""


def words_beside(packed: zipfile.ZipFile, shown: str) -> str:
    """Return the words of every part that stand in no text `shown`, a line each."""
    found: dict[str, None] = {}
    for part in packed.infolist():
        if not UNTOLD.fullmatch(part.filename):
            found |= dict.fromkeys(_words(packed.read(part).decode("utf-8", "replace")))
    return "\n".join(one for one in found if one not in shown)


def _words(part: str) -> Iterator[str]:
    for text in _TEXT.findall(part):
        yield unescape(text).strip()
    for one, other in _VALUE.findall(part):
        yield unescape(one or other).strip()
