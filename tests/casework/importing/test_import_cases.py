"""A register is taken over whole or not at all, and no doubtful day is guessed."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query, count
from dpo_console.cases.records.verify import verify
from dpo_console.cases.reports.statistics import statistics
from dpo_console.cases.view.case import case_view
from dpo_console.casework.importing import cases as importing
from dpo_console.casework.importing.cases import Imported, import_cases
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.config.files.incoming import LARGEST, MOST_ROWS
from dpo_console.errors import BadFile, BadInput, NotAllowed
from tests.conftest import DeskOf
from tests.hostile import FORMULAS

HEADS = "Received,Type,Name,Pupil,Closed,Result,Answered,Counted"
TWO = (
    f"{HEADS}\n02/11/2026,SAR,Jane Doe,Tom Doe; Ana Doe,,,,\n"
    "1 Sep 2026,Freedom of information request,Ida Wren,,15/09/2026,disclosed in full,14/09/2026,\n"
)


def run(desk: Desk, text: str, *, dry: bool = False, **named: str) -> Imported:
    return import_cases(desk, text.encode(), "register.csv", named, dry_run=dry)


def problems(desk: Desk, *rows: str) -> list[str]:
    """Return the problem with each row, or ''."""
    return [one.row.problem for one in run(desk, "\n".join((HEADS, *rows)), dry=True).rows]


def xlsx(*rows: tuple[Any, ...]) -> bytes:
    """Return a spreadsheet. Text stays text, whatever it begins with, but for FORMULA cells."""
    book, saved = openpyxl.Workbook(), io.BytesIO()
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = book.active.cell(number, column, value)
            if isinstance(value, str) and not value.startswith("=1"):
                cell.data_type = "s"
    book.save(saved)
    return saved.getvalue()


def test_a_spreadsheet_with_a_hole_in_it_is_refused(desk: Desk) -> None:
    whole = xlsx(tuple(HEADS.split(",")), ("02/11/2026", "SAR", "Jane Doe"))
    for begin in range(0, len(whole) - 200, 200):
        with pytest.raises(BadFile):
            import_cases(desk, whole[:begin] + whole[begin + 150 :], "c.xlsx", {}, dry_run=True)


def test_open_and_closed_requests_are_logged(desk: Desk) -> None:
    done = run(desk, TWO)
    first, second = (one.reference for one in done.rows)
    opened, closed = case_view(desk, first), case_view(desk, second)
    assert opened.row.subjects == ("Tom Doe", "Ana Doe")
    assert (opened.row.due, opened.row.closed_on) == ("2026-12-02", None)
    assert (closed.row.kind, closed.row.outcome_words) == ("foi", "Disclosed in full")
    days = {fact.name: fact.on for fact in closed.facts}
    assert (days["responded"], days["closed"]) == (date(2026, 9, 14), date(2026, 9, 15))
    assert closed.timeline[-1].text.startswith("Taken over from register.csv, row 3: closed")
    assert verify(desk).sound


def test_a_dry_run_tells_each_row_and_logs_nothing(desk: Desk) -> None:
    found = run(desk, f"{TWO}3/13/2026,SAR,X,,,,,\n", dry=True)
    assert [one.row.number for one in found.rows] == [2, 3, 4]
    assert (count(desk, Query()), found.saved) == (0, False)


def test_one_wrong_row_keeps_all_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadFile, match="row 4: kind"):
        run(desk, f"{TWO}2026-11-02,nonsense,X,,,,,\n")
    assert count(desk, Query()) == 0
    monkeypatch.setattr(importing, "_end", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(desk, TWO)
    assert count(desk, Query()) == 0


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("3/4/26,SAR,X,,,,,", "no whole year"),
        ("13/14/2026,SAR,X,,,,,", "not a day"),
        ("yesterday,SAR,X,,,,,", "not a day"),
        ("45678,SAR,X,,,,,", "not a day"),
        (",SAR,X,,,,,", "can't be empty"),
        ("2026-11-26,SAR,X,,,,,", "in the future"),
        ("2026-11-02,,X,,,,,", "isn't known"),
        ("2026-11-02,SAR,,,,,,", "can't be empty"),
        ("2026-11-02,SAR,X,,2026-11-09,,,", "Give both"),
        ("2026-11-02,SAR,X,,,withdrawn,,", "Give both"),
        ("2026-11-02,SAR,X,,2026-11-01,withdrawn,,", "not in order"),
        ("2026-11-02,SAR,X,,2026-11-26,withdrawn,,", "in the future"),
        ("2026-11-02,SAR,X,,2026-11-09,nonsense,,", "isn't known"),
        ("2026-11-02,SAR,X,,,,,perhaps", "neither yes nor no"),
        ("2026-11-02,SAR,X,,,,,,more", "under no heading"),
    ],
)
def test_a_row_that_means_nothing_is_told(desk: Desk, row: str, says: str) -> None:
    (problem,) = problems(desk, row)
    assert says in problem


def test_a_day_is_ambiguous_once_another_row_has_the_month_first(desk: Desk) -> None:
    row = "03/04/2026,SAR,Jane Doe,,,,,"
    assert problems(desk, row) == [""]
    first, second, third = problems(desk, row, "10/13/2025,SAR,X,,,,,", "13/10/2025,SAR,Y,,,,,")
    assert "could be two days" in first
    assert second
    assert third == ""


def test_what_is_logged_already_is_refused(desk: Desk) -> None:
    run(desk, TWO)
    again = run(desk, TWO, dry=True)
    assert [one.row.problem[:13] for one in again.rows] == ["SAR-2026-0001", "FOI-2026-0001"]
    twice = problems(desk, *["2026-11-03,SAR,Kit Moss,,,,,"] * 2)
    assert twice == ["", "Row 2 has the same kind, day and requester."]


def test_columns_are_named_once_and_remembered(desk: Desk) -> None:
    text = "Eingang,Art,Wer,Nr\n2026-11-02,SAR,Jane Doe,7\n"
    with pytest.raises(BadFile, match="no column for kind, received, requester"):
        run(desk, text, dry=True)
    named = {"received": "eingang", "kind": "Art", "requester": "Wer"}
    assert run(desk, text, dry=True, **named).unused == ("Nr",)
    assert run(desk, text).saved
    assert desk.home.import_columns.stat().st_mode & 0o777 == 0o600
    with pytest.raises(BadInput, match="no column 'day'"):
        run(desk, text, day="Eingang")
    with pytest.raises(BadFile, match="no column headed"):
        run(desk, text, kind="Kind of it")
    with pytest.raises(BadFile, match="two columns for received"):
        run(desk, f"Received,Received,{HEADS}\n1,2,3\n")


def test_what_was_counted_elsewhere_is_in_no_statistics(desk: Desk) -> None:
    row = "2026-09-01,FOI,{},,15/09/2026,disclosed in full,14/09/2026,{}\n"
    run(desk, f"{HEADS}\n{row.format('Ida Wren', '')}{row.format('Ada Finch', 'yes')}")
    found = statistics(desk, date(2026, 9, 1), date(2026, 9, 30))
    assert found.total.answered == 1


def test_a_spreadsheet_has_its_days_and_no_formula_counts(desk: Desk) -> None:
    names = [(date(2026, 11, n + 2), "SAR", words) for n, words in enumerate(FORMULAS)]
    heads = ("Received", "Type", "Name")
    content = xlsx(heads, *names, (datetime(2026, 11, 2), "FOI", "Ida"))
    done = import_cases(desk, content, "register.xlsx", {})
    requesters = {case_view(desk, one.reference).requester.name for one in done.rows}
    assert requesters == {*FORMULAS, "Ida"}
    with pytest.raises(BadFile, match="requester"):
        import_cases(desk, xlsx(heads, ("2026-11-02", "SAR", "=1+1")), "register.xlsx", {})


def packed(data: bytes) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", data)
    return saved.getvalue()


BAD: dict[str, tuple[bytes, str]] = {
    "entities": (packed(b'<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>'), "entities"),
    "no spreadsheet": (packed(b"<x/>"), "can't be read as a spreadsheet"),
    "cut short": (xlsx(("Received",), ("2026-11-02",))[:-200], "damaged"),
    "old or encrypted": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "encrypted"),
    "a picture": (b"\x89PNG\r\n\0\0", "neither CSV nor XLSX"),
    "a huge cell": (f"{HEADS}\n2026-11-02,SAR,{'x' * 20_001},,,,,\n".encode(), "characters"),
    "too many rows": (
        "\n".join([HEADS] + ["x"] * (MOST_ROWS + 1)).encode(),
        "more than 20,000 rows",
    ),
    "empty": (b"", "no rows"),
    "headings alone": (HEADS.encode(), "no rows"),
    "open quote": (f'{HEADS}\n"2026'.encode(), "not sound CSV"),
}


@pytest.mark.parametrize(("content", "says"), BAD.values(), ids=BAD)
def test_a_bad_file_is_one_sentence(desk: Desk, content: bytes, says: str) -> None:
    assert len(content) < LARGEST
    with pytest.raises(BadFile, match=says):
        import_cases(desk, content, "register.xlsx", {})
    assert count(desk, Query()) == 0


def test_a_file_that_unpacks_to_too_much_is_one_sentence(desk: Desk) -> None:
    test_a_bad_file_is_one_sentence(desk, packed(bytes(60_000_000)), "unpacks to")


def test_only_caseworkers_take_over_a_register(desk_of: DeskOf) -> None:
    for person in ("auditor", "head"):
        with pytest.raises(NotAllowed):
            run(desk_of(person), TWO)


def test_a_closed_sharing_is_no_release_of_ours(desk: Desk) -> None:
    row = "2026-09-01,Third-party request for pupil data,Ann Roe,,15/09/2026,disclosed,14/09/2026,"
    (done,) = run(desk, f"{HEADS}\n{row}\n").rows
    case = case_view(desk, done.reference)
    assert (case.row.outcome, case.released) == ("disclosed", None)


GAVE = "2026-11-16,SAR,Rex Vane,Tess Ford,2026-11-24,disclosed in full,2026-11-24,"
REFUSED = "2026-11-16,SAR,Ida Wren,Tess Ford,2026-11-24,refused,2026-11-24,"
EARLIER = "2026-09-01,SAR,Ada Finch,Kit Moss,2026-09-30,disclosed in full,2026-09-29,"
WHY = "The former DPO answered it before she left"


def test_only_the_dpo_takes_over_what_was_given(desk: Desk, desk_of: DeskOf) -> None:
    for row, says in ((GAVE, "who may not record"), (EARLIER, "who may not"), (REFUSED, "")):
        (problem,) = problems(desk_of("clerk"), row)
        assert says in problem
        assert bool(says) is bool(problem)
    with pytest.raises(BadFile, match=r"row 2: .* who may not record"):
        run(desk_of("clerk"), f"{HEADS}\n{GAVE}\n")
    with pytest.raises(BadFile, match="who may not record"):
        import_cases(
            desk_of("clerk"), f"{HEADS}\n{GAVE}\n".encode(), "register.csv", {}, override=WHY
        )
    assert count(desk, Query()) == 0


def test_what_was_given_since_the_first_own_case_takes_an_override_that_is_shown(
    desk: Desk,
) -> None:
    assert problems(desk, GAVE) == [""]
    run(desk, f"{HEADS}\n2026-10-01,SAR,Lou Page,,,,,\n")
    assert problems(desk, GAVE) == [""]  # a case taken over is none of our own
    log_request(desk, NewRequest("sar", date(2026, 11, 2), "Jane Doe"))
    gave, earlier, refused = problems(desk, GAVE, EARLIER, REFUSED)
    assert "given on Tue 24 Nov 2026" in gave
    assert (earlier, refused) == ("", "")
    text = "\n".join((HEADS, GAVE, EARLIER)).encode()
    planned = import_cases(desk, text, "register.csv", {}, dry_run=True, override=WHY)
    assert [one.says.endswith(", under an override") for one in planned.rows] == [True, False]
    done = import_cases(desk, text, "register.csv", {}, override=WHY)
    shown, plain = (case_view(desk, one.reference) for one in done.rows)
    said = " ".join(map(str, shown.flags))
    assert WHY in said
    assert "recorded by Amara Okafor; the door was not passed." in said
    assert WHY in shown.timeline[-1].text
    assert WHY not in " ".join(map(str, plain.flags))


def test_an_override_that_no_row_needs_is_refused(desk: Desk) -> None:
    with pytest.raises(BadInput, match="leave it out"):
        import_cases(desk, TWO.encode(), "register.csv", {}, override=WHY)
    assert count(desk, Query()) == 0
