"""A register as a Word file, on its side: below exports/register/, named by day and its own hash.

It belongs to no case, so no record holds its hash; its name does, and `verify` compares them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from dpo_console.casework.desk import Desk
from dpo_console.casework.kept_registers import FOLDER, file_name
from dpo_console.casework.permissions import require
from dpo_console.casework.register import FullRow, RegisterRow, full_register, register
from dpo_console.casework.register_counts import how_many
from dpo_console.letters.fields import day_in_full
from dpo_console.letters.letter import Block, Letter, Paragraph, Rows, Run, Style
from dpo_console.letters.saving import save
from dpo_console.letters.word_file import docx_bytes
from dpo_console.text import day_words, show

NOT_FOR_PUBLICATION = "Not for publication: it names pupils and tells of confidential releases."


@dataclass(frozen=True, slots=True)
class Written:
    """A register that was written: where, and its SHA-256."""

    path: Path
    sha256: str


def write_register(desk: Desk, *, full: bool = False) -> Written:
    """Write the register to publish, or the full one, as a Word file of today.

    Raises NotAllowed, and Refused or TryAgain where the file can't be written.
    """
    require(desk.person, "register")
    if full:
        require(desk.person, "full register")
    title = "Full register of releases" if full else "Register of releases"
    blocks = _full(desk) if full else _public(desk)
    made = docx_bytes(
        _letter(desk, title, blocks),
        letterhead=_letterhead(desk),
        title=title,
        author=_office(desk),
        created=desk.clock(),
    )
    whole = sha256(made).hexdigest()
    path = desk.home.exports / FOLDER / file_name(desk.today, whole, full=full)
    if not (path.is_file() and path.read_bytes() == made):  # twice within a second is the same file
        save(path, made)
    return Written(path, whole)


def _letter(desk: Desk, title: str, blocks: Sequence[Block]) -> Letter:
    head: list[Block] = [
        Paragraph(Style.SUBJECT, (Run(title),)),
        Paragraph(Style.BODY, (Run(f"{_office(desk)}, {day_in_full(desk.today)}"),)),
    ]
    school = desk.settings.school("")
    values = {
        "school.name": _office(desk),
        "school.address": school.address if len(desk.settings.schools) == 1 else "",
        "controller.name": _office(desk),
        "reference": title.lower(),
        "dpo.email": desk.settings.dpo.email,
    }
    return Letter("register", title, (*head, *blocks), values, Path(), "", landscape=True)


def _office(desk: Desk) -> str:
    return desk.settings.name or desk.settings.school("").name


def _letterhead(desk: Desk) -> Path | None:
    own = desk.home.data / "letterhead.docx"
    return own if own.is_file() else None


def _public(desk: Desk) -> list[Block]:
    found = register(desk)
    said = "Organisations that were given information about pupils, and what for."
    heads = ("Reference", "Organisation", "Purpose and legal basis", "Information", "Given")
    ratings = (
        "Ratings: sensitivity from A, the highest, to E; risk of identifying a pupil from 1, the "
        "highest. Each is that of the most telling item."
    )
    table = _table(heads, [_public_cells(row) for row in found.rows], "No release is listed.")
    return [_body(said), table, _body(ratings), _body(found.counted)]


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], nothing: str) -> Block:
    return Rows(heads, tuple(rows)) if rows else _body(nothing)


def _body(words: str, *, bold: bool = False) -> Paragraph:
    return Paragraph(Style.BODY, (Run(words, bold),))


def _public_cells(row: RegisterRow) -> tuple[str, ...]:
    dates = [("Approved", row.approved), ("Given", row.released), ("Ends", row.ends)]
    pupils = f"Pupils: {row.pupils}" if row.pupils else ""
    return _filled(
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
    return [_body(NOT_FOR_PUBLICATION, bold=True), _table(heads, rows, "Nothing was released.")]


def _full_cells(row: FullRow) -> tuple[str, ...]:
    due = [("Review", row.review_due), ("Ends", row.ends), ("Certified", row.certificate)]
    by = f" by {row.decided_by}" if row.decided_by else ""
    given = [("Approved", row.approved), ("Given", row.released)]
    return _filled(
        _lines(row.reference, row.status, row.published),
        _lines(
            row.recipient, row.organisation, row.organisation_type,
            _about(row.subjects, row.cohort, how_many(row.pupils)),
        ),
        _lines(row.data, _rating(row), row.purpose, row.legal_basis, row.condition),
        _lines(f"{row.path} path: {row.decided or 'not decided'}{by}", _dates(given), row.method,
               row.urgent),
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


def _filled(*cells: str) -> tuple[str, ...]:
    """A row that a Word file can hold, with no blank cell: that would ask for a pen."""
    return tuple(show(cell) or "-" for cell in cells)
