"""Fetching a paper: for the office itself, or through the door out for somebody else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dpo_console.bundle.apart import inspect_apart
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.leaving.reader.paper_reader import fact_of, is_released_by
from dpo_console.cases.letters.going_out import before
from dpo_console.cases.letters.typed_pupils import added_lines, pupils_in_paper
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.looking import How, keep_look
from dpo_console.cases.office.permissions import refuse_own, require, why_may_not
from dpo_console.cases.office.references import resolve
from dpo_console.cases.papers import paper_bytes, paper_of
from dpo_console.cases.people.hidden import hiding, refuse_hidden
from dpo_console.casework.change import change
from dpo_console.casework.leaving.copies import internal_copy, letters_on_file
from dpo_console.casework.leaving.door import Passage, Passed, pass_door, pass_nothing, tell
from dpo_console.errors import NotAllowed
from dpo_console.letters.addressees import To
from dpo_console.sentences import Remedy
from dpo_console.store.cases import case_file
from dpo_console.store.cases.case_file import AuditRow, CaseFile
from dpo_console.store.cases.case_rows import PaperRow
from dpo_console.text import clean_line

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class Fetched:
    """A paper with its bytes, which are those that were kept."""

    row: PaperRow
    data: bytes


def fetch_paper(
    desk: Desk, reference: str, number: int, whom: str = "", *, override: str = ""
) -> Fetched:
    """Return a paper of a case. Without `whom`, it is for the office itself.

    For somebody else it passes the door out, and the history tells it. Before the release, only
    whoever may release fetches one for whom a third-party request concerns, but for a letter.
    Raises BadInput for an unknown number, Refused if the file isn't the one recorded, NotAllowed.
    Raises GateClosed with every reason why it may not leave, unless `override` says why it must.
    """
    require(desk, "fetch_paper")
    found = resolve(desk, reference)
    with desk.database.read() as ask:
        file = case_file.load(ask, case_file.find(ask, found))
        log = case_file.history(ask, found)
    if not why_may_not(desk, "people"):
        refuse_hidden(desk, file)
    row = paper_of(file, number)
    data = paper_bytes(desk, found, row)
    _refuse_protected(desk, file, log, Fetched(row, data))
    keep_look(desk, file.case, How.PAPER, str(number))
    reader = clean_line(whom, "for")
    if not reader:
        pass_nothing(found, override)
        return Fetched(row, data)
    require(desk, "keep_paper")
    refuse_own(desk, file.parties)
    going = _departure(desk, file, reader, Fetched(row, data))
    if is_released_by(going) and not _is_letter(desk, going):
        require(desk, "release")
    passed = _pass_door(going, override)
    _record(desk, file, row, reader, passed)
    return Fetched(row, data)


def _refuse_protected(
    desk: Desk, file: CaseFile, log: Sequence[AuditRow], paper: Fetched
) -> None:  # fmt: skip
    """Raise NotAllowed for a paper that tells its reader what every screen hides from them.

    What can't be read here may tell it too, in a case that protects somebody.
    """
    hide = hiding(desk, file, log)
    if not hide:
        return
    read = inspect_apart(paper.data, paper.row.name)
    unread = not read.is_clear and any(party.protected for party in file.parties)
    if unread or hide(read.text) != read.text:
        raise NotAllowed(
            f"Paper {paper.row.number} of {file.case.reference} "
            f"{'may tell' if unread else 'tells'} protected details, which {desk.person.name} may "
            "not see. Ask the Data Protection Officer to say what is in it."
        )


def _departure(desk: Desk, file: CaseFile, reader: str, paper: Fetched) -> Departure:
    """Return the departure of a paper with its words, as far as they can be read."""
    read = inspect_apart(paper.data, paper.row.name)
    words = f"{paper.row.name}\n{read.text}"
    earlier = before(desk, file, f"{reader}\n{words}")
    going = Departure(
        file,
        desk.settings,
        desk.today,
        desk.today,
        told=reader,
        letter=internal_copy(desk, file, words),
        paper=paper.row.number,
        clear=read.is_clear,
        words=words,
        along=((paper.row.name, paper.row.sha256),),
        others=pupils_in_paper(desk, file, reader, words),
        history=earlier.history,
        elsewhere=earlier.elsewhere,
        refusals=earlier.refusals,
        restored=earlier.restored,
        clerks=bool(why_may_not(desk, "release")),
    )
    return replace(going, fact=fact_of(going))


def _is_letter(desk: Desk, going: Departure) -> bool:
    """Return True for a paper without a line that a letter to whoever asks doesn't have.

    Our terms go to be signed as a paper too, and a letter is a clerk's to send.
    """
    text = going.words.partition("\n")[2]
    theirs = (To.REQUESTER, To.RECIPIENT)
    letters = letters_on_file(desk, going.file) if going.clear else ()
    return any(not added_lines(words, text) for kind, words in letters if kind.addressee in theirs)


def _pass_door(going: Departure, override: str) -> Passed:
    """Return what was overridden."""
    reference = going.file.case.reference
    words = (reference, "fetch", str(going.paper), "--for ...", '--override "..."')
    how = Passage(
        "fetched",
        Remedy("papers", words, option="override"),
        what=f"Paper {going.paper} of {reference}",
    )
    return pass_door(going, how, override)


def _record(desk: Desk, file: CaseFile, row: PaperRow, reader: str, passed: Passed) -> None:
    with change(desk, file.case.reference, "paper out", version=file.case.version) as this:
        this.detail |= {"number": row.number, "for": reader, "sha256": row.sha256}
        tell(this, passed)
