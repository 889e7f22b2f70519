"""Answers about the data of a sharing or an answer: they answer for what was listed then.

With each such answer we keep a keyed digest of every item, of the words beside the items, and of
whose data they are. What is listed or altered later was not answered for.
"""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from dpo_console.approval.criteria import about_data
from dpo_console.approval.gate import digest
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import AssessmentRow
from dpo_console.store.cases.disclosure_rows import ScopeRow

WITHHELD = "withhold"
"""The treatment of an item of which nothing is given."""

ANSWERED_FOR = "assessment.items"
"""The kind of note that keeps the digests of the data that an answer is about."""


def answered_for(file: CaseFile) -> str:
    """Return the digests of the present data, as they are kept with an answer."""
    return json.dumps(sorted(each.digest for each in data_of(file)))


class Data(NamedTuple):
    """One thing that a sharing would give: its kind, of ABOUT, its name, and a keyed digest."""

    kind: str
    name: str
    digest: str


def data_of(file: CaseFile) -> tuple[Data, ...]:
    """Return all that a sharing or an answer would give now."""
    scope = file.scope
    key = scope.nonce if scope else sha256(file.case.reference.encode()).hexdigest()
    said = (*(_said(file, scope) if scope else ()), *_found(file))
    return tuple(Data(k, name, digest(key, k, repr(what))) for k, name, what in said)


def listed_later(file: CaseFile, answer: AssessmentRow, data: Sequence[Data]) -> str:
    """Return the names of the data listed or altered after an answer, or '' if there are none.

    With an answer of an earlier release nothing is kept until the data are altered.
    """
    about = about_data().get(answer.criterion, ())
    kept = file.note(ANSWERED_FOR, answer.id) if about else ""
    if not kept:
        return ""
    known = json.loads(kept)
    return ", ".join(d.name for d in data if d.kind in about and d.digest not in known)


def _found(file: CaseFile) -> Iterator[tuple[str, str, Sequence[object]]]:
    """Yield what was found for an answer, but what is withheld."""
    for item in file.items:
        if item.treatment != WITHHELD:
            yield "schedule", f"item {item.number}", (item.number, item.title, item.category)


def _said(file: CaseFile, scope: ScopeRow) -> Iterator[tuple[str, str, Sequence[object]]]:
    for i in file.scope_items:
        if i.given:
            yield "items", i.title, (i.slug, i.title, i.instead, i.sensitivity, i.risk)
    if scope.items:
        yield "items", "the data in words", (scope.items,)
    yield "cohort", "the cohort", (scope.cohort, scope.pupils, scope.years)
