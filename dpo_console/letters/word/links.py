"""Web and e-mail addresses in the words of a letter, to be live links in its Word file."""

import re
from collections.abc import Iterator

_E_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_WEB = r"(?:https?://|www\.)[^\s<>\"”)]+|(?<![\w.@/-])(?:[a-z0-9-]+\.)+(?:uk|org|com|net)\b(?:/[^\s;,)]*)?"
_ADDRESS = re.compile(f"(?P<mail>{_E_MAIL})|(?P<web>{_WEB})", re.IGNORECASE)
_AFTER = ".,;:!?"
"""The marks that end a sentence rather than an address."""


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a text in order, each with the address that it links to, or ''."""
    done = 0
    for found in _ADDRESS.finditer(text):
        words = found[0].rstrip(_AFTER)
        if found.start() > done:
            yield text[done : found.start()], ""
        yield words, _target(words, is_mail=found["mail"] is not None)
        done = found.start() + len(words)
    if done < len(text):
        yield text[done:], ""


def _target(words: str, *, is_mail: bool) -> str:
    if is_mail:
        return f"mailto:{words}"
    return words if words.lower().startswith("http") else f"https://{words}"
