"""Names hidden from people who look on: no name is on the screen, and nothing is lost."""

import shutil
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from textual.events import Key
from textual.screen import Screen

from dpo_console.cases.clock.projection import project
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query
from dpo_console.casework import notes
from dpo_console.casework.facts import record_fact
from dpo_console.casework.notes import add_note, assign
from dpo_console.config.settings.settings import OnScreen
from dpo_console.store.cases import case_file
from dpo_console.store.reads import lists
from dpo_console.tui.forms.form import Form
from dpo_console.tui.screens.frame.dialogs import Dialog, LongMessage
from dpo_console.tui.screens.frame.drafting import Drafting
from dpo_console.tui.screens.names_hidden.hidden import (
    Curtain,
    HiddenCase,
    HiddenQueue,
    nameless_query,
    nameless_row,
)
from dpo_console.tui.screens.names_hidden.hiding import HIDDEN
from dpo_console.tui.screens.queue.queue import QueueScreen
from dpo_console.tui.widgets.queue.case_list import CaseList
from tests.conftest import TODAY, desks
from tests.hostile_home import spoil
from tests.store import spoiling
from tests.tui.conftest import Console, Log, Opener
from tests.tui.every_screen import Walk, every_screen
from tests.tui.idle import idle
from tests.tui.pty_terminal import PATIENCE
from tests.tui.test_live import looked

MARK = "Zaphodmark"
"""A word that occurs only in the records."""


async def test_the_queue_goes_on_without_names_and_comes_back_as_it_was(
    console: Opener, desk: Desk, log: Log
) -> None:
    first = log(requester="Jane Doe", subjects=("Tom Doe",), organisation="Doe & Co", days_ago=50)
    other = log(requester="Bob Later", days_ago=3)
    second = log(requester="Cid Later", days_ago=3)
    async with console(desk) as c:
        await c.press("slash")
        await c.type("Later")
        await c.press("enter", "j")
        before = c.lines
        await c.press("H")
        assert second.reference in c.shown
        assert first.reference not in c.shown
        assert "case date left next owner who" in c.shown
        assert not {"Later", "Doe", "Bob"} & set(c.shown.split())
        row = c.app.screen.query_one(CaseList).current
        assert row == nameless_row(second.row)
        await c.press("N", "n", "L", "colon", "slash", "u", "A")
        assert isinstance(c.app.screen, HiddenQueue)
        await c.press("k", "enter")
        assert f"Names hidden {other.reference}" in c.shown
        await c.press("H")
        assert c.lines == before


async def test_a_case_shows_its_dates_alone(console: Opener, desk: Desk, log: Log) -> None:
    case = log(requester=MARK, subjects=(MARK,), summary=MARK, organisation=MARK)
    add_note(desk, case.reference, MARK)
    record_fact(desk, case.reference, "acknowledged", TODAY, note=MARK)
    assign(desk, case.reference, "clerk")
    async with console(desk, (120, 60)) as c:
        await c.press("enter")
        assert MARK in c.shown
        assert "owner Ben Hale" in c.shown
        await c.press("H")
        assert MARK not in c.shown
        assert "owner" not in c.shown
        assert isinstance(c.app.screen, HiddenCase)
        assert "due Wed 23 Dec 2026" in c.shown
        await c.press("question_mark")
        assert "Hide names and all that was typed" in c.shown
        await c.press("escape")
        assert "Acknowledged" in c.shown
        await c.press("escape", "r", "H")
        assert MARK in c.shown


async def test_a_third_partys_case_is_told_by_its_target_without_its_kind(
    console: Opener, desk: Desk, log: Log
) -> None:
    log("disclosure", requester="Zaphod Mark", requester_kind="court")
    async with console(desk) as c:
        await c.press("enter")
        assert "the order's day isn't recorded" in c.shown
        await c.press("H")
        assert "no fixed date in law; our target" in c.shown


async def test_what_is_typed_into_a_form_is_gone_from_sight_and_comes_back(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk) as c:
        await c.press("n")
        await c.type(MARK)
        await c.press("ctrl+o")
        kept = "What you typed is still there, but not saved yet."
        assert c.shown == f"Names are hidden. ctrl+o shows them. {kept}"
        await c.press("H", "q", "x", "escape", "enter", "question_mark")
        await c.type("more")
        assert isinstance(c.app.screen, Curtain)
        await c.press("ctrl+o")
        assert c.app.screen.query_one(Form).values["text"] == MARK
        await c.press("enter")
        assert "Note added" in c.shown


