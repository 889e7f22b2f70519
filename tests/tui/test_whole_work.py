"""Whole pieces of an officer's work, done by keys alone and counted.

Words that the officer must write are counted apart, because no key can save them.
"""

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import say
from tests.answering import meet_checklist
from tests.conftest import DeskOf
from tests.tui.conftest import Console, Log, Opener


class Counted:
    """A console that counts the keys pressed and, apart from them, the words' letters."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.keys = self.letters = 0

    async def press(self, keys: str) -> None:
        """Press keys, given with spaces between them."""
        self.keys += len(keys.split())
        await self.console.press(*keys.split())

    async def write(self, words: str, then: str) -> None:
        """Write words into the field, then press keys."""
        self.letters += len(words)
        await self.console.type(words)
        await self.press(then)

    def reached(self, *words: str) -> None:
        """Expect words on the screen."""
        for one in words:
            assert one in self.console.shown, self.console.shown


async def test_a_subject_access_request_is_answered_in_forty_two_keys(
    console: Opener, desk: Desk
) -> None:
    async with console(desk, (100, 40)) as c:
        work = Counted(c)
        await work.press("N")
        await work.write("sar Jane Doe re Tom Doe, email", "enter")
        await work.press("L s enter")
        await work.press("P asterisk 1 enter asterisk 2 enter")
        await work.press("g j 4 asterisk 5")
        await work.press("B plus")
        await work.write("Pupil file", "tab p tab")
        await work.write("60", "tab")
        await work.write("paper", "enter escape 1")
        await work.press("A 1")
        while "enter save and next" in c.shown:
            await work.write("Seen on the file today.", "enter")
        work.reached("All that must be met is met.")
        await work.press("L s")
        await work.write("the time from 1 September 2022 on", "tab")
        await work.write("by secure e-mail", "enter enter")
        work.reached("Recorded as sent.")
        await work.press("x enter")
        work.reached("Disclosed in full")
    case = case_view(desk, "SAR-2026-0001")
    assert case.row.outcome == "disclosed"
    assert [(row.name, bool(row.sent_on)) for row in case.letters] == [
        ("acknowledgement", True), ("disclosure-cover", True),
    ]  # fmt: skip
    assert work.keys <= 42, f"{work.keys} keys, {work.letters} letters"


async def test_a_head_decides_in_six_keys_from_the_queue(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = log("disclosure", requester_kind="school", organisation="Tally & Thimble Ltd")
    meet_checklist(desk, case.reference)
    async with console(desk_of("head")) as c:
        work = Counted(c)
        await work.press("d a tab")
        await work.write("The terms are fair and the data few.", "enter")
    decision = case_view(desk, case.reference).decision
    assert decision is not None
    assert (decision.by, decision.ruling) == ("head", "approve")
    assert work.keys <= 6


async def test_a_head_who_knows_no_key_decides_in_nine_by_what_the_screens_say(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = log("disclosure", requester_kind="school", organisation="Tally & Thimble School")
    meet_checklist(desk, case.reference)
    say(desk, case.reference, {"decision.advice": "Approve: the data are few."})
    async with console(desk_of("head")) as c:
        work = Counted(c)
        work.reached("Decide 1", "Approver decides", "enter open")
        await work.press("enter")
        work.reached(
            "For you to decide", "Tally & Thimble School", "none of the open ones required"
        )
        work.reached("advice Approve: the data are few.", "d decides", "d decide")
        await work.press("d")
        work.reached("‹ choose ›", "left/right arrows choose")
        await work.press("enter")
        work.reached("Choose first: left/right arrows")
        await work.press("right")
        work.reached("‹ approve ›", "tab next field", "enter save")
        await work.press("tab")
        await work.write("The terms are fair and the data few.", "enter")
        work.reached("Decision recorded. Your part is done.")
        await work.press("escape")
        work.reached("Nothing waits for a decision.")
        await work.press("q")
    decision = case_view(desk, case.reference).decision
    assert decision is not None
    assert (decision.by, decision.ruling) == ("head", "approve")
    assert work.keys <= 9
