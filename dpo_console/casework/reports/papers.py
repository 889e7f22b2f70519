"""Papers of the office's own, a register or a report, as Word files under its letterhead.

A paper belongs to no case, so no record holds its hash; it carries a seal, which `verify` looks at.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.kept_papers import places
from dpo_console.letters.letter import Block, Letter, Paragraph, Rows, Run, Style
from dpo_console.letters.word.saving import save
from dpo_console.letters.word.seal import is_whole, say_the_same, sealed
from dpo_console.letters.word.word_file import docx_bytes
from dpo_console.text import visible


@dataclass(frozen=True, slots=True)
class Written:
    """A paper that was written: where, and its SHA-256."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper before it is written. `name`: its file's, without an ending; `landscape`: its pages
    lie on their side, for a wide table.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


def write_paper(desk: Desk, paper: Paper, folder: str, to: Path | None = None) -> Written:
    """Write it below exports/, in `folder`, or to a new file of one's own. One that is there and
    says the same is that file; beside one that doesn't, it gets a number.

    Raises Refused and TryAgain where the file can't be written.
    """
    made = sealed(paper_bytes(desk, paper))
    paths = (desk.home.exports / place for place in places(folder, paper.name))
    path = to or next(path for path in paths if _is_free(path) or _holds(path, made))
    if to or _is_free(path):
        save(path, made)
    return Written(path, sha256(path.read_bytes()).hexdigest())


def _is_free(path: Path) -> bool:
    return not os.path.lexists(path)


def _holds(path: Path, made: bytes) -> bool:
    """Whether a paper that was written before says the same, and is as it was then."""
    try:
        there = path.read_bytes()
    except OSError:
        return False
    return is_whole(there) and say_the_same(there, made)


def paper_bytes(desk: Desk, paper: Paper) -> bytes:
    """The Word file of it."""
    return docx_bytes(
        _letter(desk, paper),
        letterhead=_letterhead(desk),
        title=paper.title,
        author=office(desk),
        created=desk.clock(),
    )


def office(desk: Desk) -> str:
    """What the office is called; where it has no name of its own, its school's."""
    return desk.settings.name or desk.settings.school("").name


def heading(words: str, style: Style = Style.HEADING) -> Paragraph:
    """A heading."""
    return Paragraph(style, (Run(visible(words)),))


def body(words: str, *, bold: bool = False) -> Paragraph:
    """A paragraph."""
    return Paragraph(Style.BODY, (Run(visible(words), bold),))


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], nothing: str = "") -> Block:
    """A table that a Word file can hold, or the words for none. No cell is blank: that would ask
    for a pen.
    """
    filled = tuple(tuple(visible(cell) or "-" for cell in row) for row in rows)
    return Rows(heads, filled) if filled else body(nothing)


def _letter(desk: Desk, paper: Paper) -> Letter:
    school = desk.settings.school("")
    values = {
        "school.name": office(desk),
        "school.address": school.address if len(desk.settings.schools) == 1 else "",
        "controller.name": office(desk),
        "reference": paper.name,
        "dpo.email": desk.settings.dpo.email,
    }
    blocks = (heading(paper.title, Style.SUBJECT), *paper.blocks)
    return Letter(paper.name, paper.title, blocks, values, Path(), "", landscape=paper.landscape)


def _letterhead(desk: Desk) -> Path | None:
    own = desk.home.data / "letterhead.docx"
    return own if own.is_file() else None
