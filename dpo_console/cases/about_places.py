"""The places that may tell of a person: cases, the log, messages and files of the home.

Each says in words where it stands, and how to correct it.
"""

import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import REFERENCE
from dpo_console.cases.people.details import Detail, Squeezed, details, tells
from dpo_console.cases.people.names import NamesTold, bare, folded, same_name
from dpo_console.cases.people.parties import ROLES
from dpo_console.config import Home
from dpo_console.letters.word.reading import words_of
from dpo_console.london import london_day
from dpo_console.sentences import Remedy
from dpo_console.store import kept_files
from dpo_console.store.asking import Ask, Value
from dpo_console.store.cases.case_parts import PAGE, Page
from dpo_console.store.cases.case_rows import PARTS
from dpo_console.store.database import Database
from dpo_console.store.kept_files import DRAFTS
from dpo_console.store.reads import all_words, messages
from dpo_console.store.reads.all_cases import INTAKE
from dpo_console.store.reads.all_words import Record
from dpo_console.store.reads.messages import ASIDE, WAITING, MessageRow

NAME, PART = "name", "part of the name"
"""Found by the whole name, or by one word of it in a case about the person."""

SHORTEST_PART = 3
"""The fewest letters of a word that counts alone."""

WAYS = ("e-mail", "phone", "address")

LONGEST = 1_000
"""The letters of a text that is shown whole. Of a longer one, the part around the place."""

LARGEST = 50_000_000
"""The bytes of a file that is read. A larger one is named, and not looked into."""

OPAQUE = (".sqlite3", ".gz", ".age", ".pdf", ".png", ".jpg", ".jpeg")
"""The endings of files whose words can't be read here."""

WORKING = ".tmp-about-"
"""The beginning of the name of the folder in which this very paper is made."""

_TAG = re.compile(r"<[^<>]*>")

SETTINGS = "Change it in the file."
WRITTEN = "Write it again: {command}, and delete this one."

COMMAND = "dpo-console "
PARTY = 'party {ref} set {number} --{option} "..." --why "..."'
KEPT = ("party.acts_for", "party.kept_from", "party.relation", "party.salutation",
        "party.their_ref")  # fmt: skip
"""Notes on a person that `party set` changes."""

TABLES = {part.table: part.called for part in PARTS.values()} | {"case_search": "Index of search"}
"""The tables with words of a case, in the words of the field."""

COLUMNS = {
    "summary": "what is asked for", "their_ref": "their reference", "instead": "what is given",
    "cohort": "which pupils", "items": "in their words", "dpia": "DPIA", "title": "title",
    "opinion": "opinion", "reason": "reason", "holder": "who is asked", "words": "its words",
}  # fmt: skip
"""The columns whose words differ from their names."""

SCOPE = {"lawful_basis": "basis"}
"""Options of `scope` that differ from their columns."""

NOTES = {
    "case": "Note", "fact": "Note on a fact", "assessment": "Evidence on the checklist",
    "letter.given": "What was typed into a letter", "letter.to": "Who a letter went to",
    "letter.method": "How a letter went", "letter.again": "A letter sent again",
    "letter.covers": "What a decision sheet covers", "letter.edited": "A letter edited in Word",
    "letter.answer_by": "The day up to which a letter waits",
    "letter.override": "What an override passed", "letter.why_override": "Why an override",
    "fact.past_gate": "What an override passed", "fact.why_past_gate": "Why an override",
    "place": "Answer of a place", "place.told": "Who got a preservation notice",
    "place.asked": "Who was asked", "decision.reason": "Reason of a decision",
    "decision.by": "Who decided", "decision.evidence": "Evidence of a decision",
    "decision.left-out": "What a decision left out", "decision.parts": "What was approved",
    "released.people": "To whom it was released", "release.correction": "Correction of a release",
    "advice.by": "Who advised", "terms.of": "Who signed the terms",
    "refusal.answered": "Answer to a refusal",
}  # fmt: skip
"""Notes in the words of the field, by what they are about."""

