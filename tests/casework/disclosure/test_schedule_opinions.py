"""The opinions that the law wants on some items of a schedule."""

from datetime import date

import pytest

from dpo_console.cases.disclosure import schedule
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.disclosure.schedule import NewItem, add_items
from dpo_console.casework.disclosure.schedule_treatment import give_opinion, treat_items
from dpo_console.errors import BadInput
from tests.casework.disclosure.conftest import log
from tests.casework.disclosure.test_schedule import gaps, item
from tests.conftest import DeskOf


def test_advice_need_not_be_asked_for_but_its_warning_of_harm_counts(desk: Desk, sar: str) -> None:
    treat_items(desk, sar, [6], "release")
    assert gaps(desk, sar)["schedule.opinions"] == ""
    give_opinion(desk, sar, [6], "harm", "The DSL, on 24 November")
    assert "says that harm is likely" in gaps(desk, sar)["schedule.opinions"]


@pytest.mark.parametrize(
    ("number", "act", "says"),
    [
        (4, ("release", ""), "ask the appropriate health professional"),
        (4, ("redact", "sch2-16"), "ask the appropriate health professional"),
        (4, ("withhold", "sch2-16"), ""),
        (
            4,
            ("withhold", "sch3-5"),
            "DPA 2018 Sch 3 para 5 needs the opinion of the appropriate health",
        ),
        (5, ("release", ""), ""),
        (5, ("withhold", "sch3-10"), ""),
        (5, ("withhold", "sch3-11"), ""),
        (6, ("withhold", "sch3-21"), ""),
        (1, ("release", ""), ""),
    ],
)
def test_what_the_law_wants_an_opinion_on(
    desk: Desk, sar: str, number: int, act: tuple[str, str], says: str
) -> None:
    treatment, exemption = act
    reason = "Because." if exemption else ""
    treat_items(desk, sar, [number], treatment, exemption=exemption, reason=reason)
    gap = gaps(desk, sar)["schedule.opinions"]
    assert gap.startswith(f"Item {number}: {says}") if says else gap == ""


@pytest.mark.parametrize(
    ("treatment", "exemption", "opinion", "gap"),
    [
        ("release", "", "no-harm", ""),
        ("release", "", "known", ""),
        ("release", "", "harm", "says that harm is likely, so it may not be released"),
        ("redact", "sch2-16", "no-harm", ""),
        ("withhold", "sch3-5", "harm", ""),
        ("redact", "sch3-5", "harm", ""),
        (
            "withhold",
            "sch3-5",
            "no-harm",
            "doesn't say that harm is likely, so DPA 2018 Sch 3 para 5 can't",
        ),
        (
            "withhold",
            "sch3-5",
            "known",
            "doesn't say that harm is likely, so DPA 2018 Sch 3 para 5 can't",
        ),
    ],
)
def test_health_data_go_the_way_the_professional_says(
    desk: Desk, sar: str, treatment: str, exemption: str, opinion: str, gap: str
) -> None:
    treat_items(desk, sar, [4], treatment, exemption=exemption, reason="r" if exemption else "")
    give_opinion(desk, sar, [4], opinion, "Dr N. Rao, the pupil's GP")
    found = gaps(desk, sar)["schedule.opinions"]
    assert gap in found if gap else found == ""


def test_a_health_opinion_lasts_six_months(desk: Desk, desk_of: DeskOf, sar: str) -> None:
    treat_items(desk, sar, [4], "release")
    give_opinion(desk, sar, [4], "no-harm", "Dr N. Rao", on=date(2026, 5, 25))
    assert gaps(desk, sar)["schedule.opinions"] == ""
    later = desk_of("dpo", today=date(2026, 11, 26))
    assert "more than 6 months old" in gaps(later, sar)["schedule.opinions"]
    assert "more than 6 months old" in item(schedule(later, sar), 4).gap


def test_under_freedom_of_information_nobody_is_asked_about_harm_to_the_person(desk: Desk) -> None:
    reference = log(desk, "foi")
    add_items(desk, reference, [NewItem("First-aid log", "health")])
    treat_items(desk, reference, [1], "release")
    assert gaps(desk, reference)["schedule.opinions"] == ""
    treat_items(desk, reference, [1], "withhold", exemption="s.36", reason="Candour.")
    assert (
        "FOIA 2000 s.36 needs the opinion of the qualified person"
        in gaps(desk, reference)["schedule.opinions"]
    )


@pytest.mark.parametrize(
    ("says", "words", "on", "why"),
    [
        ("perhaps", "Dr Rao", None, "there is no 'perhaps'"),
        ("harm", " ", None, "opinion: this can't be empty"),
        ("harm", "Dr Rao", date(2026, 11, 26), "in the future"),
    ],
)
def test_an_opinion_that_is_none(
    desk: Desk, sar: str, says: str, words: str, on: date | None, why: str
) -> None:
    with pytest.raises(BadInput, match=why):
        give_opinion(desk, sar, [4], says, words, on=on)
