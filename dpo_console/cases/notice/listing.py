"""The lists and tables of a written notice, each from what is stated or from the law.

Among them is how to reach a school, its Data Protection Officer, and the regulator.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from dpo_console.approval.data_items import scales
from dpo_console.approval.lawful_bases import lawful_bases
from dpo_console.cases.notice.sections import filled
from dpo_console.cases.notice.stated import CHILDREN, Stated
from dpo_console.config import Settings
from dpo_console.config.notice.uses import Elsewhere, Use
from dpo_console.config.settings.settings import Contact
from dpo_console.law.notice.points import rights
from dpo_console.letters.catalogue import sentences
from dpo_console.letters.letter import Block, Paragraph, Rows, Run, Style, live_body
from dpo_console.sentences import first_upper

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
