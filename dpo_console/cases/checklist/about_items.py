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

NAMED = "named"
"""The first of the digests kept with an answer, where those of the names are among them."""

ANSWERED_FOR = "assessment.items"
"""The kind of note that keeps the digests of the data that an answer is about."""


def answered_for(file: CaseFile) -> str:
    """Return the digests of the present data and of their names, as they are kept with an answer.

    By its name an altered item is told from an added one.
    """
    data = data_of(file)
    return json.dumps([NAMED, *sorted({d.digest for d in data} | {d.of_name for d in data})])


class Data(NamedTuple):
    """One thing that a sharing would give: its kind, of ABOUT, its name, and keyed digests.

    `digest` is of all that is said of it, and `of_name` of its name alone.
    """

    kind: str
    name: str
    digest: str
    of_name: str


def data_of(file: CaseFile) -> tuple[Data, ...]:
    """Return all that a sharing or an answer would give now."""
    scope = file.scope
    key = scope.nonce if scope else sha256(file.case.reference.encode()).hexdigest()
    said = (*(_said(file, scope) if scope else ()), *_found(file))
    return tuple(
        Data(kind, name, digest(key, kind, repr(what)), digest(key, "name", f"{kind} {name}"))
        for kind, name, what in said
    )


def listed_later(file: CaseFile, answer: AssessmentRow, data: Sequence[Data]) -> str:
    """Return which data were added or changed after an answer, or '' if there are none.

    With an answer of an earlier release nothing is kept until the data are altered. One that kept
    no names can't tell the two apart.
    """
    about = about_data().get(answer.criterion, ())
    kept = file.note(ANSWERED_FOR, answer.id) if about else ""
    if not kept:
        return ""
    known = set(json.loads(kept))
    later = [d for d in data if d.kind in about and d.digest not in known]
    if NAMED not in known:
        return _since(later, "added or changed")
    changed = [d for d in later if d.of_name in known]
    added = [d for d in later if d.of_name not in known]
    return "; ".join(filter(None, (_since(added, "added"), _since(changed, "changed"))))


def _since(data: Sequence[Data], how: str) -> str:
    """Return `this was added since: home address`, or '' without data."""
    these = "these were" if len(data) > 1 else "this was"
    return f"{these} {how} since: {', '.join(d.name for d in data)}" if data else ""


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
