"""One page of HTML from the blocks of a paper (WCAG 2.2 AA): structure, words, and its own style.

Every value is escaped. Tables have heads, lists are lists, and headings go down one level a time.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from dpo_console.cases.records.files.sealed_pages import sealed_page
from dpo_console.letters.letter import Block, Paragraph, Rows, Run, Style
from dpo_console.letters.word.links import pieces
from dpo_console.text import visible

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


_END = ("</main>", "</body>", "</html>")


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
