"""The questions of lists and screens, in SQL that any engine reads with its own fragments.

Values are `:named`. Nothing typed ever becomes SQL.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from dpo_console.store.asking import Ask, Row, Value, folded
from dpo_console.store.queue_rows import ANSWERS, KEPT, QueueRow
from dpo_console.store.reads.search import answering, holding

Key = tuple[str | int, ...]
"""A row's position in an order: its values in the order's columns."""

_SMALL = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
"""The folding of the records, which covers only the letters of English."""

_ANSWERS_BY = (
    f"CASE WHEN c.next_act = '{ANSWERS}' THEN (SELECT min(w.reply_by) FROM place w "
    "WHERE w.case_id = c.id AND w.answered_on IS NULL) END AS answers_by"
)

_COLUMNS = ", ".join([*(f"c.{name}" for name in KEPT), _ANSWERS_BY])

_PEOPLE, _RESTRICTED = QueueRow._fields.index("requester"), KEPT.index("restricted")
"""The places in KEPT before which people stand, and from which on the last fields do."""

_NO_VALUES: dict[str, Value] = {}
"""Of a condition without values. Nobody writes to it."""

_WHO_ASKS = "JOIN party q ON q.case_id = c.id AND q.role = 'requester' AND q.position = 0"

LOOKED_AT = 400
"""Number of cases at the head of a list whose own words are read first.

Gathering every case that matches takes longer: nearly every case has a given first letter.
"""

MANY = 2000
"""Number of matching cases up to which gathering them all is faster."""

NAMED = 6
"""The most references that are named for one typed in part."""


class Column(NamedTuple):
    """A column that a list can be sorted by: a row's field, and the place of its value.

    In a `folded` column, capitals count as small letters.
    """

    field: str
    kept: str
    folded: bool = False

    @property
    def sql(self) -> str:
        """The column's name for sorting a whole list."""
        return folded(self.kept) if self.folded else self.kept

    @property
    def sql_of_page(self) -> str:
        """The column's name for sorting the rows of a page."""
        return folded(f"c.{self.field}") if self.folded else f"c.{self.field}"

    def of(self, row: QueueRow) -> str | int:
        """Return a row's value in this column."""
        value: str | int | None = getattr(row, self.field)
        return "" if value is None else value


NUMBER = Column("id", "c.id")


URGENCY = Column("urgent_at", "c.urgent_at")


REQUESTER = Column("requester", "q.name", folded=True)


class Order(NamedTuple):
    """The sort order of a list. The case's number comes last and keeps equals apart."""

    columns: tuple[Column, ...]
    backwards: bool = False

    def turned(self) -> "Order":
        """Return the same order reversed."""
        return self._replace(backwards=not self.backwards)

    def key(self, row: QueueRow) -> Key:
        """Return a row's position in this order."""
        return tuple(column.of(row) for column in self.columns)

    def place(self, row: QueueRow) -> Key:
        """Return a row's position, folded to compare in Python as the records compare."""
        folds = [column.folded for column in self.columns]
        return tuple(
            value.translate(_SMALL) if fold and isinstance(value, str) else value
            for value, fold in zip(self.key(row), folds, strict=True)
        )

    def just_before(self, row: QueueRow) -> Key:
        """Return the key that comes immediately before this row."""
        *places, number = self.key(row)
        return (*places, int(number) + (1 if self.backwards else -1))

    @property
    def by_requester(self) -> bool:
        """True if the order needs the requester's name, which another table holds."""
        return REQUESTER in self.columns

    def sql(self, *, of_page: bool = False) -> str:
        """Return the columns for ORDER BY, for all cases or for the rows of a page."""
        way = "DESC" if self.backwards else "ASC"
        names = (c.sql_of_page if of_page else c.sql for c in self.columns)
        return ", ".join(f"{name} {way}" for name in names)


BY_URGENCY = Order((URGENCY, NUMBER))


BY_MOVER = Order((Column("whose_move", "c.whose_move"), URGENCY, NUMBER))
"""Cases to decide: the approver's come before ours, which somebody must complete first."""


BY_CLOSING = Order((Column("closed_on", "c.closed_on"), NUMBER), backwards=True)


BY_RECEIPT = Order((Column("received", "c.received"), NUMBER))


BY_REFERENCE = Order((Column("reference", "c.reference"), NUMBER))


BY_REQUESTER = Order((REQUESTER, Column("id", "q.case_id")))


BY_OWNER = Order((Column("owner", "c.owner"), URGENCY, NUMBER))


BY_KIND = Order((Column("kind", "c.kind"), URGENCY, NUMBER))


