"""Blocks as the XML of a Word body, written as text and parsed once.

This is ten times as fast as python-docx. Every text passes `_text`, which escapes it. `compose` has
already refused text that XML can't hold.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from dpo_console.approval.model import Fills
from dpo_console.letters.letter import (
    CELL_HEADING_STYLE,
    CELL_STYLE,
    TABLE_STYLE,
    Block,
    Fill,
    Paragraph,
    Rows,
    Run,
    Style,
)

_XML = (".xml", ".rels")
_MEDIA = "/media/"


def pictures_of(data: bytes) -> frozenset[str]:
    """Return a digest of each picture, and of anything else that is no XML, or nothing.

    What is no Word file has none.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if _is_picture(name)]
            return frozenset(hashlib.sha256(archive.read(name)).hexdigest() for name in names)
    except (zipfile.BadZipFile, EOFError):
        return frozenset()


def _is_picture(name: str) -> bool:
    return not name.endswith("/") and (_MEDIA in f"/{name}" or not name.endswith(_XML))


SPACE = "\u00a0"
"""The space at which Word begins no new line."""

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_TITLES = "Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Rev|PC|DC"
_NUMBERED = (
    "Articles?|Art|sections?|ss?|Sections?|regulations?|regs?|Schedules?|Sch|paragraphs?|paras?"
    "|Parts?|Years?|Class|Form|Room|Key Stage|KS|Items?|items?|pages?|numbers?|No|point"
)
_TOGETHER = re.compile(
    rf"\b\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?\b"
    rf"|\b(?:{_NUMBERED})\.? (?=\d)"
    rf"|\b(?:{_TITLES})\.? (?=[A-Z0-9])"
    r"|(?<![\d/])\b\d{1,3}[A-Za-z]? (?=[A-Z][a-z])"
    r"|\b0\d{2,4}(?: \d{3,6}){1,2}\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"
    r"|\d (?=(?:am|pm)\b)"
)
"""A date, the number of a part of the law or of a class, a title with a name, a house with its
street, a telephone number, a postcode, and a time of day."""


def unbroken(text: str) -> str:
    """Return the text with spaces that don't break inside whatever belongs together."""
    return _TOGETHER.sub(lambda found: found[0].replace(" ", SPACE), text)


def broken(text: str) -> str:
    """Return the text of a Word file with plain spaces again, as people type and search it."""
    return text.replace(SPACE, " ")


_E_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_WEB = r"(?:https?://|www\.)[^\s<>\"”)]+|(?<![\w.@/-])(?:[a-z0-9-]+\.)+(?:uk|org|com|net)\b(?:/[^\s;,)]*)?"
_ADDRESS = re.compile(f"(?P<mail>{_E_MAIL})|(?P<web>{_WEB})", re.IGNORECASE)
_AFTER = ".,;:!?"
"""The marks that end a sentence rather than an address."""


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a text in order, each with the address that it links to, or ''."""
    done = 0
    for found in _ADDRESS.finditer(text):
        words = found[0].rstrip(_AFTER)
        if found.start() > done:
            yield text[done : found.start()], ""
        yield words, _target(words, is_mail=found["mail"] is not None)
        done = found.start() + len(words)
    if done < len(text):
        yield text[done:], ""


def _target(words: str, *, is_mail: bool) -> str:
    if is_mail:
        return f"mailto:{words}"
    return words if words.lower().startswith("http") else f"https://{words}"


_LONGEST_ALIAS = 64
"""The most characters of a control's title and tag in Word."""

CHECKBOX = "http://schemas.microsoft.com/office/word/2010/wordml"
"""The namespace of check boxes, which came with Word 2010."""

AGREED = " Yes"
"""The words beside a box to tick."""

_LOCKED = '<w:lock w:val="sdtLocked"/>'
"""The control can't be deleted. Its words can be changed."""

_CONTROLS = {
    Fills.WORDS: '<w:text w:multiLine="1"/>',
    Fills.DAY: (
        '<w:date><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="en-GB"/>'
        '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
    ),
    Fills.TICK: (
        f'<w14:checkbox xmlns:w14="{CHECKBOX}"><w14:checked w14:val="0"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    ),
    Fills.MARK: "<w:text/>",
}


def field_xml(field: Fill) -> str:
    """Return the XML of a field inside its paragraph."""
    control = _choice(field) if field.fills is Fills.CHOICE else _CONTROLS[field.fills]
    beside = AGREED if field.fills is Fills.TICK else ""
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(_title(field.label))}/>"
        f"<w:tag w:val={quoteattr(field.tag)}/>{_state(field)}{control}</w:sdtPr>"
        f"<w:sdtContent><w:r><w:t>{escape(field)}</w:t></w:r></w:sdtContent></w:sdt>"
        + (f'<w:r><w:t xml:space="preserve">{beside}</w:t></w:r>' if beside else "")
    )


