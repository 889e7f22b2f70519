"""The guide's pages, and a page as plain text.

A page is Markdown: a title, a sentence that says what the page is for, then paragraphs, lists,
tables of two columns and blocks of code. Nothing else is understood, and nothing heavy is loaded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from textwrap import wrap

from dpo_console.errors import BadInput
from dpo_console.text import show_line

FOLDER = Path(__file__).parent
WIDTH = 80
FIRST_COLUMN = 26
"""The most that the first column of a table takes; a longer cell has a line of its own."""

_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_ITEM = re.compile(r"(-|\d+\.) +(.*)")


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One page: its topic, title and summary, and its text as Markdown."""

    topic: str
    title: str
    summary: str
    markdown: str


def topics() -> tuple[str, ...]:
    """Return the topic of every page, in alphabetical order."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.md")))


@cache
def guide_page(topic: str) -> GuidePage:
    """Return the page on a topic. Raise BadInput, naming the topics, where there is none."""
    known = topics()
    if topic not in known:
        close = get_close_matches(topic, known, n=1)
        meant = f"Did you mean {close[0]}? " if close else ""
        raise BadInput(
            f"The guide has no page {show_line(topic, 60)!r}. {meant}The pages are: "
            f"{', '.join(known)}."
        )
    markdown = (FOLDER / f"{topic}.md").read_text(encoding="utf-8")
    title, summary = markdown.split("\n\n")[:2]
    return GuidePage(topic, title.removeprefix("# "), " ".join(summary.split()), markdown)


def guide_pages() -> tuple[GuidePage, ...]:
    """Return every page, in the order of the topics."""
    return tuple(guide_page(topic) for topic in topics())


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page with the words that were looked for, and its first line that has one of them."""

    page: GuidePage
    line: int
    words: str


def find_in_guide(typed: str, width: int = WIDTH) -> tuple[FoundPage, ...]:
    """Return the pages that hold every word typed. Without any, return all with their summaries.

    A page whose topic is typed in full comes first, then those that have the words in this order.
    Lines are counted in plain text of this width.
    """
    wanted = typed.casefold().split()

    def rank(page: GuidePage) -> tuple[bool, bool]:
        text = " ".join(("", *plain(page, width).split())).casefold()
        return wanted != [page.topic], f" {' '.join(wanted)}" not in text

    pages = sorted(guide_pages(), key=rank)
    return tuple(found for page in pages if (found := _found(page, wanted, width)))


def _found(page: GuidePage, wanted: list[str], width: int) -> FoundPage | None:
    if not wanted or wanted == [page.topic]:
        return FoundPage(page, 0, page.summary)
    lines = plain(page, width).splitlines()
    whole = " ".join(lines).casefold()
    if not all(word in whole for word in wanted):
        return None
    # Of lines with as many of the words, a sentence says more than a line of code.
    told = [(sum(w in s.casefold() for w in wanted), not s.startswith(" " * 4)) for s in lines]
    best = told.index(max(told))
    return FoundPage(page, best, _excerpt(lines, best))


def _excerpt(lines: list[str], at: int) -> str:
    """Return the words of a line, with … where their sentence goes on before or after it."""
    before = "… " if _goes_on(lines, at) else ""
    return f"{before}{lines[at].strip()}{' …' if _goes_on(lines, at + 1) else ''}"


def _goes_on(lines: list[str], at: int) -> bool:
    """Return True if a line goes on with the sentence of the line above it."""
    start = next((n for n in range(at, 0, -1) if not lines[n - 1]), 0)
    if not start < at < len(lines) or not lines[at] or is_rule(lines[at]):
        return False
    listed, in_code = lines[start].startswith("  "), lines[start].startswith("    ")
    same = not in_code and (lines[at].startswith("    ") or not listed)
    return same and not lines[at - 1].endswith((".", ":", "?", "!"))


@cache
def plain(page: GuidePage, width: int = WIDTH) -> str:
    """Return a page as plain text, wrapped to a width in columns; code keeps its lines."""
    return "\n\n".join("\n".join(_drawn(block, width)) for block in _blocks(page.markdown))


def is_rule(line: str) -> bool:
    """Return True for the line below a heading of a page in plain text."""
    return bool(line) and set(line) in ({"="}, {"-"})


def _blocks(markdown: str) -> Iterator[list[str]]:
    """Yield the lines of each block; a block of code is one, whatever stands in it."""
    block: list[str] = []
    in_code = False
    for line in (*markdown.splitlines(), ""):
        in_code ^= line.startswith("```")
        if line.strip() or in_code:
            block.append(line)
        elif block:
            yield block
            block = []


def _drawn(block: list[str], width: int) -> Iterator[str]:
    first = block[0]
    if first.startswith("```"):
        yield from (f"    {line}".rstrip() for line in block[1:-1])
    elif first.startswith("#"):
        title = _words(first.lstrip("# "))
        yield from (title, ("=" if first.startswith("# ") else "-") * len(title))
    elif first.startswith("|"):
        yield from _table(block[2:], width)
    elif _ITEM.match(first):
        yield from _list(block, width)
    else:
        yield from _wrapped(" ".join(block), width)


def _list(block: list[str], width: int) -> Iterator[str]:
    items: list[tuple[str, str]] = []
    for line in block:
        if item := _ITEM.match(line):
            items.append((item[1], item[2]))
        else:
            mark, said = items.pop()
            items.append((mark, f"{said} {line.strip()}"))
    for mark, said in items:
        yield from _wrapped(said, width, f"  {mark} ", " " * (len(mark) + 3))


def _table(rows: list[str], width: int) -> Iterator[str]:
    cells = [[cell.strip() for cell in row.strip("| ").split(" | ")] for row in rows]
    left = min(FIRST_COLUMN, max(len(_words(row[0])) for row in cells)) + 2
    for name, said in cells:
        name = _words(name)
        if len(name) + 2 > left:
            yield from _wrapped(name, width, "  ", "  ")
            name = ""
        yield from _wrapped(said, width, f"  {name:<{left}}", " " * (left + 2))


def _wrapped(said: str, width: int, first: str = "", then: str = "") -> list[str]:
    return wrap(
        _words(said),
        width,
        initial_indent=first,
        subsequent_indent=then,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _words(said: str) -> str:
    """Return a text without the marks of Markdown; what is typed keeps its backticks."""
    return _LINK.sub(r"\1", " ".join(said.split())).replace("**", "")
