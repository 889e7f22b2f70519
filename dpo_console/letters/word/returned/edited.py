"""A letter that was edited in Word: safe to send on, and its words as its reader sees them."""

from collections.abc import Iterator
from dataclasses import dataclass

from dpo_console.letters.word.returned.opened import opened
from dpo_console.letters.word.safety.drawn_words import symbol
from dpo_console.letters.word.safety.safe_parts import Element, local
from dpo_console.letters.word.word_body import broken

_BREAKS = ("br", "cr", "tab")
_UNSHOWN = ("glossaryDocument", "comments", "styles", "settings")
"""Parts whose words no page shows."""


@dataclass(frozen=True, slots=True)
class EditedLetter:
    """The words of a letter's body, a paragraph a line, and of all else that its pages show."""

    body: str
    around: str


def read_edited(data: bytes, name: str) -> EditedLetter:
    """Return the words of a letter that was edited in Word.

    Raises BadFile if it is no Word file, and Refused with every reason why it can't be sent.
    """
    parts = opened(data, name, as_what="taken in as a letter")
    words = [(root, "".join(_pieces(root))) for root in parts.values()]
    body = "".join(said for root, said in words if local(root) == "document")
    shown = (said for root, said in words if local(root) not in _UNSHOWN and said.strip())
    return EditedLetter(body, "\n".join(shown))


def head_of(data: bytes) -> tuple[str, ...]:
    """Return what stands above a letter's text, a line each: to whom it goes, down to its greeting.

    It is empty for a letter that greets nobody. Raises as `read_edited` does.
    """
    lines = [line.strip() for line in read_edited(data, "The letter").body.splitlines()]
    end = next((n for n, line in enumerate(lines, 1) if line.split()[:1] == ["Dear"]), 0)
    return tuple(filter(None, lines[:end]))


def _pieces(root: Element) -> Iterator[str]:
    for element in root.iter():
        name = local(element)
        if name == "p":
            yield "\n"
        elif name in _BREAKS:
            yield " "
        elif name == "t":
            yield broken(element.text or "")
        elif name == "sym":
            yield symbol(element)
