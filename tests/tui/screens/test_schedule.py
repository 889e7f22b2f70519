"""The schedule at the keyboard: many items marked and treated by a key."""

from pathlib import Path

import pytest
from textual.events import Key

from dpo_console.cases.bundle import FileToCheck
from dpo_console.cases.disclosure import schedule
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view, outcomes_as_recorded
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.bundle import check_files
from dpo_console.casework.disclosure.schedule import NewItem, add_items
from dpo_console.casework.disclosure.schedule_treatment import give_opinion, look_again, treat_items
from dpo_console.casework.facts import record_fact
from dpo_console.tui.forms.form import Form
from dpo_console.tui.screens.case.case import CaseScreen
from dpo_console.tui.screens.disclosure.schedule import ScheduleScreen
from dpo_console.tui.screens.disclosure.schedule_forms import item_words
from tests.bundle.pdf_files import pdf, words
from tests.conftest import TODAY, DeskOf
from tests.tui.conftest import Console, Log, Opener


@pytest.fixture
def case(desk: Desk, log: Log) -> CaseView:
    found = log(subjects=("Tom Doe",))
    items = [NewItem(f"Page {n}", "pupil-record", "Paper file", pages=1) for n in range(1, 31)]
    add_items(desk, found.reference, [*items, NewItem("Nurse's card", "health", pages=2)])
    return found


def treated(desk: Desk, case: CaseView) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for item in schedule(desk, case.reference).items:
        if item.treatment:
            found.setdefault(item.treatment, []).append(item.number)
    return found


async def fill(c: Console, **values: str) -> None:
    c.app.screen.query_one(Form).fill(values)
    await c.press("enter")


async def test_items_stand_in_lines_with_their_totals(
    console: Opener, desk: Desk, case: CaseView
) -> None:
    for size in ((80, 24), (120, 40)):
        async with console(desk, size) as c:
            await c.press("B")
            assert "31 items, 32 pages, 31 incomplete 31 not decided" in c.shown
            assert "! 1 - Pupil record 1 p Page 1" in c.shown
            assert "Paper file, 1 page " in c.shown
            await c.press("G")
            assert "31 - Health 2 p Nurse's card" in c.shown
            await c.press("slash")
            await c.type("17 page")
            await c.press("enter")
            assert "Page 17" in c.shown


async def test_a_range_is_released_by_three_keys(
    console: Opener, desk: Desk, case: CaseView
) -> None:
    async with console(desk) as c:
        await c.press("B", "v", *"jjjj")
        assert "5 marked" in c.shown
        await c.press("1")
        assert "Items 1-5: to be released. 26 items lack something." in c.shown
        await c.press("0")
        assert "Item 5: open again." in c.shown
        await c.press("1", "1")
        assert "Item 6: to be released." in c.shown
    assert treated(desk, case) == {"release": [1, 2, 3, 4, 5, 6]}


async def test_releasing_several_at_once_names_those_held_back_and_wants_a_reason(
    console: Opener, desk: Desk, case: CaseView
) -> None:
    treat_items(desk, case.reference, [2], "withhold", exemption="sch2-16", reason="Ann")
    async with console(desk) as c:
        await c.press("B", "asterisk", "1")
        assert "Release items 1-31?" in c.shown
        assert "Item 2: withheld, DPA 2018 Sch 2 para 16-17, no second check yet." in c.shown
        assert "This removes its ground and reason. The history keeps them." in c.shown
        await c.press("escape")
        assert treated(desk, case) == {"withhold": [2]}
        await c.press("escape", "g", "v", "j", "j", "0")
        assert "Open again items 1-3?" in c.shown
        await c.press("escape", "1")
        await fill(c, reason="Ann agrees")
        assert "Items 1-3: to be released." in c.shown
    assert treated(desk, case) == {"release": [1, 2, 3]}
    items = schedule(desk, case.reference).items
    assert [item.reason for item in items[:3]] == ["", "Ann agrees", ""]


