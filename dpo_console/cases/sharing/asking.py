"""Who asks, as far as the record shows, and checklist answers drafted from the list of items.

A body with a right to pupils' data is supposed for no stranger. What leaves to one waits until
somebody says who asks. The recorded purpose shows a sharing to protect a child (DPA 2018 Sch 1 para
18).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dpo_console.approval.data_items import DataItem, ListedItem
from dpo_console.approval.model import Path
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.people.matching.squeezed import folded
from dpo_console.cases.people.parties import SUPPOSED
from dpo_console.cases.people.same.shown import shows
from dpo_console.cases.sharing import release_gate
from dpo_console.cases.sharing.scope_items import Scope, catalogue, highest
from dpo_console.config import Settings
from dpo_console.law.statutes import statute
from dpo_console.sentences import Gap, Phrase, Remedy, first_upper
from dpo_console.store.cases.case_file import CaseFile


@dataclass(frozen=True, slots=True)
class SupposedKind:
    """A kind of requester, and True for one that nobody said."""

    kind: str
    supposed: bool = False


def asked_as(kind: str, name: str, organisation: str) -> SupposedKind:
    """Return the kind of requester for a request of this kind where none was given.

    An organisation that shows one of the bodies that may ask says so itself, such as a council, and
    so does a body that asks in its own name, such as Hilltop School.
    """
    work = statute(kind).work
    usual = work.requester
    if not needs_saying(kind):
        return SupposedKind(usual)
    fit = shows(name, organisation or name) & {*work.asked_by}
    if fit:
        return SupposedKind(usual if usual in fit else min(fit))
    return SupposedKind(usual, supposed=True)


def needs_saying(kind: str) -> bool:
    """Return True for a kind that the law gives to some bodies, so somebody must say which asks."""
    work = statute(kind).work
    return work.only_some and not work.asked_in_name and requester_kind(work.requester).third_party


def is_supposed(file: CaseFile) -> bool:
    """Return True if nobody has said yet what kind of requester asks."""
    return bool(file.note(SUPPOSED, file.requester.id))


def supposed_gap(file: CaseFile) -> Gap | None:
    """Return the gap of a case whose kind of requester was only supposed, or None."""
    if not is_supposed(file):
        return None
    return Gap("", supposed_words(file.case.reference, file.case.requester_kind))


def supposed_words(reference: str, kind: str) -> Phrase:
    """Return what an officer is told of a supposed kind, with the way to say it."""
    return Phrase(
        f"Nobody has said who asks. We supposed: {requester_kind(kind).title}. Say it: ",
        Remedy("correct-case", (reference, f"--requester-kind {kind}", "--why ...")),
    )


_PROTECTS = re.compile(
    r"\bsafeguard|\bchild protection\b|\bprotect\w* (a|the|this|that|her|him|them|child|pupil)"
    r"|\bharm|\babus|\bneglect|\bwelfare\b|\bat risk\b|\bexploit|\bradicali|\bsafety\b"
    r"|\bmissing (child|pupil|from)|\b(section|s)\.? ?(17|47)\b|\bpara(graph|\.)? ?18\b"
)
"""Words of a purpose or condition that protects a child."""

WORKERS = "la-safeguarding"
"""The kind of requester whose only work is to protect children."""


def safeguards(file: CaseFile) -> bool:
    """Return True unless the purpose recorded is another than to protect a child."""
    urgent = any(fact.name == "released_urgently" for fact in file.standing_facts())
    scope = file.scope
    if scope is None or urgent or file.case.requester_kind == WORKERS:
        return True
    words = folded(f"{scope.purpose} {scope.condition}")
    return not scope.purpose.strip() or _PROTECTS.search(words) is not None


COURT = "court"
"""The kind of requester whose order is an order of its own."""

_FAMILY = re.compile(
    r"\bfamily (court|division|proceedings|procedure)\b|\bfpr\b|\bchildren act 1989\b.*\border\b"
    r"|\border\b.*\bchildren act 1989\b"
)
_ORDER = re.compile(r"\b(order|summons|warrant|direction|judgment)s?\b")
_NOTICE = re.compile(r"\bnotice\b")


def is_ordered(file: CaseFile) -> bool:
    """Return True if a court asks by an order of its own, as far as nobody chose otherwise."""
    if not release_gate.is_gated(file) or file.case.requester_kind != COURT:
        return False
    usual = requester_kind(COURT).path
    return (file.scope.path if file.scope else usual) == Path.COMPELLED


def is_family_order(file: CaseFile) -> bool:
    """Return True if an order of a family court compels the sharing.

    Nobody else reads of family proceedings: there may be none, or the reader may know of none.
    """
    if file.scope is None or file.scope.path != Path.COMPELLED:
        return False
    asks = file.requester
    court = f"{asks.name} {asks.organisation}" if file.case.requester_kind == COURT else ""
    return _FAMILY.search(folded(f"{file.scope.power} {court}")) is not None


def compels(power: str) -> str:
    """Return what compels a sharing, in words: the order, the notice or the law."""
    text = folded(power)
    if _ORDER.search(text):
        return "the order"
    return "the notice" if _NOTICE.search(text) else "the law"


def known_answers(settings: Settings, scope: Scope) -> dict[str, str]:
    """Return draft evidence by criterion, from the list of items, for the officer to add to."""
    if not scope.listed:
        return {}
    given = [item for item in scope.listed if item.given]
    return {
        "sensitivity.items": _sentence("Listed", [item.words for item in given]),
        "sensitivity.order-scope": _order(scope.listed),
        "sensitivity.special": _marked(settings, given),
        "sensitivity.minimum": _minimum(scope.listed),
        "sensitivity.rating": _rating(given),
    }


def _sentence(head: str, words: Sequence[str]) -> str:
    return f"{head}: {'; '.join(words)}." if words else ""


def _order(items: Sequence[ListedItem]) -> str:
    named = _sentence("Named in it", [i.title for i in items if i.ordered])
    left = _sentence("Left out", [i.title for i in items if not i.given])
    return " ".join(part for part in (named, left) if part)


def _minimum(items: Sequence[ListedItem]) -> str:
    less = _sentence("Less is given", [i.words for i in items if i.given and i.instead])
    kept_back = _sentence("Withheld", [i.title for i in items if not i.given])
    return " ".join(part for part in (less, kept_back) if part)


def _rating(given: Sequence[ListedItem]) -> str:
    found = highest(given)
    return f"The highest: sensitivity {found[0]}, identification risk {found[1]}." if found else ""


def _marked(settings: Settings, given: Sequence[ListedItem]) -> str:
    """Return each mark with the items that bear it, or a sentence that none does."""
    marked: dict[str, list[str]] = {}
    items = catalogue(settings)
    for item in given:
        for mark in _marks(items, item):
            marked.setdefault(mark, []).append(item.title)
    found = "; ".join(f"{mark}: {', '.join(titles)}" for mark, titles in marked.items())
    return f"{first_upper(found)}." if found else "None of the listed items is of these kinds."


def _marks(items: Mapping[str, DataItem], item: ListedItem) -> tuple[str, ...]:
    kind = items.get(item.slug)
    if kind is None:
        return ()
    law = [("special category", kind.special), ("criminal offences", kind.criminal)]
    return (*(words for words, holds in law if holds), *kind.marks)
