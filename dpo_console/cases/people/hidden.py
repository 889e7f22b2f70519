"""Protected details, taken out of what is shown to people who may not ask for them."""

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import is_concerned, why_may_not
from dpo_console.cases.people.matching.names import names_in
from dpo_console.cases.people.protected import ProtectedDetails, protected_anywhere
from dpo_console.config import Role
from dpo_console.errors import NotAllowed
from dpo_console.sentences import Phrase
from dpo_console.store.cases.case_file import AuditRow, CaseFile

T = TypeVar("T")
Hide = Callable[[str], str]
"""Takes a text and returns it without what its reader may not see."""


def why_hidden(desk: Desk, file: CaseFile) -> str:
    """Return '' if this officer may see the protected details of a case, else the reason.

    A colleague may be the very person that they are kept from.
    """
    reason = why_may_not(desk, "people")
    if reason or desk.person.role is Role.SOLE:
        return reason
    for party in file.parties:
        if is_concerned(desk.person, names_in(party.kept_from)):
            me = desk.person.name
            return (
                f"{me} may be somebody from whom details of {party.name} are kept. Somebody else "
                "of the office does this, and restricts the case if it is so."
            )
    return ""


def refuse_hidden(desk: Desk, file: CaseFile) -> None:
    """Raise NotAllowed if this officer may not see the protected details of a case."""
    if reason := why_hidden(desk, file):
        raise NotAllowed(reason)


def hiding(
    desk: Desk,
    file: CaseFile,
    history: Sequence[AuditRow],
    also: Sequence[ProtectedDetails] | None = None,
) -> Hide | None:
    """Return what takes protected details out of words, or None for whoever may see them.

    What any case protects counts: `also`, or read here.
    """
    if not why_hidden(desk, file):
        return None
    also = protected_anywhere(desk) if also is None else also
    secret = ProtectedDetails(file, history, desk.settings, also)
    return secret if secret.any or also else None


def hiding_everywhere(desk: Desk) -> Hide | None:
    """Return what takes out of a list of cases what any case protects, or None for who may see."""
    kept = protected_anywhere(desk) if why_may_not(desk, "people") else ()
    return ProtectedDetails(kept[0].file, (), desk.settings, kept) if kept else None


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
