"""Help in forms and dialogs, and refusals in the words of the console."""

import re
from pathlib import Path

import pytest

import dpo_console
from dpo_console.approval.criteria import asked
from dpo_console.cases.checklist.particulars import particulars
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.facts import record_fact
from dpo_console.errors import GateClosed, LetterIncomplete, NoSuchCase
from dpo_console.letters.composing.filling import lacking
from dpo_console.letters.wording.conditions import FIELDS
from dpo_console.sentences import (
    CriterionId,
    DetailName,
    Gap,
    OptionName,
    Phrase,
    Remedy,
    joined,
)
from dpo_console.tui.commands import Keymap
from dpo_console.tui.forms.controls import ChoiceField, Field, takes
from dpo_console.tui.forms.form import Form
from dpo_console.tui.labels import asked_for
from dpo_console.tui.remedies import WAYS, in_console
from dpo_console.tui.screens.frame.ask import Ask
from dpo_console.tui.screens.frame.dialogs import Confirm, Help
from tests.answering import meet_checklist
from tests.conftest import TODAY
from tests.tui.conftest import Log, Opener


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (Field("on", "On", day=True), "A day, written like 13 Oct, 13/10/2026"),
        (Field("a", "A", choices=(("x", "X"), ("y", "Y"))), "One of: X; Y. Left and right choose"),
        (Field("a", "A", choices=(("x", "X"),), several=True), "Any of: X. Space adds"),
        (Field("a", "A", lines=2, hint="why"), "Why. ctrl+j starts a new line."),
        (Field("a", "A", lines=2, hint="ctrl+j: next line", example="x"), "one. Such as: x."),
        (Field("a", "A", example="~/x.csv"), "Such as: ~/x.csv."),
    ],
)
def test_help_says_what_a_field_takes(field: Field, words: str) -> None:
    assert words in takes(field)


async def test_ctrl_g_explains_a_form_and_keeps_what_was_typed(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk) as c:
        await c.press("c", "tab")
        await c.type("which years?")
        assert "ctrl+g help" in c.lines[-1]
        await c.press("ctrl+g")
        assert isinstance(c.app.screen, Help)
        assert "On A day, written like" in c.shown
        hint = "What was asked (without it, the date isn't moved)."
        assert f"Note {hint} ctrl+j starts a new line." in c.shown
        await c.press("ctrl+g")
        assert isinstance(c.app.screen, Ask)
        assert "which years?" in c.shown


async def test_help_leaves_out_the_override_until_a_check_refused_the_save(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk) as c:
        await c.press("P", "7", "ctrl+g")
        assert "Reply by A day" in c.shown
        assert "Override" not in c.shown
        await c.press("ctrl+g")
        c.app.screen.query_one(Form).offer_override()
        await c.press("ctrl+g")
        assert "Override Why one goes despite a check" in c.shown


async def test_a_question_mark_explains_where_no_letters_are_typed_and_is_one_where_they_are(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk) as c:
        await c.press("n", "question_mark")
        assert isinstance(c.app.screen, Ask)
        await c.press("x", "escape")
        assert isinstance(c.app.screen, Confirm)
        await c.press("question_mark")
        assert "y Yes: do it." in c.shown
        await c.press("escape", "y", "m", "question_mark")
        assert "Take the line under the cursor" in c.shown
        await c.press("escape", "escape", "x")
        choice = c.app.screen.query_one(ChoiceField)
        assert choice.has_focus
        await c.press("question_mark")
        assert "Outcome One of:" in c.shown
        await c.press("escape", "escape", "N", "ctrl+g")
        assert "In one line Such as: sar Jane Doe" in c.shown


async def test_what_is_wrong_with_a_field_is_said_once_and_beside_it(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk, (100, 30)) as c:
        await c.press("n", "enter")
        assert c.shown.count("This can't be empty.") == 1
        await c.type("rang")
        assert "This can't be empty" not in c.shown
        await c.press("escape", "y", "c")
        c.app.screen.query_one(Form).fill({"on": "someday"})
        await c.press("enter")
        assert c.shown.count("is not a day") == 1
        assert isinstance(c.app.screen, Ask)


