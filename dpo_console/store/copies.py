"""Copies of cases in great number, for trials of volume: whole records that `verify` accepts.

Every row of a copy is a row of its model with higher numbers and other names. Its audit entries
follow the model's, one for one. Each holds a digest of the copy after that act.
"""

import hashlib
import json
import re
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields
from datetime import datetime
from operator import attrgetter

from dpo_console.store.asking import Ask, Row, Value, as_list, listed
from dpo_console.store.audit.chain import Entry, commitment, first_link, link
from dpo_console.store.audit.records import Parts, record_parts, words_parts
from dpo_console.store.cases.case_parts import Page
from dpo_console.store.cases.case_rows import PARTS
from dpo_console.store.cases.disclosure_rows import Covered
from dpo_console.store.database import Database
from dpo_console.store.reads import search
from dpo_console.store.sqlite.whole_file import SEARCH, Rewriting, rewriting

IDS = frozenset(
    {"id", "case_id", "answers", "supersedes", "about_id", "place_id", "letter_id", "fact_id"}
)
"""The columns that hold row numbers, in any table. All are higher by one step in a copy."""

PERSON = ("name", "phone", "address")
"""The columns of a party that differ in a copy."""

Words = Mapping[str, str]
"""A copy's own words: `reference`, `summary`, and `ROLE POSITION COLUMN` of each party."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A text with gaps for row numbers and for words, which are named by their keys."""

    text: str
    gaps: tuple[int | str, ...]

    def digest(self, higher: int, quoted: Words) -> str:
        """Return the digest, in hex, of a copy whose row numbers are `higher` by that much.

        `quoted` holds its words as JSON spells them.
        """
        values = tuple(quoted[g] if isinstance(g, str) else g + higher for g in self.gaps)
        return hashlib.sha256((self.text % values).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Frame:
    """A case as it stood after one act, which that act's audit entry vouches for."""

    case: int
    record: Spelling
    words: Spelling
    own: Words = field(repr=False)


def frame(ask: Ask, case: int) -> Frame:
    """Return the frame of a case as it stands now. Raises ValueError for a linked case."""
    page = Page(ask, [case])
    record, words = record_parts(page), words_parts(page)
    if "later.links" in record:
        raise ValueError(f"case {case} is linked, so it can't be copied by itself")
    own: dict[str, str] = {}
    return Frame(case, spelled(record, own), spelled(words, own), own)


def spelled(parts: Parts, own: dict[str, str]) -> Spelling:
    """Spell these parts as chain.canonical does, and put the case's own words into `own`."""
    gaps: list[int | str] = []
    told = (
        f"{json.dumps(name)}:[{','.join(_row(part, row, gaps, own) for row in rows)}]"
        for name, (part, rows) in sorted(parts.items())
    )
    return Spelling(f"{{{','.join(told)}}}", tuple(gaps))


def _row(part: Covered, row: Row, gaps: list[int | str], own: dict[str, str]) -> str:
    columns = part.columns.split(", ")
    cells: list[str] = []
    for column, value, key in zip(columns, row, keys(part.table, columns, row), strict=True):
        if column in IDS and isinstance(value, int):
            gaps.append(value)
            cells.append("%d")
        elif key:
            gaps.append(key)
            own[key] = str(value)
            cells.append("%s")
        else:
            cells.append(quoted(value).replace("%", "%%"))
    return f"[{','.join(cells)}]"


def keys(table: str, columns: Sequence[str], row: Row) -> Iterator[str]:
    """Yield the key in Words for each column of a row, or '' if a copy has the same value."""
    by_name = dict(zip(columns, row, strict=True))
    for column in columns:
        if table == "cases":
            yield column if column in ("reference", "summary") else ""
        elif table == "party" and column in PERSON:
            yield f"{by_name['role']} {by_name['position']} {column}"
        else:
            yield ""


def quoted(value: Value) -> str:
    """Return a value as chain.canonical spells it."""
    return json.dumps(value, ensure_ascii=False)


AT_ONCE = 5_000
"""Number of entries held before they are written."""

NAMES = tuple(field.name for field in fields(Entry))

_of_entry = attrgetter(*NAMES)
_NUMBER = re.compile(r'"(fact|corrects)":(\d+)')
_WORDS = re.compile(r'"words":"[0-9a-f]{64}"')


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a case.

    Its row numbers are `higher` by that much than its model's. `quoted` holds its words as JSON
    spells them.
    """

    reference: str
    higher: int
    words: Words
    quoted: Words


class LogOfCopies:
    """The log of the attached `models`, rewritten: each entry, then those of its copies."""

    def __init__(
        self,
        records: Rewriting,
        frames: Mapping[int, Frame],
        wanted: Mapping[str, Sequence[Words]],
        step: int,
        tell: Callable[[int], None],
    ) -> None:
        """Take the words wanted for each copy, by its model's reference.

        Each copy's row numbers are `step` higher than those of the copy before it.
        """
        self.copies: dict[int, list[Copy]] = {}
        self._records, self._frames, self._tell = records, frames, tell
        self._wanted, self._step = wanted, step
        self._made = 0

    def write(self) -> None:
        """Write the log.

        Raises KeyError for an act that has no frame. Raises ValueError if a frame differs from what
        the log vouches for.
        """
        prev, held = first_link(self._records.ask), []
        for seq, (told, nonce, detail) in enumerate(self._entries(), 1):
            entry = Entry(seq, *told)  # type: ignore[arg-type]  # Entry's columns after the number
            hash_ = link(prev, entry)
            held.append(((*_of_entry(entry), prev, hash_), (seq, nonce, detail)))
            prev = hash_
            if len(held) == AT_ONCE:
                self._insert(held)
        self._insert(held)

    def _insert(self, held: list[tuple[tuple[object, ...], tuple[int, str, str]]]) -> None:
        self._records.insert("audit", (*NAMES, "prev", "hash"), (entry for entry, _ in held))
        self._records.insert("audit_detail", ("seq", "nonce", "detail"), (d for _, d in held))
        held.clear()

    def _entries(self) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
        """Yield each entry without its number, with its nonce and its words."""
        rows = self._records.stream(
            f"SELECT a.{', a.'.join(NAMES)}, d.nonce, d.detail FROM models.audit a "
            "JOIN models.audit_detail d ON d.seq = a.seq ORDER BY a.seq"
        )
        for *values, nonce, detail in rows:
            act = Entry(*values)
            yield _of_entry(act)[1:], nonce, detail
            if act.reference not in self._wanted:
                continue
            frame = self._frames[act.seq]
            if frame.record.digest(0, _in_json(frame.own)) != act.record:
                raise ValueError(f"entry {act.seq} doesn't vouch for what was kept of it")
            for copy in self._copies_of(act, frame):
                yield _act_copied(act, detail, frame, copy)

    def _copies_of(self, act: Entry, frame: Frame) -> Sequence[Copy]:
        """Return the copies of the case acted on. They begin with the act that logged it."""
        if frame.case not in self.copies:
            self.copies[frame.case] = self._begun(act.reference, frame)
            self._made += len(self.copies[frame.case])
            self._tell(self._made)
        return self.copies[frame.case]

    def _begun(self, model: str, frame: Frame) -> list[Copy]:
        """Make the copies of a model, with the next references of its series."""
        prefix, year, _ = model.rsplit("-", 2)
        wanted = self._wanted[model]
        rows = self._records.ask(
            "UPDATE counter SET last = last + :many WHERE prefix = :prefix AND year = :year "
            "RETURNING last",
            {"prefix": prefix, "year": int(year), "many": len(wanted)},
        )
        first = int(rows[0][0] or 0) - len(wanted)
        made = []
        for number, words in enumerate(wanted, 1):
            reference = f"{prefix}-{year}-{first + number:04d}"
            told = {**frame.own, **words, "reference": reference}
            made.append(Copy(reference, number * self._step, told, _in_json(told)))
        return made


def _act_copied(
    act: Entry, detail: str, frame: Frame, copy: Copy
) -> tuple[tuple[str | int, ...], str, str]:
    """Return an act on a model as the same act on a copy."""
    words = frame.words.digest(copy.higher, copy.quoted)
    said = _WORDS.sub(f'"words":"{words}"', detail)
    said = _NUMBER.sub(lambda found: f'"{found[1]}":{int(found[2]) + copy.higher}', said)
    nonce = secrets.token_hex(32)
    told = (
        act.at, act.actor, act.role, act.account, act.action, copy.reference, act.version,
        frame.record.digest(copy.higher, copy.quoted), commitment(nonce, said),
    )  # fmt: skip
    return told, nonce, said


def _in_json(words: Words) -> dict[str, str]:
    return {key: quoted(value) for key, value in words.items()}


COPIED = tuple(part.table for part in PARTS.values() if part.copied)
"""The tables whose rows need no other words in a copy."""

KEPT = ("counter", *(part.table for part in PARTS.values()))
"""The tables whose rows are taken over unchanged."""


def watched(database: Database, frames: dict[int, Frame]) -> Database:
    """Return the records so that they keep a frame of each act, by its audit entry's number."""

    class Watched(Database):
        __slots__ = ()

        @contextmanager
        def watching(self, ask: Ask) -> Iterator[None]:
            """Keep a frame of an act on one case before it is committed."""
            before = ask("SELECT max(seq) FROM audit", {})[0][0] or 0
            yield
            acts = ask(
                "SELECT a.seq, c.id FROM audit a JOIN cases c ON c.reference = a.reference "
                "WHERE a.seq > :before",
                {"before": before},
            )
            if len(acts) == 1:
                seq, case = (int(value or 0) for value in acts[0])
                with suppress(ValueError):
                    frames[seq] = frame(ask, case)

    return Watched(*database)


def multiply(
    database: Database,
    frames: Mapping[int, Frame],
    wanted: Mapping[str, Sequence[Words]],
    now: datetime,
    tell: Callable[[int], None],
) -> None:
    """Make copies of cases: `wanted` has the words of each copy, by its model's reference.

    The copies take the next references of their series, in the order in which they were logged.
    `tell` hears the number made so far. The records are rewritten, so nobody else may have them
    open. Raises KeyError if an act on a model has no frame.
    """
    with rewriting(database.path, lambda: database.create(now)) as records:
        records.ask(
            "UPDATE installation SET (chain, created_at, law) = "
            "(SELECT chain, created_at, law FROM models.installation)",
            {},
        )
        records.take_over(KEPT)
        step = 1 + max(records.highest(table) for table in ("cases", "party", *COPIED))
        log = LogOfCopies(records, frames, wanted, step, tell)
        log.write()
        _write_rows(records, log.copies)


def _write_rows(records: Rewriting, copies: Mapping[int, Sequence[Copy]]) -> None:
    """Write all rows of the copies except the log. `copies` is keyed by the model's number."""
    _write_cases(records, copies)
    _write_parties(records, copies)
    rounds: dict[int, list[int]] = defaultdict(list)
    for case, its in copies.items():
        for copy in its:
            rounds[copy.higher].append(case)
    for table in COPIED:
        columns = records.columns(table)
        values = ", ".join(f"{c} + :higher" if c in IDS else c for c in columns)
        sql = (
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM models.{table} "
            f"WHERE case_id IN ({listed('cases')})"
        )
        for higher, cases in sorted(rounds.items()):
            records.ask(sql, {"higher": higher, "cases": as_list(cases)})


def _write_cases(records: Rewriting, copies: Mapping[int, Sequence[Copy]]) -> None:
    columns = records.columns("cases")
    rows = _models(records, "cases", "id")
    records.insert("cases", columns, (
        _copied("cases", columns, row, copy)
        for case, its in copies.items() for copy in its for row in rows[case]
    ))  # fmt: skip


def _write_parties(records: Rewriting, copies: Mapping[int, Sequence[Copy]]) -> None:
    """Write the people of each copy, and the words that find them and the copy."""
    columns = records.columns("party")
    name, organisation = columns.index("name"), columns.index("organisation")
    rows = _models(records, "party", "role, position")
    people, found = [], []
    for case, its in copies.items():
        for copy in its:
            own = [_copied("party", columns, row, copy) for row in rows[case]]
            people += own
            names = [str(text) for row in own for text in (row[name], row[organisation])]
            words = search.findable_by(copy.reference, copy.words["summary"], names)
            found.append((case + copy.higher, words))
    records.insert("party", columns, people)
    records.insert(*SEARCH, found)


def _models(records: Rewriting, table: str, order: str) -> dict[int, list[Row]]:
    """Return the rows of the models, by case number."""
    case = "id" if table == "cases" else "case_id"
    found: dict[int, list[Row]] = defaultdict(list)
    for number, *row in records.stream(f"SELECT {case}, * FROM models.{table} ORDER BY {order}"):
        found[number].append(tuple(row))
    return found


def _copied(table: str, columns: Sequence[str], row: Row, copy: Copy) -> Row:
    """Return a model's row as it stands in a copy."""
    return tuple(
        copy.words[key] if key else value + copy.higher if column in IDS else value  # type: ignore[operator]  # numbers
        for column, value, key in zip(columns, row, keys(table, columns, row), strict=True)
    )
