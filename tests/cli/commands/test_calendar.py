"""`calendar`: the month as lines, and as one document."""

from tests.cli.conftest import Run


def test_only_days_with_something_are_lines(dpo: Run, sar: str) -> None:
    ran = dpo("calendar", "Dec 2026")
    assert ran.out.splitlines()[0] == ("December 2026: 1 case due in law.")
    assert [line[:15].strip() for line in ran.out.splitlines()[2:]] == [
        "Wed  2 Dec 2026", "Fri 25 Dec 2026", "Mon 28 Dec 2026",
    ]  # fmt: skip
    assert "bank holiday (Christmas Day)" in ran.out


def test_every_day_is_in_the_document(dpo: Run, sar: str) -> None:
    found = dpo("calendar", "--json").json
    assert (found["month"], found["late_from_before"], len(found["days"])) == ("2026-11", 0, 30)
    found = dpo("calendar", "2026-12", "--json").json
    assert found["days"][1] == {
        "on": "2026-12-02", "kind": "school_day", "due": 1, "late": 0,
        "says": "school day",
    }  # fmt: skip


def test_what_is_no_month_is_refused(dpo: Run) -> None:
    ran = dpo("calendar", "soon")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "MONTH soon: write a month as 2026-11 or Nov 2026.\n"


def test_a_filter_lists_one_day_and_says_how_it_is_written(dpo: Run, sar: str) -> None:
    assert [row["reference"] for row in dpo("list", "due:2026-12-02", "--json").json] == [sar]
    assert dpo("list", "due:2026-12-03", "--json").json == []
    assert "due:2026-11-25" in dpo("list", "due:soon").err
