"""Everything about a case that goes into its evidence pack, read in one look."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, datetime
from enum import Enum

from dpo_console.casework.cases import case_view
from dpo_console.casework.desk import Desk
from dpo_console.casework.people import Hiding
from dpo_console.casework.schedule_view import Schedule, schedule_of
from dpo_console.casework.seen_history import seen_history
from dpo_console.casework.timeline import timeline
from dpo_console.casework.views import CaseView
from dpo_console.errors import BadFile
from dpo_console.letters.reading import words_of
from dpo_console.store import case_file, chain
from dpo_console.text import show

MISSING = "not enclosed: the file is missing"
SPOILT = "not enclosed: the file is not as it was written"
PROTECTED = "not enclosed: it shows an address that is protected"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A letter's bytes, or why they are not enclosed."""

    name: str
    data: bytes
    why_not: str


@dataclass(frozen=True, slots=True)
class Contents:
    """A case as it stands; `said` are the words of its audit entries, by their numbers; `hide`
    takes what is protected out of any text."""

    case: CaseView
    schedule: Schedule
    entries: tuple[tuple[chain.Entry, str, str], ...]
    said: Mapping[int, str]
    head: chain.Head
    letters: tuple[Enclosed, ...]
    hide: Hiding
    today: date

    def told(self, text: str) -> str:
        """Text as the pack tells it: nothing that is protected, nothing that can do anything."""
        return show(self.hide(text), len(text) + 1)


def contents(desk: Desk, reference: str) -> Contents:
    """A case's contents. Raises BadInput where there is none."""
    case = case_view(desk, reference)
    with desk.database.read() as ask:
        file = case_file.load(ask, case.row.id)
        history = case_file.history(ask, case.reference)
        seen = seen_history(ask, history)
        entries, head = chain.about(ask, case.reference), chain.head(ask)
    hide = Hiding(file, history)
    said = {entry.seq: event.text for entry, event in zip(seen, timeline(seen), strict=True)}
    letters = tuple(_enclosed(desk, letter, hide) for letter in file.letters)
    return Contents(
        case, schedule_of(file, desk.today), entries, said, head, letters, hide, desk.today
    )


def _enclosed(desk: Desk, letter: case_file.LetterRow, hide: Hiding) -> Enclosed:
    path = desk.home.exports / letter.path
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Enclosed(path.name, b"", MISSING)
    except OSError as problem:
        raise BadFile(path, "", f"it can't be read: {problem.strerror}.") from None
    if hashlib.sha256(data).hexdigest() != letter.sha256:
        return Enclosed(path.name, b"", SPOILT)
    return (
        Enclosed(path.name, b"", PROTECTED) if _tells(data, hide) else Enclosed(path.name, data, "")
    )


def _tells(data: bytes, hide: Hiding) -> bool:
    try:
        return hide.tells(words_of(data))
    except ValueError:
        return hide.any  # what can't be read may tell anything


def as_plain(value: object, contents: Contents) -> object:
    """A view as JSON can hold it: days and minutes as ISO text, and nothing that is protected."""
    if is_dataclass(value) and not isinstance(value, type):
        return as_plain(asdict(value), contents)
    if isinstance(value, Mapping):
        return {str(key): as_plain(one, contents) for key, one in value.items()}
    if isinstance(value, Enum):
        return as_plain(value.value, contents)
    if isinstance(value, str):
        return contents.hide(value)
    if isinstance(value, Sequence | set | frozenset):
        return [as_plain(one, contents) for one in value]
    return value.isoformat() if isinstance(value, date | datetime) else value
