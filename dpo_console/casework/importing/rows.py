"""A register read from a file: its rows and columns, and each row as a request and its end."""

import io
import json
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import NamedTuple

from openpyxl import load_workbook

from dpo_console.approval.requesters import requester_kinds
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.names import names_in
from dpo_console.casework.home_files.keeping import keep_written
from dpo_console.casework.requests import NewRequest, checked
from dpo_console.config.files.folders import replace_file
from dpo_console.config.files.incoming import (
    ENCRYPTED,
    csv_rows,
    decoded,
    plain_heading,
    refuse_bombs,
    within_limits,
)
from dpo_console.config.methods import CHANNEL_WORDS
from dpo_console.errors import BadFile, BadInput, DpoConsoleError
from dpo_console.law.model import day_of
from dpo_console.law.statutes import kinds, statute
from dpo_console.text import clean_line, day_words, fold, show_line, unspreadsheet
from dpo_console.typed_days import parse_calendar_day

FIELDS: Mapping[str, tuple[str, ...]] = {
    "kind": ("type", "type of request", "request type", "category"),
    "received": ("date received", "received on", "date of request", "date in"),
    "requester": ("name", "requester name", "name of requester", "applicant", "from"),
    "requester_kind": ("requester type", "who asks", "capacity", "relationship"),
    "organisation": ("organization", "company", "body"),
    "subjects": ("subject", "data subject", "pupil", "about", "pupil name"),
    "school": ("academy", "site"),
    "channel": ("how received", "came by", "method"),
    "summary": ("details", "description", "request", "asked for", "what"),
    "owner": ("assigned to", "handled by"),
    "their_ref": ("their reference", "requester reference"),
    "answered": ("date answered", "response date", "date of response", "responded", "date out"),
    "closed": ("date closed", "closed on", "completed"),
    "outcome": ("result", "decision"),
    "counted": ("counted elsewhere", "already counted"),
}
"""Each field of a row, with headings that offices use. A kind, a day and a name are required."""

REQUIRED = ("kind", "received", "requester")


FileCell = str | date | datetime

FileRow = tuple[int, Sequence[FileCell]]
"""A row's number in the file, and its cells."""

_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b")

_TIMED = re.compile(r"(.+?)(?:T|\s+)(\d{1,2}):(\d{2})(?::\d{2})?")

LAST_MONTH = 12

SHOWN = 6
"""The most words named where a cell is like none of them."""

