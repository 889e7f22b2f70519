"""The step menu: acts that can be done to a case, or to many, with their usual keys."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dpo_console.cases.office.roles import ROLES
from dpo_console.tui.commands import Choice
from dpo_console.tui.screens.case.case_keys import ACTS_OF, CASE_COMMANDS

if TYPE_CHECKING:
    from dpo_console.cases.office.desk import Desk
    from dpo_console.cases.view.next_steps import NextStep
    from dpo_console.tui.commands import Command, Keymap


def step_choices(steps: "Sequence[NextStep]", keymap: "Keymap") -> list[Choice]:
    """Return the steps in their order, each with the key of this office that starts it."""
    ready = [step.action for step in steps if not step.reason]
    keys = dict(_keys(ready, keymap.of(CASE_COMMANDS)))
    return [Choice(s.action, s.title, key=keys.get(s.action, ""), why_not=s.reason) for s in steps]


def no_step(desk: "Desk") -> str:
    """Return the sentence that stands for an empty menu."""
    role = ROLES[desk.person.role].sentence
    return f"{desk.person.name} is {role}, who reads only: there is no next step."


def _keys(ready: Sequence[str], commands: "Sequence[Command]") -> "Iterator[tuple[str, str]]":
    """Return the act that each key means now: the first of its acts that can be done."""
    for command in commands:
        acts = ACTS_OF.get(command.id, ())
        if acts and command.key:
            yield next((act for act in acts if act in ready), acts[0]), command.shown_key
