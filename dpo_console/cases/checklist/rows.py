"""Checklist answers and case details as shown."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """A criterion with its latest answer. `verdict` is '' if there is none.

    A `computed` answer follows from the part of the case that `by` names. `paper` is the number of
    the kept paper that its evidence points to, or ''.
    """

    id: str
    head: str
    question: str
    hint: str
    mandatory: bool
    source: str
    verdict: str
    evidence: str
    by: str
    on: date | None
    computed: bool = False
    paper: str = ""


@dataclass(frozen=True, slots=True)
class ParticularRow:
    """A case detail. `value` is '' if none is recorded."""

    name: str
    label: str
    hint: str
    value: str
    choices: tuple[str, ...]
