"""The pages for the website: the notices, the register, how we decide, and how to ask.

The words stand in publishing.toml. The rest comes from the published notices, the register as it
may be published, and the criteria themselves. Each page is HTML (WCAG 2.2 AA) with its own style,
and every value in it is escaped.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path

from dpo_console.approval.criteria import checklists
from dpo_console.cases.application import public_forms
from dpo_console.cases.notice.composing import LISTS, bullets, fields_of, filled
from dpo_console.cases.notice.stated import CHILDREN, TITLES, Stated
from dpo_console.cases.notice.versions import Version
from dpo_console.cases.notice.whole import Written
from dpo_console.cases.records.files import sealed_page
from dpo_console.cases.reports.register import Register, public_lines
from dpo_console.letters.letter import Block, Paragraph, Rows, Run, Style, live_body
from dpo_console.letters.word.word_body import pieces
from dpo_console.letters.wording.conditions import day_in_full
from dpo_console.text import visible
from dpo_console.toml_file import read_toml
from dpo_console.toml_marks import Words
from dpo_console.toml_reader import read

INK, PAPER, LINK, LINE, BAND = "#1a1a1a", "#ffffff", "#0b3d91", "#767676", "#f2f2f2"
"""The colours: text, page, links, lines, and the heads of tables."""

PAIRS = ((INK, PAPER), (LINK, PAPER), (INK, BAND), (LINK, BAND), (PAPER, LINK))
"""Each colour of text with each colour behind it. Each pair has a contrast of 7 to 1 or more."""

STYLE = f"""\
:root {{ color-scheme: light; }}
body {{ margin: 0 auto; max-width: 46rem; padding: 1rem; color: {INK}; background: {PAPER};
  font: 1.125rem/1.6 Arial, Helvetica, sans-serif; overflow-wrap: anywhere; }}
header p {{ margin: 0; font-weight: bold; }}
h1 {{ font-size: 1.9rem; line-height: 1.25; }}
h2 {{ font-size: 1.4rem; line-height: 1.3; margin-top: 2rem; }}
h3 {{ font-size: 1.15rem; margin-bottom: 0; }}
a {{ color: {LINK}; text-decoration: underline; }}
a:focus {{ outline: 3px solid {LINK}; outline-offset: 2px; }}
nav ul {{ list-style: none; margin: 0.5rem 0; padding: 0; border-bottom: 1px solid {LINE}; }}
nav li {{ display: inline-block; margin-right: 1rem; }}
nav a {{ display: inline-block; padding: 0.4rem 0; }}
nav a[aria-current] {{ color: {INK}; font-weight: bold; text-decoration: none; }}
.skip {{ position: absolute; left: -999rem; }}
.skip:focus {{ position: static; display: inline-block; padding: 0.5rem;
  color: {PAPER}; background: {LINK}; }}
.unseen {{ position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }}
table {{ border-collapse: collapse; width: 100%; margin: 1rem 0; }}
th, td {{ border: 1px solid {LINE}; padding: 0.4rem 0.5rem; text-align: left;
  vertical-align: top; }}
