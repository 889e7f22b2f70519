"""The next move of a case in words, with the key that begins it on a screen."""

from typing import TYPE_CHECKING

from dpo_console.tui.screens.case.case_keys import ACTS_OF

if TYPE_CHECKING:
    from typing import Any

    from dpo_console.cases.view.views import CaseView
    from dpo_console.tui.screens.frame.command_screen import CommandScreen


def next_move(screen: "CommandScreen[Any]", case: "CaseView") -> str:
    """Return `Next: Send the answer (L).`, with the key that leads there from a screen, or ''."""
    from dpo_console.cases.view.next_steps import next_steps

    move = case.row.next_action
    if not move:
        return ""
    first = next((step.action for step in next_steps(screen.desk, case) if not step.reason), "")
    keys = (c.shown_key for c in screen.offered if first in ACTS_OF.get(c.id, ()))
    key = next(keys, "") or next((c.shown_key for c in screen.offered if c.id == "case.step"), "")
    return f"Next: {move} ({key})." if key else f"Next: {move}."
