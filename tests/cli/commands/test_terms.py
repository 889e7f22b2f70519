"""`terms` and `terms import`, as printed and as JSON."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

COUNCIL = Path(__file__).parents[2] / "config" / "terms" / "council.ics"
YEAR = [
    "school", "name", "year", "terms", "holidays", "inset", "closures", "bank_holidays",
    "school_days", "known_from", "known_to", "warnings",
]  # fmt: skip
PLAN = [
    "school", "terms", "inset", "closures", "changes", "doubts", "left_out", "cases", "written",
    "backup",
]  # fmt: skip


def test_a_year_can_be_read_as_lists(dpo: Run) -> None:
    ran = dpo("terms", "--school", "oak")
    assert (ran.code, ran.err) == (0, "")
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert lines[0] == "Oak Lane Primary School (oak), school year 2026/27"
    for line in (
        "Wed 2 Sep 2026 to Fri 23 Oct 2026 38 school days",
        "Sat 24 Oct 2026 to Mon 2 Nov 2026 half-term holiday",
        "Fri 25 Dec 2026 Christmas Day",
        "192 school days (190 are usual). Term dates are known from Mon 13 Apr 2026 to "
        "Wed 21 Jul 2027.",
    ):
        assert line in lines
    assert "#" not in ran.out


@pytest.mark.usefixtures("two_schools")
def test_another_school_is_offered_and_its_missing_dates_are_told(dpo: Run) -> None:
    assert "Other schools, with --school: elm" in dpo("terms").err
    ran = dpo("terms", "--school", "elm", "--year", "2027")
    assert "school year 2027/28" in ran.out
    assert "There are no term dates" in ran.out


@pytest.mark.usefixtures("two_schools")
def test_a_year_as_json(dpo: Run) -> None:
    found = dpo("terms", "--school", "oak", "--json").json
    assert list(found) == YEAR
    assert found["terms"][0] == {
        "first": "2026-09-02", "last": "2026-10-23", "school_days": 38
    }  # fmt: skip
    assert found["holidays"][1]["name"] == "half-term holiday"
    assert (found["school_days"], found["known_to"]) == (192, "2027-07-21")
    assert dpo("--json", "terms", "--school", "elm").json["known_from"] is None


@pytest.mark.parametrize(
    "arguments",
    [
        ("--school", "ash"),
        ("--year", "19"),
        ("--year", "9999"),
        ("--year", "next"),
        ("--school", "oak", "import", "x.ics"),
        ("--school", "x\udcffy"),
        ("import", "missing.ics", "--school", "oak"),
        ("import", "missing.ics"),
    ],
)
def test_what_means_nothing_is_refused(dpo: Run, arguments: tuple[str, ...]) -> None:
    ran = dpo("terms", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


def test_an_import_shows_first_and_writes_then(dpo: Run, home: Path) -> None:
    settings = home / "data" / "dpo.toml"
    before = settings.read_text()
    case = dpo("add", "foi", "--received", "2026-11-20", "--requester", "Jo", "--school", "oak",
               "--json").json["reference"]  # fmt: skip
    line = ("terms", "import", str(COUNCIL), "--school", "oak")
    shown = dpo(*line, "--dry-run")
    assert shown.code == 0
    assert "+ closure Thu 6 May 2027 (polling station)" in shown.out
    assert "event 15: Harvest festival, Thu 1 Oct 2026: its words aren't known here" in shown.out
    assert "Nothing was written. Leave out --dry-run" in shown.err
    assert settings.read_text() == before
    done = dpo(*line)
    assert done.out == shown.out
    assert "As it was before: " in done.err
    assert Path(done.err.rpartition("before: ")[2].splitlines()[0]).read_text() == before
    assert 'why = "polling station"' in settings.read_text()
    assert case in dpo("list").out
    assert "says all this already" in dpo(*line).err
    assert dpo("verify").code == 0


def test_an_import_as_json(dpo: Run) -> None:
    case = dpo("add", "foi", "--received", "2026-10-19", "--requester", "Jo", "--school", "oak",
               "--json").json["reference"]  # fmt: skip
    line = ("terms", "import", str(COUNCIL), "--school", "oak", "--json")
    plan = dpo(*line, "--dry-run").json
    assert list(plan) == PLAN
    assert (plan["written"], plan["backup"]) == (False, None)
    assert plan["inset"] == [{"on": "2026-09-01", "why": "safeguarding"}]
    assert plan["cases"] == [
        {"reference": case, "before": "2026-11-24", "after": "2026-11-23"}
    ]  # fmt: skip
    assert len(plan["left_out"]) == 6
    done = dpo(*line).json
    assert done["written"] is True
    assert Path(done["backup"]).exists()
    assert dpo("show", case, "--json").json["due"] == "2026-11-23"


def test_replace_keeps_nothing_of_the_year(dpo: Run, tmp_path: Path) -> None:
    path = tmp_path / "dates.csv"
    path.write_text("what,first,last\nAutumn term 1,2026-09-03,2026-10-23\n")
    line = ("terms", "import", str(path), "--school", "oak", "--dry-run", "--json")
    assert "2026-12-18" in [term["last"] for term in dpo(*line).json["terms"]]
    replaced = dpo(*line, "--replace").json["terms"]
    assert [t["first"] for t in replaced] == ["2026-04-13", "2026-06-01", "2026-09-03"]


def test_a_clerk_may_look_but_not_write(dpo: Run, home: Path) -> None:
    line = ("terms", "import", str(COUNCIL), "--school", "oak")
    assert dpo(*line, "--dry-run", person="clerk").code == 0
    ran = dpo(*line, person="clerk")
    assert (ran.code, ran.out) == (1, "")
    assert "may not change the office's settings" in ran.err


def test_every_wrong_line_is_told_and_nothing_is_written(dpo: Run, home: Path) -> None:
    before = (home / "data" / "dpo.toml").read_text()
    ran = dpo("terms", "import", str(COUNCIL.with_name("wrong.csv")), "--school", "oak")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n  line ") == 5
    assert (home / "data" / "dpo.toml").read_text() == before