YES, NO = ("yes", "y", "true", "x", "1"), ("", "no", "n", "false", "0")


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a closed case: its outcome and its days. `answered` is None if it wasn't."""

    outcome: str
    closed: date
    answered: date | None


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row: the request that it says, or the `problem` with it, in a sentence.

    `counted`: an earlier return counted it, so our statistics don't. `past`: it says that something
    was given, and is recorded under an override.
    """

    number: int
    request: NewRequest | None = None
    ended: Ended | None = None
    counted: bool = False
    problem: str = ""
    past: bool = False


class RegisterRows:
    """The rows of a register under its columns."""

    def __init__(self, desk: Desk, columns: Sequence[str], rows: Sequence[FileRow]) -> None:
        self.desk = desk
        self.places = {field: n for n, field in enumerate(columns) if field}
        self.width = len(columns)
        self.rows = rows
        self.american: dict[str, bool] = {
            field: is_month_first(self._column(field))
            for field in ("received", "answered", "closed")
            if field in self.places
        }

    def _column(self, field: str) -> Iterable[FileCell]:
        place = self.places[field]
        return (cells[place] for _, cells in self.rows if place < len(cells))

    def read(self) -> list[ReadRow]:
        """Return every row as a request, or with its problem."""
        return [self._read(number, cells) for number, cells in self.rows]

    def _read(self, number: int, cells: Sequence[FileCell]) -> ReadRow:
        try:
            if beyond := [c for c in cells[self.width :] if c != ""]:
                raise BadInput(f"{show_line(str(beyond[0]), 40)!r} stands under no heading.")
            row = {f: cells[n] if n < len(cells) else "" for f, n in self.places.items()}
            request = checked(self.desk, self._request(row))
            return ReadRow(number, request, self._ended(row, request), _yes(row.get("counted", "")))
        except DpoConsoleError as problem:
            return ReadRow(number, problem=str(problem))

    def _request(self, row: Mapping[str, FileCell]) -> NewRequest:
        def words(field: str) -> str:
            return str(row.get(field, ""))

        kind = one_of(words("kind"), "kind", kind_words())
        received = self._moment(row, "received", statute(kind).counts_hours)
        asks = words("requester_kind")
        school = words("school")
        channel = words("channel")
        return NewRequest(
            kind,
            received,
            clean_line(words("requester"), "requester"),
            requester_kind=one_of(asks, "requester_kind", requester_words()) if asks else "",
            organisation=words("organisation"),
            subjects=tuple(names_in(words("subjects"))),
            school=one_of(school, "school", self._schools()) if school else "",
            channel=one_of(channel, "channel", channel_words()) if channel else "other",
            summary=words("summary"),
            owner=one_of(words("owner"), "owner", self._people()) if words("owner") else "",
            their_ref=words("their_ref"),
        )

    def _moment(self, row: Mapping[str, FileCell], field: str, timed: bool) -> date | datetime:
        """Return the day of a cell, with its minute only where the kind counts hours."""
        read = moment_in if timed else day_in
        if row.get(field, "") == "":
            raise BadInput("this can't be empty.", field)
        return read(row[field], field, month_first=self.american[field])

    def _ended(self, row: Mapping[str, FileCell], request: NewRequest) -> Ended | None:
        """Return the end of a closed case. Raises BadInput if a part of it is missing."""
        has = {field for field in ("closed", "outcome", "answered") if row.get(field, "") != ""}
        if not has:
            return None
        if not {"closed", "outcome"} <= has:
            raise BadInput("A closed request has a day in “closed” and an outcome. Give both.")
        outcomes = statute(request.kind).outcomes
        named = {slug: (slug, title) for slug, title in outcomes.items()}
        closed = day_in(row["closed"], "closed", month_first=self.american["closed"])
        answered = None
        if "answered" in has:
            answered = day_in(row["answered"], "answered", month_first=self.american["answered"])
        received = day_of(request.received)
        days = [received, *([answered] if answered else []), closed, self.desk.today]
        if days != sorted(days):
            said = ", ".join(day_words(day) for day in days[:-1])
            raise BadInput(f"These days are not in order, or in the future: {said}.")
        return Ended(one_of(str(row["outcome"]), "outcome", named), closed, answered)

    def _schools(self) -> dict[str, tuple[str, ...]]:
        return {school.slug: (school.slug, school.name) for school in self.desk.settings.schools}

    def _people(self) -> dict[str, tuple[str, ...]]:
        return {person.slug: (person.slug, person.name) for person in self.desk.people}


def one_of(typed: str, field: str, known: Mapping[str, Sequence[str]]) -> str:
    """Return the slug whose words a cell has. Raises BadInput with those there are."""
    plain = " ".join(fold(typed).split())
    fits = [slug for slug, words in known.items() if plain in {fold(word) for word in words}]
    if len(fits) != 1:
        close = get_close_matches(plain, [w for words in known.values() for w in words], cutoff=0.5)
        there = ", ".join(close or [words[-1] for words in known.values()][:SHOWN])
        said = f"{show_line(typed, 40)!r} isn't known. Write for example: {there}."
        raise BadInput(said, field)
    return fits[0]


def kind_words() -> dict[str, tuple[str, ...]]:
    """Return the words for each kind of request: slug, title, and letters of its references."""
    found = {kind: (kind, statute(kind).title) for kind in kinds()}
    prefixes = [statute(kind).prefix for kind in kinds()]
    return {
        kind: (statute(kind).prefix, *words) if prefixes.count(statute(kind).prefix) == 1 else words
        for kind, words in found.items()
    }


def requester_words() -> dict[str, tuple[str, ...]]:
    """Return the words for each kind of requester."""
    return {slug: (slug, kind.title) for slug, kind in requester_kinds().items()}


def channel_words() -> dict[str, tuple[str, ...]]:
    """Return the words for each channel."""
    more: Mapping[str, tuple[str, ...]] = {"email": ("e-mail",), "letter": ("post",)}
    return {slug: (*more.get(slug, ()), words, slug) for slug, words in CHANNEL_WORDS.items()}


def _yes(cell: FileCell) -> bool:
    plain = str(cell).casefold()
    if plain in YES or plain in NO:
        return plain in YES
    raise BadInput(f"{show_line(str(cell), 40)!r} is neither yes nor no.", "counted")


def columns_of(desk: Desk, heads: Sequence[str], typed: Mapping[str, str], name: str) -> list[str]:
    """Return the field of each column, or '' for one that isn't used.

    `typed` maps fields to headings, as named by hand. It is kept once it fits the file. Raises
    BadInput for an unknown field, BadFile for headings that don't fit.
    """
    by_hand = _remembered(desk)
    for field, head in typed.items():
        if field not in FIELDS:
            raise BadInput(f"There is no column {field!r}. There are: {', '.join(FIELDS)}.")
        if plain_heading(head) not in map(plain_heading, heads):
            raise BadFile(name, "", f"has no column headed {head!r}.")
        by_hand = {h: f for h, f in by_hand.items() if f != field} | {plain_heading(head): field}
    there = {by_hand.get(plain_heading(head), "") for head in heads}
    found = [by_hand.get(plain_heading(head)) or _known(head, there) for head in heads]
    _check(found, heads, name)
    if typed:
        content = f"{json.dumps(by_hand, indent=2)}\n".encode()
        replace_file(desk.home.import_columns, content)
        keep_written(desk, desk.home.import_columns)
    return found


def _known(head: str, taken: set[str]) -> str:
    """Return the field of a known heading, unless another column was named for it by hand."""
    plain = plain_heading(head)
    fits = (f for f, words in FIELDS.items() if plain in (f.replace("_", " "), *words))
    return next((field for field in fits if field not in taken), "")


def _check(found: Sequence[str], heads: Sequence[str], name: str) -> None:
    for field in FIELDS:
        if found.count(field) > 1:
            same = [repr(h) for h, f in zip(heads, found, strict=True) if f == field]
            raise BadFile(name, "", f"has two columns for {field}: {' and '.join(same)}. Name one: "
                          f'--column {field}="..."')  # fmt: skip
    if missing := [field for field in REQUIRED if field not in found]:
        named = " ".join(f'--column {field}="..."' for field in missing)
        said = ", ".join(repr(head) for head in heads if head)
        what = f"has no column for {', '.join(missing)}. Name it once: {named}. It has: {said}."
        raise BadFile(name, "", what)


def _remembered(desk: Desk) -> dict[str, str]:
    with suppress(OSError, ValueError, AttributeError):
        kept = json.loads(desk.home.import_columns.read_bytes())
        return {str(head): field for head, field in kept.items() if field in FIELDS}
    return {}


class FileRows(NamedTuple):
    """The rows of a file. `doubt` is a sentence if its encoding was guessed, or ''."""

    rows: list[FileRow]
    doubt: str = ""


def rows_of(content: bytes, name: str) -> FileRows:
    """Return the rows that aren't blank, the one with the headings first.

    Raises BadFile for a file that is no CSV or XLSX, is too large, encrypted or damaged.
    """
    if content.startswith(ENCRYPTED):
        what = "is encrypted, or an old .xls file. Save it as .xlsx without a password."
        raise BadFile(name, "", what)
    packed = content.startswith(b"PK")
    text, doubt = ("", "") if packed else decoded(content, name)
    found = _xlsx(content, name) if packed else _csv(text, name)
    rows = [row for row in within_limits(found, name) if any(cell != "" for cell in row[1])]
    if len(rows) < 2:
        raise BadFile(name, "", "has no rows below its headings.")
    return FileRows(rows, doubt)


def _csv(text: str, name: str) -> Iterator[FileRow]:
    if "\0" in text:
        raise BadFile(name, "", "is neither CSV nor XLSX. Save it as one of them.")
    for number, cells in csv_rows(text, name):
        yield number, [unspreadsheet(cell.strip()) for cell in cells]


def _xlsx(content: bytes, name: str) -> Iterator[FileRow]:
    """Yield the rows of the first sheet. Formulas count as the values saved with them."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            refuse_bombs(packed, name)
    except BadFile:
        raise
    except Exception:  # a broken archive raises anything: zlib, ValueError, NotImplementedError
        raise BadFile(name, "", "is damaged or encrypted. Save it again as .xlsx.") from None
    try:
        with warnings.catch_warnings(action="ignore"):  # openpyxl's are no sentences for an officer
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            page = book.worksheets[0]
            page.reset_dimensions()
            for number, cells in enumerate(page.iter_rows(values_only=True), 1):
                yield number, [_cell(cell) for cell in cells]
    except BadFile:
        raise
    except Exception:  # openpyxl raises what a damaged part makes it stumble over
        what = "can't be read as a spreadsheet. Save it again as .xlsx, without a password."
        raise BadFile(name, "", what) from None


