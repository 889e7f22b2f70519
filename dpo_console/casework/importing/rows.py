"""A row of a register as a request to log, and as the end that it came to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

from dpo_console.approval.requesters import requester_kinds
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.names import names_in
from dpo_console.casework.importing.days import day_in, is_month_first, moment_in
from dpo_console.casework.importing.spreadsheet import FileCell, FileRow
from dpo_console.casework.requests import NewRequest, checked
from dpo_console.config.methods import CHANNEL_WORDS
from dpo_console.errors import BadInput, DpoConsoleError
from dpo_console.law.model import day_of
from dpo_console.law.statutes import kinds, statute
from dpo_console.text import clean_line, day_words, fold, show_line

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
