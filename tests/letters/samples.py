"""A value for every field, the conditions of each letter, and the text of a Word file."""

import io
from datetime import datetime

import docx
from docx.table import Table

from dpo_console.letters.catalogue import catalogue
from dpo_console.letters.composing.composing import compose
from dpo_console.letters.letter import Letter, Value
from dpo_console.letters.own.checking import examples
from dpo_console.letters.word.word_body import broken
from dpo_console.letters.word.word_file import docx_bytes

CREATED = datetime(2026, 11, 25, 9, 30)

FIELDS = dict(examples())

CONDITIONS = {
    **{name: frozenset({kind.kinds[0], "month", "open"}) for name, kind in catalogue().items()},
    "disclosure-cover": frozenset({"sar", "month", "open", "on_behalf"}),
    "third-party-approval": frozenset({"disclosure", "open", "approved"}),
    "processor-terms": frozenset({"disclosure", "open", "approved", "processor"}),
    "joint-arrangement": frozenset({"disclosure", "open", "approved", "joint"}),
}


def letter(name: str, **changed: Value) -> Letter:
    """Compose the letter on the sample case. `requester__name` changes requester.name."""
    fields = FIELDS | {key.replace("__", "."): value for key, value in changed.items()}
    return compose(name, fields, CONDITIONS[name])


def word_file(made: Letter) -> bytes:
    """Return its Word file, on the packaged letterhead."""
    return docx_bytes(made, letterhead=None, title=made.title, author="Oak Lane", created=CREATED)


def texts(data: bytes) -> list[tuple[str, str]]:
    """Return style and text of every paragraph and table cell of a Word file, in reading order.

    Spaces that don't break are read as plain ones.
    """
    found: list[tuple[str, str]] = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        inside = (
            [p for row in block.rows for cell in row.cells for p in cell.paragraphs]
            if isinstance(block, Table)
            else [block]
        )
        found += [(p.style.name or "" if p.style else "", broken(p.text)) for p in inside]
    return found