class Search(NamedTuple):
    """A full-text question that cases must answer.

    `question` names its value. `words` names the values of its words, each of which begins with a
    space. They are empty if only the index can answer.
    """

    question: str
    words: tuple[str, ...]

    @property
    def answered(self) -> str:
        """The condition that a case answers the question, read from the index."""
        return f"c.id IN ({answering(self.question)})"

    @property
    def held(self) -> str:
        """The condition that a case answers the question, read from the case's own words."""
        return holding("c.id", self.words)


class Where(NamedTuple):
    """Conditions on cases, all of which must hold, with their values."""

    conditions: tuple[str, ...] = ()
    values: dict[str, Value] = _NO_VALUES
    searches: tuple[Search, ...] = ()

    def sql(self) -> str:
        """Return the conditions as one, which is true if there are none."""
        answered = (search.answered for search in self.searches)
        return " AND ".join(f"({each})" for each in (*self.conditions, *answered)) or "1 = 1"

    def plus(self, condition: str, **values: Value) -> "Where":
        """Return these conditions and one more."""
        return Where((*self.conditions, condition), self.values | values, self.searches)


def cases(ask: Ask, where: Where, order: Order, limit: int) -> tuple[QueueRow, ...]:
    """Return the first cases of a view, with their names, in one question.

    If many of all cases match a search, the head of the list is searched first.
    """
    if not where.conditions and _many_hold(ask, where):
        found = _page(ask, _at_head(where, order), order, limit)
        if len(found) == limit:
            return found
    return _page(ask, where, order, limit)


def open_ones(ask: Ask, where: Where, order: Order) -> list[QueueRow]:
    """Return all open cases of a view, with blanks for what a line of `due` doesn't show.

    That takes a third of the time.
    """
    rows = ask(
        "SELECT c.reference, c.due, c.due_at, c.target, c.status, c.next_action, c.next_act, "
        f"{_ANSWERS_BY} FROM cases c WHERE {where.sql()} ORDER BY {order.sql()}",
        where.values,
    )
    return [
        QueueRow._make((
            0, reference, "", "", "", (), "", "", "", due, due_at, None, target, status, action,
            "", None, None, 0, "", False, act, answers_by,
        ))
        for reference, due, due_at, target, status, action, act, answers_by in rows
    ]  # fmt: skip


def _many_hold(ask: Ask, where: Where) -> bool:
    """Return True if a case's own words can answer the search, and many cases match it."""
    if len(where.searches) != 1 or not where.searches[0].words:
        return False
    asked = answering(where.searches[0].question)
    return (
        ask(f"SELECT count(*) FROM ({asked} LIMIT {MANY}) AS matching", where.values)[0][0] == MANY
    )


def _at_head(where: Where, order: Order) -> Where:
    """Return the same conditions for the head of the list only."""
    join = _WHO_ASKS if order.by_requester else ""
    head = f"SELECT c.id FROM cases c {join} ORDER BY {order.sql()} LIMIT {LOOKED_AT}"
    held = where.searches[0].held
    return Where((f"c.id IN (SELECT c.id FROM ({head}) c WHERE {held})",), where.values)


def _page(ask: Ask, where: Where, order: Order, limit: int) -> tuple[QueueRow, ...]:
    named, join = (", q.name AS requester", _WHO_ASKS) if order.by_requester else ("", "")
    page = (
        f"SELECT {_COLUMNS}{named} FROM cases c {join} WHERE {where.sql()} "
        f"ORDER BY {order.sql()} LIMIT {limit:d}"  # its plan depends on it
    )
    rows = ask(
        f"SELECT c.*, p.role, p.name, p.organisation FROM ({page}) c "
        "LEFT JOIN party p ON p.case_id = c.id AND p.role IN ('requester', 'subject') "
        f"ORDER BY {order.sql(of_page=True)}, p.position",
        where.values,
    )
    return tuple(_with_names(rows))


def one(ask: Ask, case: int) -> QueueRow:
    """Return one case as lists show it."""
    return cases(ask, Where(("c.id = :case",), {"case": case}), BY_URGENCY, 1)[0]


def numbers(ask: Ask, where: Where, order: Order, limit: int) -> tuple[int, ...]:
    """Return the numbers of the first cases of a view, in its order."""
    join = _WHO_ASKS if order.by_requester else ""
    rows = ask(
        f"SELECT c.id FROM cases c {join} WHERE {where.sql()} ORDER BY {order.sql()} LIMIT :limit",
        where.values | {"limit": limit},
    )
    return tuple(int(row[0] or 0) for row in rows)


def closed_by(ask: Ask, day: date) -> tuple[int, ...]:
    """Return the numbers of the cases closed by a day, in order of entry."""
    rows = ask(
        "SELECT id FROM cases WHERE closed_on IS NOT NULL AND closed_on <= :day ORDER BY id",
        {"day": day.isoformat()},
    )
    return tuple(int(row[0] or 0) for row in rows)


