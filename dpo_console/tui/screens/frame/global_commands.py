"""The commands that every screen has, and the one that hides names."""

from collections.abc import Callable
from typing import Any

from dpo_console.cases.office.permissions import why_may_not
from dpo_console.tui.commands import Command


def may(act: str) -> Callable[[Any], str]:
    """Return a check that gives the reason why the person at work may not do an act."""
    return lambda screen: why_may_not(screen.desk, act)


NAMES = Command("names", "H,ctrl+o", "names", "Hide names and all that was typed, or show "
                "them again", "names")  # fmt: skip
NAMES_IN_FORMS = NAMES._replace(key="ctrl+o")
"""The same command, for screens where letters are typed."""

EVERYWHERE = (
    Command("palette", "colon,ctrl+p", "find",
            "Find a command, a case, or a page of the guide", "find"),
    Command("help", "question_mark,ctrl+g,f1", "help", "Every command of this screen; run one",
            "help", True),
    Command("guide", "", "guide", "Read the guide: a page for each task, found by any words",
            "guide"),
    NAMES,
    Command("back", "escape", "back", "Go back; asks before anything you typed is lost",
            "back"),
    Command("quit", "q", "quit", "Leave the console", "quit"),
)  # fmt: skip
"""The commands that every screen has."""
