"""Labels for case details and fields, and questions for criteria, that a sentence names."""

from collections.abc import Mapping
from functools import cache

from dpo_console.approval.criteria import asked
from dpo_console.cases.checklist.particulars import particulars
from dpo_console.sentences import (
    CriterionId,
    DetailName,
    Gap,
    Part,
    TypedOnly,
    first_upper,
    named,
    worded,
)

IN_THE_SCOPE: Mapping[str, str] = {
    "sharing.purpose": "Purpose",
    "sharing.items": "Data in words",
    "sharing.cohort": "Which pupils",
    "sharing.until": "Destroy by",
    "sharing.basis": "Lawful basis",
    "sharing.special": "Condition",
    "sharing.power": "Power or order",
    "sharing.method": "Way of sending",
}
"""The labels of the scope's form for the entries that letters take from it."""


def label(part: Part) -> str:
    """Return a thing that a sentence names, as forms call it. A gap leaves out its criterion."""
    if isinstance(part, Gap):
        sentence = worded(part.said, label)
        return first_upper(sentence) if part.criterion else sentence
    if isinstance(part, TypedOnly):
        return ""
    if not isinstance(part, CriterionId | DetailName):
        return str(part)
    known = _label(str(part))
    if known:
        return f"“{known}”"
    return f"“{asked(part.id)}”" if isinstance(part, CriterionId) else str(part)


def asked_for(said: Part) -> str:
    """Return the first case detail that a sentence names, or ''."""
    names = (part.name for part in named(said, DetailName))
    return next((name for name in names if name in particulars()), "")


def _label(name: str) -> str:
    """Return the label of a case detail, or of a field of a letter or of the scope, or ''."""
    known = particulars().get(name)
    found = known.label if known else _asked_in_letters().get(name, "")
    return found or IN_THE_SCOPE.get(name, "") or _content_and_place(name)[0]


def to_fill_in_settings(name: str) -> str:
    """Return a field that the office's settings fill in, and where they do, or ''."""
    content, place = _content_and_place(name)
    return f"{content}: {place} in the settings" if place else ""


def _content_and_place(name: str) -> tuple[str, str]:
    from dpo_console.letters.wording.conditions import FIELDS

    content, found, place = FIELDS[name].content.partition(" ([") if name in FIELDS else ("",) * 3
    place = place.partition(")")[0].removesuffix(" in data/dpo.toml")
    return (first_upper(content.removeprefix("the ")), f"[{place}") if found else ("", "")


@cache
def _asked_in_letters() -> Mapping[str, str]:
    """Return the label of each field of the letters, from the first letter that asks for it."""
    from dpo_console.letters.catalogue import catalogue

    asked = [one for letter in catalogue().values() for one in letter.asks]
    return {one.name: one.label for one in reversed(asked)}
