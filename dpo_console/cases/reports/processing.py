"""The record of processing activities (UK GDPR Art 30), from the same statements as the notice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dpo_console.approval.data_items import scales
from dpo_console.cases.notice.composing import basis_words, ways
from dpo_console.cases.notice.stated import (
    TITLES,
    Stated,
    audiences_of,
    notice_of,
    slugs_of,
    stated,
)
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.hidden import hidden
from dpo_console.cases.reports.unpublished import Unpublished, unpublished
from dpo_console.cases.sharing.fitting import ProcessorRow, in_role
from dpo_console.config import Settings
from dpo_console.text import day_words


@dataclass(frozen=True, slots=True)
class Processing:
    """One use of personal data, with the columns that Art 30(1) asks for."""

    school: str
    controller: str
    officer: str
    people: str
    purpose: str
    basis: str
    data: str
    source: str
    recipients: str
    transfers: str
    retention: str
    security: str
    stated: date


def record_of_processing(desk: Desk, school: str = "") -> tuple[Processing, ...]:
    """Return every use that the office states, for a school or for each. Raises BadInput, BadFile.

    What processors and joint controllers do with pupils' data follows, from the records.
    A column is '' where nothing is stated: `notice check` names it.
    """
    desk.settings.school(school)
    notice = notice_of(desk)
    wanted = (school,) if school else slugs_of(desk.settings)
    uses = (
        row
        for slug in wanted
        for audience in audiences_of(notice, slug)
        for row in _rows(stated(desk.settings, notice, slug, audience))
    )
    with desk.database.read() as ask:
        by_others = [one for one in in_role(ask, desk.today) if one.school in wanted]
    kept = unpublished(desk) if by_others else None
    told = (_without_names(one, kept) for one in by_others if kept)
    return (*uses, *(_in_role(desk.settings, one) for one in told))


def _without_names(one: ProcessorRow, kept: Unpublished) -> ProcessorRow:
    """Return a contract without words of its case that name or find anybody.

    The record tells categories of people (UK GDPR Art 30(1)(c)), and is given to an inspector.
    """

    def hide(words: str) -> str:
        return f"as in {one.reference}" if kept.named(words) or kept.told(words) else words

    return hidden(one, hide)


def _rows(one: Stated) -> Iterator[Processing]:
    said, settings = one.statements, one.settings
    for use in said.uses:
        yield Processing(
            school=one.school.name or settings.name,
            controller=settings.controller(one.slug),
            officer=", ".join(filter(None, (settings.dpo.name, *ways(settings.dpo)))),
            people=TITLES[one.audience].removeprefix("How we use information about "),
            purpose=use.purpose,
            basis=basis_words(use).replace("\n", "; "),
            data=_data(one),
            source=said.words("source"),
            recipients="; ".join(filter(None, (said.words("recipients"), *_named(one)))),
            transfers=said.words("transfers"),
            retention=said.words("retention"),
            security=said.words("security"),
            stated=use.stated,
        )


def _in_role(settings: Settings, one: ProcessorRow) -> Processing:
    """Return what a processor or a joint controller does, from its contract."""
    ends = f"until {day_words(one.ends)}" if one.ends else ""
    return Processing(
        school=settings.school(one.school).name or settings.name,
        controller=settings.controller(one.school),
        officer=", ".join(filter(None, (settings.dpo.name, *ways(settings.dpo)))),
        people=one.pupils,
        purpose=one.service,
        basis=one.legal_basis,
        data=one.data,
        source="",
        recipients=f"{one.organisation} ({one.role.lower()}; {one.contract})",
        transfers=": ".join(filter(None, (one.country, one.cover))),
        retention=f"{ends}; {one.exit}".removeprefix("; "),
        security="",
        stated=one.since,
    )


def _data(one: Stated) -> str:
    """Return the categories as stated, and those of the named data items."""
    items = [one.data_items[slug] for slug in one.covers.items if slug in one.data_items]
    titles = dict.fromkeys(scales().categories[item.category] for item in items)
    return "; ".join(filter(None, (one.statements.words("categories"), *titles)))


def _named(one: Stated) -> Iterator[str]:
    return (f"{to.name} ({to.why}; {to.law})" for to in one.statements.shared_with)
