"""A school of the office: its type, its controller, and what its letters say of it."""

import re
from collections.abc import Iterator
from typing import Annotated, NamedTuple

from dpo_console.config.terms.term_dates import NO_DATES, TermDates, read_term_dates
from dpo_console.config.texts import Needed, Slug, Text
from dpo_console.law.calendar import schools as law
from dpo_console.law.calendar.schools import TYPES, SchoolType, TermCalendar
from dpo_console.text import show_line
from dpo_console.toml_file import Table

_OF_A_TRUST = (SchoolType.ACADEMY, SchoolType.SPECIAL_ACADEMY)
_MAINTAINED = (SchoolType.MAINTAINED, SchoolType.MAINTAINED_NURSERY)
"""Types of school whose governing body is the controller, by the law that constitutes it."""

_NUMBER = re.compile(r"[0-9A-Z]{8}")


class UnstatedInLetters(NamedTuple):
    """Something that the law wants in a school's letters, and where to write it."""

    what: str
    remedy: str


class Company(NamedTuple):
    """The particulars that a company's letters state (SI 2015/17 reg 24 and 25).

    `part` is the part of the United Kingdom where it is registered, and `office` its registered
    office.
    """

    name: Needed
    number: Needed
    office: Needed
    part: Needed

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield a number that no company has."""
        if not _NUMBER.fullmatch(self.number):
            yield "number", "is no company number: write its 8 characters, such as 07654321."

    @property
    def words(self) -> str:
        """The particulars in sentences. Reg 25 asks a company without “Limited” to say it is."""
        return (
            f"{self.name} is a limited company registered in {self.part}, "
            f"number {self.number}. Registered office: {self.office}."
        )


def _school_type(table: Table, key: str, default: SchoolType) -> SchoolType:
    """Return the type. “special” alone is still read: homes in use hold it for two types."""
    word = table.take(key, str, default)
    if word not in tuple(SchoolType):
        raise table.wrong(
            key, f"is {show_line(word, 60)!r}, but must be one of {', '.join(TYPES)}."
        )
    return SchoolType(word)


class School(NamedTuple):
    """One school of the office.

    `controller` is who decides about its personal data, as the office says it. `company` is set
    where a company's letters must name it, or `letterhead_states_company` where the office's own
    letterhead, or printed paper, does. `commenced` are duties that the office takes to be in
    force.
    """

    slug: Slug
    name: Needed
    type: Annotated[SchoolType, _school_type] = SchoolType.MAINTAINED
    address: Text = ""
    phone: Text = ""
    website: Text = ""
    head: Text = ""
    controller: Text = ""
    company: Company | None = None
    dates: Annotated[TermDates, read_term_dates] = NO_DATES
    commenced: frozenset[str] = frozenset()
    letterhead_states_company: bool = False

    @property
    def terms(self) -> TermCalendar | None:
        """Its school days, as they are counted; None where nothing is known."""
        return self.dates.calendar

    @property
    def controlled_by(self) -> str:
        """The controller, or '' where the office must say it (UK GDPR Art 4(7)).

        A maintained school's governing body is its own. For any other school it isn't supposed: an
        academy's is its trust, and an independent school's its proprietor.
        """
        own = f"the governing body of {self.name}" if self.type in _MAINTAINED else ""
        return self.controller or own

    @property
    def unstated(self) -> tuple[UnstatedInLetters, ...]:
        """What the law wants in the school's letters and nobody stated.

        No letter waits for the company: a letter without it still counts, and a late one is worse
        for its reader. SI 2015/17 reg 24, 25 and 28.
        """
        where = f"under [[school]] {self.slug} in data/dpo.toml"
        controller = UnstatedInLetters(
            f"{self.name}: nothing says who answers for its data, such as an academy's trust.",
            f"Write “controller” {where}.",
        )
        company = UnstatedInLetters(
            f"{self.name}: its letters must state the trust's company name, number and registered "
            "office (SI 2015/17).",
            f"Write “company” {where}: name, number, registered office and part of the United "
            "Kingdom. If your letterhead or printed paper states them, write "
            "“letterhead_states_company = true” instead.",
        )
        is_stated = self.company is not None or self.letterhead_states_company
        lacks_company = self.type in _OF_A_TRUST and not is_stated
        return tuple(
            says for says, lacks in ((controller, not self.controlled_by), (company, lacks_company))
            if lacks
        )  # fmt: skip

    def for_clock(self) -> law.School:
        """Return the facts about the school that the clock needs."""
        return law.School(self.type, self.terms, self.commenced)

    @property
    def is_unsettled(self) -> bool:
        """True while its type is the word “special”, which means two."""
        return self.type is SchoolType.SPECIAL
