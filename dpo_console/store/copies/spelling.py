"""What a digest of a case is taken over, as it would be spelled for a copy of that case."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dpo_console.store.audit.records import Part, Parts, record_parts, words_parts
from dpo_console.store.database import Ask, Row, Value

IDS = frozenset({"id", "case_id", "answers", "supersedes", "about_id", "place_id"})
"""The columns that hold numbers of rows, in whatever table; a copy's are all higher by the same."""

PERSON = ("name", "phone", "address")
"""What differs of a party in a copy."""

Words = Mapping[str, str]
"""What differs in a copy: `reference`, `summary`, and of each party `ROLE POSITION COLUMN`."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A text with gaps: the numbers of rows, and the words by their keys."""

    text: str
    gaps: tuple[int | str, ...]

    def digest(self, higher: int, quoted: Words) -> str:
        """The digest, in hex, of a copy whose rows are numbered so much higher.

        `quoted` are its words as JSON has them.
        """
        values = tuple(quoted[g] if isinstance(g, str) else g + higher for g in self.gaps)
        return hashlib.sha256((self.text % values).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Frame:
    """A case as it stood after one act: what that act's audit entry vouches for."""

    case: int
    record: Spelling
    words: Spelling
    own: Words = field(repr=False)


def frame(ask: Ask, case: int) -> Frame:
    """The frame of a case as it stands now. Raises ValueError where others hang on the case."""
    record, words = record_parts(ask, case), words_parts(ask, case)
    if "later.links" in record:
        raise ValueError(f"case {case} is linked, so it can't be copied by itself")
    own: dict[str, str] = {}
    return Frame(case, spelled(record, own), spelled(words, own), own)


def spelled(parts: Parts, own: dict[str, str]) -> Spelling:
    """How these parts are spelled (as chain.canonical does); what the case's own words are goes
    into `own`."""
    gaps: list[int | str] = []
    told = (
        f"{json.dumps(name)}:[{','.join(_row(part, row, gaps, own) for row in rows)}]"
        for name, (part, rows) in sorted(parts.items())
    )
    return Spelling(f"{{{','.join(told)}}}", tuple(gaps))


def _row(part: Part, row: Row, gaps: list[int | str], own: dict[str, str]) -> str:
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
    """Under which key of Words each column of a row differs in a copy; '' where it doesn't."""
    by_name = dict(zip(columns, row, strict=True))
    for column in columns:
        if table == "cases":
            yield column if column in ("reference", "summary") else ""
        elif table == "party" and column in PERSON:
            yield f"{by_name['role']} {by_name['position']} {column}"
        else:
            yield ""


def quoted(value: Value) -> str:
    """A value as chain.canonical spells it."""
    return json.dumps(value, ensure_ascii=False)
