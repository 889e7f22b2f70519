"""Case details kept in words, and digests of the data that an answer is about.

With each such answer we keep a keyed digest of every item, of the words beside the items, and of
whose data they are. What is listed or altered later was not answered for.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from dpo_console.approval.breach_risk import LIKELIHOODS, SEVERITIES, Suggestion, suggest
from dpo_console.approval.criteria import about_data
from dpo_console.approval.gate import digest
from dpo_console.errors import BadInput
from dpo_console.sentences import DetailName, Phrase, joined
from dpo_console.store.cases.case_file import AuditRow, CaseFile
from dpo_console.store.cases.case_rows import AssessmentRow
from dpo_console.store.cases.disclosure_rows import ScopeRow
from dpo_console.toml_file import read_toml
from dpo_console.toml_marks import Words
from dpo_console.toml_reader import read

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


FILE = Path(__file__).with_name("particulars.toml")

ABOUT = "particular."
"""The prefix of the notes that hold case details."""

LATE = "late.reason"
"""The case detail that says why an answer is late."""

ADVICE = "decision.advice"
"""The case detail, and the field of the decision sheet, that holds the DPO's advice."""

ON_SHEET = "advice"
"""The word of an entry that keeps the advice of a decision sheet."""


@dataclass(frozen=True, slots=True)
class Particular:
    """A case detail.

    `choices` are the words to choose from (none: free text). `kinds` are the kinds of case that
    have it (none: all). `criterion` is the check it answers ('': none). One that is `logged` begins
    with what the case was logged with.
    """

    name: str
    label: Words
    hint: Words
    kinds: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    criterion: Words = ""
    logged: bool = False


@cache
def particulars(file: Path = FILE) -> Mapping[str, Particular]:
    """Return all case details by name, such as late.reason. Raises BadFile naming the key."""
    top = read_toml(file)
    found = {}
    for group in top.names():
        table = top.table(group)
        for key in table.names():
            name = f"{group}.{key}"
            found[name] = read(Particular, table.table(key), name=name)
    return MappingProxyType(found)


@cache
def particulars_of(kind: str) -> tuple[Particular, ...]:
    """Return the case details of a kind: its own first, then those of every kind."""
    asked = (p for p in particulars().values() if not p.kinds or kind in p.kinds)
    return tuple(sorted(asked, key=lambda p: not p.kinds))


def particular_of(kind: str, typed: str) -> Particular:
    """Return the case detail for a full name, or for its last part if that is unambiguous.

    Raises BadInput if this kind of case has none of that name.
    """
    offered = particulars_of(kind)
    meant = [p for p in offered if typed in (p.name, p.name.partition(".")[2])]
    exact = [p for p in meant if p.name == typed] or meant
    if len(exact) != 1:
        known = joined(", ", (DetailName(p.name) for p in offered))
        told = f"A case of kind {kind} has no detail {typed!r}. It has: "
        raise BadInput(Phrase(told, known, "."))
    return exact[0]


def said(file: CaseFile, name: str) -> str:
    """Return the case detail of that name, or ''."""
    return file.note(f"{ABOUT}{name}", file.case.id)


def adviser(history: Sequence[AuditRow]) -> str:
    """Return the slug of whoever first recorded the advice that stands, or ''.

    A decision sheet keeps its advice too, often as it stood before.
    """
    by = advice = ""
    for entry in history:
        words = json.loads(entry.detail) if entry.detail else {}
        found = words.get(ADVICE, words.get(ON_SHEET))
        if found is not None and found != advice:
            by, advice = entry.actor, found
    return by if advice else ""


def weighed(file: CaseFile) -> bool:
    """Return True if the risk of a breach was weighed, in the standard words."""
    likelihood, severity = said(file, "breach.likelihood"), said(file, "breach.severity")
    return likelihood in LIKELIHOODS and severity in SEVERITIES


def is_high_risk(file: CaseFile) -> bool:
    """Return True if the risk was weighed as high, so that people must be told (Art 34(1))."""
    if not weighed(file):
        return False
    return suggest(said(file, "breach.likelihood"), said(file, "breach.severity")).tell


def risk_words(file: CaseFile) -> tuple[str, ...]:
    """Return the steps that the risk of a breach calls for, and that were not taken yet.

    There are none until both likelihood and severity are recorded in the standard words. A decision
    against the suggested step stays on view.
    """
    if not weighed(file):
        return ()
    likelihood, severity = said(file, "breach.likelihood"), said(file, "breach.severity")
    facts = {f.name for f in file.standing_facts()}
    return tuple(_still_asked(suggest(likelihood, severity), facts))


def _still_asked(risk: Suggestion, facts: Collection[str]) -> Iterator[str]:
    reporting, telling = risk.reasons
    settled = "reported" in facts or "not_reportable" in facts
    if not settled:
        yield reporting
    elif risk.report and "reported" not in facts:
        yield f"Judged not reportable, against the risk as it was weighed. {reporting}"
    if "individuals_told" not in facts and (risk.tell or not settled):
        yield telling