@pytest.fixture
def go_on(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Hold each note that is saved until this is set."""
    may = Event()

    def slow(*given: object, **more: object) -> str:
        assert may.wait(PATIENCE)
        return add_note(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(notes, "add_note", slow)
    return may


async def test_a_save_that_ends_while_names_are_hidden_shows_nothing_and_is_told_later(
    console: Opener, desk: Desk, log: Log, go_on: Event
) -> None:
    log(requester=MARK)
    async with console(desk) as c:
        await c.press("n")
        await c.type("rang her")
        c.app.post_message(Key("enter", None))
        c.app.post_message(Key("ctrl+o", None))
        await idle()
        go_on.set()
        await c.rest()
        assert isinstance(c.app.screen, Curtain)
        await c.press("ctrl+o")
        assert "Note added" in c.shown
        assert isinstance(c.app.screen, QueueScreen)


async def test_what_was_saved_before_names_were_hidden_is_no_draft_where_the_line_drops(
    console: Opener, desk: Desk, log: Log, go_on: Event
) -> None:
    log()
    async with console(desk) as c:
        await c.press("n")
        await c.type("rang her")
        form = c.app.screen
        assert isinstance(form, Drafting)
        form.keep_now()
        assert len(list(desk.home.drafts.iterdir())) == 1
        c.app.post_message(Key("enter", None))
        c.app.post_message(Key("ctrl+o", None))
        await idle()
        go_on.set()
        await c.rest()
        assert isinstance(c.app.screen, Curtain)
        c.app.exit()
    assert list(desk.home.drafts.iterdir()) == []


async def test_a_question_that_comes_up_late_waits_behind(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk) as c:
        await c.press("H")
        c.app.push_screen(LongMessage(MARK))
        await c.rest()
        assert MARK not in c.shown
        await c.press("H")
        assert MARK in c.shown
        await c.press("ctrl+o", "ctrl+o", "escape")
        assert isinstance(c.app.screen, QueueScreen)


async def test_others_work_shows_without_names_and_with_them_afterwards(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk) as c:
        await looked(c)
        await c.press("H")
        case = log(requester=MARK)
        await looked(c)
        assert case.reference in c.shown
        assert MARK not in c.shown
        await c.press("H")
        assert MARK in c.shown
        await c.press("ctrl+o", "q")
        assert not c.app.is_running


async def test_records_that_are_busy_don_t_keep_names_on_the_screen(
    console: Opener, desk: Desk, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = log(requester=MARK)
    async with console(desk) as c:
        spoiling.wait_briefly(monkeypatch, 0.01)
        with spoiling.held(desk.home.database):
            await c.press("H")
            assert MARK not in c.shown
            assert case.reference in c.shown
            await c.press("enter")
            assert "! The records" in c.shown
        await c.press("H")
        assert MARK in c.shown


async def test_a_list_in_the_order_of_names_is_shown_in_another(
    console: Opener, desk: Desk, log: Log
) -> None:
    urgent = log(requester="Zoe Last", days_ago=50)
    calm = log(requester="Ann First", days_ago=1)
    for by_name in ("-name", "owner"):
        asked = Query("week", ("kind:sar",), by_name)
        assert nameless_query(asked) == Query("week", ("kind:sar",))
    async with console(desk) as c:
        await c.press("greater_than_sign", "n")
        assert c.shown.index(calm.reference) < c.shown.index(urgent.reference)
        await c.press("H")
        assert c.shown.index(urgent.reference) < c.shown.index(calm.reference)


async def test_names_are_hidden_from_whoever_comes_by_an_empty_desk(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(requester=MARK)
    careful = replace(desk, settings=desk.settings._replace(console=OnScreen(hide_after=5)))
    async with console(careful) as c:
        await c.press("n")
        c.app.hiding.key_pressed(0)
        await c.type(MARK)
        assert c.app.hiding.last_key > 0
        c.app.hiding.key_pressed(0)  # whole seconds: those of the machine's clock are rounded
        c.app.hiding.hide_if_left(299)
        assert c.app.current_mode != HIDDEN
        c.app.hiding.hide_if_left(300)
        await c.rest()
        assert MARK not in c.shown
        await c.press("ctrl+o")
        assert c.app.hiding.last_key > 0
        assert c.app.screen.query_one(Form).values["text"] == MARK
        c.app.sit_at(desk)
        await c.rest()
        c.app.hiding.key_pressed(0)
        c.app.hiding.hide_if_left(9_999)
        assert c.app.current_mode != HIDDEN


def test_every_question_and_form_can_be_hidden() -> None:
    for screen in every_screen():
        keys = screen._merge_bindings().key_to_bindings
        assert [binding.id for binding in keys["ctrl+o"]] == ["names"], screen


class Behind(Walk):
    """A walk that hides names on every screen, and shows them again."""

    def __init__(self, console: Console) -> None:
        super().__init__(console, lambda _where: None, [MARK], {"file": "-", "path": "-"})
        self.marked: set[type[Screen[object]]] = set()

    async def see(self, where: str) -> None:
        await super().see(where)
        front, before = self.screen, self.console.lines
        if MARK in "".join(before):
            self.marked.add(type(front))
        await self.console.press("ctrl+o")
        assert self.console.app.current_mode == HIDDEN, where
        assert MARK not in "".join(self.console.lines), where
        await self.console.press("ctrl+o")
        assert self.screen is front, where
        assert self.console.lines[0] == before[0], where


@pytest.mark.slow
async def test_no_word_of_anybody_is_in_sight_wherever_names_are_hidden(
    console: Opener, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    home = tmp_path / "home"
    shutil.copytree(demo, home)
    spoil(spoiling.records_of(home), [MARK], [("cases", "next_action")])
    desk = desks(home)()
    with desk.database.read() as ask:
        files = [case_file.load(ask, number) for number in lists.every_case(ask)]
    actions = {project(file, desk.settings, TODAY).next_action for file in files}
    assert len(actions) > 10
    assert MARK not in "".join(actions)
    async with console(desk, (99, 40)) as c:
        walk = Behind(c)
        await walk.everything()
    assert len(walk.marked) > 12
    unseen = every_screen() - walk.seen
    assert all(issubclass(one, Dialog) for one in unseen), unseen
