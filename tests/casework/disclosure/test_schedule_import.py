"""A schedule from a spreadsheet: 800 rows at once, or a sentence for each wrong one."""

import csv
import io
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpo_console.cases.disclosure import schedule
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.disclosure.schedule import NewItem, add_items
from dpo_console.casework.disclosure.schedule_import import (
    ImportedSheet,
    export_rows,
    import_items,
)
from dpo_console.config.files.incoming import LARGEST, LONGEST_CELL, MOST_ROWS, read_file
from dpo_console.errors import BadFile, Refused
from dpo_console.text import spreadsheet
from tests.casework.disclosure.conftest import log
from tests.conftest import TODAY, desks, make_home
from tests.store import spoiling


@pytest.fixture
def sar(desk: Desk) -> str:
    return log(desk)


def sheet(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


def test_columns_and_words_are_matched_kindly(desk: Desk, sar: str) -> None:
    found = import_items(
        desk,
        sar,
        sheet(
            "No.;Where found;Type;Document;Dated;Page_Count;Decision;Exempt under;Why;Colour",
            "5;Paper file;Medical;Nurse’s letter;3 March 2026;2;withheld;Sch 2 para 16;Of Ann;red",
            ";;E-mails;Message;09/01/2026;;disclose;;;",
            ";;;;;;;;;",
            ";;;Loose paper;;1.0;;;;",
        ),
    )
    assert (found.numbers, found.items, found.unused) == ("5-7", 3, ("Colour",))
    one, two, three = found.schedule.items
    assert (one.number, one.source, one.category, one.title) == (
        5, "Paper file", "health", "Nurse’s letter",
    )  # fmt: skip
    assert (one.dated, one.pages, one.treatment) == (date(2026, 3, 3), 2, "withhold")
    assert (one.exemption, one.reason, one.treated_by) == ("sch2-16", "Of Ann", "dpo")
    assert (two.dated, two.category, two.treatment) == (date(2026, 1, 9), "emails", "release")
    assert (three.category, three.pages, three.treatment) == ("other", 1, "")


def test_a_cell_beyond_the_named_columns_is_refused_not_dropped(desk: Desk, sar: str) -> None:
    content = sheet("title,pages", "A letter,2,,", "Letter, second page,1")
    with pytest.raises(BadFile, match="line 3, '1' stands under no column of the first line"):
        import_items(desk, sar, content)
    assert not schedule(desk, sar).items


def test_every_bad_row_is_named_and_nothing_is_imported(desk: Desk, sar: str) -> None:
    add_items(desk, sar, [NewItem("There already", number=3)])
    before = case_view(desk, sar).version
    content = sheet(
        "number,title,pages,category,date,treatment,exemption,reason",
        "1,Fine,1,,,,,",
        "2,,1,,,,,",
        '3,"Over\ntwo lines",1,,,,,',
        "3,Taken,1,,,,,",
        "4,Pages,many,,,,,",
        "1,Twice,1,,,,,",
        "5,Category,1,medcal,,,,",
        "6,Day,1,,soon,,,",
        "7,Treatment,1,,,hide,,",
        "8,No ground,1,,,redact,,Because",
        "9,No reason,1,,,redact,sch2-16,",
    )
    with pytest.raises(BadFile) as caught:
        import_items(desk, sar, content, "found.csv")
    said = str(caught.value)
    assert said.startswith("found.csv: 10 rows are wrong, so nothing was imported:")
    for line, field in (
        (3, "title"), (4, "title"), (6, "number"), (7, "pages"), (8, "number"), (9, "category"),
        (10, "date"), (11, "treatment"), (12, "exemption"), (13, "reason"),
    ):  # fmt: skip
        assert f"\n  - line {line}, {field}: " in said
    assert case_view(desk, sar).version == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "line 1: has no column for the title"),
        (b"pages,date\n1,\n", "line 1: has no column for the title"),
        (b"title,document\na,b\n", "two columns for the same thing"),
        (b"title\n", "has no rows"),
        (b'title\n"open', "line 2: is not sound CSV"),
        (b"title\nx\x00y\n", "line 2"),
        (b"title\n" + b"x" * 200_000, "line 2: is not sound CSV"),
        (b"x" * 10_000_001, "larger than"),
    ],
)
def test_a_file_that_is_no_spreadsheet_of_ours(
    desk: Desk, sar: str, content: bytes, says: str
) -> None:
    with pytest.raises(BadFile, match=says):
        import_items(desk, sar, content)


def test_a_thousand_wrong_rows_are_counted_not_all_named(desk: Desk, sar: str) -> None:
    content = sheet("title,pages", *["Page,x"] * 1000)
    with pytest.raises(BadFile, match="and 970 more"):
        import_items(desk, sar, content)


