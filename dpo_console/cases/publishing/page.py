"""One page of HTML from the blocks of a paper (WCAG 2.2 AA): structure, words, and its own style.

Every value is escaped. Tables have heads, lists are lists, and headings go down one level a time.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from dpo_console.cases.publishing.style import STYLE
from dpo_console.cases.records.sealed_pages import sealed_page
from dpo_console.letters.letter import Block, Paragraph, Rows, Run, Style
from dpo_console.letters.word.links import pieces
from dpo_console.text import visible


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is drawn: its file name, title, line below the title, and sections.

    `menu` is its word in the list of pages.
    """

    file: str
    title: str
    menu: str
    sections: tuple[tuple[str, tuple[Block, ...]], ...]
    lead: str = ""


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
        yield from blocks_html(blocks, title or page.title)


def blocks_html(blocks: Iterable[Block], about: str) -> Iterator[str]:
    """Yield the lines of some blocks. `about` names their tables for people who can't see them."""
    for is_list, run in groupby(blocks, key=_is_bullet):
        if is_list:
            yield "<ul>"
            yield from (f"<li>{_runs(b.runs)}</li>" for b in run if isinstance(b, Paragraph))
            yield "</ul>"
            continue
        for block in run:
            yield from _rows(block, about) if isinstance(block, Rows) else _paragraph(block)


def _is_bullet(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.style is Style.BULLET


def _paragraph(block: Paragraph) -> Iterator[str]:
    tag = "h3" if block.style in (Style.HEADING, Style.SUBHEADING) else "p"
    yield f"<{tag}>{_runs(block.runs)}</{tag}>"


def _rows(table: Rows, about: str) -> Iterator[str]:
    """Yield a table, or a list of terms where the rows have no heads."""
    if not table.header:
        yield "<dl>"
        yield from (f"<dt>{_text(row[0])}</dt><dd>{_linked(row[1])}</dd>" for row in table.rows)
        yield "</dl>"
        return
    yield f'<table><caption class="unseen">{_text(about)}</caption>'
    heads = "".join(f'<th scope="col">{_text(head)}</th>' for head in table.header)
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for first, *others in table.rows:
        cells = "".join(f"<td>{_linked(cell)}</td>" for cell in others)
        yield f'<tr><th scope="row">{_linked(first)}</th>{cells}</tr>'
    yield "</tbody></table>"


def _runs(runs: Iterable[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    words = _linked(run.text) if run.live else _text(run.text)
    words = f"<strong>{words}</strong>" if run.bold else words
    return f"<em>{words}</em>" if run.italic else words


def _linked(words: str) -> str:
    """Return words whose web and e-mail addresses are links."""
    return "".join(
        f'<a href="{escape(to)}">{_text(piece)}</a>' if to else _text(piece)
        for piece, to in pieces(words)
    )


def _text(words: str) -> str:
    return escape(visible(words), quote=True).replace("\n", "<br>")
