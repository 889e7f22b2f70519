"""The seventh file: its screen, with its drawing."""

from typing import Any

from textual.app import ComposeResult

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.views import CaseView
from dpo_console.tui import draw
from dpo_console.tui.screens.frame.command_screen import CommandScreen
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE
from dpo_console.tui.widgets.panes import Words
from tests.store.added.calls import summary


class CallScreen(CommandScreen[None]):
    """The calls of a case."""

    commands = EVERYWHERE

    def __init__(self, desk: Desk, case: CaseView) -> None:
        super().__init__(desk, f"{case.reference}  Calls")
        self.shown: Any = case

    def body(self) -> ComposeResult:
        """Compose the calls, a line each."""
        calls = self.shown.calls
        lines = (f"{call.number}  {call.whom}: {call.said}" for call in calls)
        yield Words(draw.lines([draw.line(line) for line in (summary(calls), *lines)]))