def test_a_spreadsheet_of_an_older_windows_is_read(desk: Desk, sar: str) -> None:
    found = import_items(desk, sar, "title\r\nZoë’s note\r\n".encode("cp1252"))
    assert found.schedule.items[0].title == "Zoë’s note"
    again = import_items(desk, sar, b"\xef\xbb\xbftitle\nPlain\n")
    assert again.schedule.items[1].title == "Plain"


def test_eight_hundred_rows_are_one_entry(desk: Desk, sar: str) -> None:
    lines = [f"Mailbox,emails,Message {n},2026-01-0{n % 9 + 1},1" for n in range(800)]
    before = len(case_view(desk, sar).timeline)
    found = import_items(desk, sar, sheet("source,category,title,date,pages", *lines))
    assert (found.numbers, found.schedule.totals.pages) == ("1-800", 800)
    assert len(case_view(desk, sar).timeline) == before + 1
    assert verify(desk).sound


def test_many_rows_fit_the_statements_of_any_sqlite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoiling.take_few_values(monkeypatch)
    desk = desks(make_home(tmp_path / "home"))()
    found = import_items(desk, log(desk), sheet("title", *(f"Message {n}" for n in range(200))))
    assert found.numbers == "1-200"
    assert verify(desk).sound


def test_a_sheet_beyond_the_limits_is_refused_before_it_is_read(desk: Desk, sar: str) -> None:
    wide = f"Message,{'x' * (LONGEST_CELL + 1)}"
    with pytest.raises(BadFile, match=r"row 3.* has a cell of 20,001 characters"):
        import_items(desk, sar, sheet("title,reason", "First,", wide))
    with pytest.raises(BadFile, match=r"more than 20,000 rows. Import it in parts"):
        import_items(desk, sar, sheet("title", *["Message"] * (MOST_ROWS + 1)))
    assert schedule(desk, sar).items == ()


def test_what_was_exported_can_be_imported_elsewhere(desk: Desk, sar: str) -> None:
    items = [
        NewItem("=HYPERLINK(1)", "emails", "Mailbox", date(2026, 1, 9), 3),
        NewItem("-Smith, J", "emails"),
        NewItem("'-quoted", "emails"),
        NewItem("Two", "health", treatment="redact", exemption="sch2-16", reason="A, B\nand C"),
    ]
    add_items(desk, sar, items)
    written = io.StringIO()
    rows = export_rows(schedule(desk, sar))
    writer = csv.DictWriter(written, rows[0])
    writer.writeheader()
    guarded = [{k: spreadsheet(v) if isinstance(v, str) else v for k, v in r.items()} for r in rows]
    writer.writerows(guarded)
    assert "'-Smith" in written.getvalue()
    other = log(desk)
    import_items(desk, other, written.getvalue().encode())
    assert export_rows(schedule(desk, other)) == rows


def test_a_file_is_imported_twice_only_if_asked(desk: Desk, sar: str) -> None:
    content = sheet("title,pages", "Report,2", "Letter,1")
    import_items(desk, sar, content)
    with pytest.raises(Refused, match=f"Each row of the file is listed in {sar} already"):
        import_items(desk, sar, content)
    assert import_items(desk, sar, sheet("title,pages", "Report,2", "Plan,9")).items == 2
    assert import_items(desk, sar, content, again=True).items == 2
    assert len(schedule(desk, sar).items) == 6


def test_a_file_that_can_not_be_read_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("sheets")
    with pytest.raises(BadFile, match="can't be read: Is a directory"):
        read_file(folder, LARGEST)
    with pytest.raises(BadFile, match="can't be read: No such file"):
        read_file(folder / "none.csv", LARGEST)


CELLS = st.text(max_size=12)
WORDS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=12)


@given(st.one_of(st.binary(max_size=200), st.lists(CELLS).map(lambda c: ",".join(c))))
def test_any_file_is_items_or_a_sentence(content: bytes | str) -> None:
    below = content.encode("utf-8", "replace") if isinstance(content, str) else content
    try:
        items = ImportedSheet("x", b"title,pages,number,date,treatment\n" + below).items(
            "sar", TODAY, ()
        )
    except BadFile:
        return
    assert items
    assert all(item.title.strip() for item in items)


@given(
    st.lists(st.tuples(WORDS, st.integers(0, 999), st.sampled_from(["release", ""])), min_size=1)
)
def test_what_a_spreadsheet_writes_is_read_as_it_was(rows: list[tuple[str, int, str]]) -> None:
    written = io.StringIO()
    kept = [(f"a{title}b", pages, treatment) for title, pages, treatment in rows]
    csv.writer(written).writerows([("title", "pages", "treatment"), *kept])
    items = ImportedSheet("x", written.getvalue().encode()).items("sar", TODAY, ())
    assert [(i.pages, i.treatment) for i in items] == [row[1:] for row in kept]
    assert [i.title for i in items] == [unicodedata.normalize("NFC", row[0]) for row in kept]
