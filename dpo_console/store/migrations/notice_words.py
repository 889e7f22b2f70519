"""What records made before layout 4 said in words only: methods, and criteria that were open.

Layout 4 reads them once, for records made before it. Nothing else may read a sentence.
"""

import hashlib
import json
import re
from collections.abc import Mapping

_WORDS: Mapping[str, str] = {
    "email": r"by (?:\w+ )?e-?mail|e-?mailed",
    "hand": r"by (?:\w+ )?hand|handed (?:over|to)|in person",
    "phone": r"by (?:\w+ )?(?:tele)?phone",
    "other": r"by (?:\w+ )?(?:text|courier)",
    "portal": r"(?:through|on|via|by) (?:the |our )?(?:portal|website)",
    "post": r"by (?:\w+ )?(?:post|letter)|posted|(?:first|second)[- ]class|royal mail|"
    r"(?:recorded|special|tracked) delivery|signed for",
}
"""The words for each method. Post comes last: a notice also given another way didn't go by post."""


def method_in_words(note: str | None) -> str:
    """Return the method that a note names, or ''."""
    return next((m for m, words in _WORDS.items() if _says(words, note or "")), "")


def _says(words: str, note: str) -> bool:
    return bool(re.search(rf"\b(?:{words})\b", note, re.IGNORECASE))


def sha256(text: str) -> str:
    """Return the SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def criteria_in_words(gaps: str) -> str:
    """Return the criteria that the lines of a note begin with, as a JSON list."""
    begun = (line.partition(": ") for line in gaps.splitlines())
    return json.dumps([id for id, colon, _ in begun if colon and " " not in id])
