"""The text that a digest of a case covers, as spelled for a copy of that case."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dpo_console.store.asking import Ask, Row, Value
from dpo_console.store.audit.records import Parts, record_parts, words_parts
from dpo_console.store.cases.case_parts import Page
from dpo_console.store.cases.parts import Covered

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
