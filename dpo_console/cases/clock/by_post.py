"""Whether a notice was given by post, read from the words kept with it.

A notice counts on the day it is given; one that was posted is given when it arrives.
"""

import re

_POSTED = re.compile(
    r"\b(by (\w+ )?(post|letter)|posted|(first|second)[- ]class|royal mail|"
    r"(recorded|special|tracked) delivery|signed for)\b",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\b(by (\w+ )?(e-?mail|hand|phone|telephone|text|courier)|e-?mailed|handed (over|to)|"
    r"in person|(through|on|via|by) (the |our )?(portal|website))\b",
    re.IGNORECASE,
)


def went_by_post(words: str) -> bool | None:
    """Whether it went by post alone; None where the words don't tell how it went."""
    if _OTHERWISE.search(words):
        return False
    return True if _POSTED.search(words) else None


def sent_by(method: str) -> str:
    """How a letter went, for the note of the fact which that is: `sent by post`; '' if unsaid."""
    return f"sent by {method.removeprefix('by ')}" if method else ""
