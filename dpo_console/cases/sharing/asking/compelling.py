"""What compels a sharing: an order of a court, a notice, or another duty in law."""

import re

from dpo_console.approval.model import Path
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.people.matching.squeezed import folded
from dpo_console.cases.sharing import release_gate
from dpo_console.store.cases.case_file import CaseFile

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
