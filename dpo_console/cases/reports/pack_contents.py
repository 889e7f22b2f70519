"""The content of a case's evidence pack, read in one go."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, time
from enum import Enum
from pathlib import PurePosixPath

from dpo_console.approval.data_items import ListedItem
from dpo_console.approval.model import RULED
from dpo_console.bundle.apart import inspect_apart
from dpo_console.cases.disclosure import OPINIONS, Schedule, schedule_of
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.home_files import read_file
from dpo_console.cases.office.permissions import ROLES
from dpo_console.cases.papers import paper_bytes, paper_of
from dpo_console.cases.people.parties import Party, reach_words
from dpo_console.cases.people.protected import (
    ProtectedDetails,
    protected_anywhere,
    protected_elsewhere,
)
from dpo_console.cases.records.looks import LookInWords, looks_in
from dpo_console.cases.sharing.scope_items import Scope
from dpo_console.cases.view.case import case_to_check
from dpo_console.cases.view.timeline import seen_history, timeline
from dpo_console.cases.view.views import CaseView
from dpo_console.errors import BadFile, Refused, StaleSave
from dpo_console.law.exemptions.exemptions import exemptions
from dpo_console.letters.addressees import letter_title
from dpo_console.letters.word.reading import words_of
from dpo_console.sentences import first_upper
from dpo_console.store.audit import chain
from dpo_console.store.cases import case_file
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_parts import as_kept
from dpo_console.store.cases.case_rows import PARTS, DecisionRow, LetterRow, PaperRow
from dpo_console.store.cases.disclosure_rows import ItemRow
from dpo_console.text import day_words, visible

Cells = Sequence[str]


def moment(value: date | str | None) -> str:
    """Return a day or minute in words, or '' for none."""
    if isinstance(value, str) and value:
        return day_words((datetime if "T" in value else date).fromisoformat(value))
    return day_words(value) if isinstance(value, date) else ""


def stamp(at: datetime) -> str:
    """Return a moment of recording, to the second."""
    return at.strftime("%Y-%m-%d %H:%M:%S")


def by_whom(who: str, more: str) -> str:
    """Return a person, with a description in brackets."""
    return f"{who} ({more})" if more else who


def person(party: Party, requester_kind: str) -> Cells:
    """Return a person's role, name, capacity, organisation and contact details."""
    capacity = (party.kind or requester_kind) if party.role == "requester" else party.kind
    return party.role, party.name, capacity, party.organisation, reach_words(party)


def _when(who: str, on: date | None) -> str:
    return ", ".join(part for part in (who, moment(on)) if part) if on else ""


def schedule_item(item: ItemRow, titles: Mapping[str, str]) -> Cells:
    """Return an item of the disclosure schedule.

    `titles` name treatments and categories by slug.
    """
    ground = exemptions().get(item.exemption)
    opinion = OPINIONS.get(item.opinion_says, "")
    if opinion:
        opinion = f"Opinion: {_when(opinion, item.opinion_on) or opinion}; {item.opinion}"
    looked = _when(item.looked_by, item.looked_on)
    return (
        str(item.number),
        _lines(_joined(item.title, moment(item.dated)), titles.get(item.category, item.category)),
        item.source,
        str(item.pages),
        titles.get(item.treatment, item.treatment) or "not decided",
        _lines(ground.law if ground else item.exemption, item.reason, opinion),
        _lines(item.treated_by, f"2nd check: {looked}" if looked else ""),
    )


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def scope_rows(scope: Scope) -> list[tuple[str, str]]:
    """Return the scope of a third party's request, without the separate items."""
    return [
        ("Purpose", scope.purpose),
        ("In their words", scope.items),
        ("About", scope.cohort),
        ("Years", scope.years),
        ("Pupils", str(scope.pupils) if scope.pupils is not None else ""),
        ("Lawful basis", scope.lawful_basis),
        ("Condition", scope.condition),
        ("Power", scope.power),
        ("Path", scope.path),
        ("Way of sending", scope.method),
        ("Until", moment(scope.until)),
        ("DPIA", scope.dpia),
        ("Agreement", scope.agreement),
        ("Review on", moment(scope.review_on)),
    ]


def listed_item(item: ListedItem) -> Cells:
    """Return a data item with its rating, the part given, and if an order named it."""
    given = (item.instead or "all of it") if item.given else "nothing: withheld"
    rating = f"{item.sensitivity}{item.risk}" if item.sensitivity else ""
    return item.title, rating, given, "yes" if item.ordered else "no"


