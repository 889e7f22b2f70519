"""The parts of a case about what is searched, disclosed and shared: rows and declarations."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from dpo_console.approval.model import ROLES
from dpo_console.store.asking import Row

Notes = Mapping[tuple[str, int], str]
"""The latest note on each subject: (about, about_id)."""


@dataclass(frozen=True, slots=True)
class KeptAs:
    """The column of a field that has another name."""

    name: str


@dataclass(frozen=True, slots=True)
class Note:
    """A field that holds the latest note about its row."""

    about: str


@dataclass(frozen=True, slots=True)
class Successor:
    """A field that holds the number of the row that names this one in a `column`, or None."""

    column: str


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A field that the records don't hold: a reader works it out for the rows that it shows."""


class Covered(NamedTuple):
    """Columns of one table that a digest covers. `where` selects the rows, if not all.

    It goes by the name of its part, or by a `name` of its own. Without `words`, they are the record
    that outlives erasure. The log vouches for what is `later` only if a case has such rows, so
    cases written before it existed keep their digests.
    """

    table: str
    columns: str
    order: str = "id"
    where: str = ""
    name: str = ""
    words: bool = False
    later: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a case: all rows of a table, or the `only` one, as objects of the class `row`.

    Without a class, `value` makes one value of the `columns` of one case's rows. `sql` stands in
    for the question for {cases} that follows from the class. Each of its rows begins with the case
    number. A copy of a case takes over the rows of a `copied` table with other numbers alone. An
    evidence pack tells the `packed` fields, or all of them. An officer who is told of words in a
    row reads what it is `called`. The rows of a part that `goes` are deleted when a case is erased.
    """

    table: str
    row: type | None = None
    order: str = "id"
    key: str = "case_id"
    only: bool = False
    columns: str = ""
    sql: str = ""
    value: Callable[[Sequence[Row]], object] | None = None
    covered: tuple[Covered, ...] = ()
    copied: bool = False
    goes: bool = False
    packed: tuple[str, ...] = ()
    called: str = ""


class RowShape:
    """The columns that a row's class reads, and how its fields are made of them."""

    def __init__(self, row: type) -> None:
        """Read the annotations of the class. Fields that are kept elsewhere come last."""
        self.row = row
        self.columns: list[str] = []
        self.abouts: list[str] = []
        self.successors: list[str] = []
        self._converters: list[tuple[int, Callable[[Any], Any]]] = []
        for name, hint in row.__annotations__.items():
            self._take(name, hint)

    def _take(self, name: str, hint: object) -> None:
        kind, *marks = get_args(hint) if get_origin(hint) is Annotated else (hint,)
        mark = marks[0] if marks else None
        if isinstance(mark, Note):
            self.abouts.append(mark.about)
        elif isinstance(mark, Successor):
            self.successors.append(mark.column)
        elif not isinstance(mark, WorkedOut):
            converter = _converter(kind)
            if converter:
                self._converters.append((len(self.columns), converter))
            self.columns.append(mark.name if isinstance(mark, KeptAs) else name)

    def made(self, rows: Sequence[Row], notes: Notes) -> tuple[Any, ...]:
        """Return objects of the class, from one case's rows and notes."""
        successors = [self._successors(rows, column) for column in self.successors]
        return tuple(self._made(values, notes, successors) for values in rows)

    def _successors(self, rows: Sequence[Row], column: str) -> dict[Any, Any]:
        place = self.columns.index(column)
        return {row[place]: row[0] for row in rows if row[place] is not None}

    def _made(self, values: Row, notes: Notes, successors: Sequence[dict[Any, Any]]) -> object:
        made: list[Any] = [*values]
        for place, converter in self._converters:
            if made[place] is not None:
                made[place] = converter(made[place])
        number: Any = values[0]
        made += [notes.get((about, number), "") for about in self.abouts]
        made += [by_number.get(number) for by_number in successors]
        return self.row(*made)


def _converter(kind: object) -> Callable[[Any], Any] | None:
    """Return the function that makes a field of what its column holds, or None."""
    known: dict[object, Callable[[Any], Any]] = {
        bool: bool,
        date: date.fromisoformat,
        time: time.fromisoformat,
        datetime: datetime.fromisoformat,
    }
    return next((known[one] for one in (kind, *get_args(kind)) if one in known), None)


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """A third party's request. `nonce` is 64 random hex digits.

    `role` is the recipient's role where it is no controller of its own, or ''. It has a path of its
    own, which is ordinary where it is kept.
    """

    case_id: int
    purpose: str
    items: str
    cohort: str
    lawful_basis: str
    power: str
    path_kept: Annotated[str, KeptAs("path")]
    method: str
    until: date | None
    nonce: str
    years: str
    pupils: int | None
    condition: str
    dpia: str
    agreement: str
    review_on: date | None
    role: Annotated[str, Note("scope.role")] = ""

    @property
    def path(self) -> str:
        """The path through the gate. Words that name no role are none."""
        return self.role if self.role in ROLES else self.path_kept