def several(ask: Ask, numbers: Sequence[int]) -> tuple[QueueRow, ...]:
    """Return the cases with these numbers as lists show them, in one question."""
    values: dict[str, Value] = {f"case{place}": number for place, number in enumerate(numbers)}
    named = ", ".join(f":{name}" for name in values)
    where = Where((f"c.id IN ({named})",), values)
    return cases(ask, where, BY_URGENCY, len(numbers)) if numbers else ()


def _with_names(rows: Sequence[Row]) -> Iterable[QueueRow]:
    together: dict[Value, list[Row]] = {}
    for row in rows:
        together.setdefault(row[0], []).append(row)
    for group in together.values():
        requester = next((r for r in group if r[-3] == "requester"), None)
        subjects = tuple(str(r[-2]) for r in group if r[-3] == "subject")
        yield _row(group[0], requester, subjects)


def _row(row: Row, requester: Row | None, subjects: tuple[str, ...]) -> QueueRow:
    """Return a row of KEPT, places and people, of which a list may have thousands."""
    name, organisation = map(str, requester[-2:]) if requester else ("", "")
    who = (name, organisation, subjects)
    before, after = row[:_PEOPLE], row[_PEOPLE:_RESTRICTED]
    restricted, next_act, answers_by = row[_RESTRICTED : len(KEPT) + 1]
    return QueueRow._make((*before, *who, *after, bool(restricted), next_act, answers_by))


def count(ask: Ask, where: Where) -> int:
    """Return the number of cases that meet the conditions."""
    rows = ask(f"SELECT count(*) FROM cases c WHERE {where.sql()}", where.values)
    return int(rows[0][0] or 0)


def counts(ask: Ask, where: Where, views: dict[str, Where]) -> dict[str, int]:
    """Return the number of cases in each view, in one question."""
    values = where.values
    sums = []
    for view in views.values():
        sums.append(f"sum(CASE WHEN {view.sql()} THEN 1 ELSE 0 END)")
        values = values | view.values
    rows = ask(f"SELECT {', '.join(sums)} FROM cases c WHERE {where.sql()}", values)
    return {name: int(n or 0) for name, n in zip(views, rows[0], strict=True)}


class LastDays(NamedTuple):
    """The number of cases of a kind at a school with one last day (ISO text)."""

    kind: str
    school: str
    day: str
    number: int


def by_last_day(ask: Ask, where: Where) -> list[LastDays]:
    """Return the number of cases with a limit, for each kind, school and last day."""
    rows = ask(
        "SELECT c.kind, c.school, substr(c.due_at, 1, 10) AS last_day, count(*) "
        f"FROM cases c WHERE c.due_at IS NOT NULL AND {where.sql()} "
        "GROUP BY c.kind, c.school, last_day",
        where.values,
    )
    return [LastDays._make(row) for row in rows]


def due_by_day(
    ask: Ask, where: Where, first: date, after: date, minute: str
) -> dict[str, tuple[int, int]]:
    """Count the open cases due on each day from `first` to the day before `after`.

    Each day has two numbers: the cases due, and those of them late at `minute`. Cases due before
    `first` are counted under ''.
    """
    day = "substr(c.due_at, 1, 10)"
    rows = ask(
        f"SELECT CASE WHEN {day} < :first THEN '' ELSE {day} END AS on_day, count(*), "
        "sum(CASE WHEN c.due_at < :minute AND c.status NOT IN ('paused', 'waiting_to_start') "
        "THEN 1 ELSE 0 END) FROM cases c "
        f"WHERE c.closed_on IS NULL AND c.due_at < :after AND {where.sql()} GROUP BY on_day",
        where.values | {"first": first.isoformat(), "after": after.isoformat(), "minute": minute},
    )
    return {str(on): (int(due or 0), int(late or 0)) for on, due, late in rows}


def overdue_places(ask: Ask, today: str) -> list[Row]:
    """Return the places of open cases with an overdue answer, the longest awaited first.

    Each is reference, number, title, holder, asked on, reply by, chased on. Days are ISO text.
    """
    return ask(
        "SELECT c.reference, p.position, p.title, p.holder, p.asked_on, p.reply_by, p.chased_on "
        "FROM place p JOIN cases c ON c.id = p.case_id WHERE c.closed_on IS NULL "
        "AND p.answered_on IS NULL AND p.reply_by < :today "
        "ORDER BY p.reply_by, c.reference, p.position",
        {"today": today},
    )


def references_like(ask: Ask, tail: str) -> dict[str, int]:
    """Return the cases whose references end with `tail`, or only the one whose reference equals it.

    Capitals don't count. The case numbers stand by reference.
    """
    tail = tail.upper()
    rows = ask("SELECT reference, id FROM cases WHERE reference = :whole", {"whole": tail})
    rows = rows or ask(
        "SELECT reference, id FROM cases "
        "WHERE substr(upper(reference), length(reference) - length(:tail) + 1) = :tail "
        "ORDER BY reference LIMIT :limit",
        {"tail": tail, "limit": NAMED},
    )
    return {str(reference): int(number or 0) for reference, number in rows}


