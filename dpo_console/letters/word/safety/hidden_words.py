"""Words of a Word file that its reader doesn't see: hidden, white, tiny, deleted or commented.

A person who approves a letter sees the page. Whoever gets the file can show every word of it.
"""

import re
from collections.abc import Callable, Iterator

from dpo_console.letters.word.safety.drawn_words import drawn_in, pictured_styles
from dpo_console.letters.word.safety.faint_words import grounds_of, is_faint, is_white
from dpo_console.letters.word.safety.safe_parts import Element, Parts, local, named, value
from dpo_console.letters.word.safety.unseen_places import PageSize, page_of, unseen_in, unseen_notes

_SMALLEST = 10
"""The smallest size that counts as readable, in half-points: 5 points."""

_LOWEST_LINE = 100
"""The lowest exact line or row that shows its words, in twentieths of a point: 5 points."""

_NARROWEST = 34
"""The narrowest letters that count as readable, in per cent of their usual width."""

_OFF = ("0", "false", "off", "none")
_UNSEEN = re.compile(r"visibility:\s*hidden|display:\s*none|mso-hide:\s*all")


def hidden_words(parts: Parts, page: PageSize | None = None) -> tuple[str, ...]:
    """Return each way in which these parts hide words, a sentence each, in order.

    `page` is the page that they stand on, if other parts lay it out.
    """
    grounds, on, pictured = grounds_of(parts), page or page_of(parts), pictured_styles(parts)
    found = [
        f"It hides words: {what} ({name})."
        for name, root in parts.items()
        if not name.endswith(".rels")
        for what in (*_hidden_in(root, grounds), *unseen_in(root, on), *drawn_in(root, pictured))
    ]
    return tuple(dict.fromkeys((*found, *unseen_notes(parts))))


def _hidden_in(root: Element, grounds: dict[str, str]) -> Iterator[str]:
    for element in root.iter():
        look = _LOOKS.get(local(element))
        if look and (what := look(element)):
            yield what
        elif local(element) == "rPr" and _shows_words(element) and is_faint(element, grounds):
            yield "some have the colour of the ground behind them"
        if _UNSEEN.search(value(element, "style")):
            yield "a shape with words isn't shown"


def _shows_words(properties: Element) -> bool:
    """Return True for properties of a style, or of a run that has words."""
    owner = properties.getparent()
    if owner is None or local(owner) == "pPr":
        return False
    return local(owner) != "r" or any(local(e) == "t" and e.text for e in owner)


def _run_of(element: Element) -> bool:
    above = element.getparent()
    return above is not None and _shows_words(above)


def _vanish(element: Element) -> str:
    on = value(element, "val").casefold() not in _OFF
    return "some are formatted as hidden" if on and _run_of(element) else ""


def _size(element: Element) -> str:
    tiny = 0 <= _number(element, "val") < _SMALLEST
    return "some are too small to read" if tiny and _run_of(element) else ""


def _width(element: Element) -> str:
    narrow = 0 <= _number(element, "val") < _NARROWEST
    return "some are too narrow to read" if narrow and _run_of(element) else ""


def _spacing(element: Element) -> str:
    low = value(element, "lineRule") == "exact" and 0 <= _number(element, "line") < _LOWEST_LINE
    return "some stand in lines too low to show them" if low and _has_words(element) else ""


def _height(element: Element) -> str:
    low = value(element, "hRule") == "exact" and 0 <= _number(element, "val") < _LOWEST_LINE
    return "some stand in rows too low to show them" if low and _has_words(element) else ""


def _drawing(element: Element) -> str:
    hidden = value(element, "hidden").casefold() in ("1", "true", "on")
    return "a shape isn't shown" if hidden else ""


def _alternative(element: Element) -> str:
    words = {"".join(_texts(child).split()) for child in element if _texts(child).strip()}
    return "a shape has other words for other programs" if len(words) > 1 else ""


def _theme(element: Element) -> str:
    white = any(is_white(value(child, "val")) for child in element)
    return "the theme has white as its colour of words" if white else ""


def _tracked(element: Element) -> str:
    return "it has tracked changes. Accept or reject them in Word"


def _comment(element: Element) -> str:
    return "it has comments. Delete them in Word"


_LOOKS: dict[str, Callable[[Element], str]] = {
    "vanish": _vanish, "specVanish": _vanish, "webHidden": _vanish, "sz": _size, "szCs": _size,
    "w": _width, "spacing": _spacing, "trHeight": _height, "docPr": _drawing,
    "AlternateContent": _alternative,
    "ins": _tracked, "del": _tracked, "moveFrom": _tracked, "moveTo": _tracked,
    "comment": _comment, "dk1": _theme, "dk2": _theme,
}  # fmt: skip
"""The elements that can hide words, each with its look. It returns what hides them, or ''."""


def _texts(element: Element) -> str:
    return "".join(e.text or "" for e in named(element, "t"))


def _has_words(element: Element) -> bool:
    """Return True if the paragraph or row of these properties has words, or it is a style."""
    owner = element.getparent()
    while owner is not None and local(owner) not in ("p", "tr", "style", "pPrDefault", "lvl"):
        owner = owner.getparent()
    return owner is not None and (local(owner) not in ("p", "tr") or bool(_texts(owner).strip()))


def _number(element: Element, name: str) -> int:
    """Return an attribute as a number, or -1 if it is none."""
    said = value(element, name).removesuffix("%")
    return int(said) if said.isdigit() else -1
