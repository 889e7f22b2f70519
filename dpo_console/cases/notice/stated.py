"""Everything stated for one notice: an audience at one school, and the settings it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass

from dpo_console.approval.data_items import DataItem, catalogue
from dpo_console.cases.office.desk import Desk
from dpo_console.config import School, Settings
from dpo_console.config.notice.notice import (
    ChildWords,
    Elsewhere,
    Notice,
    Statements,
    Whose,
    parts_of,
    read_notice,
)

CHILDREN = "children"
"""The name of the notice in words for children."""

AUDIENCES: Mapping[str, Whose] = {
    "pupils": Whose.PUPIL,
    "parents": Whose.PARENT,
    "workforce": Whose.WORKFORCE,
    "governors-and-volunteers": Whose.VOLUNTEER,
    "visitors": Whose.VISITOR,
}
"""The audiences of a notice, by the names that commands and files use."""

_LISTED = ("items", "uses", "shared_with")
"""The parts of the statements that are lists."""

TITLES: Mapping[str, str] = {
    "pupils": "How we use information about pupils",
    "parents": "How we use information about parents and carers",
    "workforce": "How we use information about our staff",
    "governors-and-volunteers": "How we use information about governors and volunteers",
    "visitors": "How we use information about visitors",
    CHILDREN: "Your information and you",
}
"""The titles of the notices."""


@dataclass(frozen=True, slots=True)
class Covers:
    """The data items, requester kinds, recipients and purposes of the notice for pupils.

    `transfers` are its words about sending data abroad. A version that an earlier release published
    has neither purposes nor these.
    """

    items: tuple[str, ...]
    kinds: tuple[str, ...]
    recipients: tuple[str, ...]
    purposes: tuple[str, ...] = ()
    transfers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """The statements for one audience at one school. `slug` is the school's, or ''."""

    settings: Settings
    slug: str
    audience: str
    statements: Statements
    children: ChildWords
    contacts: tuple[Elsewhere, ...]

    @property
    def whose(self) -> Whose:
        """The group of people whose data it is."""
        return AUDIENCES.get(self.audience, Whose.PUPIL)

    @property
    def school(self) -> School:
        """The school, or the office where none is listed."""
        return self.settings.school(self.slug)

    @property
    def bases(self) -> frozenset[str]:
        """The lawful bases of all uses."""
        return frozenset(basis for use in self.statements.uses for basis in use.bases)

    @property
    def has_conditions(self) -> bool:
        """True if a use of special category data rests on a condition of Art 9 too."""
        return any(use.conditions for use in self.statements.uses)

    @property
    def said(self) -> Mapping[str, str]:
        """The words of each part, and the law of each use and recipient, by what they are about."""
        own = self.children if self.audience == CHILDREN else self.statements
        parts = [part for part in parts_of(own) if part not in _LISTED]
        words = {part: own.words(part) for part in parts if own.words(part)}
        if self.audience == CHILDREN:
            return words
        uses = {f"use: {use.purpose}": use.law for use in self.statements.uses}
        return words | uses | {f"recipient: {r.name}": r.law for r in self.statements.shared_with}

    @property
    def a_person_decides(self) -> bool:
        """True if the office says, without any exception, that no computer decides alone."""
        automated = self.statements.automated
        return automated is not None and automated.a_person_decides

    @property
    def data_items(self) -> Mapping[str, DataItem]:
        """The data items that the office knows, by slug."""
        return catalogue(self.settings.sharing.items)

    @property
    def covers(self) -> Covers:
        """The data items, requester kinds, recipients and purposes that it names."""
        said = self.statements
        return Covers(
            items=said.items.items if said.items else (),
            kinds=tuple(dict.fromkeys(kind for one in said.shared_with for kind in one.kinds)),
            recipients=tuple(one.name for one in said.shared_with),
            purposes=(*(use.purpose for use in said.uses), *(one.why for one in said.shared_with)),
            transfers=tuple(filter(None, (said.words("transfers"),))),
        )

    @property
    def unknown_items(self) -> tuple[str, ...]:
        """The named data items that nobody knows."""
        named = self.statements.items.items if self.statements.items else ()
        return tuple(slug for slug in named if slug not in self.data_items)


def notice_of(desk: Desk) -> Notice:
    """Return what the office states about its data. Raises BadFile."""
    schools = [school.slug for school in desk.settings.schools]
    return read_notice(desk.home.notice, schools, desk.settings.notice)


def slugs_of(settings: Settings) -> tuple[str, ...]:
    """Return the schools that have a notice, by slug: '' is an office that lists none."""
    return tuple(school.slug for school in settings.schools) or ("",)


def stated(settings: Settings, notice: Notice, slug: str, audience: str) -> Stated:
    """Return what is stated for an audience at a school."""
    whose = AUDIENCES.get(audience, Whose.PUPIL)
    return Stated(
        settings=settings,
        slug=slug,
        audience=audience,
        statements=notice.stated(whose, slug),
        children=notice.for_children(slug),
        contacts=notice.contacts,
    )


def audiences_of(notice: Notice, slug: str) -> tuple[str, ...]:
    """Return the audiences of a school's notice.

    Pupils, parents and the workforce are in every school. Others count once anything is stated.
    """
    always = (Whose.PUPIL, Whose.PARENT, Whose.WORKFORCE)
    return tuple(
        name for name, whose in AUDIENCES.items()
        if whose in always or notice.stated(whose, slug) != Statements()
    )  # fmt: skip
