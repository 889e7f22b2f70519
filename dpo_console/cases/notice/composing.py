"""The notice in words, from everything stated for it. The same statements give the same words."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

from dpo_console.approval.data_items import scales
from dpo_console.approval.lawful_bases import lawful_bases
from dpo_console.cases.notice.stated import CHILDREN, Stated
from dpo_console.cases.retention import own_period
from dpo_console.config import Settings
from dpo_console.config.notice.notice import PARTS, Elsewhere, Use, Whose
from dpo_console.config.settings.settings import Contact
from dpo_console.law.notice.points import rights
from dpo_console.law.retention import CoveredRecords, period_for
from dpo_console.law.statutes import statute
from dpo_console.letters.catalogue import sentences
from dpo_console.letters.letter import Block, Paragraph, Rows, Run, Style, live_body
from dpo_console.sentences import first_upper
from dpo_console.text import counted
from dpo_console.toml_file import read_toml
from dpo_console.toml_marks import Key, Words
from dpo_console.toml_reader import read

FILE = Path(__file__).with_name("sections.toml")

_FIELD = re.compile(r"\{([\w.]+)\}")


@dataclass(frozen=True, slots=True)
class Conditional:
    """A paragraph that stands only on a basis, for an audience, with a data item or conditions."""

    says: Words
    only: Annotated[str, Key("if")] = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A section before it is filled. `lists` names the list or table between the paragraphs.

    Without that, the section is left out, unless the list is `optional`.
    """

    slug: Words
    title: Words
    says: tuple[str, ...] = ()
    lists: str = ""
    optional: bool = False
    after: tuple[Conditional, ...] = ()


@dataclass(frozen=True, slots=True)
class ParentsRecord:
    """What the notice says of a parent's right of its own, and the kind of request that it is."""

    kind: Words
    says: Words


@dataclass(frozen=True, slots=True)
class Templates:
    """The sections for everybody, and those for children.

    `requests` is the kind of request whose retention period they give.
    """

    requests: Words
    parents_record: ParentsRecord
    section: tuple[Template, ...]
    child: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A written section."""

    slug: str
    title: str
    blocks: tuple[Block, ...]


@cache
def templates() -> Templates:
    """Return the sections before they are filled. Raises BadFile."""
    return read(Templates, read_toml(FILE))


def filled(template: str, fields: Mapping[str, str]) -> str:
    """Return a paragraph with its fields, or '' if one of them is empty.

    A value is never read as a template. A sentence that it ends isn't ended twice.
    """
    if not all(fields.get(name) for name in _FIELD.findall(template)):
        return ""
    whole = _FIELD.sub(lambda found: fields[found[1]].strip(), template)
    return whole if whole.endswith("...") else re.sub(r"([.!?])\.(?=\s|$)", r"\1", whole)


COMPLAINTS = ("complain-to-school", "complain-to-commissioner", "go-to-court")
"""The sentences on complaints, which letters have in the same words."""


def bullets(lines: Iterable[str]) -> Iterator[Paragraph]:
    """Return a list of our own words, whose addresses are links."""
    return (Paragraph(Style.BULLET, (Run(line, live=True),)) for line in lines if line)


def _reach(stated: Stated, _told: Mapping[str, str], _today: date) -> Iterator[Block]:
    school, dpo = stated.school, stated.settings.dpo
    rows = (
        ("School", school.name),
        ("Address", school.address),
        ("Telephone", school.phone),
        ("Website", school.website),
        ("Data Protection Officer", "\n".join(filter(None, (dpo.name, *ways(dpo))))),
    )
    yield Rows((), tuple(row for row in rows if row[1]))


def ways(contact: Contact | Elsewhere) -> tuple[str, ...]:
    """Return every way to reach somebody."""
    address = contact.address if isinstance(contact, Contact) else ""
    return tuple(filter(None, (address, contact.email, contact.phone, contact.website)))


def _uses(stated: Stated, _told: Mapping[str, str], _today: date) -> Iterator[Block]:
    rows = tuple((first_upper(use.purpose), basis_words(use)) for use in stated.statements.uses)
    if rows:
        yield Rows(("We use it", "Lawful basis"), rows)


def basis_words(use: Use) -> str:
    """Return the lawful bases of a use, the law behind them and any conditions, a line each."""
    known = lawful_bases()
    bases = [known.bases[slug] for slug in use.bases]
    lines = [f"{basis.title} (Article {basis.article})" for basis in bases]
    lines += [use.law] if use.law else []
    lines += [f"Our interest: {use.interest}"] if use.interest else []
    for slug in use.conditions:
        condition = known.conditions[slug]
        lines.append(f"Condition: {condition.title} (Article {condition.article})")
    return "\n".join([*lines, *([use.schedule] if use.schedule else [])])


def _items(stated: Stated, _told: Mapping[str, str], _today: date) -> Iterator[Block]:
    named = stated.statements.items.items if stated.statements.items else ()
    items = [item for slug in named if (item := stated.data_items.get(slug))]
    rows = [
        (title, "; ".join(item.title for item in items if item.category == category))
        for category, title in scales().categories.items()
    ]
    if listed := tuple(row for row in rows if row[1]):
        yield Rows(("Category", "Information"), listed)


def _recipients(stated: Stated, _told: Mapping[str, str], _today: date) -> Iterator[Block]:
    shared = stated.statements.shared_with
    rows = tuple(
        (first_upper(one.name), first_upper(one.why), first_upper(one.law)) for one in shared
    )
    if rows:
        yield Rows(("Who", "Why", "Duty or lawful basis"), rows)


def _rights(stated: Stated, _told: Mapping[str, str], today: date) -> Iterator[Block]:
    named = [
        right for right in rights(stated.bases, today)
        if not (right.automated and stated.a_person_decides)
    ]  # fmt: skip
    if stated.audience == CHILDREN:
        yield from bullets(dict.fromkeys(right.child for right in named))
    elif stated.bases:
        yield from bullets(f"{right.says}." for right in named if not right.apart)


def _right_to_object(stated: Stated, _told: Mapping[str, str], today: date) -> Iterator[Block]:
    for right in rights(stated.bases, today):
        if right.apart:
            yield live_body(f"You have the right to {right.says}.")


def _complaints(_stated: Stated, told: Mapping[str, str], _today: date) -> Iterator[Block]:
    said = [sentences()[name] for name in COMPLAINTS]
    yield from bullets(filled(one.text, told) for one in said)


def _elsewhere(stated: Stated, _told: Mapping[str, str], _today: date) -> Iterator[Block]:
    mine = [one for one in stated.contacts if stated.whose in one.whose]
    rows = tuple((one.name, first_upper(one.about), "\n".join(ways(one))) for one in mine)
    if rows:
        yield Rows(("Who", "About", "How"), rows)


LISTS: Mapping[str, Callable[[Stated, Mapping[str, str], date], Iterator[Block]]] = {
    "reach": _reach,
    "uses": _uses,
    "items": _items,
    "recipients": _recipients,
    "rights": _rights,
    "right-to-object": _right_to_object,
    "complaints": _complaints,
    "elsewhere": _elsewhere,
}
"""The lists and tables of sections, by name."""


def how_to_complain(settings: Settings, slug: str, by_post: str = "") -> str:
    """Return the ways to write to the officer of a school or call, to complain or use a right.

    `by_post` says where letters go, if the address need not be said. It stands above every letter.
    """
    dpo, school = settings.dpo, settings.school(slug)
    ways = [f"by e-mail to {dpo.email}" if dpo.email else ""]
    by_post = by_post or f"to {school.name}, {school.address}"
    ways += [f"by letter {by_post}" if school.address else ""]
    ways += [f"by telephone on {dpo.phone}" if dpo.phone else ""]
    return ", or ".join(way for way in ways if way)


def compose(stated: Stated, today: date) -> tuple[Section, ...]:
    """Return the sections of a notice. What isn't stated is left out; `missing` names it."""
    told = fields_of(stated)
    found = templates().child if stated.audience == CHILDREN else templates().section
    written = (_section(one, stated, told, today) for one in found)
    return tuple(section for section in written if section.blocks)


