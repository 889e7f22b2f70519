"""The disclosure schedule by commands."""

import csv
import io
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def listed(dpo: Run, sar: str) -> str:
    """List four pages of a file and a nurse's letter for a request, and return its reference."""
    dpo("schedule", sar, "add", "File", "--source", "Paper file", "--pages", "1-4", "--each")
    ran = dpo("schedule", sar, "add", "Letter", "--category", "medical", "--pages", "3")
    assert ran.code == 0, ran.err
    return sar


def test_an_empty_schedule_says_so(dpo: Run, sar: str) -> None:
    assert "nothing is listed" in dpo("schedule", sar).out
    assert dpo("schedule", sar, "--json").json["items"] == []


def test_pages_are_a_number_a_range_or_an_item_each(dpo: Run, listed: str) -> None:
    dpo("schedule", listed, "add", "Minutes", "--pages", "3-5,9")
    found = dpo("schedule", listed, "--json").json
    assert [(i["title"], i["pages"]) for i in found["items"]] == [
        ("File, page 1", 1), ("File, page 2", 1), ("File, page 3", 1), ("File, page 4", 1),
        ("Letter", 3), ("Minutes, pages 3-5, 9", 4),
    ]  # fmt: skip
    assert found["items"][4]["category"] == "health"
    assert found["totals"]["pages"] == 11


def test_a_schedule_from_first_to_last(dpo: Run, listed: str) -> None:
    assert dpo("schedule", listed, "treat", "1-3", "release").code == 0
    ground = ("--exemption", "sch2-16", "--reason", "Another pupil")
    assert dpo("schedule", listed, "redact", "4", *ground).code == 0
    ran = dpo("schedule", listed, "treat", "5", "release")
    assert "2 items lack something" in ran.out
    assert "ask the appropriate health professional, or record" in dpo("schedule", listed).out
    note = ("--note", "Dr N. Rao, GP", "--on", "2026-11-20")
    assert dpo("schedule", listed, "opinion", "5", "no-harm", *note).code == 0
    own = dpo("schedule", listed, "looked", "1-5")
    assert (own.code, "so a colleague must check" in own.err) == (1, True)
    ran = dpo("schedule", listed, "looked", "1-5", person="head")
    assert ran.out == f"{listed}: second check recorded; nothing is lacking.\n"
    page = dpo("schedule", listed).out
    assert "second check by Ruth Castle" in page
    assert "5 items, 7 pages; nothing is lacking." in page


@pytest.mark.parametrize("treatment", ["release", "undo"])
def test_what_is_redacted_is_released_or_undone_only_with_a_reason(
    dpo: Run, listed: str, treatment: str
) -> None:
    dpo("schedule", listed, "redact", "2", "--exemption", "sch2-16", "--reason", "Another pupil")
    dpo("schedule", listed, "looked", "2", person="head")
    before = dpo("schedule", listed, "--json").json
    for reason in ((), ("--reason", "-")):
        ran = dpo("schedule", listed, "treat", "1-3", treatment, *reason)
        assert (ran.code, ran.out) == (2, "")
        assert "Item 2: redacted, DPA 2018 Sch 2 para 16-17, checked by Ruth Castle." in ran.err
    assert dpo("schedule", listed, "--json").json == before
    ran = dpo("schedule", listed, "treat", "1-3", treatment, "--reason", "Her mother agrees")
    assert ran.code == 0
    assert "Her mother agrees" in dpo("show", listed).out


def test_show_and_every_act_carry_the_totals(dpo: Run, listed: str) -> None:
    found = dpo("schedule", listed, "treat", "1-2", "withhold", "--exemption", "s2", "--json")
    assert (found.code, found.out) == (2, "")
    found = dpo(
        "schedule", listed, "withhold", "1-2", "--exemption", "sch2-19", "--reason", "r", "--json"
    ).json
    assert list(found) == ["reference", "version", "items", "totals"]
    totals = dpo("show", listed, "--json").json["schedule"]
    assert totals == found["totals"]
    assert totals["treatments"] == [
        {"treatment": None, "items": 3, "pages": 5},
        {"treatment": "release", "items": 0, "pages": 0},
        {"treatment": "redact", "items": 0, "pages": 0},
        {"treatment": "withhold", "items": 2, "pages": 2},
    ]
    assert totals["open"] == 5
    assert totals["gaps"][0] == "Items 3-5: not decided yet."


