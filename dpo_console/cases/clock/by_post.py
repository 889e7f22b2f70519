"""Service by post, recognised from the words recorded with a notice.

A notice counts from the day it is given. A posted notice is given when it arrives.
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
    """Return True if the notice went by post alone, or None if the words don't say."""
    if _OTHERWISE.search(words):
        return False
    return True if _POSTED.search(words) else None


def sent_by(method: str) -> str:
    """Return how a letter was sent, such as `sent by post`, or '' if the method is unknown.

    The words go into the note of the fact recorded when the letter is sent.
    """
    return f"sent by {method.removeprefix('by ')}" if method else ""
