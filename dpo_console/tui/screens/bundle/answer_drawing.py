"""Files of an answer as they are drawn: a line each, and what was found in one."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from dpo_console.cases.papers.answer_files import AnswerFile, State
from dpo_console.text import counted
from dpo_console.tui import draw

if TYPE_CHECKING:
    from dpo_console.cases.bundle.reading import CheckedFile


def file_line(one: AnswerFile, width: int) -> Text:
    """Draw `! reply.pdf   12 pages   findings`."""
    pages = counted(one.pages, "page") if one.pages else ""
    after = f"  {pages:>11}  {one.state}"
    name = draw.fit(one.name, max(width - len(after) - 2, 12))
    sign, style = ("  ", draw.PLAIN) if one.may_go else ("! ", draw.WARNING)
    return draw.line(draw.fit(f"{sign}{name}{after}", width).rstrip(), style)


NOTHING_FOUND = (
    "Nothing hidden and no name that the records know was found. Read it all the same: it may hold "
    "what no program knows."
)


def file_words(
    one: AnswerFile | None, checked: "CheckedFile | None", key: Callable[[str], str]
) -> RenderableType:
    """Draw a file with what its check found, if it was checked on this screen."""
    if one is None:
        return Text()
    pages = (
        counted(one.pages, "page") if one.pages else "its pages are known only when it is printed"
    )
    parts = [draw.words(one.name, draw.STRONG), draw.line(f"{pages}; {one.state}", draw.QUIET)]
    if checked:
        parts += _found(checked, key)
    elif not one.may_go:
        parts.append(
            draw.words("The case doesn't keep what was found. Check the file again to see it.")
        )
    return Group(*parts)


def _found(checked: "CheckedFile", key: Callable[[str], str]) -> Iterator[Text]:
    """Yield what was found, place by place, then the pages that nobody can read here."""
    for finding in checked.findings:
        place = f"{finding.place}: " if finding.place else ""
        yield draw.words(f"! {place}{finding.what}", draw.WARNING)
    for place in checked.read.unread:
        if checked.looked:
            yield draw.words(f"- {place}: can't be read here; looked at by a person")
        else:
            yield draw.words(f"! {place}: can't be read here", draw.WARNING)
    if checked.state is State.UNREAD:
        yield draw.words(f"Look at each of them, then sign with {key('files.sign')}.")
    if checked.passed and not checked.read.unread:
        yield draw.words(NOTHING_FOUND)
