from datetime import date
from pathlib import Path

import docx
import pytest

from dpo_console.cases.letters.letter_choices import letters_for
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.facts import record_fact
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import mark_sent
from dpo_console.tui.screens.letters import letter_forms
from dpo_console.tui.screens.letters.letter import LetterScreen
from dpo_console.tui.widgets.menu import Menu
from tests.conftest import TODAY, DeskOf
from tests.tui.conftest import Log, Opener

ADDRESS = {"address": "1 High Street\nBrookfield"}


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


async def test_once_one_letter_of_two_went_the_other_stands_with_its_own_words(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(subjects=("Tom Doe", "Cole Nash"), **ADDRESS)
    for reader in ("Tom Doe", "Cole Nash"):
        typed = {"told.addressee": reader, "consult.reply_by": "2026-12-04"}
        write_letter(desk, case.reference, "pupil-view", typed)
    names = [letter.name for letter in letters_for(desk, case.reference) if letter.fits]
    to_it = ["home", *["down"] * names.index("pupil-view")]
    async with console(desk, (120, 40)) as c:
        await c.press("L", *to_it)
        assert "2 written" in c.shown
        assert "pupil-view-1.docx" in c.shown
        mark_sent(desk, case.reference, "pupil-view", TODAY)
        await c.press("escape", "L", *to_it)
        assert "1 of 2 sent" in c.shown
        assert "Written Wed 25 Nov 2026, not sent yet." in c.shown
        assert "pupil-view-1.docx" in c.shown
        assert "pupil-view-2.docx" not in c.shown
        assert "Dear Tom" in c.shown
        mark_sent(desk, case.reference, "pupil-view", TODAY, number=1)
        await c.press("escape", "L", *to_it)
        assert "sent Wed 25 Nov 2026" in c.shown
        assert "not sent yet" not in c.shown


async def test_where_letters_of_a_name_wait_for_several_readers_s_asks_which_was_sent(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(subjects=("Tom Doe", "Cole Nash"), **ADDRESS)
    for reader in ("Tom Doe", "Cole Nash"):
        typed = {"told.addressee": reader, "consult.reply_by": "2026-12-04"}
        write_letter(desk, case.reference, "pupil-view", typed)
    names = [letter.name for letter in letters_for(desk, case.reference) if letter.fits]

    def sent() -> list[tuple[str, date | None]]:
        return [(row.to, row.sent_on) for row in case_view(desk, case.reference).letters]

    async with console(desk, (120, 40)) as c:
        await c.press("L", "home", *["down"] * names.index("pupil-view"), "s")
        assert "Which one was sent?" in c.shown
        assert "Tom Doe no. 1, written Wed 25 Nov 2026" in c.shown
        await c.press("enter")
        assert "No. 1, to Tom Doe." in c.shown
        await c.press("enter")
        assert "Recorded as sent." in c.shown
        assert sent() == [("Tom Doe", TODAY), ("Cole Nash", None)]
        await c.press("s")
        assert "Which one was sent?" not in c.shown
        assert "No. 2, to Cole Nash." in c.shown
        await c.press("enter")
        assert sent() == [("Tom Doe", TODAY), ("Cole Nash", TODAY)]
        await c.press("S")
        assert "Which one went again?" in c.shown
        await c.press("enter")
        await c.type("25 Nov")
        await c.press("tab", "tab")
        await c.type("It came back")
        await c.press("enter")
    first, second = case_view(desk, case.reference).letters
    assert "It came back" in first.again
    assert not second.again


async def test_a_sending_that_is_no_fact_is_corrected_where_facts_are(
    console: Opener, desk: Desk, log: Log
) -> None:
    sar = log(days_ago=50, email="jane@example.org").reference
    write_letter(desk, sar, "late-apology", {"late.cause": "of a flood", "late.by": "2026-12-04"})
    mark_sent(desk, sar, "late-apology", TODAY)
    async with console(desk) as c:
        await c.press("enter", "f")
        assert "Which of these dates is wrong?" in c.shown
        assert "Our answer is late sent Wed 25 Nov 2026" in c.shown
        await c.press("j", "enter")
        assert "Correct: Our answer is late, sent Wed 25 Nov 2026" in c.shown
        await c.press("tab", "right")
        assert "it was not sent" in c.shown
        await c.press("tab")
        await c.type("It is still on my desk")
        await c.press("enter")
        assert "Our answer is late: corrected" in c.shown
        await c.press("f")
        assert "Our answer is late sent" not in c.shown
    [letter] = case_view(desk, sar).letters
    assert (letter.state, letter.sent_on) == ("written", None)


async def test_a_letter_that_checks_hold_back_promises_no_key_that_refuses(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(summary="the reports on Tom", **ADDRESS)
    async with console(desk) as c:
        await c.press("L")
        screen = c.app.screen
        assert isinstance(screen, LetterScreen)
        waits = next(n for n, letter in enumerate(screen.letters) if letter.against)
        screen.query_one(Menu).highlighted = waits
        await c.rest()
        await c.press("y")
        title, left = screen.letters[waits].title, len(screen.letters[waits].against)
        assert f"! “{title}” isn't written yet: {left} checks to complete." in c.shown
        never = next(n for n, one in enumerate(screen.letters) if one.why_not and not one.against)
        screen.query_one(Menu).highlighted = never
        await c.rest()
        await c.press("y")
        letter = screen.letters[never]
        assert f"! “{letter.title}” isn't written yet. {letter.why_not}" in c.shown


async def test_once_proof_came_the_promised_new_date_is_offered(
    console: Opener, desk: Desk, log: Log
) -> None:
    sar = log(**ADDRESS).reference
    record_fact(desk, sar, "acknowledged", TODAY)
    asks = {"doubt": "the address is new to us", "documents": "A passport"}
    write_letter(desk, sar, "identity-request", asks)
    mark_sent(desk, sar, "identity-request", TODAY)
    async with console(desk) as c:
        await c.press("enter", "i", "tab")
        await c.type("Passport seen")
        await c.press("enter")
        assert "Tell the requester the new date (L)." in c.shown
        await c.press("m")
        assert "Letters: tell the requester the new date" in c.shown
        await c.press("escape", "L", "w")
    assert case_view(desk, sar).letters[-1].name == "new-date"
