"""Papers of the office itself, a register or a report, as Word files on its letterhead.

A paper belongs to no case, and no record holds its hash. It carries a seal, which `verify` checks.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from dpo_console.approval.model import RULED
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import refuse_looking, require
from dpo_console.cases.records.files import REGISTER, places
from dpo_console.cases.reports.register import (
    FullRow,
    RegisterRow,
    full_register,
    how_many,
    register,
)
from dpo_console.casework.office.own_files import path_to_write
from dpo_console.casework.records.audit_log import tell
from dpo_console.config.files.folders import refuse_links
from dpo_console.letters.letter import Block, Letter, Paragraph, Rows, Run, Style
from dpo_console.letters.word.saving import is_whole, save, say_the_same, sealed
from dpo_console.letters.word.word_file import docx_bytes
from dpo_console.letters.wording.conditions import day_in_full
from dpo_console.text import day_words, visible


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


NOT_FOR_PUBLICATION = "Not for publication: it names pupils and tells of confidential releases."


def write_register(desk: Desk, *, full: bool = False, to: str = "") -> Written:
    """Write the public register, or the full one, as a Word file dated today.

    `to` is a new file elsewhere. Raises NotAllowed, and Refused or TryAgain if the file can't be
    written.
    """
    paper = _paper(desk, full)
    written = write_paper(desk, paper, REGISTER, path_to_write(desk, to) if to else None)
    tell_written(desk, paper.name, written.sha256)
    return written


def register_bytes(desk: Desk, *, full: bool = False) -> bytes:
    """Return the same as the bytes of a Word file. Nothing is kept. Raises NotAllowed."""
    paper = _paper(desk, full)
    made = paper_bytes(desk, paper)
    tell_written(desk, paper.name, sha256(made).hexdigest())
    return made


def full_register_shown(desk: Desk) -> tuple[FullRow, ...]:
    """Return the full register to show, and tell the log. Raises NotAllowed."""
    rows = full_register(desk)
    tell(desk, "register shown", releases=len(rows))
    return rows


def _paper(desk: Desk, full: bool) -> Paper:
    require(desk, "register")
    if full:
        require(desk, "full_register")
    title = "Full register of releases" if full else "Register of releases"
    blocks = _full(desk) if full else _public(desk)
    name = f"{'full-' if full else ''}{REGISTER}-{desk.today.isoformat()}"
    return Paper(name, title, (issued(desk), *blocks), landscape=True)


def _public(desk: Desk) -> list[Block]:
    found = register(desk)
    said = "Organisations that were given information about pupils, and what for."
    heads = ("Reference", "Organisation", "Purpose and legal basis", "Information", "Given")
    ratings = (
        "Ratings: sensitivity from A, the highest, to E; risk of identifying a pupil from 1, the "
        "highest. Each is that of the most telling item."
    )
    releases = table(heads, [_public_cells(row) for row in found.rows], "No release is listed.")
    return [body(said), releases, body(ratings), body(found.counted)]


def _public_cells(row: RegisterRow) -> tuple[str, ...]:
    dates = [("Approved", row.approved), ("Given", row.released), ("Ends", row.ends)]
    pupils = f"Pupils: {row.pupils}" if row.pupils else ""
    return (
        _lines(row.reference, f"The data are {row.status}"),
        _lines(row.organisation, row.organisation_type),
        _lines(row.purpose, row.legal_basis),
        _lines(row.data, _rating(row), pupils),
        _lines(_dates(dates), row.method),
    )


def _full(desk: Desk) -> list[Block]:
    heads = ("Reference", "To whom, about whom", "What, why, on what basis", "Decided and given",
             "Terms, and what is due")  # fmt: skip
    rows = [_full_cells(row) for row in full_register(desk)]
    return [body(NOT_FOR_PUBLICATION, bold=True), table(heads, rows, "Nothing was released.")]


def _full_cells(row: FullRow) -> tuple[str, ...]:
    due = [("Review", row.review_due), ("Ends", row.ends), ("Certified", row.certificate)]
    by = f" by {row.decided_by}" if row.decided_by else ""
    decided = RULED.get(row.decided, "Not decided").lower()
    given = [("Approved", row.approved), ("Given", row.released)]
    return (
        _lines(row.reference, row.status, row.published),
        _lines(
            row.recipient, row.organisation, row.organisation_type,
            _about(row.subjects, row.cohort, how_many(row.pupils)),
        ),
        _lines(row.data, _rating(row), row.purpose, row.legal_basis, row.condition),
        _lines(f"{row.path} path: {decided}{by}", _dates(given), row.method, row.urgent),
        _lines(row.terms, f"signed {row.signed}" if row.signed else "", _dates(due)),
    )  # fmt: skip


def _about(*parts: str) -> str:
    said = ", ".join(part for part in parts if part)
    return f"About: {said}" if said else ""


def _rating(row: RegisterRow | FullRow) -> str:
    return f"Rated {row.sensitivity}{row.risk}" if row.sensitivity else ""


def _dates(dates: Sequence[tuple[str, date | None]]) -> str:
    return _lines(*(f"{what} {day_words(day)}" for what, day in dates if day))


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
