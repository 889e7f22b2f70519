"""Commands of a case, in the queue and on the case itself, and the reason against each.

Most begin an act, and its declaration gives their key, word and sentence (casework/acts.py). The
others are listed here.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from dpo_console.cases.office.acts import Act, Key
from dpo_console.casework.acts import DECLARED
from dpo_console.tui.commands import Command, Keymap
from dpo_console.tui.screens.frame.global_commands import may

if TYPE_CHECKING:
    from dpo_console.cases.office.desk import Desk
    from dpo_console.tui.screens.case.case_commands import CaseCommandScreen

NEW = Command("queue.new", "N", "new", "Log a request", "new", True, may("log"), "log")

OF_FACTS: tuple[tuple[Key, tuple[str, ...]], ...] = (
    (Key("clarify", "Clarification asked for, or received", 30, "c", True, "case.clarification"),
     ("clarification_received", "clarification_requested")),
    (Key("identity", "Proof of identity asked for, or received", 40, "i", False, "case.identity"),
     ("id_received", "id_requested")),
    (Key("extend", "Record that an extension was notified", 50, "e", True, "case.extend"),
     ("extension_notified", "public_interest_notified")),
)  # fmt: skip
"""Commands that record the first fact that fits."""


class FirstOf:
    """The reason against a command, which is '' where one of `acts` may be done now.

    The command does the first act that may be done. Without acts it needs only a case.
    """

    def __init__(self, acts: tuple[str, ...] = ()) -> None:
        """Take the ids of the acts."""
        self.acts = acts

    def __call__(self, screen: "CaseCommandScreen[object]") -> str:
        """Return the reason on a screen, or ''."""
        return screen.why_not(self.acts)


def on_last_done(screen: "CaseCommandScreen[object]") -> str:
    """Return the reason against undo, where nothing was done here and there is no case."""
    return "" if screen.console.last_done else screen.why_not(())


NOT_OF_AN_ACT = (
    (10, Command("case.step", "m", "all steps", "Everything you can do now, most useful first",
                 "step", True, FirstOf(), "note")),
    (80, Command("case.what_if", "W", "what if",
                 "What a question, an answer or an extension would do to the date", "what_if",
                 False, FirstOf())),
    (190, Command("case.linked", "b", "linked case", "Go to a case that is linked with this one",
                  "linked", False, FirstOf())),
    (270, Command("case.undo", "u", "undo",
                  "Undo your last change, if nothing else happened since", "undo", False,
                  on_last_done)),
    (280, Command("case.copy", "y", "copy", "Copy the reference to your own clipboard", "copy",
                  False, FirstOf())),
)  # fmt: skip
"""Commands that begin no act, each with its place in help and key bar."""


def command_of(act: Act, key: Key) -> Command:
    """Return the command that begins an act."""
    if key.opens:
        return Command(
            act.command, key.key, key.word, key.sentence, f"open_form:{key.opens}", key.shown,
            FirstOf(),
        )  # fmt: skip
    return _beginning(act.command, key, (act.id,), act.id)


def _beginning(id: str, key: Key, acts: tuple[str, ...], needs: str) -> Command:
    """Return a command that begins the first of these acts that may be done."""
    begins = f"begin:{' '.join(acts)}"
    needs = needs if key.shown else ""
    return Command(id, key.key, key.word, key.sentence, begins, key.shown, FirstOf(acts), needs)


def _commands() -> Iterator[tuple[int, Command]]:
    """Yield every command of a case with its place."""
    yield from NOT_OF_AN_ACT
    for key, facts in OF_FACTS:
        yield key.place, _beginning(key.command, key, facts, "fact")
    for act in DECLARED:
        if act.key:
            yield act.key.place, command_of(act, act.key)


def _acts_of_commands() -> Mapping[str, tuple[str, ...]]:
    """Return the acts behind each command, by its id."""
    found = {key.command: facts for key, facts in OF_FACTS}
    found |= {act.command: (act.id,) for act in DECLARED if act.key}
    by_id = {act.id: act for act in DECLARED}
    for act in DECLARED:
        if act.with_key_of:
            found[by_id[act.with_key_of].command] += (act.id,)
    return found


CASE_COMMANDS = tuple(command for _, command in sorted(_commands(), key=lambda one: one[0]))
"""The commands of a case, in the order of help and key bar."""


def letter_key(desk: "Desk") -> str:
    """Return the key that opens the letters of a case in this office."""
    kept = Keymap(desk.settings.keys).of(CASE_COMMANDS)
    return next(one.shown_key for one in kept if one.id == "case.letter")


ACTS_OF = _acts_of_commands()
"""The acts that each command stands for, by its id. The key means the first that may be done."""
