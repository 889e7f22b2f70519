"""Taking a misfiled paper off a case: its bytes are erased, or go to the case it belongs to."""

from contextlib import suppress

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.office.references import file_meant, resolve
from dpo_console.cases.papers.answer_files import FILES, answer_files, as_note
from dpo_console.cases.papers.files import TAKEN_OFF, paper_bytes, paper_of, place_of
from dpo_console.casework.change import Change, change
from dpo_console.casework.home_files.keeping import drop
from dpo_console.casework.papers.in_records import paper_name
from dpo_console.casework.papers.keeping import keep_paper
from dpo_console.errors import BadInput, Refused
from dpo_console.store import tables
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import PaperRow
from dpo_console.text import clean, required_words


def take_off(
    desk: Desk, reference: str, number: int, *, why: str, to: str = "", version: int | None = None
) -> str:
    """Take a paper off a case, with the reason, and keep it with the case `to` if one is named.

    Its bytes are erased here, and its number is never given again. The history keeps its hash.
    Raises BadInput for an unknown number or no reason, Refused if a check or ruling points to it,
    if its file isn't the one recorded, or if the other case keeps it already, StaleSave.
    """
    require(desk, "take_off_paper", saves=True)
    reason, found = required_words(clean(why, "why"), "why"), resolve(desk, reference)
    other = resolve(desk, to) if to else ""
    if other == found:
        raise BadInput(f"{found} keeps it already. Name another case.", "to")
    file = file_meant(desk, found)
    row = paper_of(file, number)
    _refuse_pointed_at(file, row)
    if other:
        keep_paper(desk, other, paper_bytes(desk, found, row), row.name)
    with change(desk, found, "paper off", version=version) as this:
        _forget(this, row, reason)
        drop(this.session, desk, paper_name(place_of(found, row.sha256)))
        this.detail |= {"number": number, "sha256": row.sha256, "to": other, "note": reason}
    with suppress(FileNotFoundError):
        (desk.home.papers / place_of(found, row.sha256)).unlink()
    return found


def _refuse_pointed_at(file: CaseFile, row: PaperRow) -> None:
    """Raise Refused if a check or a ruling that stands points to a paper."""
    places = [("assessment.paper", one.id) for one in file.verdicts().values()]
    places += [("decision.paper", one.id) for one in file.decisions[-1:]]
    if any(file.note(*place) == str(row.number) for place in places):
        raise Refused(f"Evidence points to paper {row.number}. Give other evidence first.")


def _forget(this: Change, row: PaperRow, reason: str) -> None:
    """Delete the entry of a paper. A note keeps its number from being given again."""
    this.session.delete(this.session.get_one(tables.PaperTable, row.id))
    left = [one for one in answer_files(this.file()) if one.sha256 != row.sha256]
    if len(left) < len(answer_files(this.file())):
        this.note(FILES, 0, as_note(left), even_empty=True)
    this.note(TAKEN_OFF, row.number, reason)
