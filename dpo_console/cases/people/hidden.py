"""Protected details, taken out of what is shown to people who may not ask for them."""

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.cases.people.protected import ProtectedDetails
from dpo_console.sentences import Phrase
from dpo_console.store.cases.case_file import AuditRow, CaseFile

T = TypeVar("T")
Hide = Callable[[str], str]
"""Takes a text and returns it without what its reader may not see."""


def hiding(desk: Desk, file: CaseFile, history: Sequence[AuditRow]) -> Hide | None:
    """Return what takes the protected details of a case out of words, or None for who may see."""
    if not why_may_not(desk, "people"):
        return None
    secret = ProtectedDetails(file, history, desk.settings)
    return secret if secret.any else None


def hidden(value: T, hide: Hide) -> T:
    """Return a value with every text in it as its reader may see it.

    Notes, evidence and case details are typed by people who know where somebody lives.
    """
    shown: object = value
    if isinstance(value, str):
        shown = value if isinstance(value, Phrase) else hide(value)
    elif isinstance(value, tuple):
        parts = [hidden(part, hide) for part in value]
        shown = type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    elif is_dataclass(value) and not isinstance(value, type):
        said = {one.name: hidden(getattr(value, one.name), hide) for one in fields(value)}
        shown = replace(value, **said)
    return cast(T, shown)
