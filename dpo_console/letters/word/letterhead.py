"""The letterhead: the packaged one, or the office's own if it is safe and whole.

A letterhead is a Word file from an unknown author. It may hold styles, a header, a footer and a
logo. It may not have macros, content loaded from elsewhere, fields that read other files, or words
that are hidden.
"""

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from dpo_console.errors import BadFile
from dpo_console.letters.letter import CELL_HEADING_STYLE, CELL_STYLE, TABLE_STYLE, Style
from dpo_console.letters.word.letterhead_styles import with_styles
from dpo_console.letters.word.safety.hidden_words import hidden_words
from dpo_console.letters.word.safety.safe_parts import LARGEST_FILE, Element, local, named, parts_of
from dpo_console.letters.word.safety.unseen_places import page_of
from dpo_console.letters.wording.fields import LETTERHEAD_FIELDS

PACKAGED = Path(__file__).with_name("letterhead.docx")

STYLES = (*(style.value for style in Style), TABLE_STYLE, CELL_STYLE, CELL_HEADING_STYLE)
"""The names of the styles that every letter uses."""

NOT_WHOLE = "It is not a whole Word file (.docx)."

_FIELD = re.compile(r"\{[^}]*\}?")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_letterhead(path: Path | None) -> bytes:
    """Return the bytes of a letterhead that is safe to use. None means the packaged one.

    The styles that a letter needs are added if the letterhead lacks them. Raises BadFile with every
    fault.
    """
    if path is None:
        return _packaged()
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadFile(path, "", f"it is larger than {LARGEST_FILE:,} bytes; make it smaller.")
        data = path.read_bytes()
    except OSError as problem:
        raise BadFile(path, "", f"it can't be read: {problem.strerror}.") from None
    problems = problems_of(data)
    if problems:
        raise BadFile(path, "", "it can't be used as letterhead: " + " ".join(problems))
    return _whole(data)


@lru_cache(maxsize=8)
def _whole(data: bytes) -> bytes:
    return with_styles(data, _packaged(), STYLES)


@lru_cache(maxsize=1)
def _packaged() -> bytes:
    return PACKAGED.read_bytes()


@lru_cache(maxsize=8)
def problems_of(data: bytes) -> tuple[str, ...]:
    """Return the faults of a letterhead, a sentence each. Without faults, it may be used.

    The words in its body don't matter, because each letter replaces them.
    """
    try:
        parts, unsafe = parts_of(data)
        kept = ((name, _kept(root)) for name, root in parts.items())
        around = {name: root for name, root in kept if root is not None}
        return unsafe or hidden_words(around, page_of(parts)) or tuple(_unknown_fields(data))
    except Exception:  # a broken archive raises anything: zlib, KeyError, NotImplementedError, ...
        return (NOT_WHOLE,)


def _kept(root: Element) -> Element | None:
    """Return a part, or the layout of the page alone, if it has one, of the body."""
    if local(root) != "document":
        return root
    return next(named(root, "sectPr"), None)


def _unknown_fields(data: bytes) -> Iterator[str]:
    """Yield the names in its header and footer that stand for nothing."""
    import docx

    for part in docx.Document(io.BytesIO(data)).part.package.iter_parts():
        if part.content_type.endswith((".header+xml", ".footer+xml")):
            text = "".join(element.text or "" for element in part.element.iter(f"{_WORD}t"))
            for found in _FIELD.findall(text):
                if found[1:-1] not in LETTERHEAD_FIELDS:
                    known = ", ".join(f"{{{name}}}" for name in LETTERHEAD_FIELDS)
                    yield f"Its header or footer names {found}; it may name {known}."
