"""Answers about the data of a sharing: they answer for the data that were listed then.

With each such answer we keep a keyed digest of every item, of the words beside the items, and of
whose data they are. What is listed or altered later was not answered for.
"""

import json
from collections.abc import Iterator, Sequence

from dpo_console.approval.criteria import about_data
from dpo_console.approval.gate import fingerprint
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import AssessmentRow, ScopeRow

ANSWERED_FOR = "assessment.items"
"""The kind of note that keeps the digests of the data that an answer is about."""


def answered_for(file: CaseFile) -> str:
    """Return the digests of the present data, as they are kept with an answer."""
    return json.dumps(sorted(digest for _, _, digest in _data(file)))


def listed_later(file: CaseFile, answer: AssessmentRow) -> str:
    """Return the names of the data listed or altered after an answer, or '' if there are none.

    With an answer of an earlier release nothing is kept until the data are altered.
    """
    about = about_data().get(answer.criterion, ())
    kept = file.note(ANSWERED_FOR, answer.id) if about else ""
    known = json.loads(kept) if kept else ()
    later = [name for kind, name, digest in _data(file) if kind in about and digest not in known]
    return ", ".join(later) if kept else ""


def _data(file: CaseFile) -> Iterator[tuple[str, str, str]]:
    """Yield the kind, a name and the keyed digest of all that a sharing would give now."""
    scope = file.scope
    if scope is None:
        return
    for kind, name, said in _said(file, scope):
        yield kind, name, fingerprint(secret=scope.nonce, data=json.dumps(said))[:20]


def _said(file: CaseFile, scope: ScopeRow) -> Iterator[tuple[str, str, Sequence[object]]]:
    for i in file.scope_items:
        if i.given:
            yield "items", i.title, (i.slug, i.title, i.instead, i.sensitivity, i.risk)
    if scope.items:
        yield "items", "the data in words", (scope.items,)
    yield "cohort", "the cohort", ("cohort", scope.cohort, scope.pupils, scope.years)
