"""A newcomer's way from what was found to a closed case, with only the keys that screens name.

Each tab and each letter of a choice counts. Words that the officer must write don't.
"""

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.facts import record_fact
from dpo_console.casework.search.searching import EVERY, record_answer, tell_to_keep
from tests.conftest import TODAY, DeskOf
from tests.tui.conftest import Log, Opener
from tests.tui.test_whole_work import Counted

FOUND = (
    ("Pupil file", "p", "60"),
    ("Incident log", "b", "12"),
    ("Exam results", "e x", "2"),
    ("E-mails of the form tutor", "e", "8"),
)
"""Each item with the letters that choose its category, and its pages."""

MOST = {"listing": 21, "deciding": 6, "second check": 5, "checks": 9, "letter": 6, "closing": 2}
"""The most keys of each part of the work."""


@pytest.fixture
def searched(desk: Desk, log: Log) -> str:
    """Log a parent's request that is acknowledged, with every place searched."""
    reference = log(requester_kind="parent", subjects=("Tom Doe",), address="1 Low Road").reference
    record_fact(desk, reference, "acknowledged", TODAY)
    tell_to_keep(desk, reference, EVERY, "IT")
    record_answer(desk, reference, EVERY, "found")
    return reference


async def test_a_newcomer_answers_a_request_in_forty_nine_keys_after_the_search(
    console: Opener, desk: Desk, desk_of: DeskOf, searched: str
) -> None:
    took: dict[str, int] = {}
    async with console(desk) as c:
        work = Counted(c)

        def part(name: str) -> None:
            took[name] = work.keys - sum(took.values())

        await work.press("m enter")
        work.reached("+ add")
        await work.press("plus")
        for title, category, pages in FOUND:
            await work.write(title, f"tab {category} tab")
            await work.write(pages, "enter")
        await work.press("escape")
        part("listing")
        work.reached("1 release 2 redact 3 withhold")
        await work.press("1 1 1 2 enter")
        await work.write("Another pupil's home", "enter")
        part("deciding")
        work.reached("Someone else does the second check. The checklist is next (A).")
        async with console(desk_of("head")) as other:
            second = Counted(other)
            await second.press("6 m enter")
            second.reached("V second check")
            await second.press("V y")
            second.reached("Item 4: second check recorded. Data were found, and nothing is listed")
        work.keys += second.keys
        part("second check")
        await work.press("A enter")
        while "enter save and next" in c.shown:
            await work.write("Seen on the file today.", "enter")
        part("checks")
        work.reached("All that must be met is met. Next (L): Send the answer.")
        await work.press("L enter")
        await work.write("by secure link", "tab")
        await work.write("the time from 1 September 2022 on", "enter")
        work.reached("w writes it; s also records it as sent.")
        await work.press("s enter")
        part("letter")
        work.reached("Recorded as sent. Next (x): Close the case.")
        await work.press("x enter")
        part("closing")
    assert case_view(desk, searched).row.outcome == "disclosed-in-part"
    assert {name: keys for name, keys in took.items() if keys > MOST[name]} == {}, took