@dataclass(frozen=True, slots=True)
class ScopeItemRow:
    """One requested data item. `ordered`: the order or duty that compels disclosure names it."""

    id: int
    position: int
    slug: str
    title: str
    sensitivity: str
    risk: int
    instead: str
    given: bool
    ordered: bool


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place of the search plan.

    `hold`: the place deletes data automatically, after `deletes_after` days if that is known. Then
    `gone_on` is when the data held on receipt will be lost. `told` and `asked` name the people told
    and asked. `result` is '' until the place has answered, then found, nothing or not-searched,
    with its `note`.
    """

    id: int
    number: Annotated[int, KeptAs("position")]
    slug: str
    title: str
    holder: str
    hold: bool
    deletes_after: int | None
    told_on: Annotated[date | None, KeptAs("hold_on")]
    asked_on: date | None
    reply_by: date | None
    chased_on: date | None
    answered_on: date | None
    result: str
    told: Annotated[str, Note("place.told")] = ""
    asked: Annotated[str, Note("place.asked")] = ""
    note: Annotated[str, Note("place")] = ""
    gone_on: Annotated[date | None, WorkedOut()] = None

    @property
    def is_open(self) -> bool:
        """True if the place has neither answered nor been left out with a reason."""
        return self.answered_on is None

    @property
    def to_tell(self) -> bool:
        """True if its holder still needs a preservation notice."""
        return self.hold and self.told_on is None and self.is_open

    @property
    def to_ask(self) -> bool:
        """True if the place has still to be asked."""
        return self.is_open and self.asked_on is None

    def is_overdue(self, today: date) -> bool:
        """Return True if its answer is overdue."""
        return self.is_open and self.reply_by is not None and self.reply_by < today


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of the disclosure schedule.

    `source` is the title of the place where it was found, and `gap` what it still needs. `in_file`
    says where it stands in the files of the answer, as `item_pages` reads it.
    """

    id: int
    number: int
    place_id: int | None
    category: str
    title: str
    dated: date | None
    pages: int
    treatment: str
    exemption: str
    reason: str
    treated_by: str
    opinion_says: str
    opinion: str
    opinion_on: date | None
    looked_by: str
    looked_on: date | None
    in_file: Annotated[str, Note("item.file")] = ""
    source: Annotated[str, WorkedOut()] = ""
    gap: Annotated[str, WorkedOut()] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownParts:
    """The parts of one case that its view shows row by row, as the records have them."""

    places: tuple[PlaceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureParts(ShownParts):
    """These parts of one case."""

    scope: ScopeRow | None = None
    scope_items: tuple[ScopeItemRow, ...] = ()
    items: tuple[ItemRow, ...] = ()


DISCLOSURE_PARTS: dict[str, Part] = {
    "scope": Part(
        "scope", ScopeRow, "case_id", only=True, copied=True,
        called="What is shared",
        covered=(
            Covered(
                "scope",
                "purpose, items, cohort, lawful_basis, power, path, method, until, nonce",
                "case_id",
                words=True,
            ),
            Covered(
                "scope",
                "years, pupils, condition, dpia, agreement, review_on",
                "case_id",
                "years <> '' OR pupils IS NOT NULL OR condition <> '' OR dpia <> '' "
                "OR agreement <> '' OR review_on IS NOT NULL",
                "scope_further",
                words=True,
                later=True,
            ),
        ),
    ),
    "scope_items": Part(
        "scope_item", ScopeItemRow, "position", copied=True,
        called="Item asked for",
        covered=(
            Covered(
                "scope_item", "id, position, slug, sensitivity, risk, given, ordered", later=True
            ),
            Covered("scope_item", "id, title, instead", words=True, later=True),
        ),
    ),
    "places": Part(
        "place", PlaceRow, "position", copied=True, goes=True,
        called="Place searched",
        packed=(
            "number", "slug", "title", "holder", "hold", "gone_on", "told_on", "told", "asked_on",
            "asked", "reply_by", "chased_on", "answered_on", "result", "note",
        ),
        covered=(
            Covered(
                "place",
                "id, position, slug, hold, deletes_after, hold_on, asked_on, reply_by, chased_on, "
                "answered_on, result, recorded_by, recorded_at",
                later=True,
            ),
            Covered("place", "id, title, holder", words=True, later=True),
        ),
    ),
    "items": Part(
        "item", ItemRow, "number", copied=True, goes=True,
        called="Schedule, item",
        packed=(
            "number", "source", "category", "title", "dated", "pages", "treatment", "exemption",
            "reason", "treated_by", "opinion_says", "opinion", "opinion_on", "looked_by",
            "looked_on", "gap",
        ),
        covered=(
            Covered(
                "item",
                "id, number, place_id, category, dated, pages, treatment, exemption, treated_by, "
                "opinion_says, opinion_on, looked_by, looked_on, recorded_by, recorded_at",
                later=True,
            ),
            Covered("item", "id, title, reason, opinion", words=True, later=True),
        ),
    ),
}  # fmt: skip
"""Every one of these parts, by the field that holds it."""