def test_a_spreadsheet_in_and_out(dpo: Run, sar: str, tmp_path: Path) -> None:
    file = tmp_path / "found.csv"
    file.write_text("title,category,pages,colour\n=1+1,emails,2,red\nPage,,1,\n")
    ran = dpo("schedule", sar, "import", str(file))
    assert (ran.code, "colour" in ran.err) == (0, True)
    assert "2 listed, as 1-2" in ran.out
    rows = list(csv.DictReader(io.StringIO(dpo("schedule", sar, "export").out)))
    assert [row["title"] for row in rows] == ["'=1+1", "Page"]
    file.write_text("title,pages\nPage,two\n,1\n")
    ran = dpo("schedule", sar, "import", str(file))
    assert ran.code == 2
    assert "line 2, pages: 'two' is not a whole number" in ran.err
    assert "line 3, title: this can't be empty" in ran.err
    assert len(dpo("schedule", sar, "--json").json["items"]) == 2


def test_items_are_put_right_and_taken_off(dpo: Run, listed: str) -> None:
    ran = dpo("schedule", listed, "correct", "5", "--title", "Card", "--why", "Slip", "--json")
    assert ran.json["items"][4]["title"] == "Card"
    assert dpo("schedule", listed, "correct", "5", "--why", "Slip").code == 2
    ran = dpo("schedule", listed, "remove", "2-3", "--why", "Twice", "--json")
    assert [i["number"] for i in ran.json["items"]] == [1, 4, 5]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("treat", "1-x", "release"), 2, "NUMBERS: '1-x' is no number"),
        (("treat", "9", "release"), 2, "Item 9: not listed. There are 1-5."),
        (("treat", "1", "redact", "--reason", "r"), 2, "exemption: what is left out needs one"),
        (("treat", "1", "hide"), 2, "'hide' is not one of"),
        (("add", "Page", "--category", "medcal"), 2, "Did you mean: health"),
        (("add", "Page", "--pages", "many"), 2, "pages: 'many' is no number"),
        (("import", "none.csv"), 2, "none.csv: can't be read: No such file"),
        (("looked", "1"), 2, "nothing here is redacted or withheld"),
    ],
)
def test_what_can_not_be_done_says_why(
    dpo: Run, listed: str, arguments: tuple[str, ...], code: int, says: str
) -> None:
    ran = dpo("schedule", listed, *arguments)
    assert ran.code == code
    assert says in ran.err


def test_options_may_stand_before_and_after_the_subcommand(dpo: Run, listed: str) -> None:
    for line in (
        ("schedule", "--json", listed, "treat", "1", "release"),
        ("schedule", listed, "--json", "treat", "1", "release"),
        ("schedule", listed, "treat", "1", "release", "--json"),
    ):
        assert dpo(*line).json["items"][0]["treatment"] == "release"


def test_exemptions_tell_their_test(dpo: Run) -> None:
    page = dpo("exemptions", "Sch 2 para 16").out
    assert "Information about somebody else" in page
    assert "Is it unreasonable to give it without consent?" in page
    one = dpo("exemptions", "sch3-5", "--json").json
    assert one["opinion_of"] == "the appropriate health professional"
    assert one["named_in_letter"] is False
    assert dpo("exemptions", "sch2-99").code == 2
    kinds = dpo("exemptions", "--kind", "foi", "--json").json
    assert {e["slug"] for e in kinds} >= {"foi-36", "foi-40-2"}
    assert not any(e["slug"].startswith("sch") for e in kinds)
    assert dpo("exemptions", "--kind", "zzz").code == 2


def test_the_cases_page_sums_its_schedule_up(dpo: Run, listed: str) -> None:
    page = dpo("show", listed).out
    assert "Disclosure schedule\n  5 items, 7 pages; 5 items lack something." in page
    assert "Items 1-5: not decided yet." in page