thead th {{ background: {BAND}; }}
tbody th {{ font-weight: normal; }}
dt {{ font-weight: bold; }}
dd {{ margin: 0 0 0.6rem; }}
@media print {{
  body {{ max-width: none; padding: 0; font-size: 11pt; }}
  nav, .skip {{ display: none; }}
  a {{ color: {INK}; }}
  h2, h3 {{ break-after: avoid; }}
  tr {{ break-inside: avoid; }}
}}
"""

_END = ("</main>", "</body>", "</html>")

FILE = Path(__file__).with_name("publishing.toml")

CHECKLIST = "sharing"
"""The checklist that requests by third parties go through."""

_OTHERS = {
    "pupils": (CHILDREN, "A version for children"),
    CHILDREN: ("pupils", "A longer version for grown-ups"),
}


@dataclass(frozen=True, slots=True)
class Links:
    """A list of other pages of the folder: the words of each, and its file."""

    to: tuple[tuple[str, str], ...]


PageBlock = Block | Links
"""The elements of a page, in reading order."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is drawn: its file name, title, line below the title, and sections.

    `menu` is its word in the list of pages. `live`: web and e-mail addresses in it become links.
    Words from a case are never live.
    """

    file: str
    title: str
    menu: str
    sections: tuple[tuple[str, tuple[PageBlock, ...]], ...]
    lead: str = ""
    live: bool = True


def page_words(page: Page) -> str:
    """Return the words of a page, a line each, without its menu."""
    lines = [page.title, page.lead]
    for title, blocks in page.sections:
        lines += [title, *(line for block in blocks for line in _words_of(block))]
    return "\n".join(lines)


def _words_of(block: PageBlock) -> Iterator[str]:
    if isinstance(block, Rows):
        yield from (cell for row in (block.header, *block.rows) for cell in row)
    elif isinstance(block, Paragraph):
        yield block.text
    else:
        yield from (words for words, _ in block.to)


def page_html(page: Page, office: str, pages: Sequence[Page] = ()) -> bytes:
    """Return a page as HTML, sealed, with links to the other pages of the same folder."""
    lines = [*_head(page, office), *_top(page, office, pages), *_main(page), *_END]
    return sealed_page("\n".join(lines) + "\n")


def _head(page: Page, office: str) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="en-GB">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_text(page.title)} - {_text(office)}</title>"
    yield f"<style>\n{STYLE}</style>"
    yield "</head>"


def _top(page: Page, office: str, pages: Sequence[Page]) -> Iterator[str]:
    yield "<body>"
    yield '<a class="skip" href="#main">Skip to the content</a>'
    yield f"<header><p>{_text(office)}</p></header>"
    if len(pages) > 1:
        yield '<nav aria-label="Pages"><ul>'
        for other in pages:
            here = ' aria-current="page"' if other.file == page.file else ""
            yield f'<li><a href="{escape(other.file)}"{here}>{_text(other.menu)}</a></li>'
        yield "</ul></nav>"


def _main(page: Page) -> Iterator[str]:
    yield '<main id="main">'
    yield f"<h1>{_text(page.title)}</h1>"
    if page.lead:
        yield f"<p>{_text(page.lead)}</p>"
    for title, blocks in page.sections:
        if title:
            yield f"<h2>{_text(title)}</h2>"
        yield from _Drawing(title or page.title, page.live).lines(blocks)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """The drawing of a section's blocks.

    `about` names its tables for people who can't see them. `live` makes addresses links.
    """

    about: str
    live: bool

    def lines(self, blocks: Iterable[PageBlock]) -> Iterator[str]:
        for is_list, run in groupby(blocks, key=_is_bullet):
            if is_list:
                yield "<ul>"
                yield from (f"<li>{self._runs(b)}</li>" for b in run if isinstance(b, Paragraph))
                yield "</ul>"
                continue
            for block in run:
                yield from self._block(block)

    def _block(self, block: PageBlock) -> Iterator[str]:
        if isinstance(block, Rows):
            yield from self._table(block) if block.header else self._terms(block)
        elif isinstance(block, Paragraph):
            tag = "h3" if block.style is Style.SUBHEADING else "p"
            yield f"<{tag}>{self._runs(block)}</{tag}>"
        else:
            items = (
                f'<li><a href="{escape(to)}">{_text(words)}</a></li>' for words, to in block.to
            )
            yield from ("<ul>", *items, "</ul>")

    def _terms(self, table: Rows) -> Iterator[str]:
        """Yield rows without heads as terms, each with its words."""
        yield "<dl>"
        for term, words in table.rows:
            yield f"<dt>{_text(term)}</dt><dd>{self._words(words)}</dd>"
        yield "</dl>"

    def _table(self, table: Rows) -> Iterator[str]:
        yield f'<table><caption class="unseen">{_text(self.about)}</caption>'
        heads = "".join(f'<th scope="col">{_text(head)}</th>' for head in table.header)
        yield f"<thead><tr>{heads}</tr></thead>"
        yield "<tbody>"
        for first, *others in table.rows:
            cells = "".join(f"<td>{self._words(cell)}</td>" for cell in others)
            yield f'<tr><th scope="row">{self._words(first)}</th>{cells}</tr>'
        yield "</tbody></table>"

    def _runs(self, paragraph: Paragraph) -> str:
        return "".join(self._run(run) for run in paragraph.runs)

    def _run(self, run: Run) -> str:
        words = self._words(run.text) if run.live else _text(run.text)
        words = f"<strong>{words}</strong>" if run.bold else words
        return f"<em>{words}</em>" if run.italic else words

    def _words(self, words: str) -> str:
        """Return words whose web and e-mail addresses are links, on a live page."""
        if not self.live:
            return _text(words)
        return "".join(
            f'<a href="{escape(to)}">{_text(piece)}</a>' if to else _text(piece)
            for piece, to in pieces(words)
        )


def _is_bullet(block: PageBlock) -> bool:
    return isinstance(block, Paragraph) and block.style is Style.BULLET


def _text(words: str) -> str:
    return escape(visible(words), quote=True).replace("\n", "<br>")


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