@pytest.mark.parametrize(
    ("key", "asked", "treatment"), [("1", "Release item 2?", "release"), ("0", "Open again", "")]
)
async def test_one_key_drops_no_redaction_that_somebody_checked(
    console: Opener, desk: Desk, desk_of: DeskOf, case: CaseView, key: str, asked: str,
    treatment: str,
) -> None:  # fmt: skip
    treat_items(desk, case.reference, [2], "redact", exemption="sch2-16", reason="Two pupils")
    look_again(desk_of("head"), case.reference, [2])
    before = schedule(desk, case.reference).items[1]
    async with console(desk) as c:
        await c.press("B", "j", key)
        assert asked in c.shown
        assert "Item 2: redacted, DPA 2018 Sch 2 para 16-17, checked by Ruth Castle." in c.shown
        await c.press("enter")
        assert "! This can't be empty" in c.shown
        for nothing in ("...", "1"):
            await fill(c, reason=nothing)
            assert schedule(desk, case.reference).items[1] == before
        await c.press("escape", "y")
        assert schedule(desk, case.reference).items[1] == before
        await c.press(key)
        await fill(c, reason="Both families agree")
    after = schedule(desk, case.reference).items[1]
    assert (after.treatment, after.exemption, after.looked_by) == (treatment, "", "")
    kept = case_view(desk, case.reference).timeline[-1].text
    assert "item 2: item 2 was redacted or withheld; Both families agree" in kept


@pytest.mark.parametrize("before", [(), ("z",)])
async def test_a_key_pressed_twice_meets_only_undecided_items(
    console: Opener, desk: Desk, case: CaseView, before: tuple[str, ...]
) -> None:
    held = [2, 3]
    treat_items(desk, case.reference, held, "redact", exemption="sch2-16", reason="Ann")
    async with console(desk) as c:
        await c.press("B", *before, "1", "1")
        assert "Item 4: to be released." in c.shown
        for _ in range(3):
            c.app.post_message(Key("1", "1"))
        await c.rest()
    assert treated(desk, case) == {"release": [1, 4, 5, 6, 7], "redact": held}


async def test_the_last_item_leads_to_an_undecided_one_left_before_it(
    console: Opener, desk: Desk, case: CaseView
) -> None:
    held = list(range(3, 31))
    treat_items(desk, case.reference, held, "redact", exemption="sch2-16", reason="Ann")
    give_opinion(desk, case.reference, [31], "no-harm", "Dr N. Rao")
    async with console(desk) as c:
        await c.press("B", "j", "1")
        assert "Item 2: to be released." in c.shown
        await c.press("1")
        assert "Item 31: to be released." in c.shown
        await c.press("1")
        assert "Item 1: to be released." in c.shown
    assert treated(desk, case) == {"release": [1, 2, 31], "redact": held}


async def test_the_reason_to_release_is_not_offered_as_one_to_redact(
    console: Opener, desk: Desk, case: CaseView
) -> None:
    treat_items(desk, case.reference, [1], "redact", exemption="sch2-16", reason="Ann")
    treat_items(desk, case.reference, [1], "release", reason="Ann agrees")
    async with console(desk) as c:
        await c.press("B", "g", "2", "enter", "enter")
        assert "! This can't be empty" in c.shown
    assert treated(desk, case) == {"release": [1]}


async def test_single_marks_and_ranges_go_together(
    console: Opener, desk: Desk, case: CaseView
) -> None:
    async with console(desk) as c:
        await c.press("B", "space", "j", "v", "j", "j", "v", "j", "space")
        assert "5 marked" in c.shown
        await c.press("1")
        await c.press("space", "escape")
        assert isinstance(c.app.screen, ScheduleScreen)
        await c.press("escape")
        assert not isinstance(c.app.screen, ScheduleScreen)
    assert treated(desk, case) == {"release": [1, 3, 4, 5, 6]}


async def test_what_is_left_out_asks_for_its_ground_and_shows_the_test(
    console: Opener, desk: Desk, case: CaseView
) -> None:
    async with console(desk) as c:
        await c.press("B", "v", "j", "2")
        assert "Redact items 1-2: on what ground?" in c.shown
        assert "Information about somebody else" in c.shown
        await c.press("enter")
        assert "Is it unreasonable to give it without consent?" in c.shown
        await c.press("enter")
        assert "! This can't be empty" in c.shown
        await fill(c, reason="Names of other pupils")
        assert "Items 1-2: to be redacted." in c.shown
        assert "Information about somebody else, DPA 2018 Sch 2 para 16-17: Names of" in c.shown
        assert "! a second check is needed" in c.shown
    first = schedule(desk, case.reference).items[0]
    assert (first.exemption, first.reason) == ("sch2-16", "Names of other pupils")


async def test_the_second_look_is_somebody_elses(
    console: Opener, desk: Desk, desk_of: DeskOf, case: CaseView
) -> None:
    treat_items(desk, case.reference, [1, 2], "withhold", exemption="sch2-16", reason="Ann")
    async with console(desk) as c:
        await c.press("B", "V")
        assert "so a colleague must check it: Ben Hale, Ruth Castle or Samir Nath." in c.shown
    async with console(desk_of("head")) as c:
        await c.press("6", "B", "1")
        assert "may not keep the disclosure schedule" in c.shown
        await c.press("v", "j", "V")
        assert "Second check done? You checked what is redacted or withheld" in c.shown
        await c.press("y")
        assert "Items 1-2: second check recorded." in c.shown
        assert "Second check by Ruth Castle." in c.shown
    assert [i.looked_by for i in schedule(desk, case.reference).items[:2]] == ["head", "head"]


