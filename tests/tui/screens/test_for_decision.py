"""What the approver reads first on a case: what is asked, the checks, and the DPO's advice."""

import re

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.sharing.release_gate import advisers
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import say
from dpo_console.casework.sharing.release import release
from dpo_console.casework.sharing.ruling import decide
from dpo_console.tui.screens.sharing import release_forms
from tests.conftest import TODAY, DeskOf
from tests.tui.conftest import Log, Opener
from tests.tui.sharing import asked, assessed


async def test_a_case_shows_the_approver_first_what_to_read_before_the_ruling(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = asked(log)
    assessed(desk, case)
    say(desk, case.reference, {"decision.advice": "Share it: the risk is low."})
    for person, first in (("head", "For you to decide"), ("dpo", "How the date")):
        async with console(desk_of(person)) as c:
            await c.press("enter")
            assert any(line.startswith(f" {first}") for line in c.lines[4:6]), person
            assert "advice Share it: the risk is low." in c.shown.replace("The DPO's ", "")
    decide(desk_of("head"), case.reference, "approve", "sound")
    async with console(desk_of("head")) as c:
        await c.press("6", "enter")
        assert "For you to decide" not in c.shown


async def test_what_the_approver_reads_never_tells_data_still_here_as_sent(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    assessed(desk, asked(log))
    async with console(desk_of("head")) as c:
        await c.press("enter")
        assert "goes by secure portal; to be destroyed by Sun 31 Jan 2027" in c.shown


async def test_the_approver_reads_first_who_released_urgently_and_that_every_check_is_required(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = log(
        "disclosure", requester="Jo Lee", organisation="Kent County Council",
        requester_kind="la-safeguarding",
    )  # fmt: skip
    release(desk, case.reference, on=TODAY, method="telephone", urgent=True, reason="At risk now")
    async with console(desk_of("head")) as c:
        c.app.open_case(case.reference)
        await c.rest()
        first = next(n for n, line in enumerate(c.lines) if "For you to decide" in line)
        said = "Released urgently on Wed 25 Nov 2026, by Amara Okafor. You decide afterwards."
        assert said in c.lines[first + 1]
        assert re.search(r"checks (\d+) open, all required", c.shown)


async def test_the_advice_names_who_recorded_it(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = asked(log)
    for person, words in (("dpo", "Share it."), ("clerk", "Refuse it."), ("clerk", "Refuse it.")):
        say(desk_of(person), case.reference, {"decision.advice": words})
    async with console(desk_of("head"), (120, 40)) as c:
        c.app.open_case(case.reference)
        await c.rest()
        assert "Refuse it. (recorded by Ben Hale)" in c.shown
    say(desk, case.reference, {"decision.advice": ""})
    assert release_forms.advice(case_view(desk, case.reference)) == ""


def test_who_records_advice_in_the_case_details_has_advised(desk: Desk, log: Log) -> None:
    reference = asked(log).reference
    say(desk, reference, {"recipient.country": "United Kingdom"})
    assert advisers(file_meant(desk, reference)) == set()
    say(desk, reference, {"decision.advice": "Share it."})
    assert advisers(file_meant(desk, reference)) == {"dpo"}
