"""Third-party requests ready to release, one of each kind, for tests that attack the gate."""

from dataclasses import replace
from datetime import date
from functools import cache

from dpo_console.approval.model import Path
from dpo_console.approval.requesters import requester_kinds
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.scope_items import Scope, changed
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import Assessed, assess_all, say
from dpo_console.casework.facts import record_fact
from dpo_console.casework.people.parties import add_party
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import answer_challenge, set_scope
from dpo_console.store.cases import case_file
from dpo_console.store.cases.case_file import CaseFile

REQUEST = NewRequest(
    "disclosure", date(2026, 11, 2), "Ada Finch", organisation="Westmarch Partnership",
    channel="email", email="a.finch@example.org", subjects=("Tom Doe",),
)  # fmt: skip

SCOPE = Scope(
    purpose="A hearing on 4 December",
    cohort="The pupil named, in Year 6",
    lawful_basis="Art 6(1)(e)",
    power="Order of 20 November 2026, para 3",
    method="Encrypted transfer portal",
    until=date(2027, 7, 31),
    years="2025-2026",
    pupils=30,
    condition="Art 9(2)(g) with DPA 2018 Sch 1 para 18",
)

AT_HOME = {
    "recipient.country": "United Kingdom", "recipient.cover": "stays in the United Kingdom",
}  # fmt: skip
"""The case details of data that stay in the country."""

RECIPIENT = {
    "name": "Priya Nair", "organisation": "Westmarch Partnership",
    "email": "p.nair@example.org", "address": "1 Hill Street",
}  # fmt: skip


@cache
def ways() -> tuple[tuple[str, Path], ...]:
    """Return each kind of third party with the ordinary and compelled paths, and each role."""
    kinds = [kind for kind in requester_kinds().values() if kind.third_party]
    chosen = [
        (kind.slug, path)
        for kind in kinds
        for path in (Path.ORDINARY, Path.COMPELLED)
        if path in kind.paths
    ]
    return (*chosen, ("supplier", Path.PROCESSOR), ("school", Path.JOINT))


def scope_of(desk: Desk, path: Path) -> Scope:
    """Return a scope item by item. An order names each item."""
    items = ("attendance", "year-group")
    listed = changed(desk.settings, (), **{"ordered" if path is Path.COMPELLED else "add": items})
    review = date(2027, 3, 1) if path is Path.PROCESSOR else None
    return replace(SCOPE, path=path.value, listed=listed, review_on=review)


def assessed(desk: Desk, kind: str, path: Path) -> str:
    """Log a request with every question answered and no ruling, and return its reference."""
    reference = log_request(desk, replace(REQUEST, requester_kind=kind)).reference
    add_party(desk, reference, "recipient", RECIPIENT)
    set_scope(desk, reference, scope_of(desk, path))
    record_fact(desk, reference, "terms_signed", REQUEST.received, note="Both copies on file")
    meet(desk, reference, "Seen on file 7")
    if any(c.name == "role" for c in case_view(desk, reference).challenges):
        answer_challenge(desk, reference, "role", "It decides for itself what it does with them")
    return reference


def meet(desk: Desk, reference: str, evidence: str) -> None:
    """Meet every mandatory criterion of a third party's request, by hand or by the case details."""
    say(desk, reference, AT_HOME)
    asked = [r.id for r in case_view(desk, reference).checklist if r.mandatory and not r.computed]
    assess_all(desk, reference, [Assessed(name, "met", evidence) for name in asked])


def opened(desk: Desk, head: Desk, kind: str, path: Path) -> str:
    """Log and approve a request, and return its reference. It could be released at once."""
    reference = assessed(desk, kind, path)
    decide(head, reference, "approve", "The least that will do")
    return reference


def file_of(desk: Desk, reference: str) -> CaseFile:
    """Return a case's records."""
    with desk.database.read() as ask:
        return case_file.load(ask, case_file.find(ask, reference))
