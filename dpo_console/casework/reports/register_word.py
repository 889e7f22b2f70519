"""A register as a landscape Word file, below exports/register/."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from dpo_console.approval.model import RULED
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.records.files.kept_papers import REGISTER
from dpo_console.cases.reports.register import FullRow, RegisterRow, full_register, register
from dpo_console.cases.reports.register_counts import how_many
from dpo_console.casework.office.own_files import path_to_write
from dpo_console.casework.records.audit_log import tell
from dpo_console.casework.reports.papers import (
    Paper,
    Written,
    body,
    issued,
    paper_bytes,
    table,
    tell_written,
    write_paper,
)
from dpo_console.letters.letter import Block
from dpo_console.text import day_words

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
