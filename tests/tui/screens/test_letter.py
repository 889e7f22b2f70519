from dataclasses import replace

from dpo_console.cases.letters.letter_choices import letters_for
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import say
from dpo_console.casework.closing import close
from dpo_console.casework.facts import record_fact
from dpo_console.casework.letters.letter_writing import write_plan_letters
from dpo_console.casework.office.drafts import keep_filling
from dpo_console.casework.people.parties import add_party
from dpo_console.casework.search.searching import record_answer
from dpo_console.letters.catalogue import letter_kind
from dpo_console.tui.forms.form import Form
from dpo_console.tui.screens.letters import letter_forms
from dpo_console.tui.screens.letters.letter import LetterScreen
from dpo_console.tui.widgets.menu import Menu
from tests.conftest import TODAY, DeskOf
from tests.tui.conftest import Log, Opener

ADDRESS = {"address": "1 High Street\nBrookfield"}


async def test_an_acknowledgement_is_written_in_six_keys_and_lies_where_it_says(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(summary="the reports on Tom", **ADDRESS)
    async with console(desk) as c:
        await c.press("L", "w")
        assert "Written. y to print or fetch it; s once it is sent." in c.shown
        await c.press("y")
        assert "On this computer, the file is here:" in c.shown
        [letter] = case_view(desk, case.reference).letters
        whole = "".join(line.strip() for line in c.lines)
        assert str(desk.home.exports / letter.path) in whole
        await c.press("escape", "escape")
        assert c.lines[0].startswith("Cases")
    assert (desk.home.exports / letter.path).is_file()


async def test_the_words_stand_beside_the_letters_before_it_is_written(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(requester="Jane [Doe] & Søn", summary="the reports on Tom", **ADDRESS)
    async with console(desk, (120, 40)) as c:
        await c.press("L")
        assert "Dear Jane [Doe] & Søn" in c.shown
        assert "Acknowledgement ready" in c.shown


async def test_what_the_particulars_say_stands_in_the_form_and_the_letter_goes_on_following_it(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log("foi")
    say(desk, case.reference, {"refusal.reason": "It names two pupils."})
    async with console(desk, (100, 40)) as c:
        await c.press("L")
        screen = c.app.screen
        assert isinstance(screen, LetterScreen)
        menu = screen.query_one(Menu)
        menu.highlighted = [letter.name for letter in screen.letters].index("foi-refusal")
        await c.press("enter")
        form = c.app.screen.query_one(Form)
        assert form.values["refusal.reason"] == "It names two pupils."
        await c.type("section 40(2)")
        await c.press("enter")
        assert screen.given("foi-refusal")["refusal.exemption"] == "section 40(2)"
        assert "refusal.reason" not in screen.given("foi-refusal")


async def test_a_letter_that_checks_hold_back_says_where_they_are_answered(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(**ADDRESS)
    async with console(desk, (120, 40)) as c:
        await c.press("L")
        menu = c.app.screen.query_one(Menu)
        menu.highlighted = [choice.value for choice in menu.choices].index("disclosure-cover")
        await c.press("w")
        assert " checks for this letter" in c.shown
        assert " checks to complete. A opens the checklist." in c.lines[-2]
        await c.press("A")
        assert c.lines[0].startswith(f"{case.reference}  Before the answer")


async def test_a_filled_letter_that_checks_hold_back_can_be_filled_in_again(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log("disclosure", subjects=("Tess Ford",))
    letter = letter_kind("more-information")
    keep_filling(desk, case.reference, letter.name, {"sharing.questions": "Is it Tess Ford?"})
    async with console(desk) as c:
        await c.press("L")
        menu = c.app.screen.query_one(Menu)
        menu.highlighted = [choice.value for choice in menu.choices].index(letter.name)
        await c.rest()
        assert "It names Tess Ford, which may confirm that the pupil attends." in c.shown
        assert "enter opens what you filled in." in c.shown
        await c.press("enter")
        form = c.app.screen.query_one(Form)
        assert form.values["sharing.questions"] == "Is it Tess Ford?"


async def test_a_letter_that_nothing_is_held_says_that_something_was_found(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(**ADDRESS)
    record_answer(desk, case.reference, ["CCTV"], "found")
    async with console(desk, (120, 40)) as c:
        await c.press("L")
        assert "Nothing held no: something was found" in c.shown


async def test_a_letter_whose_fact_is_recorded_says_that_it_was_done_elsewhere(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(days_ago=3, **ADDRESS)
    record_fact(desk, case.reference, "acknowledged", TODAY)
    async with console(desk) as c:
        await c.press("L", "g")
        assert "Acknowledgement done Wed 25 Nov 2026 without this letter" in c.shown
        assert "Done on Wed 25 Nov 2026, and not by a letter written here." in c.shown


async def test_what_is_missing_is_listed_then_asked_for_and_kept(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(days_ago=3, summary="everything", **ADDRESS)
    async with console(desk) as c:
        await c.press("L", "j")
        assert "still missing" in c.shown
        await c.press("w")
        await c.type("we hold a great deal about Tom")
        await c.press("enter")
        assert "1 field still to fill in: enter." in c.shown
        await c.press("enter")
        await c.type("Which years?")
        await c.press("tab")
        await c.type("2 January 2027")
        await c.press("enter")
        assert "still missing" not in c.shown
        await c.press("escape", "L", "j")
        assert "Proof of identity ready" in c.shown, "what was filled in outlives the screen"
        assert "still missing" not in c.shown
        await c.press("w")
        assert "Written." in c.shown


async def test_a_letter_filled_in_that_waits_for_the_settings_says_so_and_find_tells_where(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(**ADDRESS)
    dpo = desk.settings.dpo._replace(email="", phone="", address="")
    async with console(replace(desk, settings=desk.settings._replace(dpo=dpo))) as c:
        await c.press("L", "enter")
        await c.type("everything")
        await c.press("enter")
        assert "Kept for this letter. It can't be written yet: " in c.shown
        await c.press("y")
        assert "” isn't written yet: " in c.shown
        assert "w writes it" not in c.shown
        await c.press("colon")
        await c.type("settings")
        assert "still to fill in" in c.shown


async def test_a_form_saved_unchanged_leaves_a_written_letter_as_it_is(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(summary="the reports on Tom", **ADDRESS)
    async with console(desk) as c:
        await c.press("L", "w")
        assert "Written." in c.shown
        await c.press("enter", "enter")
        assert "Nothing changed." in c.lines[-2]
        assert "Filled in again since it was written" not in c.shown


async def test_a_day_too_soon_is_warned_about_beside_its_field(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(**ADDRESS)
    async with console(desk, (100, 40)) as c:
        await c.press("L", "j", "enter")
        await c.press("tab", "tab")
        await c.type("7 dec")
        assert "Guidance allows longer" in c.shown


async def test_a_refusal_stands_below_every_other_letter_that_fits(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log("erasure")
    async with console(desk) as c:
        await c.press("L")
        screen = c.app.screen
        assert isinstance(screen, LetterScreen)
        for letters in (screen.letters, letters_for(desk, case.reference)):
            fitting = [x.name for x in letters if x.fits or x.against]
            refusals = [name for name in fitting if name.startswith("refusal-")]
            assert "erasure-outcome" in fitting
            assert fitting[-len(refusals) :] == refusals


def test_the_example_of_a_day_to_come_is_one(desk: Desk, log: Log) -> None:
    case = log("foi", days_ago=60)
    letter = next(x for x in letters_for(desk, case.reference) if x.name == "late-apology")
    form = letter_forms.fill(desk, case, letter, {})
    hint = next(field.hint for field in form.fields if field.name == "late.by")
    assert hint == "A date you can keep to, such as Mon 7 Dec 2026."


async def test_a_key_that_writes_or_sends_goes_on_once_the_fields_are_filled_in(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(summary="everything", **ADDRESS)
    for keys, says in (("jw", "Written."), ("js", "Clarification: sent")):
        async with console(desk) as c:
            await c.press("L", *keys)
            await c.type("we hold a great deal about Tom")
            await c.press("tab")
            await c.type("2 January 2027")
            await c.press("enter")
            assert says in c.shown
    written = [row.name for row in case_view(desk, case.reference).letters]
    assert written == ["identity-request"], "the other is written once its sending is saved"


async def test_a_letter_that_does_not_fit_says_why(console: Opener, desk: Desk, log: Log) -> None:
    case = log(days_ago=80, **ADDRESS)
    names = [letter.name for letter in letters_for(desk, case.reference)]
    async with console(desk) as c:
        await c.press("L", *["down"] * names.index("extension"), "w")
        assert "! The last day for telling the requester of an extension has passed" in c.shown


async def test_a_full_disk_or_a_folder_that_is_no_folder_is_a_sentence(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(summary="the reports on Tom", **ADDRESS)
    desk.home.exports.rmdir()
    desk.home.exports.write_text("in the way")
    async with console(desk) as c:
        await c.press("L", "w")
        assert isinstance(c.app.screen_stack[1], LetterScreen)
        assert c.app.is_running
    assert not case_view(desk, case.reference).letters


async def test_somebody_who_may_not_write_letters_is_told_so(
    console: Opener, desk_of: DeskOf, log: Log
) -> None:
    log(**ADDRESS)
    async with console(desk_of("auditor")) as c:
        await c.press("L")
        assert "who may not write letters" in c.shown


async def test_a_closed_case_still_shows_its_letters(console: Opener, desk: Desk, log: Log) -> None:
    case = log(summary="the reports on Tom", **ADDRESS)
    close(desk, case.reference, "withdrawn", TODAY)
    async with console(desk) as c:
        await c.press("L")
        reopens = "The case is closed. For letters with that remark, reopen it (R on the case)."
        assert reopens in c.lines[-2]
        await c.press("j", "w")  # a closed case may still be told that its request was withdrawn
        assert f"! {reopens}" in c.shown


async def test_enter_on_a_letter_that_waits_leads_to_its_checks(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(requester_kind="parent", **ADDRESS)
    async with console(desk) as c:
        await c.press("L")
        menu = c.app.screen.query_one(Menu)
        menu.highlighted = [choice.value for choice in menu.choices].index("disclosure-cover")
        await c.press("enter")
        assert "! First complete 11 checks: A opens the checklist." in c.shown
        await c.press("A")
        assert c.lines[0].startswith(f"{case.reference}  Before the answer")


async def test_a_letter_says_which_of_its_gaps_the_case_details_fill_for_its_checks_too(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log("breach")
    async with console(desk) as c:
        await c.press("L")
        assert "- How many people (case detail)" in c.shown
        assert "what is planned, one per line Fill in each case detail first, with F on" in c.shown
        assert "the case (esc, F): this letter copies it." in c.shown
    say(desk, case.reference, {"breach.people": "About 120 pupils"})
    async with console(desk) as c:
        await c.press("L")
        assert "How many people" not in c.shown


async def test_a_letter_that_waits_is_written_under_an_override_that_the_case_shows(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(requester_kind="parent", **ADDRESS)
    given = {
        "schedule": "The school record", "disclosure.searched": "Everywhere",
        "disclosure.period": "two years", "disclosure.method": "by secure link",
    }  # fmt: skip
    keep_filling(desk, case.reference, "disclosure-cover", given)
    async with console(desk, (100, 40)) as c:
        await c.press("L")
        menu = c.app.screen.query_one(Menu)
        menu.highlighted = [choice.value for choice in menu.choices].index("disclosure-cover")
        await c.rest()
        assert "You can't send this yet: 11 checks" in c.shown
        await c.press("exclamation_mark")
        assert "who.identity" not in c.shown
        await c.press("enter")
        assert case_view(desk, case.reference).letters == ()
        await c.type("The court sits this afternoon")
        await c.press("enter")
        assert "Written under an override." in c.shown
    (flag,) = case_view(desk, case.reference).flags
    assert "“Cover letter of the answer” no. 1 went under an override" in flag
    assert "The court sits this afternoon" in flag


async def test_a_protected_address_is_never_written_to_who_it_is_kept_from(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(requester="Paul Doe", requester_kind="parent")
    mother = {"name": "Jane Doe", "address": "14 Oak Row\nHarbourton", "kept_from": "1"}
    add_party(desk, case.reference, "other", mother)
    keep_filling(desk, case.reference, "acknowledgement", {"summary": "the file at 14 OAK ROW"})
    async with console(desk, (120, 40)) as c:
        await c.press("L")
        menu = c.app.screen.query_one(Menu)
        menu.highlighted = [choice.value for choice in menu.choices].index("acknowledgement")
        await c.rest()
        assert "1 check to complete" in c.shown
        await c.press("exclamation_mark")
        assert "It tells Paul Doe the protected address of Jane Doe. Take that out." in c.shown
        await c.type("He knows where she lives anyway")
        await c.press("enter")
        assert "can't be written yet" in c.shown
    assert case_view(desk, case.reference).letters == ()


async def test_a_greeting_is_no_gap_while_its_addressee_is_still_to_be_named(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(days_ago=3, summary="everything", **ADDRESS)
    async with console(desk, (120, 40)) as c:
        await c.press("L")
        screen = c.app.screen
        assert isinstance(screen, LetterScreen)
        consultation = next(one for one in screen.letters if one.name == "consultation")
        assert screen.state(consultation) == "3 to fill in"


async def test_what_follows_a_form_is_done_though_others_save_meanwhile(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    done: list[str] = []
    async with console(desk) as c:
        await c.press("enter", "L")
        screen = c.app.screen
        assert isinstance(screen, LetterScreen)
        screen.read_letters(then=lambda: done.append("written"), held=True)
        screen.draw_again()
        await c.rest()
        assert done == ["written"]


async def test_the_letters_open_on_the_one_that_was_just_written(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    write_plan_letters(desk, case.reference, "ask", ["1", "3"], "All about Tom Rae")
    async with console(desk) as c:
        await c.press("L")
        screen = c.app.screen
        assert isinstance(screen, LetterScreen)
        assert screen.letter
        assert screen.letter.name == "search-request"
        await c.press("y")
        files = [row.path.rpartition("/")[2] for row in case_view(desk, case.reference).letters]
        assert len(files) == 2
        assert all(name in c.shown.replace(" ", "") for name in files)