BEGINNINGS = {
    "particular.": ("Case detail", ("particulars", '{ref} {rest}="..."')),
    "challenge.": ("Answer to a challenge", ("scope", '{ref} --because {rest}="..."')),
    "party.": ("Detail of a person", ()),
    "evidence.": ("Evidence", ()),
}
"""Notes whose names go on, with the command that corrects them."""

NO_WORDS = {"sha256", "wording_sha256", "nonce", "path", "id"}
"""Columns that never hold a name."""

Tell = Callable[[int, int], None]
"""A function that is told how many cases are done, of how many."""


@dataclass(frozen=True)
class Sought:
    """A person by name, and by `reached`: the ways to reach them, each with its kind."""

    name: str
    reached: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _words(self) -> list[str]:
        return bare(self.name)

    @cached_property
    def _details(self) -> tuple[tuple[str, tuple[Detail, ...]], ...]:
        return tuple((kind, details_of(how, kind)) for how, kind in self.reached.items())

    def found_in(self, text: str, *, here: bool = False) -> str:
        """Return how a text tells of the person, or ''.

        `here`: it stands among records about them, so one word of the name is enough.
        """
        plain = folded(text)
        stand = [word for word in self._words if word in plain]
        if stand and stand[-1] == self._words[-1]:
            told = NamesTold(text)
            if self.name in told or (len(self._words) == 1 and stand[0] in told.words):
                return NAME
        squeezed = Squeezed(text)
        for kind, found in self._details:
            if tells(squeezed, *found):
                return kind
        parts = {word for word in stand if len(word) >= SHORTEST_PART} if here else set()
        return PART if parts and not parts.isdisjoint(NamesTold(text).words) else ""

    def is_called(self, name: str) -> bool:
        """Return True if a name is this person's."""
        return same_name(name, self.name)


def details_of(reached: str, kind: str) -> tuple[Detail, ...]:
    """Return the forms by which an address or number is found in any layout."""
    email, phone, address = (reached if kind == way else "" for way in WAYS)
    return details(address, email, phone)


class Mention(NamedTuple):
    """A text that tells of a person.

    `case` is its reference, or ''. `place` names where it stands, `by` how it was found, and
    `correct` the command or the way to put it right.
    """

    case: str
    place: str
    text: str
    by: str
    correct: str