def _title(label: str) -> str:
    return label if len(label) <= _LONGEST_ALIAS else f"{label[: _LONGEST_ALIAS - 1].rstrip()}…"


def _state(field: Fill) -> str:
    """Return its lock, and that it shows words which the first click replaces."""
    if field.fills is Fills.MARK:
        return '<w:lock w:val="sdtContentLocked"/>'
    return _LOCKED if field.fills is Fills.TICK else f"{_LOCKED}<w:showingPlcHdr/>"


def _choice(field: Fill) -> str:
    items = "".join(
        f"<w:listItem w:displayText={quoteattr(words)} w:value={quoteattr(value)}/>"
        for words, value in [(field, ""), *((one, one) for one in field.choices)]
    )
    return f"<w:dropDownList>{items}</w:dropDownList>"


_ROW_FOR_A_PEN = 510
"""The least height of a row with a blank cell: 9 mm, in twips."""
_AFTER_A_TABLE = '<w:spacing w:before="0" w:after="0" w:line="{}" w:lineRule="exact"/>'
"""The layout of the empty paragraph that Word wants after a table, so many twips high."""
_BETWEEN, _AT_THE_END = 160, 20
"""Its height: 8 points, or 1 at the end, where it must not begin a page of its own."""
_KEPT = "<w:keepNext/>"
"""The layout of a paragraph that stays on the page of the next one."""
_LISTS = (Style.BULLET, Style.NUMBER)
_AFTER_A_LIST = 120
"""The space after the last item of a list, in twips. Items within a list stand closer."""
_WIDEST = 40
"""The most characters that a column can ask for. A blank column for a pen asks for as many."""
_LONGEST_WORD, _BESIDE_IT = 30, 4
"""The characters of a word that stays whole in its column, and the room beside it."""
_LINK = '<w:color w:val="0B4F8A"/><w:u w:val="single"/>'
"""The look of a link, which the letterhead's styles needn't have."""
_PLAIN = '<w:b w:val="0"/>'
"""The look of the line below a signature, in the signature's own paragraph."""
_LONGEST_ENDING = 1600
"""The most characters of two sections that go to the next page together: half a page."""
_FILLS = 500
"""The fewest characters by which a section is enough on a page beside the signature."""
_FIELD_LOOK = '<w:shd w:val="clear" w:color="auto" w:fill="EEF3F8"/>'
"""The ground of a cell to fill in."""
_CHARACTER = 105
"""The width of a character in a table, in twips, rather wide."""


def body_xml(
    blocks: Sequence[Block],
    style_ids: Mapping[str, str],
    width: int,
    new_list: Callable[[], int],
    new_link: Callable[[str], str],
) -> str:
    """Return the XML of all blocks, in order, in the namespaces w: and r:.

    `style_ids` is by style name. `width` is that of the text, in twips. `new_list` makes a numbered
    list that begins at 1, and returns its numId. `new_link` makes a link to an address, and returns
    its relationship's id.
    """
    return "".join(_Body(style_ids, width, new_list, new_link).blocks(blocks))


