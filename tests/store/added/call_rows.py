"""The third file: the row, its place in PARTS, and the field of a case that holds it."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from dpo_console.store.cases.disclosure_rows import Covered, KeptAs, Note, Part


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call about a case."""

    id: int
    number: int
    whom: str
    on: Annotated[date, KeptAs("on_day")]
    answered: bool
    said: Annotated[str, Note("call")] = ""


FIELD = ("calls", tuple[CallRow, ...], ())
CALLS = Part(
    "call", CallRow, "number", goes=True,
    called="Call",
    packed=("number", "whom", "on", "answered", "said"),
    covered=(
        Covered("call", "id, number, on_day, answered", later=True),
        Covered("call", "id, whom", words=True, later=True),
    ),
)  # fmt: skip