def excerpt(text: str) -> str:
    """Return a text as it is told: whole, or its beginning if it is very long."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def kept_in_history(reference: str) -> str:
    """Return the way to put right what the history of a case keeps as it was."""
    note = Remedy("note", (reference, '"..."'))
    return f"Its history keeps it. Add what is right: {note}"


def erased_later(reference: str) -> str:
    """Return the way in which words of the audit log end: with their case."""
    return f"It is erased with the case: {Remedy('erase', (reference,))}"


class HomeFile(NamedTuple):
    """A file of the home: its place below it, and the case that it is about, or ''."""

    path: Path
    name: str
    case: str
    read: Callable[[], bytes]
    size: int


def home_files(home: Home) -> Iterator[HomeFile]:
    """Yield every plain file of a home, except the records themselves. No link is followed."""
    for folder, folders, names in os.walk(home.root):
        folders[:] = sorted(one for one in folders if not one.startswith(WORKING))
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_file() and not path.is_symlink() and not home.is_records(path):
                below = path.relative_to(home.root).as_posix()
                case = _case_of(path.read_bytes, below)
                yield HomeFile(path, below, case, path.read_bytes, path.stat().st_size)


def files_in_records(desk: Desk) -> Iterator[HomeFile]:
    """Yield the files that records in a database hold, apart from those that are here as well."""
    if not desk.database.address:
        return
    with desk.database.whole.read() as ask:
        for name, file in kept_files.files_below(ask, "").items():
            path, read = desk.home.root / name, partial(_content, ask, name)
            if file.sha256 and not path.exists():
                yield HomeFile(path, name, _case_of(read, name), read, file.size)


def _content(ask: Ask, name: str) -> bytes:
    return kept_files.content(ask, name) or b""


def _case_of(read: Callable[[], bytes], below: str) -> str:
    """Return the case that a file is about, by the folder that it is in, or by its content."""
    if below.startswith(DRAFTS):
        try:
            return str(json.loads(read())["reference"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""
    found = REFERENCE.search(below)
    return found[0] if found else ""


def is_paper(home: Home, file: HomeFile) -> bool:
    """Return True for a paper kept with a case, or its copy in an evidence pack.

    Strangers sent it, so it is never opened here.
    """
    packed = file.path.is_relative_to(home.data / "packs") and file.path.parent.name == "papers"
    return packed or file.path.is_relative_to(home.papers)


def in_file(file: HomeFile, sought: Sought, *, here: bool) -> Iterator[Mention]:
    """Yield each line of a file that tells of the person. Raises ValueError if it has no words."""
    kind, correct = _kind(file)
    place = f"{kind} ({file.name})"
    for number, line in enumerate(words_in_file(file).splitlines(), 1):
        if by := sought.found_in(line, here=here):
            where = place if file.path.suffix == ".docx" else f"{place}, line {number}"
            yield Mention(file.case, where, excerpt(line.strip()), by, correct)


def words_in_file(file: HomeFile) -> str:
    """Return the words of a file. Raises ValueError if they can't be read."""
    if file.path.suffix in OPAQUE or file.size > LARGEST:
        raise ValueError(file.name)
    data = file.read()
    if file.path.suffix == ".docx":
        return words_of(data)
    if file.path.suffix in (".zip", ".xlsx"):
        return _in_zip(data)
    return _plain(file.path.name, data)


def _in_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            return "\n".join(
                words_of(packed.read(name)) if name.endswith(".docx")
                else _TAG.sub("\n", unescape(_plain(name, packed.read(name))))
                if name.endswith(".xml")
                else _plain(name, packed.read(name))
                for name in packed.namelist()
            )  # fmt: skip
    except (zipfile.BadZipFile, EOFError) as problem:
        raise ValueError(str(problem)) from None


def _plain(name: str, data: bytes) -> str:
    """Return text as it reads. JSON is read, because it writes letters in another way."""
    text = data.decode("utf-8-sig")
    if name.endswith((".json", ".jsonl")):
        lines = text.splitlines() if name.endswith("l") else [text]
        return "\n".join(
            json.dumps(json.loads(x), ensure_ascii=False, indent=1) for x in lines if x
        )
    return text


def _kind(file: HomeFile) -> tuple[str, str]:
    """Return what a file is, and how a word in it is put right."""
    top, _, rest = file.name.partition("/")
    kinds = {
        "data/drafts/": ("What was typed and isn't saved",
                         "Whoever typed it saves the form, or discards it."),
        "data/packs/": ("Evidence pack", "Delete its folder, and make it again if it is needed."),
        "data/letters/": ("The office's own wording", SETTINGS),
        "data/backups/": ("Copy made before an upgrade", "Delete it once it isn't needed."),
        "data/": ("Settings and statements", SETTINGS),
        "exports/register/": ("Register in Word",
                              WRITTEN.format(command="dpo-console register --format word")),
        "exports/": ("Letter in Word", "A letter that went stays. Write the next one."),
    }  # fmt: skip
    found = next((said for start, said in kinds.items() if file.name.startswith(start)), None)
    return found or (f"File in {top}" if rest else "File", "Delete it if it isn't needed.")


class WordPlace(NamedTuple):
    """Where a word stands, and how to correct it."""

    named: str
    correct: str