def decision_rows(decision: DecisionRow) -> list[tuple[str, str]]:
    """Return a ruling with its author, day, reason and evidence."""
    return [
        ("Decision", RULED.get(decision.ruling, decision.ruling).lower()),
        ("By", f"{decision.by}, on paper" if decision.on_paper else decision.by),
        ("On", moment(decision.on)),
        ("Reason", decision.reason),
        ("Left out", decision.left_out),
        ("Kept sheet" if decision.on_paper else "Evidence", decision.evidence),
        ("Kept as", f"paper {decision.paper}" if decision.paper else ""),
        ("Recorded by", decision.recorded_by),
        ("Lapsed", f"yes: {decision.changed}" if decision.lapsed else ""),
    ]


def sent_words(letter: LetterRow) -> str:
    """Return when a letter was sent, how, to whom and if again, or else its state."""
    if letter.sent_on is None:
        return "not sent" if letter.state == "written" else letter.state
    to = f"to {letter.to}" if letter.to else ""
    again = f"again: {letter.again}" if letter.again else ""
    return _joined(moment(letter.sent_on), letter.method, to, again)


MISSING = "not enclosed: the file is missing"
SPOILT = "not enclosed: the file is not as it was written"
LINKED = "not enclosed: a link or a device stands in the place of the file or its folder"
PROTECTED = "not enclosed: it shows an address that is protected"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A letter's bytes, or the reason they are not enclosed."""

    name: str
    data: bytes
    why_not: str


LISTED = "listed only"
TELLS = "not enclosed: it tells details that another case protects"
UNREAD = "not enclosed: no paper is read for a pack, and details of people are protected"


@dataclass(frozen=True, slots=True)
class EnclosedPaper:
    """A paper's bytes, or the reason they are not enclosed. Its name in a pack names nobody."""

    row: PaperRow
    data: bytes = b""
    why_not: str = LISTED

    @property
    def name(self) -> str:
        """The name of its file in the pack, such as `paper-2.pdf`."""
        ending = PurePosixPath(self.row.name).suffix.lower()
        return f"paper-{self.row.number}{ending if re.fullmatch(_ENDING, ending) else ''}"


_ENDING = r"\.[a-z0-9]{1,8}"


@dataclass(frozen=True, slots=True)
class Contents:
    """A case as it stands, with everything its evidence pack needs.

    `said` holds the words of its audit entries, by number. `who` are the people involved: slug,
    name and role of each. `hide` removes the protected details of every case from any text. `looks`
    are those at the case, newest first.
    """

    case: CaseView
    schedule: Schedule
    entries: tuple[tuple[chain.Entry, str, str], ...]
    said: Mapping[int, str]
    head: chain.ChainHead
    letters: tuple[Enclosed, ...]
    papers: tuple[EnclosedPaper, ...]
    school: str
    controller: str
    who: tuple[tuple[str, str, str], ...]
    hide: ProtectedDetails
    today: date
    looks: tuple[LookInWords, ...]

    def told(self, text: str) -> str:
        """Return text safe for the pack, without protected details or control characters."""
        return visible(self.hide(text))


def contents(desk: Desk, reference: str, papers: Sequence[int] = ()) -> Contents:
    """Return a case's contents. Of the papers kept with it, only those numbers are enclosed.

    Audit entries about a case that this person may not see are left out. Raises BadInput if the
    case or a paper doesn't exist, StaleSave if it changes while being read.
    """
    case = case_to_check(desk, reference)
    with desk.database.read() as ask:
        file = case_file.load(ask, case.row.id)
        history = case_file.history(ask, case.reference)
        seen = seen_history(desk, ask, history)
        entries, head = chain.about(ask, case.reference), chain.head(ask)
        looks = looks_in(desk, ask, case.row.id)
    if file.case.version != case.version:
        raise StaleSave(case.reference)
    hide = ProtectedDetails(file, history, desk.settings, also=protected_anywhere(desk))
    told = timeline(desk, seen)
    said = {entry.seq: event.text for entry, event in zip(seen, told, strict=True)}
    return Contents(
        case=case,
        schedule=schedule_of(file, desk.today),
        entries=tuple(one for one in entries if one[0].seq in said),
        said=said,
        head=head,
        letters=tuple(_enclosed(desk, letter, hide) for letter in file.letters),
        papers=_papers(desk, file, papers, hide),
        school=desk.settings.school(case.row.school).name,
        controller=desk.settings.controller(case.row.school),
        who=tuple(_who(desk, case, [entry.actor for entry in seen])),
        hide=hide,
        today=desk.today,
        looks=looks,
    )


