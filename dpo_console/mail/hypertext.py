"""The words of an HTML page as a reader sees them, without scripts, styles and hidden parts."""

import re
from html.parser import HTMLParser

LONGEST = 300_000
"""The most characters of a page that are read."""

DEEPEST = 500
"""The most elements inside each other that are told apart."""

BROKEN = 500
"""The most signs of tags that never end in a page that is read as it is."""

_OPEN = re.compile(r"<(?![^<>]*>)")
_SILENT = {"script", "style", "head", "title", "template", "noscript", "object", "svg", "select"}
_VOID = {"br", "hr", "img", "input", "meta", "link", "wbr", "area", "base", "col", "source"}
_BLOCKS = {
    "p", "div", "br", "hr", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6",
    "blockquote", "section", "article", "header", "footer", "dl", "dt", "dd", "pre", "center",
}  # fmt: skip
_HIDDEN = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|opacity:0(?:[;.]0*)?(?:$|;)"
    r"|font-size:0(?:px|pt|em|%)?(?:$|;|!)|max-height:0(?:px)?(?:$|;|!)"
)


def words_of_page(page: str) -> str:
    """Return the words of a page, a line for each block, and a tab between cells."""
    reader = _HtmlReader()
    reader.feed(_closed(page[:LONGEST]))
    reader.close()
    lines = ("\t".join(" ".join(cell.split()) for cell in line.split("\t"))
             for line in "".join(reader.found).split("\n"))  # fmt: skip
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip()


def _closed(page: str) -> str:
    """Return a page without signs of tags that never end: for each, the parser reads all the rest.

    Every page has a few of them, which it can bear.
    """
    if page.count("<") <= page.count(">") + BROKEN:
        return page
    return _OPEN.sub(" ", page)


class _HtmlReader(HTMLParser):
    """What collects the words. `hidden` is the depth at which a hidden element began, or -1."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.open: list[str] = []
        self.hidden = -1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and begin a line or a cell."""
        if self.hidden < 0:
            self._break(tag)
        if tag in _VOID:
            return
        if self.hidden < 0 and (tag in _SILENT or _is_hidden(dict(attrs))):
            self.hidden = len(self.open)
        if len(self.open) < DEEPEST:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element that is empty."""
        if self.hidden < 0:
            self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, with those inside that were never ended."""
        if tag in self.open:
            place = len(self.open) - 1 - self.open[::-1].index(tag)
            del self.open[place:]
            if place <= self.hidden:
                self.hidden = -1
        if self.hidden < 0 and tag in _BLOCKS:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        """Take words. Line ends in HTML are spaces."""
        if self.hidden < 0:
            self.found.append(data if "pre" in self.open else re.sub(r"[\t\r\n]+", " ", data))

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.found.append("\n")
        elif tag in ("td", "th"):
            self.found.append("\t")


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    style = re.sub(r"\s", "", (attributes.get("style") or "").casefold())
    return "hidden" in attributes or bool(_HIDDEN.search(style))