class _Body:
    def __init__(
        self,
        style_ids: Mapping[str, str],
        width: int,
        new_list: Callable[[], int],
        new_link: Callable[[str], str],
    ) -> None:
        self.style_ids = style_ids
        self.width = width
        self.new_list = new_list
        self.new_link = new_link
        self.list_number = 0

    def blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        blocks = _signed(blocks)
        kept = _kept_together(blocks)
        for place, (block, following) in enumerate(pairwise([*blocks, None])):
            layout = _KEPT if place in kept else ""
            if isinstance(block, Rows):
                yield self.table(block, layout)
                height = _BETWEEN if following else _AT_THE_END
                yield self.paragraph(Style.BODY, (), layout + _AFTER_A_TABLE.format(height))
            elif block is not None:
                after = following.style if isinstance(following, Paragraph) else None
                layout += self.list_layout(block, after)
                yield self.paragraph(block.style, block.runs, layout)

    def list_layout(self, paragraph: Paragraph, following: Style | None) -> str:
        """Return the layout that a list style can't express: the list's first and last item."""
        layout = ""
        if paragraph.number == 1:
            self.list_number = self.new_list()
        if paragraph.number:
            layout += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self.list_number}"/></w:numPr>'
        if paragraph.style in _LISTS and following is not paragraph.style:
            layout += f'<w:spacing w:after="{_AFTER_A_LIST}"/>'
        return layout

    def paragraph(self, style: str, runs: Sequence[Run], layout: str = "") -> str:
        plain = _PLAIN if style == Style.SIGNATURE else ""
        words = "".join(self.run(run, plain if place else "") for place, run in enumerate(runs))
        return self.laid_out(style, words, layout)

    def laid_out(self, style: str, inside: str, layout: str = "") -> str:
        style_id = quoteattr(self.style_ids[style])
        return f"<w:p><w:pPr><w:pStyle w:val={style_id}/>{layout}</w:pPr>{inside}</w:p>"

    def run(self, run: Run, more: str = "") -> str:
        """Return a run with `more` properties, and each address in live words as a link."""
        if not run.live:
            return _run(run, more)
        return "".join(
            self.link(replace(run, text=words), to) if to else _run(replace(run, text=words))
            for words, to in pieces(run.text)
        )

    def link(self, run: Run, to: str) -> str:
        return f"<w:hyperlink r:id={quoteattr(self.new_link(to))}>{_run(run, _LINK)}</w:hyperlink>"

    def table(self, table: Rows, last: str) -> str:
        """Return a table. `last` is the layout of the paragraphs in its last row."""
        headed = any(table.header)
        lines = [*([table.header] if headed else []), *table.rows]
        widths = tuple(_widths(lines, self.width))
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = (
            self.row(
                line,
                widths,
                is_header=headed and place == 0,
                headed=headed,
                layout=last if place == len(lines) - 1 else "",
            )
            for place, line in enumerate(lines)
        )
        return (
            f"<w:tbl><w:tblPr><w:tblStyle w:val={quoteattr(self.style_ids[TABLE_STYLE])}/>"
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

    def row(
        self,
        line: Sequence[str],
        widths: Sequence[int],
        *,
        is_header: bool,
        headed: bool,
        layout: str,
    ) -> str:
        """Return one unbroken row: a plain one, a repeating header, or one with room for a pen."""
        cells = [*line, *[""] * (len(widths) - len(line))]
        for_a_pen = not is_header and not all(cells)
        properties = "<w:cantSplit/>"
        if for_a_pen:
            properties += f'<w:trHeight w:val="{_ROW_FOR_A_PEN}" w:hRule="atLeast"/>'
        if is_header:
            properties += "<w:tblHeader/>"
        labelled = is_header or for_a_pen or not headed
        words = (
            self.cell(text, width, layout, is_heading=is_header or (labelled and column == 0))
            for column, (text, width) in enumerate(zip(cells, widths, strict=True))
        )
        return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(words)}</w:tr>"

    def cell(self, text: str, width: int, layout: str, *, is_heading: bool) -> str:
        style = CELL_HEADING_STYLE if is_heading else CELL_STYLE
        if isinstance(text, Fill):
            words, look = self.laid_out(style, field_xml(text), layout), _FIELD_LOOK
        else:
            words, look = self.paragraph(style, (Run(text),) if text else (), layout), ""
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}</w:tcPr>{words}</w:tc>'


