from dataclasses import replace
from pathlib import Path

import docx
import pytest

from dpo_console.cases.letters.letter_choices import letters_for
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import say
from dpo_console.casework.closing import close
from dpo_console.casework.facts import record_fact
from dpo_console.casework.letters.letter_filling import keep_filling
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import mark_sent
from dpo_console.casework.people.parties import add_party
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


async def test_what_is_missing_is_listed_then_asked_for_and_kept(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(days_ago=3, summary="everything", **ADDRESS)
    async with console(desk) as c:
        await c.press("L", "j")
        assert "Still missing" in c.shown
        await c.press("w")
        await c.type("we hold a great deal about Tom")
        await c.press("enter")
        assert "1 field still to fill in: enter." in c.shown
        await c.press("enter")
        await c.type("Which years?")
        await c.press("tab")
        await c.type("2 January 2027")
        await c.press("enter")
        assert "Still missing" not in c.shown
        await c.press("escape", "L", "j")
        assert "Proof of identity ready" in c.shown, "what was filled in outlives the screen"
        assert "Still missing" not in c.shown
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
        assert "w writes it" not in c.shown
        await c.press("colon")
        await c.type("settings")
        assert "still to fill in" in c.shown


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


@pytest.mark.parametrize(
    ("reached", "way"),
    [({}, "email"), (ADDRESS, "post"), ({**ADDRESS, "email": "jane@example.org"}, "email")],
)
def test_a_letter_goes_by_post_where_only_an_address_is_known(
    reached: dict[str, str], way: str, desk: Desk, log: Log
) -> None:
    case = log(**reached)
    letter = next(x for x in letters_for(desk, case.reference) if x.name == "acknowledgement")
    dialog, _ = letter_forms.sent(desk, case, letter)
    assert next(field.value for field in dialog.fields if field.name == "method") == way


def test_the_example_of_a_day_to_come_is_one(desk: Desk, log: Log) -> None:
    case = log("foi", days_ago=60)
    letter = next(x for x in letters_for(desk, case.reference) if x.name == "late-apology")
    form = letter_forms.fill(desk, case, letter, {})
    hint = next(field.hint for field in form.fields if field.name == "late.by")
    assert hint == "A day that you can keep, such as Mon 7 Dec 2026."


async def test_a_key_that_writes_or_sends_goes_on_once_the_fields_are_filled_in(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(summary="everything", **ADDRESS)
    for keys, says in (("jw", "Written."), ("jjs", "Clarification: sent")):
        async with console(desk) as c:
            await c.press("L", *keys)
            await c.type("we hold a great deal about Tom")
            await c.press("tab")
            await c.type("2 January 2027")
            await c.press("enter")
            assert says in c.shown
    written = [row.name for row in case_view(desk, case.reference).letters]
    assert written == ["identity-request"], "the other is written once its sending is saved"


async def test_a_letter_that_is_not_written_is_written_only_as_its_sending_is_saved(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(summary="the reports on Tom", **ADDRESS)
    async with console(desk) as c:
        await c.press("L", "s")
        assert "It isn't written yet. Saving writes the Word file" in c.shown
        await c.press("escape")
        assert case_view(desk, case.reference).letters == ()
        assert not list(desk.home.exports.rglob("*.docx"))
        await c.press("s", "enter")
        assert "Written. Recorded as sent." in c.shown
    [letter] = case_view(desk, case.reference).letters
    assert letter.sent_on == TODAY
    assert (desk.home.exports / letter.path).is_file()


async def test_a_letter_whose_fact_is_recorded_is_sent_only_after_a_question(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(summary="the reports on Tom", **ADDRESS)
    record_fact(desk, case.reference, "acknowledged", TODAY)
    async with console(desk) as c:
        await c.press("L")
        menu = c.app.screen.query_one(Menu)
        menu.highlighted = [choice.value for choice in menu.choices].index("acknowledgement")
        await c.rest()
        await c.press("s")
        assert "Record a second “Acknowledgement”?" in c.shown
        assert "The first is recorded for Wed 25 Nov 2026" in c.shown
        await c.press("n")
        assert case_view(desk, case.reference).letters == ()
        await c.press("s", "y")
        assert "Acknowledgement: sent" in c.shown


async def test_sending_is_recorded_once_and_moves_the_clock(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(summary="the reports on Tom", **ADDRESS)
    async with console(desk) as c:
        await c.press("enter", "L", "y")
        assert "” isn't written yet; w writes it." in c.shown
        await c.press("w", "escape", "f", "enter")
        await c.type("24 Nov")
        await c.press("tab", "tab")
        await c.type("The date stamp")
        await c.press("enter", "L")
        wrong = "! Corrected since it was written: Corrected “Received”"
        assert wrong in c.shown
        await c.press("s")
        assert c.shown.count(wrong) == 1
        await c.press("escape", "w")
        assert wrong not in c.shown
        await c.press("s", "enter")
        assert "Recorded as sent." in c.shown
        assert wrong not in c.shown
        await c.press("s")
        assert "It was sent on Wed 25 Nov 2026." in c.shown
        await c.press("escape")
        assert "next: Preserve the records" in c.shown
    after = case_view(desk, case.reference)
    assert after.letters[-1].sent_on == TODAY
    assert "acknowledged" in {f.name for f in after.facts}


async def test_a_letter_that_went_out_is_shown_as_it_was_written_also_where_none_fits_now(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(summary="the reports on Tom", **ADDRESS)
    write_letter(desk, case.reference, "acknowledgement", {})
    mark_sent(desk, case.reference, "acknowledgement", TODAY)
    [letter] = case_view(desk, case.reference).letters
    async with console(desk, (120, 40)) as c:
        await c.press("L", "home")
        assert isinstance(c.app.screen, LetterScreen)
        record_fact(desk, case.reference, "responded", TODAY, override="seen on paper")
        c.app.screen.read_letters()
        await c.rest()
        assert "The answer was" in c.shown
        assert c.app.screen.letter, "the cursor stays on its letter, which isn't the first now"
        assert c.app.screen.letter.name == "acknowledgement"
        assert "Written Wed 25 Nov 2026, sent Wed 25 Nov 2026." in c.shown
        assert "Dear Jane Doe" in c.shown
        (desk.home.exports / letter.path).write_bytes(b"another")
        await c.press("k", "j")
        assert "Dear Jane Doe" not in c.shown
        assert "isn't" in c.shown  # the path's length decides where the rest stands


async def test_the_line_that_fetches_the_file_is_shown_and_copied(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(summary="the reports on Tom", **ADDRESS)
    async with console(desk, (140, 40)) as c:
        await c.press("L", "w", "y")
        file = f"{case.reference}-acknowledgement-1.docx"
        there = f"ssh dpo.example.org dpo-console --home {desk.home.root} letter fetch"
        line = f"{there} {case.reference} acknowledgement > {case.reference}.docx"
        assert c.app.clipboard == line
        assert unbroken(line) in unbroken(c.shown)
        assert any(row.startswith("ssh ") for row in c.lines)
        await c.press("enter")
        assert f"exports/{case.reference}/{file}" in unbroken(c.shown)


def unbroken(text: str) -> str:
    """Return the text without spaces: the length of a path decides where its lines break."""
    return "".join(text.split())


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
        assert "The case is closed." in c.shown


async def test_a_sent_letter_goes_again_with_a_reason_and_an_email_line_is_at_hand(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(summary="the reports on Tom", **ADDRESS)
    async with console(desk, (120, 40)) as c:
        await c.press("L", "S")
        assert "isn't written yet" in c.shown
        await c.press("w", "S")
        assert "It wasn't sent yet" in c.shown
        await c.press("s", "enter", "E")
        assert " letter email SAR-2026-0001 acknowledgement > SAR-2026" in c.app.clipboard
        await c.press("escape", "S", "tab", "tab", *"it came back", "enter")
        assert "sent again" in c.shown
    assert "it came back" in case_view(desk, case.reference).letters[-1].again


async def test_a_letter_edited_in_word_is_taken_in_as_a_new_version(
    console: Opener, desk: Desk, log: Log, tmp_path: Path
) -> None:
    case = log(summary="the reports on Tom", **ADDRESS)
    row = write_letter(desk, case.reference, "acknowledgement", {})
    edited = tmp_path / "edited.docx"
    document = docx.Document(str(desk.home.exports / row.path))
    document.paragraphs[9].insert_paragraph_before("We spoke on the telephone.")
    document.save(str(edited))
    async with console(desk, (120, 50)) as c:
        await c.press("L", "less_than_sign")
        await c.type(str(edited))
        await c.press("enter")
        assert "Taken in as a new version." in c.shown
        assert "We spoke on the telephone." in c.shown
    assert [x.number for x in case_view(desk, case.reference).letters] == [1, 2]


async def test_over_a_shared_account_the_line_that_sends_it_is_copied(
    console: Opener, desk: Desk, log: Log, desk_of: DeskOf
) -> None:
    case = log(summary="the reports on Tom", **ADDRESS)
    write_letter(desk, case.reference, "acknowledgement", {})
    settings = desk.home.settings
    settings.write_text(settings.read_text("utf-8").replace("reads_files = true", ""), "utf-8")
    async with console(desk_of("clerk")) as c:
        await c.press("L", "less_than_sign")
        line = " letter adopt SAR-2026-0001 acknowledgement - < edited.docx"
        assert c.app.clipboard.endswith(line)


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