def _papers(
    desk: Desk, file: CaseFile, wanted: Sequence[int], hide: ProtectedDetails
) -> tuple[EnclosedPaper, ...]:
    """Return the papers: none where the case, or one about the pupil, protects somebody.

    One that tells what any other case protects isn't enclosed either. Raises BadInput for an
    unknown number, Refused for an altered file.
    """
    asked = {paper_of(file, number).number for number in wanted}
    protects = bool(asked) and (hide.any or bool(protected_elsewhere(desk, file)))
    return tuple(
        _paper(desk, file, row, protects, hide) if row.number in asked else EnclosedPaper(row)
        for row in file.papers
    )


def _paper(
    desk: Desk, file: CaseFile, row: PaperRow, protects: bool, hide: ProtectedDetails
) -> EnclosedPaper:
    if protects:
        return EnclosedPaper(row, why_not=UNREAD)
    data = paper_bytes(desk, file.case.reference, row)
    tells = hide.tells(f"{row.name}\n{inspect_apart(data, row.name).text}")
    return EnclosedPaper(row, why_not=TELLS) if tells else EnclosedPaper(row, data, "")


def _who(desk: Desk, case: CaseView, actors: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield everyone who acted, owns the case, decided or may see it, with name and role."""
    listed = {person.slug: person for person in desk.people}
    decided = case.decision.by if case.decision else ""
    for slug in sorted({*actors, case.row.owner, decided, *case.readers} - {""}):
        person = listed.get(slug)
        if person:
            role = ROLES[person.role].signs or person.role.value
            yield slug, person.name, first_upper(role)
        elif slug in actors:
            yield slug, "", "not listed among the office's people now"


def _enclosed(desk: Desk, letter: LetterRow, hide: ProtectedDetails) -> Enclosed:
    path = desk.home.exports / letter.path
    try:
        data = read_file(desk, path)
    except (FileNotFoundError, NotADirectoryError):
        return Enclosed(path.name, b"", MISSING)
    except Refused:
        return Enclosed(path.name, b"", LINKED)
    except OSError as problem:
        raise BadFile(path, "", f"it can't be read: {problem.strerror}.") from None
    if hashlib.sha256(data).hexdigest() != letter.sha256:
        return Enclosed(path.name, b"", SPOILT)
    return (
        Enclosed(path.name, b"", PROTECTED) if _tells(data, hide) else Enclosed(path.name, data, "")
    )


def _tells(data: bytes, hide: ProtectedDetails) -> bool:
    try:
        return hide.tells(words_of(data))
    except ValueError:
        return hide.any  # an unreadable file may hold anything


_PACKED = {part.row: part.packed for part in PARTS.values() if part.row and part.packed}


def case_data(found: Contents) -> object:
    """Return the case, without its links."""
    return as_plain(replace(found.case, links=()), found)


def schedule_data(found: Contents) -> object:
    """Return the disclosure schedule, with the places searched as the records keep them."""
    plain = as_plain(found.schedule, found)
    places = [as_plain(as_kept(place), found) for place in found.case.places]
    return plain | {"places": places} if isinstance(plain, dict) else plain


def as_plain(value: object, contents: Contents) -> object:
    """Return a view as JSON can hold it, with ISO dates and without protected details."""
    names = _names(value)
    if names:
        return {name: as_plain(_field(value, name), contents) for name in names}
    if isinstance(value, Mapping):
        return {str(key): as_plain(one, contents) for key, one in value.items()}
    if isinstance(value, Enum):
        return as_plain(value.value, contents)
    if isinstance(value, str):
        return contents.hide(value)
    if isinstance(value, Sequence | set | frozenset):
        return [as_plain(one, contents) for one in value]
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value.isoformat() if isinstance(value, date | datetime) else value


def _names(value: object) -> Sequence[str]:
    """Return the names of a value's fields, or none if it is a plain value."""
    if type(value) in _PACKED:
        return _PACKED[type(value)]
    if is_dataclass(value):
        return [field.name for field in fields(value)]
    return getattr(value, "_fields", ()) if isinstance(value, tuple) else ()


def _field(value: object, name: str) -> object:
    """Return a field. A letter has a title by its name."""
    if name == "title" and not hasattr(value, name):
        return letter_title(str(getattr(value, "name", "")))
    return getattr(value, name)
