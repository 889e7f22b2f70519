"""The effect of a question, an answer or an extension, asked on the command line."""

import pytest

from tests.cli.conftest import Run


def test_all_that_makes_sense_now(dpo: Run, sar: str) -> None:
    ran = dpo("what-if", sar)
    assert ran.code == 0
    assert f"{sar}   due Wed 2 Dec 2026, in 7 days" in ran.out
    assert "If the clarification is asked for today and comes 7 days later" in ran.out
    assert "the date will be Thu 10 Dec 2026, not Wed 2 Dec 2026" in ran.out
    assert "A stricter reading of the law gives Wed 9 Dec 2026: aim for that day." in ran.out
    assert "The notice must be given, with the reasons, by Wed 2 Dec 2026." in ran.out


def test_as_json_each_has_its_clock(dpo: Run, sar: str) -> None:
    found = dpo("what-if", sar, "--json").json
    assert found["reference"] == sar
    assert all(list(one) == ["facts", "sentence", "clock"] for one in found["what_ifs"])
    last = found["what_ifs"][-1]
    assert last["facts"] == ["extension_notified"]
    assert (last["clock"]["due"], last["clock"]["extension_notice_by"]) == (
        "2027-02-02",
        "2026-12-02",
    )


def test_events_are_supposed_and_not_saved(dpo: Run, sar: str) -> None:
    before = dpo("show", sar, "--json").json
    ran = dpo(
        "what-if", sar, "--event", "clarification_requested=today",
        "--event", "clarification-received=2026-12-01",
    )  # fmt: skip
    assert ran.out.startswith("Nothing was saved.")
    assert "Clarification asked for on Wed 25 Nov 2026; Clarification received on" in ran.out
    assert "As it stands: due Wed 2 Dec 2026, in 7 days." in ran.out
    assert f"{sar}   due Wed 9 Dec 2026, in 14 days" in ran.out
    assert "Clock stopped for 7 days" in ran.out
    assert dpo("show", sar, "--json").json == before


def test_supposed_events_as_json(dpo: Run, sar: str) -> None:
    found = dpo("what-if", sar, "--event", "extension_notified=2026-11-30", "--json").json
    assert found["supposed"] == [{"name": "extension_notified", "on": "2026-11-30"}]
    assert found["clock"]["due"] == "2027-02-02"


def test_what_is_over_is_moved_by_nothing(dpo: Run, sar: str) -> None:
    assert dpo("close", sar, "--outcome", "withdrawn").code == 0
    assert "Nothing that is asked now would move it." in dpo("what-if", sar).out
    assert dpo("what-if", sar, "--json").json["what_ifs"] == []


@pytest.mark.parametrize("event", ["clarified=today", "extension_notified=someday", "nothing"])
def test_an_event_that_means_nothing_is_refused(dpo: Run, sar: str, event: str) -> None:
    assert dpo("what-if", sar, "--event", event).code == 2


def test_an_auditor_may_ask(dpo: Run, sar: str) -> None:
    assert dpo("what-if", sar, person="auditor").code == 0


def test_while_it_waits_it_says_when_to_chase_and_when_it_may_be_closed(dpo: Run, sar: str) -> None:
    dpo("fact", sar, "clarification_requested", "--on", "2026-11-04", "--note", "Which years?")
    clock = dpo("explain", sar, "--json").json["clock"]
    assert (clock["status"], clock["stopped_since"]) == ("paused", "2026-11-04")
    assert (clock["chase_on"], clock["may_close_on"]) == ("2026-11-18", "2026-12-05")
    for command in ("explain", "show"):
        out = dpo(command, sar).out
        assert "Wed 18 Nov 2026  Chase the clarification" in out
        assert "you may treat the request as withdrawn and close it from Sat 5 Dec 2026" in out


def test_what_was_late_before_it_was_asked_stays_late(dpo: Run, sar: str) -> None:
    late = {"today": "2026-12-03"}
    dpo("fact", sar, "clarification_requested", "--note", "Which years?", **late)
    (row,) = dpo("list", "--json", **late).json
    assert (row["band"], row["due"], row["days_left"]) == ("overdue", "2026-12-02", -1)
    assert "1 day late" in dpo("explain", sar, **late).out
    assert dpo("list", "--view", "paused", "--json", **late).json == []


def test_a_notice_posted_on_its_last_day_is_known_by_its_note(dpo: Run, sar: str) -> None:
    last = {"today": "2026-12-02"}
    dpo("fact", sar, "extension_notified", "--note", "complex", "--method", "post", **last)
    clock = dpo("explain", sar, "--json", **last).json["clock"]
    assert clock["due"] == "2027-02-02"
    assert "counts as given on Fri 4 Dec 2026" in "\n".join(clock["warnings"])