class RowNumbers:
    """The numbers by which commands name the rows of one case."""

    def __init__(self, rows: list[Record]) -> None:
        people = sorted(
            (row.values for row in rows if row.table == "party"),
            key=lambda v: (ROLES.index(str(v["role"])), int(v["position"] or 0)),
        )
        self.people = {values["id"]: number for number, values in enumerate(people, 1)}
        self.latest: dict[tuple[Value, Value], Value] = {}
        for row in rows:
            if row.table == "note":
                subject = row.values["about"], row.values["about_id"]
                self.latest[subject] = max(self.latest.get(subject) or 0, row.values["id"] or 0)


def place_of(row: Record, column: str, reference: str, numbers: RowNumbers) -> WordPlace:
    """Return where a column of a row of a case stands, and how to correct it."""
    values = row.values
    if row.table == "note":
        return _note(values, reference, numbers)
    correct = _command(row.table, column, values, numbers).format(ref=reference)
    number = numbers.people.get(values["id"]) if row.table == "party" else values.get("number")
    named = f"{TABLES.get(row.table, row.table)}{f' {number}' if number else ''}"
    said = f"{named}: {COLUMNS.get(column, column.replace('_', ' '))}"
    return WordPlace(said, f"{COMMAND}{correct}" if correct else _kept(row.table, reference))


def _command(table: str, column: str, values: Mapping[str, Value], numbers: RowNumbers) -> str:
    """Return the command that corrects a column, or ''."""
    if table == "party" and column != "kind":
        return PARTY.format(ref="{ref}", number=numbers.people[values["id"]], option=column)
    if table == "cases" and column == "summary":
        return 'correct-case {ref} --summary "..." --why "..."'
    if table == "cases" and column == "owner":
        return "assign {ref} nobody"
    if table == "scope":
        return f'scope {{ref}} --{SCOPE.get(column, column)} "..."'
    if table == "item" and column == "title":
        return f'schedule {{ref}} correct {values["number"]} --title "..." --why "..."'
    if table == "item" and column == "reason":
        return f'schedule {{ref}} treat {values["number"]} withhold --reason "..."'
    if table == "case_search":
        return "party {ref} set, or correct-case {ref}: the index follows"
    return ""


def _kept(table: str, reference: str) -> str:
    return (erased_later if table == "audit_detail" else kept_in_history)(reference)


def _note(values: Mapping[str, Value], reference: str, numbers: RowNumbers) -> WordPlace:
    """Return the place of a free text. Of one that was replaced, the history keeps it."""
    about, number = str(values["about"]), values["about_id"]
    day = london_day(str(values["recorded_at"]))
    named, command = _subject(about, values, numbers)
    if about != "case" and numbers.latest[values["about"], number] != values["id"]:
        return WordPlace(f"{named} ({day}, replaced since)", kept_in_history(reference))
    correct = f"{COMMAND}{command.format(ref=reference)}" if command else ""
    return WordPlace(f"{named} ({day})", correct or kept_in_history(reference))


def _subject(about: str, values: Mapping[str, Value], numbers: RowNumbers) -> tuple[str, str]:
    number = values["about_id"]
    if about in KEPT and number in numbers.people:
        option = about.partition(".")[2].replace("_", "-")
        person = numbers.people[number]
        command = PARTY.format(ref="{ref}", number=person, option=option)
        return f"Person {person}: {option.replace('-', ' ')}", command
    if about == "fact":
        return f"Note on fact {number}", ""
    if about in NOTES:
        return NOTES[about], ""
    for beginning, (named, words) in BEGINNINGS.items():
        if about.startswith(beginning):
            rest = about.removeprefix(beginning)
            return f"{named} ({rest})", " ".join(words).replace("{rest}", rest)
    return "Note", ""


def words_columns(row: Record) -> Iterator[tuple[str, str]]:
    """Yield each column of a row that holds text, with its text."""
    for column, value in row.values.items():
        if isinstance(value, str) and value:
            yield column, value


