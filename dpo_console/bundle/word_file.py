"""A Word file of a bundle: what it hides, who wrote it, and its words."""

from collections.abc import Iterator

from dpo_console.bundle.inspection import Finding, Inspection, PlacedWords, broken
from dpo_console.letters.word.reading import words_of
from dpo_console.letters.word.safety.hidden_words import hidden_words
from dpo_console.letters.word.safety.safe_parts import Parts, local, named, parts_of, value

SORT = "Word"
SPOILT = "It can't be read as a Word file. Save it again as .docx, or print it to a PDF."

WRITERS = ("creator", "lastModifiedBy", "Manager", "Company")
"""The properties that name who wrote a file (ECMA-376 part 2, 11)."""

_COMMENTS = ("comments", "people")
_CUSTOM = "docProps/custom.xml"
_UNREAD_PICTURES = "its pictures"


def inspect_word(data: bytes) -> Inspection:
    """Return what a Word file hides. It has no pages until it is printed."""
    try:
        parts, unsafe = parts_of(data)
        said = words_of(data) if parts else ""
        hidden = hidden_words(parts)
    except Exception:  # a broken archive raises anything: zlib, KeyError, ...
        return broken(SORT, SPOILT)
    found = (*unsafe, *hidden, *_cropped(parts), *_rest(parts, data))
    return Inspection(
        SORT,
        findings=tuple(Finding("", what) for what in dict.fromkeys(found)),
        words=(PlacedWords("its words", said),) if said.strip() else (),
        writers=tuple(dict.fromkeys(_writers(parts))),
        unread=(_UNREAD_PICTURES,) if _has_pictures(parts) else (),
    )


def _writers(parts: Parts) -> Iterator[str]:
    """Yield who wrote the file, as its properties and its tracked changes tell."""
    for name, root in parts.items():
        for element in root.iter():
            told, said = local(element), (element.text or "").strip()
            if name.startswith("docProps/") and told in WRITERS and said:
                yield said
            if author := value(element, "author"):
                yield author


def _rest(parts: Parts, data: bytes) -> Iterator[str]:
    if b"docProps/thumbnail" in data:
        yield "It has a small picture of its first page, perhaps of before."
    for name, root in parts.items():
        if name == _CUSTOM and len(root):
            yield "It has properties of its own that no page shows."
        if local(root) in _COMMENTS and len(root):
            yield "Its comments, or who wrote them, can be read."


def _cropped(parts: Parts) -> Iterator[str]:
    """Yield that a picture is cropped: the whole of it is still in the file."""
    if any(e.attrib for root in parts.values() for e in named(root, "srcRect")):
        yield "A picture is cropped, and the rest of it is still there. Compress its pictures."


def _has_pictures(parts: Parts) -> bool:
    return any(True for root in parts.values() for _ in named(root, "blip", "imagedata"))
