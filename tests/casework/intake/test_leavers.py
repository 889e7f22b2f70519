"""A list of leavers proposes transfer cases, and isn't kept itself."""

import io
from datetime import date

import openpyxl
import pytest

from dpo_console.cases.intake.tray import in_tray, request_from, tray
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.intake.accepting import accept
from dpo_console.casework.intake.taking import take_in
from dpo_console.errors import BadFile
from dpo_console.mail.boxes import Raw, split
from tests.casework.intake.test_intake import files, sound

CSV = (
    "Surname,Forename,UPN,Leaving date,Destination\n"
    "Doe,Tom,X123,13/11/2026,Elm Park Academy\nWójcik,Ela,X124,20 Nov 2026,\n"
)


def roll(text: str, name: str = "leavers.csv") -> Raw:
    return Raw(name, text.encode())


def test_each_leaver_waits_and_becomes_a_transfer_case(desk: Desk) -> None:
    taken = [*take_in(desk, [roll(CSV)])]
    assert [(one.name, one.number) for one in taken] == [
        ("leavers.csv, row 2", 1), ("leavers.csv, row 3", 2)
    ]  # fmt: skip
    tom, ela = (one.proposal for one in tray(desk))
    assert (tom.kind.value, tom.requester.value, tom.names) == (
        "ctf", "Elm Park Academy", ("Tom Doe",)
    )  # fmt: skip
    assert (ela.names, ela.requester.why) == (("Ela Wójcik",), "The list names no new school.")
    logged = accept(desk, 1, request_from(tom))
    case = case_view(desk, logged.reference)
    assert (case.row.received, case.papers) == ("2026-11-13", ())
    assert logged.clock.due == date(2026, 12, 4)
    assert [one.again for one in take_in(desk, [roll(CSV)])] == [True, True]
    assert files(desk) == []
    assert b"X123" not in desk.home.database.read_bytes()
    assert sound(desk)


def test_a_spreadsheet_is_read_as_a_list(desk: Desk) -> None:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Name", "Left", "School"])
    book.active.append(["@SUM(A1) Roe", date(2026, 11, 13), "oak"])
    book.active.append(["Tom Doe", date(2026, 11, 13), "oak"])
    book.save(out)
    raw = [*split(out.getvalue(), "leavers.xlsx", 25_000_000)]
    assert [one.problem for one in take_in(desk, raw)] == ["", ""]
    assert in_tray(desk, 2).proposal.school.value == "oak"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (CSV.replace("13/11/2026", "02/13/2026"), "row 2"),
        (CSV.replace("13/11/2026", "tomorrow"), "row 2"),
        (CSV.replace("Doe,Tom", ","), "row 2"),
        ("Pupil no.,Leaving date\n1,13/11/2026\n", "no column for the pupil's name"),
    ],
)
def test_a_wrong_row_takes_none(desk: Desk, text: str, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        [*take_in(desk, [roll(text)])]
    assert tray(desk) == ()
