"""The pages for the website: the notices, the register, how we decide, and how to ask.

The words stand in pages.toml. The rest comes from the published notices, the register as it may be
published, and the criteria themselves.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dpo_console.approval.criteria import checklists
from dpo_console.cases.application.public_forms import public_forms
from dpo_console.cases.notice.composing import fields_of
from dpo_console.cases.notice.listing import LISTS, bullets
from dpo_console.cases.notice.sections import filled
from dpo_console.cases.notice.stated import CHILDREN, TITLES, Stated
from dpo_console.cases.notice.versions import Version
from dpo_console.cases.notice.whole import Written
from dpo_console.cases.publishing.page import Links, Page, PageBlock
from dpo_console.cases.reports.register import Register
from dpo_console.cases.reports.register_lines import public_lines
from dpo_console.letters.letter import Paragraph, Rows, Run, Style, live_body
from dpo_console.letters.wording.fields import day_in_full
from dpo_console.toml_file import read_toml
from dpo_console.toml_marks import Words
from dpo_console.toml_reader import read

FILE = Path(__file__).parent / "pages.toml"

CHECKLIST = "sharing"
"""The checklist that requests by third parties go through."""


@dataclass(frozen=True, slots=True)
class PagePart:
    """A section of a page before it is filled.

    `lists` names what follows its paragraphs, and `form` the form that it links to.
    """

    title: str
    says: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    lists: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of one page."""

    title: Words
    menu: Words
    lead: Words
    section: tuple[PagePart, ...]


@dataclass(frozen=True, slots=True)
class SiteWords:
    """The words of every page, apart from the notices, in the order of the menu."""

    index: PageWords
    register: PageWords
    sharing: PageWords
    ask: PageWords


@dataclass(frozen=True, slots=True)
class NoticeShown:
    """The published notice of a school, with the version that it is."""

    school: str
    slug: str
    version: Version
    written: Written

    def file(self, audience: str) -> str:
        """Return the file name of the page for an audience."""
        return "-".join(filter(None, ("notice", self.slug, audience))) + ".html"


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that the pages are made from.

    `stated` is for the office as a whole, and `schools` for each school that has a notice.
    """

    office: str
    notices: tuple[NoticeShown, ...]
    register: Register
    stated: Stated
    schools: tuple[Stated, ...]


@cache
def words() -> SiteWords:
    """Return the words of the pages. Raises BadFile."""
    return read(SiteWords, read_toml(FILE))


def menu_pages(site: Site) -> tuple[Page, ...]:
    """Return the pages of the menu, each in its place."""
    said = words()
    return (
        _page(site, "index.html", said.index),
        _page(site, "register.html", said.register, live=False),  # it has words from cases
        _page(site, "sharing.html", said.sharing),
        _page(site, "ask.html", said.ask),
    )


def notice_pages(site: Site) -> Iterator[tuple[str, Page]]:
    """Yield the page of each notice, with the name of its school."""
    for one in site.notices:
        since = day_in_full(one.version.since)
        lead = f"Version {one.version.number}, in force since {since}."
        for audience, sections in one.written.items():
            title = TITLES[audience]
            parts = [(section.title, section.blocks) for section in sections]
            whole = (*parts, *_other_version(one, audience))
            yield one.school, Page(one.file(audience), title, title, whole, lead)


def _other_version(one: NoticeShown, audience: str) -> Iterator[tuple[str, tuple[PageBlock, ...]]]:
    """Yield the link between the notice about pupils and its version for children."""
    other, title = _OTHERS.get(audience, ("", ""))
    if other in one.written:
        yield title, (Links(((TITLES[other], one.file(other)),)),)


_OTHERS = {
    "pupils": (CHILDREN, "A version for children"),
    CHILDREN: ("pupils", "A longer version for grown-ups"),
}


def _page(site: Site, file: str, page: PageWords, *, live: bool = True) -> Page:
    told = fields_of(site.stated) | {"Office": site.office}
    parts = [(part.title, tuple(_blocks(site, part, told))) for part in page.section]
    whole = tuple((title, blocks) for title, blocks in parts if blocks)
    return Page(file, page.title, page.menu, whole, filled(page.lead, told), live)


def _blocks(site: Site, part: PagePart, told: Mapping[str, str]) -> Iterator[PageBlock]:
    found = list(_PARTS[part.lists](site, told)) if part.lists else []
    if part.lists and not found:
        return
    for says in part.says:
        if text := filled(says, told):
            yield live_body(text)
    yield from bullets(part.bullets)
    yield from found
    if part.form:
        form = public_forms()[part.form]
        yield Links(((form.link, form.file),))


def _heading(text: str) -> Paragraph:
    return Paragraph(Style.SUBHEADING, (Run(text),))


def _of_notice(name: str) -> Callable[[Site, Mapping[str, str]], Iterator[PageBlock]]:
    """Return what makes a list as the notice has it."""
    return lambda site, told: LISTS[name](site.stated, told, site.notices[0].version.since)


def _reach(site: Site, told: Mapping[str, str]) -> Iterator[PageBlock]:
    for one in site.schools:
        if len(site.schools) > 1:
            yield _heading(one.school.name)
        yield from LISTS["reach"](one, told, site.notices[0].version.since)


def _notices(site: Site, _told: Mapping[str, str]) -> Iterator[PageBlock]:
    for one in site.notices:
        if len(site.notices) > 1:
            yield _heading(one.school)
        yield Links(tuple((TITLES[name], one.file(name)) for name in one.written))


def _register(site: Site, _told: Mapping[str, str]) -> Iterator[PageBlock]:
    for row in site.register.rows:
        yield _heading(f"{row.organisation} ({row.organisation_type.lower()})")
        yield Rows((), (("Reference", row.reference), *public_lines(row)))
    if not site.register.rows:
        yield live_body("No organisation is listed.")


def _counted(site: Site, _told: Mapping[str, str]) -> Iterator[PageBlock]:
    yield live_body(site.register.counted)


def _heads(site: Site, _told: Mapping[str, str]) -> Iterator[PageBlock]:
    yield from _of_heads(terms=False)


def _terms(site: Site, _told: Mapping[str, str]) -> Iterator[PageBlock]:
    yield from _of_heads(terms=True)


def _of_heads(*, terms: bool) -> Iterator[PageBlock]:
    for head in checklists()[CHECKLIST].heads:
        if head.terms is terms:
            yield _heading(head.title.removeprefix("Terms: ").capitalize() if terms else head.title)
            yield live_body(head.says)
            asked = checklists()[CHECKLIST].criteria.values()
            yield from bullets(c.told for c in asked if c.head == head.slug)


_PARTS: Mapping[str, Callable[[Site, Mapping[str, str]], Iterator[PageBlock]]] = {
    "notices": _notices,
    "register": _register,
    "counted": _counted,
    "heads": _heads,
    "terms": _terms,
    "reach": _reach,
    **{name: _of_notice(name) for name in ("complaints", "elsewhere")},
}
"""What follows the paragraphs of a section, by name."""