def in_cases(
    database: Database, cases: Sequence[int], sought: Sought, tell: Tell
) -> Iterator[Mention]:
    """Yield what some cases hold. Each page of them is one look, so nobody waits for long."""
    for begin in range(0, len(cases), PAGE):
        yield from _page(database, sought, cases[begin : begin + PAGE])
        tell(min(begin + PAGE, len(cases)), len(cases))


def _page(database: Database, sought: Sought, numbers: Sequence[int]) -> list[Mention]:
    """Return the findings of some cases. Those that went out of sight meanwhile are left out."""
    with database.read() as ask:
        seen = all_words.cases_in_sight(ask)
        page = Page(ask, [number for number in numbers if number in seen])
        by_case: dict[int, list[Record]] = {}
        for row in all_words.records(page):
            by_case.setdefault(row.case, []).append(row)
    return [
        found
        for number in numbers
        if number in by_case
        for found in of_case(seen[number], by_case[number], sought)
    ]


def of_case(reference: str, rows: Sequence[Record], sought: Sought) -> list[Mention]:
    """Return what one case holds. Once it names the person, one word of the name counts too."""
    texts = [(row, column, text) for row in rows for column, text in words_columns(row)
             if column not in NO_WORDS]  # fmt: skip
    here = any(sought.found_in(text) for _, _, text in texts)
    if not here:
        return []
    numbers, found = RowNumbers([*rows]), []
    for row, column, text in texts:
        if row.table == "audit_detail":
            found += [] if column != "detail" else _entry(reference, row, sought, here=True)
        elif by := sought.found_in(text, here=True):
            place = place_of(row, column, reference, numbers)
            found.append(Mention(reference, place.named, excerpt(text), by, place.correct))
    return found


def in_log(desk: Desk, sought: Sought) -> Iterator[Mention]:
    """Yield what entries of the log about no case hold, such as those on settings."""
    after = 0
    while True:
        with desk.database.read() as ask:
            rows = all_words.entries_of_no_case(ask, after, PAGE)
        if not rows:
            return
        for row in rows:
            yield from _entry("", row, sought, here=False)
        after = int(rows[-1].values["seq"] or 0)


def _entry(reference: str, row: Record, sought: Sought, *, here: bool) -> list[Mention]:
    """Return the words of an entry of the log that tell of the person, and no others."""
    said = [*texts_in(json.loads(str(row.values["detail"])))]
    told = [(text, by) for text in said if (by := sought.found_in(text, here=here))]
    if not told:
        return []
    place = f"Audit log, entry {row.values['seq']} of {london_day(str(row.values['at']))}"
    way = erased_later(reference) if reference else "The log keeps it for good."
    by = ", ".join(dict.fromkeys(by for _, by in told))
    return [Mention(reference, place, excerpt("; ".join(text for text, _ in told)), by, way)]


def texts_in(value: object) -> Iterator[str]:
    """Yield each text in a JSON value, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from (key, *texts_in(one))
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)


def in_messages(database: Database, sought: Sought) -> Iterator[tuple[Mention, str]]:
    """Yield what each message holds, with its file if other files are in that, or ''."""
    with database.read() as ask:
        rows = messages.messages(ask, (WAITING, ASIDE), database.reader)
    for row in rows:
        if found := _in(row, sought):
            attached = json.loads(row.reading or "{}").get("attachments")
            yield found, f"data/papers/{INTAKE}/{row.sha256}" if attached else ""


def _in(row: MessageRow, sought: Sought) -> Mention | None:
    """Return the texts of a message that tell of the person, or None."""
    said = [row.name, row.reason, *texts_in(json.loads(row.reading or "{}"))]
    told = [(text, by) for text in said if text and (by := sought.found_in(text))]
    if not told:
        return None
    by = ", ".join(dict.fromkeys(by for _, by in told))
    way = "It goes with its case, or once it is set aside: "
    place = f"Message {row.number} that came"
    correct = f"{way}{Remedy('intake', ('delete', str(row.number)))}"
    return Mention("", place, excerpt("; ".join(text for text, _ in told)), by, correct)