def _section(template: Template, stated: Stated, told: Mapping[str, str], today: date) -> Section:
    blocks = [live_body(words) for says in template.says if (words := filled(says, told))]
    listed = list(LISTS[template.lists](stated, told, today)) if template.lists else []
    counts = {
        "", stated.audience, *stated.bases, "conditions" if stated.has_conditions else "",
        "a person decides" if stated.a_person_decides else "",
        *(stated.covers.items if stated.whose is Whose.PUPIL else ()),
    }  # fmt: skip
    after = [filled(one.says, told) for one in template.after if one.only in counts]
    lacks_list = template.lists and not listed and not template.optional
    ends = [live_body(words) for words in after if words]
    whole = () if lacks_list else (*blocks, *listed, *ends)
    return Section(template.slug, template.title, whole)


def fields_of(stated: Stated) -> dict[str, str]:
    """Return the values for the fields of a notice's templates, '' for what isn't stated."""
    settings, slug = stated.settings, stated.slug
    regulator, controller = settings.regulator, settings.controller(slug)
    said = stated.children if stated.audience == CHILDREN else stated.statements
    own = {name: said.words(name) for name in (*PARTS, "security", "providing")}
    reach = how_to_complain(settings, slug)
    return own | {
        "Controller": first_upper(controller),
        "School": stated.school.name,
        "officer": settings.dpo.name,
        "reach": reach,
        "requests": _kept_for(stated),
        "parents_record": _parents_record(stated),
        "complaint.how": reach,
        "regulator.name": regulator.name,
        "regulator.address": regulator.address,
        "regulator.phone": regulator.phone,
        "regulator.website": regulator.website,
    }


def _kept_for(stated: Stated) -> str:
    """Return how long the record of a request is kept, as the retention schedule has it."""
    kind = templates().requests
    own = own_period(stated.settings, CoveredRecords.CASE, kind)
    years = own.years if own else period_for(CoveredRecords.CASE, kind).years
    return counted(years, "year")


def _parents_record(stated: Stated) -> str:
    """Return the words on the record that a parent may see, or '' unless each school owes it."""
    said, schools = templates().parents_record, stated.settings.schools_meant(stated.slug)
    owed = all(statute(said.kind).binds_at(school.type) for school in schools)
    return said.says if owed else ""
