"""Letters drawn as lines, and the way of a written one to the officer's own machine."""

from pathlib import Path

from dpo_console.casework.desk import Desk
from dpo_console.casework.views import LetterChoice
from dpo_console.cli.output import narrate


def choice_line(choice: LetterChoice) -> tuple[str, str, str]:
    """A letter's name and title, and what it lacks or why it doesn't fit."""
    return choice.name, choice.title, _state(choice)


def _state(choice: LetterChoice) -> str:
    if not choice.fits:
        return choice.why_not
    asked = [f"{label} (--set {name}=...)" for name, label in choice.asks]
    return "; ".join((*asked, *choice.missing)) or "ready"


def print_way_home(desk: Desk, path: Path) -> None:
    """Tell on stderr how to copy a letter to the officer's own machine."""
    host = desk.settings.host or "HOST"
    narrate(f"To your own machine: scp {host}:{path} .")
