"""A walk through the whole console: every command of every screen, every dialog, every form."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from itertools import cycle
from pkgutil import walk_packages
from typing import Any

from textual.events import Key
from textual.screen import Screen

from dpo_console.cases.queue import queue
from dpo_console.cases.queue.queue import Query
from dpo_console.casework.checklist.assessing import say
from dpo_console.tui import screens
from dpo_console.tui.forms.controls import LineField
from dpo_console.tui.forms.form import Form
from dpo_console.tui.forms.larger_fields import TextField
from dpo_console.tui.screens.frame.ask import Ask
from dpo_console.tui.screens.frame.command_screen import CommandScreen
from dpo_console.tui.screens.frame.dialogs import Choose, Confirm, Dialog, Picking, TakeUp
from dpo_console.tui.screens.frame.find_line import Matching
from dpo_console.tui.screens.names_hidden.hidden import HiddenCase, HiddenQueue
from dpo_console.tui.screens.queue.queue import QueueScreen
from dpo_console.tui.widgets.menu import Menu
from tests.hostile import HARSH
from tests.tui.conftest import Console

LEAVES = {"quit", "back", "help.back", "help.run", "new.back", "names"}
"""Commands that the walk uses to come back, or that would end it."""

NAMELESS = {HiddenCase, HiddenQueue}
"""Screens that stand in front while names are hidden, where no command leads."""

ONE_A_KIND = {"case.checklist"}
"""Commands that lead elsewhere from another kind of case."""

Look = Callable[[str], None]


def every_screen() -> set[type[Screen[Any]]]:
    """Return every screen and dialog to which the console leads."""
    for module in walk_packages(screens.__path__, f"{screens.__name__}."):
        import_module(module.name)
    return (set(_leaves(CommandScreen)) | set(_below(Dialog))) - NAMELESS - {Picking, Matching}


def _below(of: type[Screen[Any]]) -> Iterator[type[Screen[Any]]]:
    for one in of.__subclasses__():
        yield one
        yield from _below(one)


def _leaves(of: type[Screen[Any]]) -> Iterator[type[Screen[Any]]]:
    return (one for one in _below(of) if "commands" in vars(one))


class Walk:
    """A walk that calls `look`, with words for the place, whenever something new is shown."""

    def __init__(
        self, console: Console, look: Look, words: Sequence[str], files: Mapping[str, str]
    ) -> None:
        """Type `words` into the fields, one after the other, and `files` into fields so named."""
        self.console = console
        self.look = look
        self.words = cycle(words)
        self.files = files
        self.seen: set[type[Screen[Any]]] = set()
        self.tried: set[str] = set()
        self.done: set[str] = set()

    @property
    def screen(self) -> Screen[Any]:
        """The current screen."""
        return self.console.app.screen

    async def everything(self) -> None:
        """Walk through the queue, then an open and a closed case of every kind."""
        await self.here("queue")
        await self.together()
        await self.finds()
        for reference in self._cases():
            self.console.app.open_case(reference)
            await self.console.rest()
            await self.here(reference)
            await self.back_to(self.console.app.screen_stack[0])
        await self.many()
        await self.meanwhile()

    async def many(self) -> None:
        """Add a note to two marked cases, and reach the question about undoing it."""
        home = self.screen
        for key in ("6", "g", "space", "space", "n"):
            await self.console.press(key)
        await self.see("a note to many")
        self.console.app.screen.query_one(Form).fill({"text": "Rang them all"})
        for key, where in (("enter", "noted"), ("u", "undo of many")):
            await self.console.press(key)
            await self.see(where)
        await self.back_to(home)

    async def meanwhile(self) -> None:
        """Save a form on a case that another person has changed since the form was opened."""
        home, desk = self.screen, self.console.app.desk
        reference = next(self._cases())
        self.console.app.open_case(reference)
        await self.console.rest()
        await self.console.press("F")
        form = self.screen.query_one(Form)
        name = form.fields[0].name
        form.fill({name: next(self.words)})
        say(replace(desk, person=desk.settings.person("clerk")), reference, {name: HARSH})
        await self.console.press("enter")
        await self.see("meanwhile")
        await self.back_to(home)

    async def finds(self) -> None:
        """Find a line of a list, and a page of the guide."""
        home = self.screen
        assert isinstance(home, QueueScreen)
        await self.console.press("question_mark", "slash")
        await self.see("find a line")
        await self.back_to(home)
        home.action_guide()
        await self.console.press("enter")
        await self.see("a page of the guide")
        await self.back_to(home)

    async def together(self) -> None:
        """Act on several cases at once, and undo the act."""
        home = self.screen
        assert isinstance(home, QueueScreen)
        for name in ("case.note", "case.undo"):
            home.list.mark(row.id for row in home.list.rows[:3])
            await self.command(home, name, f"many {name}")
        home.list.mark(())

    def _cases(self) -> Iterator[str]:
        seen = set()
        for view in ("all", "closed"):
            for row in queue.page(self.console.app.desk, Query(view), limit=500).rows:
                what = (row.kind, view)
                if what not in seen:
                    seen.add(what)
                    yield row.reference

    async def see(self, where: str) -> None:
        """Look at the current screen once it is laid out."""
        await self.console.rest()
        self.seen.add(type(self.screen))
        self.look(where)

    async def here(self, where: str) -> None:
        """Look at the current screen, and try every command that it has."""
        await self.see(where)
        screen = self.screen
        if isinstance(screen, CommandScreen):
            await self.unknown(screen)
            for command in screen.commands:
                if screen not in self.console.app.screen_stack:
                    return
                if command.id not in LEAVES | self.done and not (
                    command.id in self.tried and command.why_not(screen)
                ):
                    await self.command(screen, command.id, f"{where} {command.id}")
        elif isinstance(screen, TakeUp):
            await self.console.press("enter")
            await self.here(f"{where}, taken up")
        elif isinstance(screen, Ask):
            await self.fill(screen, where)

    async def unknown(self, screen: CommandScreen[Any]) -> None:
        """Press a key that no screen has. It says so, and changes nothing."""
        if not screen.types:
            self.console.app.post_message(Key("Q", "Q"))
            await self.console.rest()
            assert "! The key Q does nothing here." in self.console.shown
            assert self.screen is screen

    async def command(self, screen: CommandScreen[Any], name: str, where: str) -> None:
        """Run a command, look at the result, and come back."""
        command = next(c for c in screen.commands if c.id == name)
        self.tried.add(name)
        if not command.why_not(screen) and name not in ONE_A_KIND:
            self.done.add(name)

        async def run() -> None:
            screen.run(command)
            await self.console.rest()

        await run()
        if isinstance(self.screen, Choose):
            await self.each_choice(screen, run, where)
        elif self.screen is not screen:
            await self.here(where)
        await self.back_to(screen)

    async def each_choice(
        self, screen: Screen[Any], ask: Callable[[], Awaitable[None]], where: str
    ) -> None:
        """Look at the choices, then take each that wasn't taken before."""
        await self.see(where)
        while isinstance(self.screen, Choose):
            choices = self.screen.choices
            left = [n for n, c in enumerate(choices) if f"{where[:3]} {c.value}" not in self.done]
            if not left:
                return
            choice = choices[left[0]]
            self.done.add(f"{where[:3]} {choice.value}")
            self.screen.query_one(Menu).highlighted = left[0]
            await self.console.press("enter")
            if isinstance(self.screen, Choose):
                await self.see(f"{where} {choice.value}, refused")
                await self.console.press("escape")
            elif self.screen is not screen:
                await self.here(f"{where} {choice.value}")
                await self.back_to(screen)
            await ask()

    async def fill(self, dialog: Ask[Any], where: str) -> None:
        """Type into every field of a form and save. A refused save says so and stays."""
        form = dialog.form
        for name, control in form.controls.items():
            if isinstance(control, LineField | TextField):
                if name in self.files:
                    form.fill({name: self.files[name]})
                else:
                    await self.put(control, next(self.words))
        await self.console.rest()
        await self.see(f"{where}, filled in")
        await self.console.press("ctrl+g")
        await self.see(f"{where}, explained")
        await self.back_to(dialog)
        form.focus_field(form.fields[0].name)
        await self.console.press("enter")
        await self.see(f"{where}, saved")

    async def put(self, control: LineField | TextField, word: str) -> None:
        """Put a word into a field, replacing its content."""
        control.value = word

    async def back_to(self, screen: Screen[Any]) -> None:
        """Press escape until a screen is shown again."""
        for _ in range(12):
            if self.screen is screen or screen not in self.console.app.screen_stack:
                return
            self.seen.add(type(self.screen))
            await self.console.press("y" if isinstance(self.screen, Confirm) else "escape")
        raise AssertionError(f"no way back to {screen} from {self.screen}")