async def test_health_data_ask_for_the_opinion(console: Opener, desk: Desk, case: CaseView) -> None:
    async with console(desk) as c:
        await c.press("B", "G", "1")
        assert "! O: ask the appropriate health professional, or record that" in c.shown
        await c.press("O")
        assert "Ask the appropriate health professional: Would giving it be likely" in c.shown
        await fill(c, words="Dr N. Rao", on="20 Nov 2026")
        assert "Choose what the opinion says." in c.shown
        await fill(c, says="no-harm")
        assert "Opinion, harm is not likely: Dr N. Rao" in c.shown
    assert schedule(desk, case.reference).items[-1].gap == ""


async def test_advice_that_no_law_requires_may_be_recorded(
    console: Opener, desk: Desk, case: CaseView
) -> None:
    async with console(desk) as c:
        await c.press("B", "O")
        assert "The law requires no opinion on this item. You may record advice" in c.shown


async def test_only_what_lacks_something_is_shown(
    console: Opener, desk: Desk, case: CaseView
) -> None:
    treat_items(desk, case.reference, list(range(1, 31)), "release")
    async with console(desk) as c:
        await c.press("B")
        assert "31 - Health" in c.shown, "the cursor stands on the first that lacks something"
        await c.press("z")
        assert "Page 1" not in c.shown
        assert "Nurse's card" in c.shown
        await c.press("z", "g")
        assert "Page 1" in c.shown


async def test_items_are_listed_put_right_and_taken_off(
    console: Opener, desk: Desk, log: Log, tmp_path: Path
) -> None:
    case = log()
    file = tmp_path / "found.csv"
    file.write_text("title,pages\nOne,x\n")
    async with console(desk) as c:
        await c.press("enter", "B", "1")
        assert "Nothing is listed yet." in c.shown
        await c.press("plus")
        await fill(c, title="File", pages="1-3", each="yes", source="Loft")
        assert "! Choose a category" in c.shown
        await fill(c, category="other")
        assert "“Loft” isn't on the search plan. Press enter again to add it." in c.shown
        await fill(c, source="pupil file")
        assert "3 listed. List the next, or press esc." in c.shown
        assert "‹ choose ›" in c.shown, "a category is of one item"
        await c.press("escape")
        assert "3 listed. 3 items lack something." in c.shown
        await c.press("plus")
        await fill(c, title="Card", category="other", source="pupil file")
        await fill(c, title="Slip", category="other", source="pupil file")
        await c.press("escape")
        assert "2 listed. 5 items lack something." in c.shown
        assert "Paper pupil file, 1 page" in c.shown
        await c.press("f")
        await fill(c, title="Folder", why="Slip")
        assert "Item 1 corrected." in c.shown
        await c.press("minus")
        await fill(c, why="Twice")
        assert "4 items, 2 pages" in c.shown
        await c.press("I")
        await fill(c, path=str(file))
        assert "line 2, pages: 'x' is not a whole number" in c.shown
        file.write_text("title,pages\nOne,1\nTwo,2\n")
        await c.press("enter")
        assert "6 items, 5 pages" in c.shown
        await c.press("escape")
        assert isinstance(c.app.screen, CaseScreen)
    assert [i.number for i in schedule(desk, case.reference).items] == [2, 3, 4, 5, 6, 7]


