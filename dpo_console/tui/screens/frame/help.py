"""Every command of a screen, with its current keys. The chosen one runs."""

from typing import Any

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList

from dpo_console.cases.office.desk import Desk
from dpo_console.tui.commands import Choice, Command
from dpo_console.tui.screens.frame.command_screen import CommandScreen
from dpo_console.tui.screens.frame.global_commands import NAMES
from dpo_console.tui.widgets.bars import StatusLine
from dpo_console.tui.widgets.menu import Menu

RUN = (
    Command("help.back", "escape,q,question_mark", "back", "Back to where you were", "back", True),
    Command("help.run", "enter", "run", "Run the command under the cursor", "run_line", True),
    NAMES,
)


MOVES = "In a list: j k move, g first, G last, ctrl+d ctrl+u half a page, / finds."
SCROLLS = "In a page of text: j k scroll, g start, G end, ctrl+d ctrl+u half a page."


def unbroken(signs: str, width: int) -> str:
    """Return signs with their meanings, none of them in two lines of this width."""
    lines = [""]
    for sign in signs.split("   "):
        longer = f"{lines[-1]}   {sign}" if lines[-1] else sign
        if len(longer) > width:
            lines[-1] = lines[-1].ljust(width)
            longer = sign
            lines.append("")
        lines[-1] = longer
    return "".join(lines)


class HelpScreen(CommandScreen[Command]):
    """The commands of the screen below. A command that can't run there now is dim."""

    commands = RUN

    def __init__(self, desk: Desk, explained: CommandScreen[Any]) -> None:
        super().__init__(desk, f"Help: {explained.heading}")
        self.shows_names = explained.shows_names
        self.explained = explained.offered
        self.told = False
        self.signs_below = explained.signs
        self.moves = MOVES if explained.query("KeyList, ItemList, CaseList") else SCROLLS
        self.reasons = [command.why_not(explained) for command in explained.commands]

    def body(self) -> ComposeResult:
        """Compose one line a command with its meaning, dim where it can't run now."""
        yield Menu(
            [
                Choice(c.id, c.title, c.help, c.shown_key, c.help if reason else "")
                for c, reason in zip(self.explained, self.reasons, strict=True)
            ]
        )

    def on_mount(self) -> None:
        """Explain the signs of the screen below, or how to move in any list."""
        super().on_mount()
        self.say(unbroken(self.signs_below, self.size.width) or self.moves)

    @on(OptionList.OptionHighlighted)
    def tell_id(self, event: OptionList.OptionHighlighted) -> None:
        """Show the whole sentence, which the list may cut, and what stops it or the id for its key.

        The second part is left out if there isn't room for both. The sentence on how to move stands
        there first.
        """
        if event.option_index or self.told:
            self.told = True
            command = self.explained[event.option_index]
            reason = self.reasons[event.option_index]
            named = f'To change its key: "{command.id}" under [keys] in data/dpo.toml'
            both = f"{command.help}. {f'Not now: {reason}' if reason else named}"
            room = self.query_one(StatusLine).room
            self.say(both if cell_len(both) <= room else f"{command.help}.")

    @on(OptionList.OptionSelected)
    def action_run_line(self) -> None:
        """Run the command under the cursor, or say why it can't run now."""
        place = self.query_one(Menu).highlighted
        if place is None:
            return
        if self.reasons[place]:
            self.say(self.reasons[place], bad=True)
        else:
            self.dismiss(self.explained[place])