def references_of(ask: Ask, prefix: str, number: str) -> dict[str, int]:
    """Return the cases with this prefix and number in every year: their numbers, by reference.

    Prefix and number are spelled as in a reference.
    """
    rows = ask(
        "SELECT reference, id FROM cases WHERE reference LIKE :like ORDER BY reference "
        "LIMIT :limit",
        {"like": f"{prefix}-____-{number}", "limit": NAMED},
    )
    return {str(reference): int(case or 0) for reference, case in rows}


def references_from(ask: Ask, beginning: str, limit: int) -> list[str]:
    """Return the references that begin with `beginning`, in order. It must be in capitals."""
    rows = ask(
        "SELECT reference FROM cases WHERE substr(reference, 1, length(:beginning)) = :beginning "
        "ORDER BY reference LIMIT :limit",
        {"beginning": beginning, "limit": limit},
    )
    return [str(row[0]) for row in rows]


def those_there(ask: Ask, references: Sequence[str]) -> set[str]:
    """Return those of the references that belong to a case the reader may see."""
    values: dict[str, Value] = {f"ref{place}": one for place, one in enumerate(references)}
    named = ", ".join(f":{name}" for name in values)
    rows = ask(f"SELECT reference FROM cases WHERE reference IN ({named})", values)
    return {str(row[0]) for row in rows}


def answered(ask: Ask, cases: Sequence[int]) -> dict[int, str]:
    """Return the ISO day of the latest answer in each of these cases, if answered."""
    values: dict[str, Value] = {f"case{place}": number for place, number in enumerate(cases)}
    named = ", ".join(f":{name}" for name in values)
    rows = ask(
        "SELECT f.case_id, max(f.on_day) FROM fact f "
        f"WHERE f.case_id IN ({named}) AND f.name IN ('responded', 'outcome_told') "
        "AND f.struck = 0 AND NOT EXISTS (SELECT 1 FROM fact g WHERE g.supersedes = f.id) "
        "GROUP BY f.case_id",
        values,
    )
    return {int(number or 0): str(day) for number, day in rows}


def released(ask: Ask) -> list[int]:
    """Return the cases in which data were released, in order of reference."""
    rows = ask(
        "SELECT c.id FROM cases c WHERE c.id IN ("
        "SELECT f.case_id FROM fact f WHERE f.name = 'released' AND f.struck = 0 "
        "AND NOT EXISTS (SELECT 1 FROM fact g WHERE g.supersedes = f.id)) ORDER BY c.reference",
        {},
    )
    return [int(row[0] or 0) for row in rows]


def open_askers(ask: Ask) -> list[Row]:
    """Return reference, kind, requester kind and school of each open case, by reference."""
    return ask(
        "SELECT reference, kind, requester_kind, school FROM cases WHERE closed_on IS NULL "
        "ORDER BY reference",
        {},
    )


def every_case(ask: Ask) -> list[int]:
    """Return all cases, in the order of their entry."""
    return [int(row[0] or 0) for row in ask("SELECT id FROM cases ORDER BY id", {})]


def references(ask: Ask) -> dict[int, str]:
    """Return every case's reference by its number, in the order of their entry."""
    rows = ask("SELECT id, reference FROM cases ORDER BY id", {})
    return {int(number or 0): str(reference) for number, reference in rows}


def first_own_case(ask: Ask) -> str:
    """Return the day on which the first own case was received, or '' if all were taken over."""
    rows = ask(
        "SELECT min(received) FROM cases WHERE received <> '' "
        "AND reference NOT IN (SELECT reference FROM audit WHERE action = 'import')",
        {},
    )
    return next((str(day or "")[:10] for (day,) in rows), "")


def readers(ask: Ask) -> dict[str, set[str]]:
    """Return each restricted case's reference, with the slugs of those who may see it."""
    rows = ask(
        "SELECT c.reference, r.person FROM cases c LEFT JOIN reader r ON r.case_id = c.id "
        "WHERE c.restricted = 1 ORDER BY c.reference",
        {},
    )
    found: dict[str, set[str]] = {}
    for reference, person in rows:
        found.setdefault(str(reference), set()).update([str(person)] if person else [])
    return found


def letter_hashes(ask: Ask) -> list[tuple[str, str]]:
    """Return every written letter's path below exports/, and the SHA-256 of its bytes.

    A letter that was erased has none.
    """
    rows = ask("SELECT path, sha256 FROM letter WHERE sha256 <> '' ORDER BY path", {})
    return [(str(path), str(sha256)) for path, sha256 in rows]
