"""`search`: the plan of a case from hold to answer, and the late answers of all."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

PLACE = [
    "number", "slug", "title", "holder", "hold", "gone_on", "told_on", "told", "asked_on", "asked",
    "reply_by", "chased_on", "answered_on", "result", "note", "overdue",
]  # fmt: skip


def test_a_plan_from_hold_to_answer(dpo: Run, sar: str) -> None:
    opened = dpo("search", sar)
    assert (
        "0 of 9 places answered, 9 places to ask, 2 holders need a preservation notice."
        in opened.out
    )
    assert "CCTV: what it held when the request came is lost day by day" in opened.out
    told = dpo("search", sar, "hold", "--all", "--told", "Ann Bell, IT")
    assert "on hold since Wed 25 Nov 2026 (Ann Bell, IT)" in told.out
    dpo("fact", sar, "acknowledged")
    asked = dpo("search", sar, "ask", "1", "cctv", "--by", "2026-11-27", "--of", "Kim Ito")
    assert "Kim Ito" in asked.out
    assert "asked, reply by Fri 27 Nov 2026" in asked.out
    assert "Next: Ask 7 places." in asked.out
    dpo("search", sar, "answered", "1", "cctv", "found", "--note", "Two folders")
    dpo("search", sar, "skip", "chat", "--because", "No pupil is on it")
    done = dpo("search", sar, "answered", "--all", "nothing")
    assert "8 of 9 places answered, 1 left out with a reason." in done.out
    assert "not searched Wed 25 Nov 2026: No pupil is on it" in done.out
    assert "Next: List what was found." in done.out


def test_show_and_search_tell_the_plan_in_json(dpo: Run, sar: str) -> None:
    dpo("search", sar, "ask", "mis", "--by", "2026-11-27")
    plan = dpo("search", sar, "--json").json
    assert list(plan) == ["reference", "search"]
    assert plan["search"] == dpo("show", sar, "--json").json["search"]
    assert list(plan["search"]) == ["summary", "warnings", "places"]
    first = plan["search"]["places"][0]
    assert list(first) == PLACE
    assert (first["slug"], first["reply_by"], first["result"]) == ("mis", "2026-11-27", None)
    late = dpo("search", sar, "--json", today="2026-11-30").json["search"]["places"][0]
    assert late["overdue"] is True


def test_late_answers_of_all_cases(dpo: Run, sar: str) -> None:
    assert "No answer is late." in dpo("search", "--chase").err
    dpo("search", sar, "ask", "mis", "--by", "2026-11-27")
    later = dpo("search", "--chase", today="2026-12-01")
    assert sar in later.out
    assert "4 days late" in later.out
    (row,) = dpo("search", "--chase", "--json", today="2026-12-01").json
    assert (row["reference"], row["title"]) == (sar, "Pupil information system")
    chased = dpo("search", sar, "chase", "--all", today="2026-12-01")
    assert "chased Tue 1 Dec 2026" in chased.out
    assert dpo("search", "--chase", "--json", today="2026-12-01").json == []


def test_hostile_words_are_shown_and_do_nothing(dpo: Run, sar: str) -> None:
    dpo("search", sar, "add", "Trip\x1b[2Jfile", "--holder", "Kim\u202eIto")
    shown = dpo("search", sar).out + dpo("show", sar).out
    assert "Trip␛[2Jfile" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    dpo("search", sar, "ask", "--all")
    assert "\x1b" not in dpo("search", "--chase", today="2026-12-20").out


def test_whom_to_write_to_is_said_where_the_office_lists_it(dpo: Run, home: Path) -> None:
    with (home / "data" / "dpo.toml").open("a") as settings:
        settings.write("\n[[place]]\nslug = 'mis'\ntitle = 'Arbor'\nemail = 'mis@example.org'\n")
    added = dpo("quick", "sar Jane Doe, email, yesterday", "--json")
    asked = dpo("search", added.json["reference"], "ask", "mis")
    assert "Write to: mis@example.org" in asked.err


def test_places_are_added(dpo: Run, sar: str) -> None:
    added = dpo("search", sar, "add", "previous-school", "--holder", "Ash Primary")
    assert "10  Previous school" in added.out
    assert "Trip file" in dpo("search", sar, "add", "Trip", "file").out
    assert dpo("search", sar, "add", "--usual").code == 1


def test_a_case_without_a_plan_says_how_to_begin_one(dpo: Run) -> None:
    added = dpo("add", "complaint", "--received", "today", "--requester", "Ann Lee", "--json")
    ran = dpo("search", added.json["reference"])
    assert "has no search plan yet" in ran.out
    assert f"dpo-console search {added.json['reference']} add PLACE" in ran.out


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ([], "Say which case"),
        (["REF", "--chase"], "leave REF out"),
        (["REF", "hold", "cctv"], "told"),
        (["REF", "hold", "--told", "IT"], "Say which places"),
        (["REF", "hold", "cctv", "--all", "--told", "IT"], "or --all for every one"),
        (["REF", "hold", "99", "--told", "IT"], "has no place '99'"),
        (["REF", "ask", "cctv", "--told", "IT"], "--told doesn't belong to ask"),
        (["REF", "hold", "--all", "--by", "today"], "--by doesn't belong to hold"),
        (["REF", "--all"], "--all doesn't belong without an act"),
        (["REF", "answered", "cctv"], "found or nothing"),
        (["REF", "skip", "cctv"], "because"),
        (["REF", "lose", "cctv"], "'lose' is not one of"),
        (["--chase", "--told", "IT"], "--told doesn't belong to --chase"),
    ],
)
def test_what_means_nothing_is_refused(dpo: Run, sar: str, line: list[str], says: str) -> None:
    ran = dpo("search", *(sar if word == "REF" else word for word in line))
    assert ran.code == 2
    assert says in ran.err
    assert dpo("show", sar, "--json").json["version"] == 1


def test_an_auditor_reads_and_changes_nothing(dpo: Run, sar: str) -> None:
    assert dpo("search", sar, person="auditor").code == 0
    ran = dpo("search", sar, "hold", "--all", "--told", "IT", person="auditor")
    assert ran.code == 1
    assert "may not work on the search plan" in ran.err
