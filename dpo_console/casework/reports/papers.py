"""Papers of the office itself, a register or a report, as Word files on its letterhead.

A paper belongs to no case, and no record holds its hash. It carries a seal, which `verify` checks.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import refuse_looking
from dpo_console.cases.records.files.kept_papers import places
from dpo_console.casework.records.audit_log import tell
from dpo_console.config.files.inside import refuse_links
from dpo_console.letters.letter import Block, Letter, Paragraph, Rows, Run, Style
from dpo_console.letters.word.saving import save
from dpo_console.letters.word.seal import is_whole, say_the_same, sealed
from dpo_console.letters.word.word_file import docx_bytes
from dpo_console.letters.wording.fields import day_in_full
from dpo_console.text import visible


@dataclass(frozen=True, slots=True)
class Written:
    """A paper that was written, with its path and SHA-256."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper before it is written.

    `name` is its file name without an ending. `landscape` turns the pages for a wide table.
    `created` is its moment in UTC, if that isn't now.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    created: datetime | None = None


def write_paper(desk: Desk, paper: Paper, folder: str, to: Path | None = None) -> Written:
    """Write a paper below exports/, in `folder`, or to a new file at `to`.

    An existing file with the same content is kept. If it has other content, the new file gets a
    number. Raises Refused and TryAgain if the file can't be written.
    """
    refuse_looking(desk)
    made = paper_bytes(desk, paper)
    if not to:
        refuse_links(desk.home.root, desk.home.exports / folder)
    paths = (desk.home.exports / place for place in places(folder, paper.name))
    path = to or next(path for path in paths if _is_free(path) or _holds(path, made))
    if to or _is_free(path):
        save(path, made, None if to else desk.home.root)
    return Written(path, sha256(path.read_bytes()).hexdigest())


def tell_written(desk: Desk, name: str, sha256: str) -> None:
    """Tell the log which paper was written or taken out, by its name without an ending."""
    tell(desk, "paper written", name=name, sha256=sha256)


def _is_free(path: Path) -> bool:
    return not os.path.lexists(path)


def _holds(path: Path, made: bytes) -> bool:
    """Return True if an earlier paper says the same and is unchanged."""
    try:
        there = path.read_bytes()
    except OSError:
        return False
    return is_whole(there) and say_the_same(there, made)


def paper_bytes(desk: Desk, paper: Paper) -> bytes:
    """Return a paper as a sealed Word file."""
    return sealed(
        docx_bytes(
            _letter(desk, paper),
            letterhead=_letterhead(desk),
            title=paper.title,
            author=office(desk),
            created=paper.created or desk.clock(),
        )
    )


def office(desk: Desk) -> str:
    """Return the office's name, or its first school's if it has none."""
    first = desk.settings.schools[:1] or (desk.settings.school(""),)
    return desk.settings.name or first[0].name


def controllers(desk: Desk) -> str:
    """Return the controllers of the office's schools, each once, or '' where none is stated."""
    slugs = [school.slug for school in desk.settings.schools] or [""]
    named = dict.fromkeys(desk.settings.controller(slug) for slug in slugs)
    return "; ".join(name for name in named if name)


def issued(desk: Desk) -> Paragraph:
    """Return the line below a paper's title: the office, the controllers and the day."""
    named = controllers(desk)
    stated = f"Data controller: {named}. " if named else ""
    return body(f"{office(desk)}. {stated}{day_in_full(desk.today)}.")


def heading(words: str, style: Style = Style.HEADING) -> Paragraph:
    """Return a heading."""
    return Paragraph(style, (Run(visible(words)),))


def body(words: str, *, bold: bool = False) -> Paragraph:
    """Return a paragraph."""
    return Paragraph(Style.BODY, (Run(visible(words), bold),))


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], nothing: str = "") -> Block:
    """Return a table for a Word file, or a sentence if it has no rows.

    No cell is blank, because a blank one invites writing by hand.
    """
    filled = tuple(tuple(visible(cell) or "-" for cell in row) for row in rows)
    return Rows(heads, filled) if filled else body(nothing)


def _letter(desk: Desk, paper: Paper) -> Letter:
    school = desk.settings.school("")
    values = {
        "school.name": office(desk),
        "school.address": school.address if len(desk.settings.schools) == 1 else "",
        "controller.name": controllers(desk) or office(desk),
        "reference": paper.name,
        "dpo.email": desk.settings.dpo.email,
    }
    blocks = (heading(paper.title, Style.SUBJECT), *paper.blocks)
    return Letter(paper.name, paper.title, blocks, values, Path(), "", landscape=paper.landscape)


def _letterhead(desk: Desk) -> Path | None:
    own = desk.home.data / "letterhead.docx"
    refuse_links(desk.home.root, own)
    return own if own.is_file() else None
