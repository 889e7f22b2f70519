from dataclasses import replace
from datetime import date

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.sharing.release import release
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.tui.forms.form import Form
from dpo_console.tui.screens.reports import RegisterScreen
from tests.conftest import TODAY, DeskOf
from tests.tui.conftest import Log, Opener
from tests.tui.sharing import SCOPE, asked, assessed

SIZES = ((80, 24), (120, 40))


def released(desk: Desk, desk_of: DeskOf, case: CaseView) -> CaseView:
    assessed(desk, case)
    decide(desk_of("head"), case.reference, "approve", "Yes")
    return case_view(
        desk,
        release(desk, case.reference, TODAY, method="secure portal", review=date(2027, 1, 4)),
    )


def police(log: Log) -> CaseView:
    return log(
        "disclosure", requester="DC Ray", organisation="Kent Police", requester_kind="police",
        subjects=("Tom Doe",),
    )  # fmt: skip


async def test_what_may_be_published_is_shown_and_the_rest_only_counted(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    released(desk, desk_of, asked(log))
    released(desk, desk_of, police(log))
    for size in SIZES:
        async with console(desk, size) as c:
            await c.press("K")
            assert c.lines[0].startswith("Register of releases")
            assert "Up to 4 releases may be left out (their exact number" in c.shown
            assert "Kent University" in c.shown
            assert "Wed 25 Nov 2026, approved Wed 25 Nov 2026" in c.shown
            assert "Kent Police" not in c.shown
            assert "DC Ray" not in c.shown


async def test_the_full_register_is_one_key_away_for_those_who_may_see_it(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    released(desk, desk_of, police(log))
    for size in SIZES:
        async with console(desk, size) as c:
            await c.press("K", "right_square_bracket")
            assert c.lines[0].startswith("Full register: not for publication")
            assert "Kent Police" in c.shown
            assert "Tom Doe" in c.shown
            await c.press("space")
            assert "only counted: Police" in c.shown
            await c.press("left_square_bracket")
            assert "No release is listed." in c.shown
    async with console(desk_of("clerk")) as c:
        await c.press("K", "right_square_bracket")
        assert "who may not see the full register" in c.shown
        assert c.lines[0].startswith("Register of releases")


async def test_the_word_file_is_written_and_the_way_home_copied(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    released(desk, desk_of, asked(log))
    async with console(desk) as c:
        await c.press("K", "y")
        assert "Write it first: w" in c.shown
        await c.press("w")
        (path,) = (desk.home.exports / "register").glob("*.docx")
        assert f"Written: exports/register/{path.name}." in c.shown
        await c.press("y")
        assert "scp dpo.example.org:" in c.shown
    async with console(desk_of("auditor")) as c:
        await c.press("K", "w")
        assert "who may not write the register" in c.shown


async def test_enter_opens_the_case_and_back(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = released(desk, desk_of, asked(log))
    async with console(desk, (120, 60)) as c:
        await c.press("K", "enter")
        assert c.lines[0].startswith(case.reference)
        assert "After the release" in c.shown
        assert "Dr Ann Bell, Kent University" in c.shown
        await c.press("escape")
        assert isinstance(c.app.screen, RegisterScreen)


async def test_an_empty_register_says_so(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("K")
        assert "No release is listed." in c.shown
        await c.press("enter")
        assert isinstance(c.app.screen, RegisterScreen)


async def test_a_review_is_a_form_that_shows_what_is_due(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = released(desk, desk_of, asked(log))
    january = desk_of(today=date(2027, 1, 5))
    async with console(january) as c:
        await c.press("colon")
        await c.type("review")
        await c.press("enter")
        assert "Review due: Mon 4 Jan 2027, overdue" in c.shown
        form = c.app.screen.query_one(Form)
        form.fill({"finding": "Terms are kept", "following": "20 Jan 2027"})
        await c.rest()
        await c.press("enter")
        assert "Reviewed." in c.shown
    after = case_view(january, case.reference).released
    assert after is not None
    assert [r.words for r in after.reviews] == ["Terms are kept"]
    assert after.review_due == date(2027, 1, 20)


async def test_an_urgent_release_takes_four_keys_and_the_words(
    console: Opener, desk: Desk, desk_of: DeskOf
) -> None:
    dsl = desk_of("dsl")
    async with console(dsl) as c:
        await c.press("N")
        await c.type(
            "disclosure Mo Lane of MASH re Tom Doe, la-safeguarding, phone, of Kent Council"
        )
        await c.press("enter", "U")
        assert "urgently, for safeguarding?" in c.shown
        await c.type("Child missing tonight")
        await c.press("enter")
        assert "Released." in c.shown
    case = case_view(desk, "DSC-2026-0001")
    assert case.released is not None
    assert case.released.urgently == "Child missing tonight"
    tomorrow = desk_of(today=date(2026, 11, 26))
    async with console(tomorrow) as c:
        first = next(line for line in c.lines if "DSC-2026-0001" in line)
        assert "Complete the record" in first


async def test_urgent_is_dim_where_it_may_not_be(console: Opener, desk: Desk, log: Log) -> None:
    log("sar")
    async with console(desk) as c:
        await c.press("U")
        assert "Only third-party" in c.shown


async def test_a_paper_decision_has_its_day_and_a_sheet_out_of_date_is_refused(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = asked(log)
    assessed(desk, case)
    write_letter(desk, case.reference, "decision-sheet", {"advice": "Share it."})
    signed = {"ruling": "approve", "reason": "sound", "by": "head", "evidence": "sheet in the safe"}
    set_scope(desk, case.reference, replace(SCOPE, cohort="Everybody"))
    async with console(desk) as c:
        await c.press("A", "d")
        c.app.screen.query_one(Form).fill(signed)
        await c.rest()
        await c.press("enter")
        assert "The decision sheet of Wed 25 Nov 2026 shows something else" in c.shown
        await c.press("escape", "y")  # no draft stays, however long the save took
    set_scope(desk, case.reference, SCOPE)
    async with console(desk) as c:
        await c.press("A", "d")
        assert "Samir Nath" not in c.shown
        c.app.screen.query_one(Form).fill({**signed, "on": "24 Nov 2026"})
        await c.rest()
        assert "Tue 24 Nov 2026" in c.shown
        await c.press("enter")
        assert "Decision recorded." in c.shown
    decision = case_view(desk, case.reference).decision
    assert decision is not None
    assert (decision.by, decision.on) == ("head", date(2026, 11, 24))
