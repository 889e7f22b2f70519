"""The whole notice of a school, for every audience, and as the text that a version keeps.

The points of UK GDPR Art 13 and 14 that a notice doesn't state are told. Nothing is supposed.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from dpo_console.approval.lawful_bases import lawful_bases
from dpo_console.cases.notice.composing import Section, compose, how_to_complain
from dpo_console.cases.notice.stated import CHILDREN, TITLES, Covers, Stated, audiences_of, stated
from dpo_console.config import Settings
from dpo_console.config.notice.notice import INTERESTS, NO_WORDS, Notice, parts_of
from dpo_console.law.calendar.schools import A_SCHOOL
from dpo_console.law.notice.points import Point, points, unfit_laws
from dpo_console.law.words import listed
from dpo_console.letters.letter import Block, Paragraph, Rows, Run, Style

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
    yield from _of_another_type(stated)
    if unknown := stated.unknown_items:
        yield NoticeGap(
            stated.audience, stated.school.name, "categories", "UK GDPR Art 14(1)(d)",
            f"It names data items that nobody knows: {', '.join(unknown)}.",
            f"Correct items.items under [{stated.whose}]; see dpo-console data-items.",
            f"{stated.whose}.items.items",
        )  # fmt: skip


def _of_another_type(stated: Stated) -> Iterator[NoticeGap]:
    """Yield each cited law that doesn't bind this type of school, where its type is stated."""
    if not stated.settings.schools:
        return
    school, said = stated.school, stated.statements
    cited = [(f"{stated.whose}.use", use.law) for use in said.uses]
    cited += [(f"{stated.whose}.recipient", one.law) for one in said.shared_with]
    for table, citation in dict.fromkeys(cited):
        for law in unfit_laws(citation, school.type):
            named, other = listed(law.words_in(citation)), law.instead.get(school.type, "")
            may_be = f" It may be: {other}." if other else ""
            yield NoticeGap(
                stated.audience, school.name, "bases", "UK GDPR Art 6(3), 13(1)(c)",
                f"It cites a law that doesn't bind {A_SCHOOL[school.type]}: {named}.",
                f"Correct law in the [[{table}]] in data/notice.toml.{may_be}", table,
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


Written = Mapping[str, tuple[Section, ...]]
"""The sections of a school's notices, by audience."""


@dataclass(frozen=True, slots=True)
class WholeNotice:
    """The notices of a school as they stand, and every gap in them."""

    slug: str
    written: Written
    gaps: tuple[NoticeGap, ...]
    covers: Covers


def whole_notice(settings: Settings, notice: Notice, slug: str, today: date) -> WholeNotice:
    """Return the notices of a school as they stand today."""
    every = [stated(settings, notice, slug, name) for name in _audiences(notice, slug)]
    written = {one.audience: compose(one, today) for one in every}
    gaps = tuple(gap for one in every for gap in missing(one, today))
    return WholeNotice(slug, written, gaps, every[0].covers)


def _audiences(notice: Notice, slug: str) -> tuple[str, ...]:
    """Return the audiences, with the children once an office has words for them."""
    has_words = notice.for_children(slug) != NO_WORDS
    return (*audiences_of(notice, slug), *([CHILDREN] if has_words else []))


def as_text(written: Written) -> str:
    """Return notices as the text that a version keeps. The same notices give the same text."""
    plain = {name: [_plain(section) for section in found] for name, found in written.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(text: str) -> str:
    """Return the hash of a version's text, hexadecimal."""
    return sha256(text.encode()).hexdigest()


def from_text(text: str) -> Written:
    """Return the notices that a version keeps."""
    plain = json.loads(text)
    return {name: tuple(map(_section, plain[name])) for name in TITLES if name in plain}


def _plain(section: Section) -> dict[str, object]:
    blocks = [
        {"heads": block.header, "rows": block.rows}
        if isinstance(block, Rows)
        else {"style": block.style.value, "text": block.text}
        for block in section.blocks
    ]
    return {"slug": section.slug, "title": section.title, "blocks": blocks}


def _section(plain: Mapping[str, Any]) -> Section:
    return Section(plain["slug"], plain["title"], tuple(_block(one) for one in plain["blocks"]))


def _block(plain: Mapping[str, Any]) -> Block:
    if "rows" in plain:
        return Rows(tuple(plain["heads"]), tuple(tuple(row) for row in plain["rows"]))
    return Paragraph(Style(plain["style"]), (Run(plain["text"], live=True),))