def _signed(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks, with the lines below a signature in the signature's own paragraph.

    LibreOffice else moves the last line alone to the next page.
    """
    styles = [block.style if isinstance(block, Paragraph) else None for block in blocks]
    if Style.SIGNATURE not in styles:
        return blocks
    place = styles.index(Style.SIGNATURE)
    end = next(
        (n for n in range(place + 1, len(styles)) if styles[n] is not Style.BODY), len(styles)
    )
    name, *below = (block for block in blocks[place:end] if isinstance(block, Paragraph))
    lines = (run for line in below for run in (Run("\n"), *line.runs))
    plain = (replace(run, live=False) for run in lines)
    return [*blocks[:place], replace(name, runs=(*name.runs, *plain)), *blocks[end:]]


def _kept_together(blocks: Sequence[Block]) -> set[int]:
    """Return the places of blocks that must stay with the next one.

    These lead into a list or table, or are the last two before a signature, or the signature and
    the line below it. No page should begin with the closing, or hold only the mark of enclosures.
    The last two sections go together, and so no page holds only contact and signature. Nor does a
    page hold only a last table, such as the one to sign.
    """
    kept = _ending(blocks) | _into_last_table(blocks)
    for place, (block, following) in enumerate(pairwise(blocks)):
        leads = isinstance(block, Paragraph) and block.style is Style.BODY
        if leads and (isinstance(following, Rows) or following.style in _LISTS):
            kept.add(place)
        elif isinstance(following, Paragraph) and following.style is Style.SIGNATURE:
            kept |= {place - 1, place}
        elif isinstance(block, Paragraph) and block.style is Style.SIGNATURE:
            kept |= {place, place + 1} - {len(blocks) - 1}
    return kept


def _ending(blocks: Sequence[Block]) -> set[int]:
    """Return the places of the last section before the signature, with the one before a short one.

    None are returned if they are long.
    """
    styles = [block.style if isinstance(block, Paragraph) else None for block in blocks]
    if Style.SIGNATURE not in styles:
        return set()
    signed = styles.index(Style.SIGNATURE)
    heads = [place for place in range(signed) if styles[place] is Style.HEADING][-2:]
    if len(heads) < 2:
        return set()
    fills = _length(blocks[heads[1] : signed])
    begins = heads[1] if fills and fills > _FILLS else heads[0]
    length = _length(blocks[begins:signed])
    return set(range(begins, signed)) if length and length <= _LONGEST_ENDING else set()


def _into_last_table(blocks: Sequence[Block]) -> set[int]:
    """Return the places that lead into a table at the end, with the block before its heading."""
    styles = [block.style if isinstance(block, Paragraph) else None for block in blocks]
    if not styles or styles[-1] is not None or Style.HEADING not in styles:
        return set()
    heading = max(place for place, style in enumerate(styles) if style is Style.HEADING)
    return set(range(max(heading - 1, 0), len(blocks) - 1))


def _length(blocks: Sequence[Block]) -> int:
    """Return the number of characters of paragraphs, or 0 if a table is among them."""
    words = [block.text for block in blocks if isinstance(block, Paragraph)]
    return sum(map(len, words)) if len(words) == len(blocks) else 0


def _run(run: Run, more: str = "") -> str:
    look = ("<w:b/>" if run.bold else "") + ("<w:i/>" if run.italic else "") + more
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"<w:r>{properties}{_text(run.text)}</w:r>"


def _text(text: str) -> str:
    """Escape the text, with each line feed as a line break and each tab as a tab.

    This is the one place where words get spaces that don't break.
    """
    start, end = '<w:t xml:space="preserve">', "</w:t>"
    lines = escape(unbroken(text)).replace("\n", f"{end}<w:br/>{start}")
    return start + lines.replace("\t", f"{end}<w:tab/>{start}") + end


def _widths(lines: Sequence[Sequence[str]], whole: int) -> Iterator[int]:
    """Yield each column's width in twips.

    Each column gets room for its longest word, and a share of the rest in proportion to its longest
    line. A column left blank for a pen gets the widest share.
    """
    columns = range(max(map(len, lines)))
    cells = [[_measured(line[c]) for line in lines if c < len(line)] for c in columns]
    least = [_longest(column, r"[ \t\n/-]+", _LONGEST_WORD) + _BESIDE_IT for column in cells]
    wanted = [
        max(_longest(column, "\n", _WIDEST) + _BESIDE_IT, word) if any(column[1:]) else _WIDEST
        for column, word in zip(cells, least, strict=True)
    ]
    if sum(wanted) * _CHARACTER <= whole:
        yield from (whole * want // sum(wanted) for want in wanted)
        return
    spare = max(whole - sum(least) * _CHARACTER, 0)
    further = sum(wanted) - sum(least) or 1
    for word, want in zip(least, wanted, strict=True):
        yield (whole - spare) * word // sum(least) + spare * (want - word) // further


def _measured(cell: str) -> str:
    """Return the words that a column makes room for. A field asks for as much as a pen does."""
    return "" if isinstance(cell, Fill) else cell


def _longest(column: Sequence[str], between: str, most: int) -> int:
    """Return the length of the longest piece of a column, split by a pattern."""
    pieces = (piece for cell in column for piece in re.split(between, unbroken(cell)))
    return min(max(map(len, pieces), default=0), most)
