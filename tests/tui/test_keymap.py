"""An office's own keys: those that count and are shown, and those refused with their line."""

from collections.abc import Callable

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.config.files.toml_lines import line_of
from dpo_console.config.home import Home
from dpo_console.tui.keymap import every_screen, key_name, resolve
from tests.conftest import DeskOf, desks
from tests.tui.conftest import Log, Opener

DeskWith = Callable[[str], Desk]


@pytest.fixture
def desk_with(desk_of: DeskOf, home: Home) -> DeskWith:
    """Return an opener of the DPO's desk, with given lines under [keys]."""

    def sit(keys: str) -> Desk:
        path = desk_of().home.settings
        path.write_text(f"{path.read_text()}\n[keys]\n{keys}\n")
        return desks(path.parent.parent)()

    return sit


def refused(**wishes: str) -> list[str]:
    """Return why wishes can't be granted. `case__note` stands for case.note."""
    named = {name.replace("__", "."): key for name, key in wishes.items()}
    return [why for _, why in resolve(named, every_screen())[1]]


async def test_a_key_is_changed_everywhere_it_is_used_and_shown(
    desk_with: DeskWith, log: Log, console: Opener
) -> None:
    log()
    desk = desk_with('"case.note" = "t"\ncase.letter = "ctrl+l"\n"help" = "Q"')
    async with console(desk) as c:
        assert "ctrl+l letter" in c.lines[-1]
        assert c.lines[-1].endswith("Q help")
        await c.press("question_mark")
        assert c.lines[0].startswith("Cases")
        await c.press("Q")
        assert any(line.split()[:2] == ["t", "note"] for line in c.lines)
        await c.press("escape", "enter", "t")
        assert "Note on SAR-2026-0001" in c.shown
        await c.press("escape", "colon")
        await c.type("note")
        assert any(line.split()[:2] == ["t", "note"] for line in c.lines)


async def test_the_old_key_is_free_and_two_commands_can_change_places(
    desk_with: DeskWith, log: Log, console: Opener
) -> None:
    log()
    desk = desk_with('"case.note" = "a"\n"case.assign" = "n"')
    async with console(desk) as c:
        await c.press("enter", "a")
        assert "Note on SAR-2026-0001" in c.shown
        await c.press("escape", "n")
        assert "Who works on" in c.shown


async def test_a_command_without_a_key_can_be_given_one(
    desk_with: DeskWith, log: Log, console: Opener
) -> None:
    log()
    async with console(desk_with('"case.link" = "ctrl+l"')) as c:
        await c.press("ctrl+l")
        assert "which case does it belong with?" in c.shown


async def test_what_cannot_count_is_told_with_its_line_and_the_console_opens_all_the_same(
    desk_with: DeskWith, log: Log, console: Opener
) -> None:
    log()
    desk = desk_with('# ours\n"case.nte" = "t"\n"case.assign" = "x"')
    first = desk.home.settings.read_text().splitlines().index("[keys]") + 1
    async with console(desk) as c:
        assert "Keys in data/dpo.toml" in c.shown
        assert (
            f"data/dpo.toml, line {first + 2}: there is no command case.nte. Did you mean "
            "case.note? The line does nothing." in c.shown
        )
        assert (
            f"data/dpo.toml, line {first + 3}: x is the key of “close” (case.close) on the same "
            "screen. case.assign keeps a." in c.shown
        )
        await c.press("escape", "enter", "a")
        assert "Who works on" in c.shown


async def test_an_office_without_keys_hears_nothing(desk: Desk, console: Opener) -> None:
    async with console(desk) as c:
        assert "Keys in" not in c.shown


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ({"case__note": "j"}, "j moves in every list. case.note keeps n."),
        ({"case__note": "ctrl+b"}, "ctrl+b never gets to the console: terminals keep it."),
        ({"case__note": "alt+n"}, "alt+n never gets to the console: terminals keep it."),
        ({"case__note": "ctrl-n"}, "'ctrl-n' is no key;"),
        ({"case__note": ""}, "'' is no key;"),
        ({"case__link": "note"}, "case.link has no key."),
        ({"new__help": "h"}, "h is typed into the fields of that screen. new.help keeps ctrl+g."),
        ({"case__note": "question_mark"}, "? is the key of “help” (help) on the same screen."),
        ({"case__note": "t,x"}, "x is the key of “close” (case.close) on the same screen."),
    ],
)
def test_a_key_that_would_never_work_is_refused(wish: dict[str, str], why: str) -> None:
    [said] = refused(**wish)
    assert why in said


def test_of_two_that_want_one_key_the_later_is_refused() -> None:
    granted, problems = resolve({"case.note": "t", "case.assign": "t"}, every_screen())
    assert granted == {"case.note": "t"}
    assert [name for name, _ in problems] == ["case.assign"]


def test_a_key_given_up_in_vain_is_not_taken_by_another() -> None:
    """Try to give n to assign: that needs note to move, which can't because x is taken."""
    granted, problems = resolve({"case.note": "x", "case.assign": "n"}, every_screen())
    assert granted == {}
    assert [name for name, _ in problems] == ["case.note", "case.assign"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [("?", "question_mark"), ("esc", "escape"), ("G", "G"), ("=", "equals_sign"), (" f5 ", "f5")],
)
def test_a_key_is_written_as_people_know_it(typed: str, name: str) -> None:
    assert key_name(typed) == name
    assert refused(case__note="=") == []


def test_the_line_is_found_however_it_is_written() -> None:
    lines = (
        '[dpo]\ncase.note = "no"\n[ keys ] # ours\n"case.note"="t"\ncase . assign = "u"\n'
        '[keys.queue]\nnew = "T"\n'
    ).splitlines()
    names = ("case.note", "case.assign", "queue.new", "help")
    assert [line_of(lines, f"keys.{name}") for name in names] == [4, 5, 7, 3]


async def test_ctrl_c_names_the_key_that_leaves(desk_with: DeskWith, console: Opener) -> None:
    async with console(desk_with('quit = "ctrl+x"')) as c:
        await c.press("ctrl+c")
        assert "ctrl+x leaves the console." in c.shown
