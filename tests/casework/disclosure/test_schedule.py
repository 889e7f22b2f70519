"""The disclosure schedule: items, their treatment, and a second check of those left out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from dpo_console.cases.bundle import FileToCheck
from dpo_console.cases.disclosure import (
    SECOND_LOOK,
    Schedule,
    next_in_schedule,
    page_words,
    schedule,
    standing,
)
from dpo_console.cases.leaving.item_pages import pages_told
from dpo_console.cases.letters.letter_fields import disclosure_fields
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.queue.queue import Query, count
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.bundle import check_files
from dpo_console.casework.closing import close
from dpo_console.casework.disclosure.schedule import (
    NewItem,
    add_items,
    correct_item,
    place_items,
    remove_items,
)
from dpo_console.casework.disclosure.schedule_treatment import give_opinion, look_again, treat_items
from dpo_console.casework.facts import record_fact
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.search.searching import record_answer
from dpo_console.errors import BadInput, NotAllowed, Refused, StaleSave
from dpo_console.store.cases.case_file import CaseFile, find, load
from dpo_console.store.cases.disclosure_rows import ItemRow
from tests.bundle.pdf_files import pdf, words
from tests.casework.disclosure.conftest import log
from tests.conftest import TODAY, DeskOf, desks, make_home
from tests.store import spoiling


@pytest.fixture
def listed(desk: Desk) -> str:
    """Return a case with items of 2, 3 and no pages, and a checked file of 7 pages."""
    sar = log(desk)
    items = [NewItem(f"Part {n}", "pupil-record", "Paper", pages=n) for n in (2, 3, 0)]
    add_items(desk, sar, items)
    treat_items(desk, sar, [1, 2, 3], "release")
    check_files(desk, sar, (FileToCheck("reply.pdf", pdf(*[words] * 7)),))
    return sar


def places(desk: Desk, sar: str) -> list[tuple[int, str]]:
    return [(item.pages, page_words([item])) for item in schedule(desk, sar).items]


def told(desk: Desk, sar: str) -> tuple[str, ...]:
    return pages_told(file_meant(desk, sar))


def test_items_stand_one_after_the_other_and_their_pages_are_counted(
    desk: Desk, listed: str
) -> None:
    assert told(desk, listed) == ()
    place_items(desk, listed, [1, 2], "reply.pdf", "1-5")
    assert told(desk, listed) == (
        "Item 3: in no file of the answer.",
        "Pages 6-7 of reply.pdf: of no item in the schedule.",
    )
    place_items(desk, listed, [3], "reply.pdf", "6-7")
    assert places(desk, listed) == [
        (2, "pages 1-2 of reply.pdf"), (3, "pages 3-5 of reply.pdf"), (2, "pages 6-7 of reply.pdf"),
    ]  # fmt: skip
    assert told(desk, listed) == ()
    enclosed = disclosure_fields(file_meant(desk, listed))["schedule"]
    assert enclosed.endswith(": 3 documents, 7 pages in all (pages 1-7 of reply.pdf)")
    event = case_view(desk, listed).timeline[-1]
    assert event.text == "Said where item 3 can be found: in reply.pdf, pages 6-7"
    assert verify(desk).sound


def test_a_file_that_changed_is_asked_about_again(desk: Desk, listed: str) -> None:
    place_items(desk, listed, [1, 2, 3], "reply.pdf", "1-3")
    check_files(desk, listed, (FileToCheck("reply.pdf", pdf(*[words] * 4)),))
    assert told(desk, listed)[0] == ("Items 1-3: that file changed or doesn't go. Say again where.")
    place_items(desk, listed, [1, 2, 3], "")
    assert told(desk, listed) == ()


def test_what_is_withheld_stands_in_no_file(desk: Desk, listed: str) -> None:
    place_items(desk, listed, [1], "reply.pdf", "1-2")
    treat_items(desk, listed, [1], "withhold", exemption="sch2-16", reason="Ann")
    assert "Item 1 is withheld, and stands on pages 1-2 of reply.pdf." in told(desk, listed)
    with pytest.raises(Refused, match="Item 1: withheld"):
        place_items(desk, listed, [1], "reply.pdf")


def test_a_removed_items_pages_go_with_it(desk: Desk, listed: str) -> None:
    place_items(desk, listed, [3], "reply.pdf", "1")
    remove_items(desk, listed, [3], "Twice")
    add_items(desk, listed, [NewItem("Another", "pupil-record", "Paper")])
    assert places(desk, listed)[-1] == (0, "")


@pytest.mark.parametrize(
    ("numbers", "name", "pages", "says"),
    [
        ([1], "other.pdf", "", r"no checked file other.pdf .* Files with pages: reply.pdf"),
        ([1], "reply.pdf", "6-9", "reply.pdf has 7 pages, so no page 9"),
        ([1], "reply.pdf", "1,3", "1,3 has a hole"),
        ([1, 2], "reply.pdf", "", "these items have 5 pages together, and there are 7"),
        ([2, 3], "reply.pdf", "1-3", "Say the pages of each item alone"),
        ([9], "reply.pdf", "", "9"),
    ],
)
def test_pages_that_dont_add_up_are_refused(
    desk: Desk, listed: str, numbers: list[int], name: str, pages: str, says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        place_items(desk, listed, numbers, name, pages)


def file_of(desk: Desk, reference: str) -> CaseFile:
    with desk.database.read() as ask:
        return load(ask, find(ask, reference))


def gaps(desk: Desk, reference: str) -> dict[str, str]:
    return dict(standing(file_of(desk, reference), desk.today))


def item(found: Schedule, number: int) -> ItemRow:
    return next(i for i in found.items if i.number == number)


def audited(desk: Desk, reference: str) -> int:
    return len(case_view(desk, reference).timeline)


def test_what_is_listed_gets_the_next_numbers_and_its_place_in_the_search(
    desk: Desk, sar: str
) -> None:
    found = schedule(desk, sar)
    assert [i.number for i in found.items] == [1, 2, 3, 4, 5, 6]
    assert item(found, 1).source == item(found, 5).source
    places = file_of(desk, sar).places
    assert sum(1 for p in places if p.title == "Mailbox of the office") == 1
    assert (found.totals.items, found.totals.pages, found.totals.open) == (6, 18, 6)


def test_a_source_is_known_by_title_slug_or_position(desk: Desk, sar: str) -> None:
    before = file_of(desk, sar).places
    third = before[-1]
    assert third.slug
    assert third.slug != third.title
    for source in (
        third.title.upper(),
        str(third.number),
        third.slug,
        third.title[:-2],
        third.title[2:],
    ):
        add_items(desk, sar, [NewItem("More", source=source)])
    assert file_of(desk, sar).places == before
    assert {i.source for i in schedule(desk, sar).items if i.title == "More"} == {third.title}
    add_items(desk, sar, [NewItem("Else", source="S")])
    assert file_of(desk, sar).places[-1].title == "S", "several begin so: it is none of them"


def test_a_place_that_found_something_of_which_nothing_is_listed_is_told(
    desk: Desk, sar: str
) -> None:
    assert not [gap for gap in schedule(desk, sar).totals.gaps if "nothing is listed" in gap]
    sen = next(p for p in file_of(desk, sar).places if p.title == "SEN file")
    record_answer(desk, sar, [str(sen.number)], "found")
    said = f"Data were found, and nothing is listed, from: {sen.title}."
    assert said in schedule(desk, sar).totals.gaps
    add_items(desk, sar, [NewItem("Plan", source=sen.title)])
    assert said not in schedule(desk, sar).totals.gaps


def test_a_number_that_is_taken_is_refused_and_nothing_is_listed(desk: Desk, sar: str) -> None:
    with pytest.raises(BadInput, match="number: 3 is taken"):
        add_items(desk, sar, [NewItem("New", number=9), NewItem("Again", number=3)])
    with pytest.raises(BadInput, match="number: 9 is taken"):
        add_items(desk, sar, [NewItem("New", number=9), NewItem("Again", number=9)])
    assert len(schedule(desk, sar).items) == 6
    add_items(desk, sar, [NewItem("New", number=9), NewItem("Last")])
    assert [i.number for i in schedule(desk, sar).items][-2:] == [9, 10]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (NewItem(""), "title: this can't be empty"),
        (NewItem("Two\nlines"), "title: this must be one line"),
        (NewItem("Page", "medcal"), "category: there is no 'medcal'. Did you mean: health"),
        (NewItem("Page", pages=-1), "pages: -1 is out of bounds"),
        (NewItem("Page", number=0), "number: 0 is out of bounds"),
        (NewItem("Page", treatment="hide"), "treatment: there is no 'hide'"),
        (NewItem("Page", treatment="redact"), "exemption: what is left out needs one"),
        (NewItem("Page", treatment="redact", exemption="sch2-16"), "reason: this can't be empty"),
        (NewItem("Page", treatment="redact", exemption="foi-21", reason="r"), "foi-21 is not for"),
        (NewItem("Page", treatment="redact", exemption="sch9-1", reason="r"), "there is no 'sch9"),
        (NewItem("Page", treatment="release", exemption="sch2-16"), "for what is redacted or"),
    ],
)
def test_what_can_not_be_listed_says_why(desk: Desk, sar: str, wrong: NewItem, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        add_items(desk, sar, [wrong])


def test_items_are_treated_many_at_once_in_one_entry(desk: Desk, sar: str) -> None:
    before = audited(desk, sar)
    treat_items(desk, sar, [1, 2], "release")
    found = treat_items(desk, sar, [3], "redact", exemption="sch2-16", reason="The neighbour.")
    assert [i.treatment for i in found.items] == ["release", "release", "redact", "", "", ""]
    assert item(found, 3).treated_by == "dpo"
    assert audited(desk, sar) == before + 2
    assert case_view(desk, sar).timeline[-1].text == (
        "To be redacted: item 3: DPA 2018 Sch 2 para 16-17; The neighbour."
    )
    assert verify(desk).sound


def test_an_exemption_may_be_cited(desk: Desk, sar: str) -> None:
    cited = "DPA 2018 Sch 2 para 16"
    found = treat_items(desk, sar, [3], "withhold", exemption=cited, reason="The neighbour.")
    assert item(found, 3).exemption == "sch2-16"


def test_a_number_that_is_no_item_is_named(desk: Desk, sar: str) -> None:
    with pytest.raises(BadInput, match=r"Items 7-8: not listed\. There are 1-6\."):
        treat_items(desk, sar, [6, 7, 8], "release")
    assert not item(schedule(desk, sar), 6).treatment


def test_a_kind_that_knows_no_exemption_asks_for_the_reason_alone(desk: Desk) -> None:
    reference = log_request(
        desk, NewRequest("disclosure", date(2026, 11, 2), "Ada", requester_kind="police")
    ).reference
    add_items(desk, reference, [NewItem("Register")])
    with pytest.raises(BadInput, match="reason"):
        treat_items(desk, reference, [1], "withhold")
    assert treat_items(desk, reference, [1], "withhold", reason="Not asked.").items[0].reason


def test_a_form_that_was_open_too_long_is_refused(desk: Desk, sar: str) -> None:
    version = schedule(desk, sar).version
    treat_items(desk, sar, [1], "release", version=version)
    with pytest.raises(StaleSave):
        treat_items(desk, sar, [1], "release", version=version)


def test_somebody_else_takes_the_second_look(desk: Desk, desk_of: DeskOf, sar: str) -> None:
    treat_items(desk, sar, [1, 2], "release")
    look = next(r for r in case_view(desk, sar).checklist if r.id == SECOND_LOOK)
    assert (look.verdict, look.evidence) == ("met", "nothing is redacted or withheld")
    treat_items(desk, sar, [3], "redact", exemption="sch2-16", reason="The neighbour.")
    assert gaps(desk, sar)["schedule.second-look"] == "Item 3: a second check is needed."
    with pytest.raises(NotAllowed, match="You decided on item 3, so a colleague must check it: "):
        look_again(desk, sar, [1, 2, 3])
    head = desk_of("head")
    found = look_again(head, sar, [1, 2, 3])
    assert [i.looked_by for i in found.items] == ["", "", "head", "", "", ""]
    assert item(found, 3).looked_on == TODAY
    assert gaps(desk, sar)["schedule.second-look"] == ""
    with pytest.raises(BadInput, match="Items 1-2: nothing here is redacted or withheld"):
        look_again(head, sar, [1, 2])


def test_a_second_look_is_lost_when_the_item_is_treated_anew(
    desk: Desk, desk_of: DeskOf, sar: str
) -> None:
    treat_items(desk, sar, [3], "redact", exemption="sch2-16", reason="The neighbour.")
    look_again(desk_of("head"), sar, [3])
    found = treat_items(desk_of("clerk"), sar, [3], "withhold", exemption="sch2-16", reason="All.")
    assert (item(found, 3).looked_by, item(found, 3).treated_by) == ("", "clerk")
    assert item(look_again(desk, sar, [3]), 3).looked_by == "dpo"


@pytest.mark.parametrize("treatment", ["release", ""])
def test_what_is_held_back_is_released_or_reopened_only_with_a_reason_that_is_kept(
    desk: Desk, desk_of: DeskOf, sar: str, treatment: str
) -> None:
    treat_items(desk, sar, [2, 3], "redact", exemption="sch2-16", reason="The neighbour.")
    look_again(desk_of("head"), sar, [3])
    before, entries = schedule(desk, sar).items, audited(desk, sar)
    for nothing in ("", " ", "...", "11"):
        with pytest.raises(BadInput, match="reason: say why you ") as refused:
            treat_items(desk, sar, [1, 2, 3], treatment, reason=nothing)
        assert "Item 2: redacted, DPA 2018 Sch 2 para 16-17, no second check" in str(refused.value)
        assert "Item 3: redacted, DPA 2018 Sch 2 para 16-17, checked by Ruth" in str(refused.value)
    assert (schedule(desk, sar).items, audited(desk, sar)) == (before, entries)
    found = treat_items(desk, sar, [1, 2, 3], treatment, reason="The neighbour agrees.")
    assert [i.treatment for i in found.items[:3]] == [treatment] * 3
    assert not item(found, 3).looked_on
    assert [i.reason for i in found.items[:3]] == (
        ["", "The neighbour agrees.", "The neighbour agrees."] if treatment else ["", "", ""]
    )
    assert (
        case_view(desk, sar)
        .timeline[-1]
        .text.endswith("items 1-3: items 2-3 were redacted or withheld; The neighbour agrees.")
    )
    assert verify(desk).sound


def test_undecided_and_released_items_are_released_and_reopened_without_a_reason(
    desk: Desk, sar: str
) -> None:
    treat_items(desk, sar, [1, 2], "release")
    treat_items(desk, sar, [1, 2, 3], "release")
    assert "held" not in case_view(desk, sar).timeline[-1].text
    assert not item(treat_items(desk, sar, [1], ""), 1).treatment


def test_an_item_checked_before_its_exemption_was_split_is_flagged_until_checked_again(
    desk_of: DeskOf,
) -> None:
    desk = desk_of()
    foi = log(desk, "foi")
    add_items(desk, foi, [NewItem("Names of pupils"), NewItem("Prices")])
    treat_items(desk, foi, [1], "redact", exemption="foi-40-2", reason="Three pupils")
    treat_items(desk, foi, [2], "redact", exemption="foi-43", reason="A tender is open")
    look_again(desk_of("head"), foi, [1, 2])
    (flag,) = [f for f in case_view(desk, foi).flags if "split in two" in f]
    assert flag.startswith("Item 1: left out as “Personal data of others”")
    after = replace(desk_of("head"), today=date(2026, 11, 27))
    look_again(after, foi, [1])
    assert not any("split in two" in flag for flag in case_view(desk, foi).flags)


def test_ground_that_withholds_nothing_from_the_record_is_refused_and_flagged(desk: Desk) -> None:
    """SI 2005/1437 reg 5(4) asks what the pupil could not have, whoever asks."""
    record = log(desk, "educational-record")
    add_items(desk, record, [NewItem("Note of concern", "safeguarding")])
    with pytest.raises(BadInput, match="sch3-21 is not for a request of kind educational-record"):
        treat_items(desk, record, [1], "withhold", exemption="sch3-21", reason="Her interests")
    treat_items(desk, record, [1], "withhold", exemption="sch3-19", reason="Serious harm")
    assert not any("withholds nothing" in flag for flag in case_view(desk, record).flags)
    spoiling.change(desk.home.database, "UPDATE item SET exemption = 'sch3-21'")
    (flag,) = [f for f in case_view(desk, record).flags if "withholds nothing" in f]
    assert flag.startswith("Item 1: left out as “Child abuse data” (DPA 2018 Sch 3 para 21)")


def test_who_is_alone_looks_again_alone(tmp_path_factory: pytest.TempPathFactory) -> None:

    home = make_home(tmp_path_factory.mktemp("alone") / "home", people=False)
    desk = desks(home)()
    reference = log(desk)
    add_items(desk, reference, [NewItem("Page")])
    treat_items(desk, reference, [1], "withhold", exemption="sch2-19", reason="Counsel.")
    assert look_again(desk, reference, [1]).items[0].looked_on == TODAY


def test_an_auditor_reads_only_and_an_approver_only_looks(desk_of: DeskOf, sar: str) -> None:
    auditor, head = desk_of("auditor"), desk_of("head")
    assert len(schedule(auditor, sar).items) == 6
    with pytest.raises(NotAllowed, match="keep the disclosure schedule"):
        treat_items(head, sar, [1], "release")
    with pytest.raises(NotAllowed, match="do the second check"):
        look_again(auditor, sar, [1])


@pytest.mark.parametrize("slug", ["sch2-16", "sch2-24", "sch3-5", "sch3-19", "sch3-21"])
def test_exemption_of_access_alone_withholds_nothing_from_erasure(desk: Desk, slug: str) -> None:
    request = NewRequest("erasure", date(2026, 11, 2), "Jane Doe")
    reference = log_request(desk, request).reference
    add_items(desk, reference, [NewItem("Page")])
    with pytest.raises(BadInput, match="is not for a request of kind erasure"):
        treat_items(desk, reference, [1], "withhold", exemption=slug, reason="Because.")


def test_each_gap_closes_in_turn(desk: Desk, desk_of: DeskOf, sar: str) -> None:
    assert next_in_schedule(file_of(desk, sar)) == "Decide on 6 items"
    assert gaps(desk, sar)["schedule.treated"] == "Items 1-6: not decided yet."
    treat_items(desk, sar, [1, 2, 4, 5, 6], "release")
    treat_items(desk, sar, [3], "redact", exemption="sch2-16", reason="The neighbour.")
    assert next_in_schedule(file_of(desk, sar)) == "Get the opinion on 1 item"
    give_opinion(desk, sar, [4], "no-harm", "Dr N. Rao")
    assert next_in_schedule(file_of(desk, sar)) == "Second check of 1 item"
    look_again(desk_of("dsl"), sar, [3])
    assert next_in_schedule(file_of(desk, sar)) == ""
    assert set(gaps(desk, sar).values()) == {""}
    assert schedule(desk, sar).totals.open == 0


def test_a_second_check_stands_in_to_decide_for_all_but_who_redacted(
    desk: Desk, desk_of: DeskOf, sar: str
) -> None:
    record_fact(desk, sar, "acknowledged", TODAY)
    for place in file_of(desk, sar).places:
        record_answer(desk, sar, [str(place.number)], "found", "on paper")
    treat_items(desk, sar, [1, 2, 4, 5, 6], "release")
    treat_items(desk, sar, [3], "redact", exemption="sch2-16", reason="The neighbour.")
    assert case_view(desk, sar).row.next_act == "schedule"
    give_opinion(desk, sar, [4], "no-harm", "Dr N. Rao")
    assert case_view(desk, sar).row.next_act == "look"
    waits = {who: count(desk_of(who), Query("decide")) for who in ("dpo", "dsl", "auditor")}
    assert waits == {"dpo": 0, "dsl": 1, "auditor": 0}
    look_again(desk_of("dsl"), sar, [3])
    assert count(desk_of("dsl"), Query("decide")) == 0


def test_an_empty_schedule_is_a_gap_unless_every_place_has_nothing(desk: Desk) -> None:
    assert "Nothing is listed" in gaps(desk, log(desk))["schedule.treated"]


def test_an_item_is_put_right_and_what_stood_there_is_kept(desk: Desk, sar: str) -> None:
    day = date(2026, 1, 9)
    changes: dict[str, str | int | date | None] = {
        "title": "Message of the office",
        "pages": 4,
        "dated": day,
    }
    found = correct_item(desk, sar, 3, changes, "It was ours.")
    third = item(found, 3)
    assert (third.title, third.pages, third.dated) == ("Message of the office", 4, day)
    assert third.source == "Mailbox of the office"
    assert (
        item(correct_item(desk, sar, 3, {"source": "Paper file"}, "Slip."), 3).source
        == item(found, 1).source
    )
    with pytest.raises(BadInput, match="treatment: you can't correct this"):
        correct_item(desk, sar, 3, {"treatment": "release"}, "Slip.")
    with pytest.raises(BadInput, match="why: this can't be empty"):
        correct_item(desk, sar, 3, {"pages": 1}, "")


def test_items_are_taken_off_with_a_reason(desk: Desk, sar: str) -> None:
    found = remove_items(desk, sar, [2, 3], "Duplicates.")
    assert [i.number for i in found.items] == [1, 4, 5, 6]
    assert case_view(desk, sar).timeline[-1].text == "Took items 2-3 off: Duplicates."
    assert verify(desk).sound


Act = Callable[[Desk, str], object]

ACTS: dict[str, Act] = {
    "list": lambda desk, ref: add_items(desk, ref, [NewItem("More")]),
    "treat": lambda desk, ref: treat_items(desk, ref, [1], "release"),
    "opinion": lambda desk, ref: give_opinion(desk, ref, [1], "known", "Read it"),
    "look": lambda desk, ref: look_again(desk, ref, [1]),
    "correct": lambda desk, ref: correct_item(desk, ref, 1, {"pages": 7}, "Slip"),
    "remove": lambda desk, ref: remove_items(desk, ref, [1], "Twice"),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_closed_case_keeps_its_schedule(desk: Desk, sar: str, act: str) -> None:
    close(desk, sar, "withdrawn", TODAY)
    before = schedule(desk, sar)
    with pytest.raises(Refused, match="closed"):
        ACTS[act](desk, sar)
    assert schedule(desk, sar) == before


@pytest.mark.parametrize("act", ACTS)
def test_an_auditor_changes_nothing(desk_of: DeskOf, sar: str, act: str) -> None:
    with pytest.raises(NotAllowed):
        ACTS[act](desk_of("auditor"), sar)


@pytest.mark.parametrize("act", [name for name in ACTS if name != "list"])
def test_an_item_that_is_not_there_is_named_by_every_act(desk: Desk, act: str) -> None:
    reference = log(desk)
    with pytest.raises(BadInput, match="Item 1: not listed"):
        ACTS[act](desk, reference)


@pytest.mark.parametrize("act", ["treat", "opinion", "correct", "remove"])
def test_no_act_touches_another_cases_items(desk: Desk, sar: str, act: str) -> None:
    other = log(desk, "erasure")
    add_items(desk, other, [NewItem("Page")])
    before = schedule(desk, sar)
    ACTS[act](desk, other)
    assert schedule(desk, sar) == before
