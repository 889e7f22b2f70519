"""The worst tries of tests/leaving through keys: refused with the reason, and nothing is saved."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from dpo_console.tui.forms.form import Form
from dpo_console.tui.screens.letters.letter import LetterScreen
from dpo_console.tui.widgets.menu import Menu
from tests.conftest import desks
from tests.leaving.office import Office
from tests.leaving.table import read
from tests.tui.conftest import Console, Opener


@dataclass(frozen=True)
class Try:
    """A try of tries.toml."""

    title: str
    who: str
    keys: list[str | dict[str, str]]
    says: str
    case: str = ""
    never: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.title


TRIES = [
    Try(title, **values)
    for title, values in read(Path(__file__).with_name("tries.toml")).items()
]  # fmt: skip


@pytest.mark.parametrize("entry", TRIES, ids=str)
async def test_try_through_keys_is_refused_and_saves_nothing(
    entry: Try, console: Opener, shared: Office
) -> None:
    before = shared.state[0]
    async with console(desks(shared.home)(entry.who), (110, 50)) as c:
        if entry.case:
            c.app.open_case(shared.cases[entry.case])
            await c.rest()
        for key in entry.keys:
            await _do(c, key)
        assert entry.says in c.shown
        assert not any(words in c.shown for words in entry.never)
    assert shared.state[0] == before


async def _do(c: Console, key: str | dict[str, str]) -> None:
    """Press a key, type words, move in a menu, or fill in a form."""
    if isinstance(key, dict):
        c.app.screen.query_one(Form).fill(key)
        await c.rest()
    elif key.startswith("="):
        await c.type(key[1:])
    elif key.startswith("@"):
        menu = c.app.screen.query_one(Menu)
        menu.highlighted = _names(c, menu).index(key[1:])
        await c.rest()
    else:
        await c.press(key)


def _names(c: Console, menu: Menu) -> list[str]:
    """Return the names of a menu's lines: letters, or steps."""
    if isinstance(c.app.screen, LetterScreen):
        return [letter.name for letter in c.app.screen.letters]
    return [str(choice.value) for choice in menu.choices]


def test_there_are_at_least_30_tries() -> None:
    assert len(TRIES) >= 30