async def test_keys_typed_ahead_of_the_next_items_form_are_for_that_form(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    async with console(desk) as c:
        await c.press("B", "plus")
        for key in ("1", "tab", "p", "enter", "2", "tab", "h", "enter", "escape", "1"):
            c.app.post_message(Key(key, key if len(key) == 1 else None))
        await c.rest()
        assert "Item 1: to be released." in c.shown
    found = [(i.title, i.category, i.treatment) for i in schedule(desk, case.reference).items]
    assert found == [("1", "pupil-record", "release"), ("2", "health", "")]


async def test_a_key_of_what_no_item_waits_for_gives_way_in_the_key_bar(
    console: Opener, desk: Desk, case: CaseView
) -> None:
    async with console(desk) as c:
        await c.press("B")
        assert "+ add * mark all v range ? help" in c.shown
        treat_items(desk, case.reference, [31], "withhold", exemption="sch2-16", reason="Ann")
        await c.press("escape", "B")
        assert "+ add * mark all V second check ? help" in c.shown


async def test_what_somebody_else_saved_meanwhile_is_shown_and_not_overwritten(
    console: Opener, desk: Desk, case: CaseView
) -> None:
    async with console(desk) as c:
        await c.press("B")
        treat_items(desk, case.reference, [1, 2], "withhold", exemption="sch2-16", reason="Ann")
        await c.press("1")
        assert "was changed since you opened it" in c.shown
        await c.press("escape")
        assert "withhold Pupil record 1 p Page 2 DPA 2018 Sch 2 para 16-17" in c.shown
    assert treated(desk, case) == {"withhold": [1, 2]}


async def test_a_hostile_title_is_only_shown(console: Opener, desk: Desk, log: Log) -> None:
    case = log()
    add_items(desk, case.reference, [NewItem("[red]\x1b[31m‮evil", "other", "[b]Box\x1b")])
    async with console(desk) as c:
        await c.press("B")
        assert "[red]␛[31m‹U+202E›evil" in c.shown
        assert "[b]Box␛" in c.shown


async def test_the_step_menu_leads_there(console: Opener, desk: Desk, case: CaseView) -> None:
    async with console(desk) as c:
        await c.press("m")
        assert "List what was found, and decide on each item" in c.shown


async def test_the_case_sums_its_schedule_up(console: Opener, desk: Desk, case: CaseView) -> None:
    async with console(desk, (90, 60)) as c:
        await c.press("enter")
        said = "31 items, 32 pages: not decided 31 - Items 1-31: not decided"
        assert f"Disclosure schedule (B) {said}" in c.shown


async def test_an_exemption_can_be_read_without_relying_on_it(
    console: Opener, desk: Desk, case: CaseView
) -> None:
    async with console(desk) as c:
        await c.press("B", "X", "enter")
        assert "Information about somebody else, DPA 2018 Sch 2 para 16-17" in c.shown
        assert "3. Is it unreasonable to give it without consent?" in c.shown
        await c.press("escape", "y")
        assert f" schedule {case.reference} export > {case.reference}.csv" in c.app.clipboard
        assert "".join(c.app.clipboard.split()) in "".join(c.shown.split())
    assert treated(desk, case) == {}


def test_an_item_whose_pages_were_not_counted_is_not_said_to_have_none(
    desk: Desk, case: CaseView
) -> None:
    add_items(desk, case.reference, [NewItem("Chat of the tutors", "health")])
    item = schedule(desk, case.reference).items[-1]
    assert "pages not counted" in item_words(item, case).plain


def test_the_outcome_that_the_schedule_shows_is_offered_first(desk: Desk, case: CaseView) -> None:
    treat_items(desk, case.reference, [1], "withhold", exemption="sch2-16", reason="Ann")
    outcomes, shown = outcomes_as_recorded(desk, case.reference)
    first, *others = (slug for slug, _ in outcomes)
    assert (first, shown) == ("disclosed-in-part", "")
    assert {"disclosed", "nothing-held"} <= set(others[-3:])


def test_the_outcome_of_an_answer_in_full_is_chosen_already(desk: Desk, case: CaseView) -> None:
    numbers = [item.number for item in schedule(desk, case.reference).items]
    treat_items(desk, case.reference, numbers, "release")
    assert outcomes_as_recorded(desk, case.reference)[1] == ""
    record_fact(desk, case.reference, "responded", TODAY, override="It was sent on paper.")
    assert outcomes_as_recorded(desk, case.reference)[1] == "disclosed"


async def test_all_items_are_marked_by_one_key(console: Opener, desk: Desk, case: CaseView) -> None:
    async with console(desk) as c:
        await c.press("B", "asterisk", "1")
    assert {item.treatment for item in schedule(desk, case.reference).items} == {"release"}


async def test_items_get_their_pages_from_a_file_of_the_answer_by_keys(
    console: Opener, desk: Desk, log: Log
) -> None:
    reference = log(subjects=("Tom Doe",)).reference
    add_items(desk, reference, [NewItem("Report", "pupil-record", "Paper file")])
    check_files(desk, reference, (FileToCheck("reply.pdf", pdf(words, words, words)),))
    async with console(desk) as c:
        await c.press("B", "4")
        assert "reply.pdf, 3 pages" in c.shown
        await fill(c, pages="2-3")
        assert "Pages counted. Page 1 of reply.pdf: of no item in the schedule." in c.shown
        assert "pages 2-3 of reply.pdf" in c.shown
        assert "1 item, 2 pages" in c.shown