def _cell(cell: object) -> FileCell:
    """Return a cell as a day, a minute or text. A number is written as people read it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell if cell.time() != time() else cell.date()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell if isinstance(cell, date) else str(cell).strip()


def is_month_first(cells: Iterable[FileCell]) -> bool:
    """Return True if a column has a day such as 10/13/2026, which only Americans write."""
    found = (_SLASHED.match(cell) for cell in cells if isinstance(cell, str))
    return any(one and int(one[2]) > LAST_MONTH >= int(one[1]) for one in found)


def moment_in(cell: FileCell, field: str, *, month_first: bool) -> date | datetime:
    """Return the day or minute of a cell.

    `month_first`: another row of the column has the month first, so 3/4/2026 could be either.
    Raises BadInput for a day that could be two days, or none.
    """
    if not isinstance(cell, str):
        return cell
    slashed, shown = _SLASHED.match(cell), repr(show_line(cell, 40))
    if slashed and len(slashed[3]) == len("26"):
        raise BadInput(f"{shown} has no whole year. Write it like 13/10/2026.", field)
    if slashed and month_first and int(slashed[1]) <= LAST_MONTH:
        raise BadInput(f"{shown} could be two days: other rows have the month first.", field)
    timed = _TIMED.fullmatch(cell)
    day = parse_calendar_day(timed[1] if timed else cell, field)
    if not timed:
        return day
    try:
        return datetime.combine(day, time(int(timed[2]), int(timed[3])))
    except ValueError:
        raise BadInput(f"{shown} has no such time of day.", field) from None


def day_in(cell: FileCell, field: str, *, month_first: bool) -> date:
    """Return the day of a cell. Raises BadInput as `moment_in` does."""
    return day_of(moment_in(cell, field, month_first=month_first))
