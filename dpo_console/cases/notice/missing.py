"""The points of UK GDPR Art 13 and 14 that a notice doesn't state. Nothing is supposed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dpo_console.approval.lawful_bases import lawful_bases
from dpo_console.cases.notice.composing import compose
from dpo_console.cases.notice.listing import how_to_complain
from dpo_console.cases.notice.stated import CHILDREN, Stated
from dpo_console.config.notice.notice import parts_of
from dpo_console.config.notice.uses import INTERESTS
from dpo_console.law.notice.points import Point, points

OLD = timedelta(days=366)
"""The age at which a statement should be held against what the school does."""


@dataclass(frozen=True, slots=True)
class NoticeGap:
    """A point that a notice doesn't state: its law, the sentence, and where to state it.

    `audience` and `school` say whose notice it is. `table` is the part of notice.toml, or '' if
    dpo.toml must state it.
    """

    audience: str
    school: str
    point: str
    law: str
    says: str
    remedy: str
    table: str


def missing(stated: Stated, today: date) -> tuple[NoticeGap, ...]:
    """Return every gap of a notice at once. A notice with a gap is never published."""
    found = _for_children(stated) if stated.audience == CHILDREN else _for_adults(stated, today)
    return tuple(found)


def _for_adults(stated: Stated, today: date) -> Iterator[NoticeGap]:
    written = {section.slug for section in compose(stated, today)}
    for point in points(stated.bases, today):
        if not _STATED[point.slug](stated) or point.section not in written:
            where = point.where.replace("{whose}", stated.whose)
            if stated.settings.controller(stated.slug):
                where = where.removeprefix("controller, and ")
            yield _gap(stated, point, f"It doesn't say {point.says}.", f"Write {where}.")
    yield from _wrong(stated)


def _for_children(stated: Stated) -> Iterator[NoticeGap]:
    for part in parts_of(stated.children):
        if not stated.children.words(part):
            yield NoticeGap(
                stated.audience, stated.school.name, part, "UK GDPR Art 12(1)",
                f"It has no words for children on {_TO_CHILDREN[part]}.",
                f"Write {part} under [child] in data/notice.toml.", "child",
            )  # fmt: skip


_TO_CHILDREN = {
    "categories": "what you know about them",
    "purposes": "why you need it",
    "source": "who tells you",
    "recipients": "who you tell",
    "retention": "how long you keep it",
    "security": "how you keep it safe",
}


def _gap(stated: Stated, point: Point, says: str, remedy: str) -> NoticeGap:
    table = stated.whose if "notice.toml" in point.where else ""
    return NoticeGap(
        stated.audience, stated.school.name, point.slug, point.law, says, remedy, table
    )


def _wrong(stated: Stated) -> Iterator[NoticeGap]:
    """Yield each basis that this type of school can't rely on, and each unknown data item."""
    table = f"[[{stated.whose}.use]]"
    for slug in sorted(stated.bases):
        basis = lawful_bases().bases[slug]
        if stated.school.type in basis.not_for:
            yield NoticeGap(
                stated.audience, stated.school.name, "bases", basis.why_not,
                f"A state school can't rely on this for its tasks: {basis.title.lower()}.",
                f"Choose another basis in the {table} in data/notice.toml.", f"{stated.whose}.use",
            )  # fmt: skip
    if unknown := stated.unknown_items:
        yield NoticeGap(
            stated.audience, stated.school.name, "categories", "UK GDPR Art 14(1)(d)",
            f"It names data items that nobody knows: {', '.join(unknown)}.",
            f"Correct items.items under [{stated.whose}]; see dpo-console data-items.",
            f"{stated.whose}.items.items",
        )  # fmt: skip


def _says(part: str) -> Callable[[Stated], bool]:
    return lambda stated: bool(stated.statements.words(part))


def _reaches_controller(stated: Stated) -> bool:
    school = stated.school
    return bool(stated.settings.controller(stated.slug) and (school.address or school.phone))


def _reaches_officer(stated: Stated) -> bool:
    dpo = stated.settings.dpo
    return bool(dpo.name and (dpo.email or dpo.phone or dpo.address))


def _reaches_regulator(stated: Stated) -> bool:
    regulator = stated.settings.regulator
    return all((regulator.name, regulator.address, regulator.phone, regulator.website))


def _names_interests(stated: Stated) -> bool:
    uses = stated.statements.uses
    return all(use.interest for use in uses if set(use.bases) & set(INTERESTS))


def _has_uses(stated: Stated) -> bool:
    return bool(stated.statements.uses)


def _can_complain(stated: Stated) -> bool:
    return bool(how_to_complain(stated.settings, stated.slug))


_STATED: Mapping[str, Callable[[Stated], bool]] = {
    "controller": _reaches_controller,
    "officer": _reaches_officer,
    "bases": _has_uses,
    "interests": _names_interests,
    "rights": _has_uses,
    "right-to-object": _has_uses,
    "withdraw": _has_uses,
    "complain": _can_complain,
    "commissioner": _reaches_regulator,
    **{
        part: _says(part)
        for part in (
            "purposes", "categories", "source", "providing", "recipients", "transfers",
            "retention", "security", "automated",
        )
    },
}  # fmt: skip
"""The test of each point, by its name."""


def ageing(stated: Stated, today: date) -> tuple[str, ...]:
    """Return the parts that were stated more than a year ago, oldest first."""
    said = stated.statements
    days = [(name, getattr(said, name)) for name in _PARTS]
    dated = [(one.stated, name) for name, one in days if one and one.stated]
    dated += [(use.stated, f"use: {use.purpose}") for use in said.uses]
    dated += [(one.stated, f"recipient: {one.name}") for one in said.shared_with]
    return tuple(name for day, name in sorted(dated) if day + OLD < today)


_PARTS = (
    "purposes", "categories", "recipients", "retention", "source", "transfers", "automated",
    "security", "providing", "items",
)  # fmt: skip
