"""Each use of the data with its lawful basis, each routine recipient, and whom to ask elsewhere."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from dpo_console.config.texts import Needed, Text
from dpo_console.lazy_import import later
from dpo_console.toml_marks import Key, some_of

if TYPE_CHECKING:
    from dpo_console.approval import lawful_bases
else:
    lawful_bases = later("dpo_console.approval.lawful_bases")


class Whose(StrEnum):
    """The person whose data they are."""

    PUPIL = "pupil"
    PARENT = "parent"
    WORKFORCE = "workforce"
    VOLUNTEER = "governor-or-volunteer"
    VISITOR = "visitor"


def _bases() -> Collection[str]:
    return lawful_bases.lawful_bases().bases


def _conditions() -> Collection[str]:
    return lawful_bases.lawful_bases().conditions


def _requesters() -> Collection[str]:
    from dpo_console.approval.requesters import requester_kinds

    return requester_kinds()


_SOME_BASES = some_of(_bases, empty="names no basis. Choose from: {known}.")

BY_LAW = ("public-task", "legal-obligation")
"""Bases that another law must lay down (UK GDPR Art 6(3))."""

INTERESTS = ("legitimate-interests", "recognised-interests")
"""Bases that rest on an interest, which the notice must name (UK GDPR Art 13(1)(d))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One purpose, with its lawful bases (UK GDPR Art 6), and conditions where Art 9 applies.

    `purpose` completes “We use it”. `law` lays down a public task or a legal duty. `schedule` is
    the condition of DPA 2018 Sch 1. `interest` is the legitimate interest.
    """

    purpose: Needed
    bases: Annotated[tuple[str, ...], Key("basis"), _SOME_BASES]
    law: Text = ""
    conditions: Annotated[tuple[str, ...], Key("condition"), some_of(_conditions)] = ()
    schedule: Text = ""
    interest: Text = ""
    stated: date

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield what a basis or condition needs beside it."""
        if not self.law and any(basis in BY_LAW for basis in self.bases):
            yield "law", "is missing: name the law that lays down the task or duty (Art 6(3))."
        if not self.interest and any(basis in INTERESTS for basis in self.bases):
            yield "interest", "is missing: name the interest (UK GDPR Art 13(1)(d))."
        known = lawful_bases.lawful_bases().conditions
        parts = [known[c].schedule for c in self.conditions if known[c].schedule]
        if parts and not self.schedule:
            yield "schedule", f"is missing: name the condition of DPA 2018 Sch 1 {parts[0]}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One routine recipient: its name, the reason, and the duty or lawful basis for it.

    `kinds` are the kinds of requester that it covers.
    """

    name: Needed
    why: Needed
    law: Needed
    kinds: Annotated[tuple[str, ...], Key("kind"), some_of(_requesters)] = ()
    stated: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldItems:
    """The data items that the notice names, by their slugs in `dpo-console data-items`."""

    items: tuple[str, ...]
    stated: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Somebody else to ask, such as the council or the Department for Education.

    `whose` are the groups of people whose notice names them: pupils, unless it is said.
    """

    name: Needed
    about: Needed
    whose: Annotated[tuple[str, ...], some_of(tuple(Whose))] = (Whose.PUPIL,)
    website: Text = ""
    email: Text = ""
    phone: Text = ""
    stated: date

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield the missing way to reach them."""
        if not (self.website or self.email or self.phone):
            yield "website", "is missing, and so are email and phone: give one way to reach them."
