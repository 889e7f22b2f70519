"""Files of an answer by keys: checked, read page by page, signed for, left out."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.papers import State, answer_files
from dpo_console.cases.view.case import case_view
from dpo_console.casework.papers.keeping import keep_paper
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.tui.forms.form import Form
from tests.bundle.pdf_files import boxed, pdf, scan
from tests.conftest import TODAY, DeskOf
from tests.tui.conftest import Console, Log, Opener
from tests.tui.screens.test_links import palette

SIZES = ((80, 24), (120, 40))


def plain(canvas: Canvas) -> None:
    canvas.drawString(50, 700, "Tom reads well")


async def fill(c: Console, **given: str) -> None:
    c.app.screen.query_one(Form).fill(given)
    await c.rest()
    await c.press("enter")


def states(desk: Desk, reference: str) -> dict[str, State]:
    return {one.name: one.state for one in answer_files(file_meant(desk, reference))}


async def test_files_are_checked_and_shown_page_by_page_by_keys(
    console: Opener, desk: Desk, log: Log, tmp_path: Path
) -> None:
    reference = log("sar", subjects=("Tom Doe",)).reference
    log_request(desk, NewRequest("sar", TODAY, "Ann Ford", "parent", subjects=("Tess Ford",)))
    file = tmp_path / "reply.pdf"
    for size in SIZES:
        file.write_bytes(pdf(plain, boxed))
        async with console(desk, size) as c:
            c.app.open_case(reference)
            await c.rest()
            await palette(c, "files of the answer")
            if size == SIZES[0]:
                assert "No file goes with this answer yet. + adds one, and checks it" in c.shown
                await c.press("2")
                assert "No file goes with this answer yet." in c.lines[-2]
            await c.press("plus")
            assert f"files check {reference} - --name FILE < FILE" in c.shown
            await fill(c, file=str(file))
            assert "! reply.pdf 2 pages findings" in c.shown
            assert "! page 2: It names Tess Ford." in c.shown
            assert "1 file with 2 pages. 1 can't go yet." in c.shown
            await c.press("1")
            assert "The case doesn't keep it. + checks it from where it is." in c.shown
            file.write_bytes(pdf(plain, plain))
            await c.press("plus")
            await fill(c, file=str(file))
            assert "reply.pdf: nothing found." in c.shown
            assert "All may go." in c.shown
    assert states(desk, reference) == {"reply.pdf": State.PASSED}


async def test_a_scan_is_signed_for_by_its_pages_and_left_out_by_keys(
    console: Opener, desk: Desk, log: Log
) -> None:
    reference = log("sar", subjects=("Tom Doe",)).reference
    keep_paper(desk, reference, pdf(scan, plain, scan), "scan.pdf")
    async with console(desk) as c:
        c.app.open_case(reference)
        await c.rest()
        await palette(c, "files of the answer")
        await c.press("plus")
        assert "Paper 1: scan.pdf" in c.shown
        await c.press("enter", "enter")
        assert "! page 1: can't be read here" in c.shown
        await c.press("3", "escape", "2")
        assert "No program here can read scan.pdf, pages 1, 3." in c.shown
        await fill(c, looked="Rosa Hall saw pages 1 and 3: a drawing each")
        assert states(desk, reference) == {"scan.pdf": State.PASSED}
        await c.press("2")
        assert "Every page was read here, so nothing needs a signature." in c.shown
        await c.press("1", "enter")
        assert states(desk, reference) == {"scan.pdf": State.UNREAD}
        await c.press("3")
        await fill(c, said="Printed and read by Rosa Hall")
        assert states(desk, reference) == {"scan.pdf": State.BY_HAND}
        await c.press("minus")
        await fill(c, why="Its pages are in reply.pdf")
        assert states(desk, reference) == {}
        await c.press("escape")
        assert c.lines[0].startswith(reference)
    told = [event.text for event in case_view(desk, reference).timeline]
    assert any("looked at (scan.pdf, pages 1, 3): Rosa Hall saw pages 1 and 3" in t for t in told)


async def test_a_misfiled_paper_is_moved_to_its_case_by_keys(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    reference, other = log("sar").reference, log("foi", requester="Ann Lee").reference
    async with console(desk) as c:
        c.app.open_case(reference)
        await palette(c, "take paper off")
        assert "No paper is kept with the case." in c.shown
    keep_paper(desk, reference, b"Of another case", "note.txt")
    async with console(desk_of("clerk")) as c:
        c.app.open_case(reference)
        await c.rest()
        await palette(c, "take paper off")
        assert "who may not take a paper off a case" in c.shown
    async with console(desk) as c:
        c.app.open_case(reference)
        await c.rest()
        await palette(c, "take paper off")
        await c.press("enter")
        await fill(c, to=other, why="It belongs there")
        assert "Paper 1 was taken off." in c.shown
    assert case_view(desk, reference).papers == ()
    assert [row.name for row in case_view(desk, other).papers] == ["note.txt"]
