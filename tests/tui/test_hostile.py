"""Hostile names, through every screen: shown exactly and safely, without a crash."""

import unicodedata

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.scope_items import Scope
from dpo_console.casework.checklist.assessing import assess
from dpo_console.casework.facts import record_fact
from dpo_console.casework.notes import add_note
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.errors import BadInput
from dpo_console.text import clean, show_line
from dpo_console.tui.forms.form import Form
from tests.conftest import TODAY
from tests.hostile import HOSTILE
from tests.tui.conftest import Console, Log, Opener


def storable(text: str) -> bool:
    try:
        return clean(text, "name") == text and "\n" not in text and len(text) < 200
    except BadInput:
        return False


NAMES = [name for name in HOSTILE if storable(name)]


def unsafe(c: Console) -> set[str]:
    banned = ("Cc", "Cs", "Co")
    text = "".join(c.lines)
    return {ch for ch in text if unicodedata.category(ch) in banned or ch in "\u202e\u2066\u200b"}


async def test_every_row_of_the_queue_shows_its_name_safely(
    console: Opener, desk: Desk, log: Log
) -> None:
    for name in NAMES:
        log(requester=name, organisation=name)
    async with console(desk, (160, len(NAMES) + 5)) as c:
        assert not unsafe(c)
        for name in NAMES:
            assert " ".join(show_line(name).split())[:30] in c.shown, name


async def test_every_screen_of_a_case_shows_every_name_safely(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log("disclosure", requester=NAMES[0], subjects=tuple(NAMES), summary="\n".join(NAMES))
    everything = "\n".join(NAMES)
    set_scope(desk, case.reference, Scope(purpose=everything, items=everything))
    assess(desk, case.reference, case.checklist[0].id, "met", everything)
    record_fact(desk, case.reference, "acknowledged", TODAY, note=everything)
    add_note(desk, case.reference, everything)
    async with console(desk, (160, 250)) as c:
        await c.press("enter")
        for name in NAMES:
            assert " ".join(show_line(name).split())[:30] in c.shown, name
        for keys in ((), ("A",), ("1",), ("escape",), ("o",), ("escape",), ("escape",), ("L",),
                     ("escape",), ("m",), ("escape",), ("f",), ("enter",)):  # fmt: skip
            await c.press(*keys)
            assert not unsafe(c), keys
        assert c.app.is_running


async def test_every_name_can_be_typed_and_filtered_by(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk, (200, 40)) as c:
        await c.press("slash")
        await c.type(" ".join(NAMES))
        assert not unsafe(c)
        await c.press("escape", "N")
        form = c.app.screen.query_one(Form)
        for start in range(0, len(NAMES), 4):
            names = NAMES[start : start + 4]
            form.fill(dict(zip(("line", "requester", "received", "summary"), names, strict=False)))
            await c.rest()
            assert not unsafe(c), names
        assert c.app.is_running


async def test_a_name_of_a_megabyte_is_shown_in_part(console: Opener, desk: Desk, log: Log) -> None:
    log(requester="A" * 90_000)
    async with console(desk, (120, 40)) as c:
        await c.press("enter", "escape")
        assert "AAAA" in c.shown


async def test_what_cannot_be_stored_is_refused_by_name_and_kept_in_the_field(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("N")
        form = c.app.screen.query_one(Form)
        form.fill({"requester": "Jane\x00Doe"})
        await c.rest()
        await c.press("enter")
        assert "U+0000" in c.shown
        assert form.values["requester"] == "Jane\x00Doe"


async def test_a_paste_is_taken_whole_or_refused_beside_its_field(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("N")
        form = c.app.screen.query_one(Form)
        form.focus_field("requester")
        await c.type("Jane\r\nMary\u2028Doe\x1b[2J\r\n")
        assert form.values["requester"] == "Jane Mary Doe\x1b[2J"
        for name in ("requester", "summary"):
            form.focus_field(name)
            before = form.values[name]
            await c.type("\u202ee\u0301" * 400_000)
            assert form.values[name] == before
            assert "1,200,000 characters were pasted and not taken" in c.shown
            await c.type("\u202eW" * 50_000)
            assert len(form.values[name]) == len(before) + 100_000
            assert not unsafe(c)
        await c.press("escape", "y", "slash")
        await c.type("x" * 200_000)
        assert "200,000 characters were pasted and not taken" in c.shown