async def test_a_refusal_names_the_label_and_the_key_and_particulars_begin_there(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log("foi", days_ago=5)
    meet_checklist(desk, case.reference)
    record_fact(desk, case.reference, "responded", TODAY)
    log("foi", days_ago=4)
    async with console(desk, (100, 50)) as c:
        await c.press("6", "enter", "x", *"refused", "enter")
        assert "“Why refused”" in c.shown
        assert "refusal.reason" not in c.shown
        assert "dpo-console" not in c.shown
        await c.press("escape", "F")
        form = c.app.screen.query_one(Form)
        assert form.controls["refusal.reason"].has_focus
        await c.press("escape", "escape", "j", "F")  # the refusal asked nothing of another case
        assert not c.app.screen.query_one(Form).controls["refusal.reason"].has_focus
    assert case_view(desk, case.reference).row.closed_on is None


async def test_a_long_choice_keeps_both_its_arrows(console: Opener, desk: Desk, log: Log) -> None:
    log()
    async with console(desk) as c:
        await c.press("x")
        choice = c.app.screen.query_one(ChoiceField)
        choice.choices = (("a", "A long way to say it " * 9), ("b", "B"))
        choice.value = "a"
        await c.rest()
        line = next(line for line in c.lines if "A long way" in line)
        assert "‹ A long way" in line
        assert "… ›" in line


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (Phrase("Reopen it first, saying why: ", Remedy("reopen", ("SAR-1", "--why ..."))),
         "Reopen it first, saying why: R (reopen)"),
        (Phrase("else, first: ", Remedy("unlink", ("A", "B", "--why ..."))),
         "else, first: “unlink” among all commands (:)"),
        (Phrase(DetailName("late.reason"), ": late. Say why: ", Remedy("particulars", ("SAR-1",))),
         "“Why late”: late. Say why: F (case details)"),
        (Phrase("will show it: ", Remedy("fact", ("SAR-1", "responded"), option="override")),
         "will show it: the field “Override”"),
        (Phrase("Keep an item back first ", Remedy("scope", aside=True), ", or say what is left "
                "out ", OptionName("left_out", "(--left-out)"), "."),
         "Keep an item back first (A: checklist), or say what is left out under “Left out”."),
        (NoSuchCase("dsc").sentence, "There is no case 'dsc'."),
        (lacking("sharing.asked", "what was asked for"),
         "“What was asked for” is missing: what was asked for."),
        (LetterIncomplete("third-party-approval", [
            lacking("sharing.until", FIELDS["sharing.until"].asked_for)]).sentence,
         "“Approval and its terms” can't be written yet:\n  - “Destroy by” is missing: the day on "
         "which the recipient's use ends (A: checklist, then o: scope)."),
        (Phrase("changed outside dpo_console: ", Remedy("verify"), ". Log it anew"),
         "changed outside dpo_console: dpo-console verify. Log it anew"),
        (GateClosed("SAR-1", [Gap("who.identity", "not met", "Who?"), Gap("", "Nobody ruled.")])
         .sentence, "SAR-1 can't be released yet:\n  - Not met. Who?\n  - Nobody ruled."),
        (Phrase(CriterionId("who.identity"), " is open; ", CriterionId("refusal.reason"), " too"),
         f"“{asked('who.identity')}” is open; “{particulars()['refusal.reason'].label}” too"),
        ("Typed: dpo-console reopen X, late.reason, who.identity (scope)",
         "Typed: dpo-console reopen X, late.reason, who.identity (scope)"),
    ],
)  # fmt: skip
def test_acts_are_said_as_keys_and_names_as_labels(sentence: str, said: str) -> None:
    assert in_console(sentence, Keymap()) == said


def test_detail_that_is_asked_for_is_the_first_that_a_sentence_names() -> None:
    either = joined(" or ", map(DetailName, ("refusal.reason", "withheld.reason")))
    named = Phrase("no reason is written: ", either)
    assert asked_for(named) == "refusal.reason"
    assert asked_for(GateClosed("SAR-1", [Gap("x.y", named)]).sentence) == "refusal.reason"
    assert asked_for("late.reason") == ""


SHELL = {"list", "verify", "wording", "init", "add", "due", "show", "data-items", "exemptions",
         "schedule", "files"}  # fmt: skip
"""Commands that casework names and that have no key: for a shell, or explained elsewhere."""


def test_every_command_that_a_refusal_of_a_case_names_has_its_way_in_the_console() -> None:
    folder = Path(dpo_console.__file__).parent
    files = [
        p
        for part in ("cases", "casework", "approval", "store")
        for p in (folder / part).rglob("*.py")
    ]
    named = {v for p in files for v in re.findall(r'Remedy\(\s*"([a-z-]+)"', p.read_text())}
    assert len(named) > 8
    assert not any(re.search(r"dpo-console [a-z-]+ \{", p.read_text()) for p in files)
    assert named - SHELL <= set(WAYS)
