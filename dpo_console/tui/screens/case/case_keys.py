"""Keys of a case, in the queue and on the case itself, and the reason against each."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dpo_console.tui.commands import Command

if TYPE_CHECKING:
    from dpo_console.tui.screens.case.case_commands import CaseCommandScreen


@dataclass(frozen=True, slots=True)
class Act:
    """The reason against a command, which is '' where one of its acts, `names`, may be done now.

    The command does the first act that may be done.
    """

    names: tuple[str, ...]

    def __call__(self, screen: "CaseCommandScreen[object]") -> str:
        """Return the reason on a screen, or ''."""
        return screen.why_not(self.names)


def act(*names: str) -> Act:
    """Return the reason against a command that does `names`, or needs only a case."""
    return Act(names)


def may_log(screen: "CaseCommandScreen[object]") -> str:
    """Return the reason against logging a request, where the role may not."""
    from dpo_console.cases.office.permissions import why_may_not

    return why_may_not(screen.desk, "log")


def on_last_done(screen: "CaseCommandScreen[object]") -> str:
    """Return the reason against undo, where nothing was done here and there is no case."""
    return "" if screen.console.last_done else screen.why_not(())


NEW = Command("queue.new", "N", "new", "Log a request", "new", True, may_log, "log")

CASE_COMMANDS = (
    Command("case.step", "m", "next step", "All that can be done now, what suits best first",
            "step", True, act(), "note"),
    Command("case.letter", "L", "letter", "Write a letter, or mark one as sent", "letter", True,
            act("letter"), "letter"),
    Command("case.clarification", "c", "clarify", "Clarification asked for, or received",
            "clarification", True, act("clarification_received", "clarification_requested"),
            "fact"),
    Command("case.identity", "i", "identity", "Proof of identity asked for, or received",
            "identity", False, act("id_received", "id_requested")),
    Command("case.extend", "e", "extend", "Record that an extension was notified", "extend", True,
            act("extension_notified"), "fact"),
    Command("case.note", "n", "note", "Write a note on the case", "note", True, act("note"),
            "note"),
    Command("case.search", "P", "places", "Where to look, who keeps what, and what was answered",
            "search", False, act()),
    Command("case.what_if", "W", "what if",
            "What a question, an answer or an extension would do to the date", "what_if", False,
            act()),
    Command("case.assign", "a", "assign", "Give the case to somebody", "assign", False,
            act("assign")),
    Command("case.schedule", "B", "bundle", "The schedule of what was found and what may go out",
            "schedule", False, act()),
    Command("case.particulars", "F", "particulars", "Say in words what the case must say",
            "particulars", False, act("particulars")),
    Command("case.urgent", "U", "urgent", "Release at once, for safeguarding; complete after",
            "urgent", False, act("release_urgently")),
    Command("case.review", "", "review", "Look again at a sharing that goes on", "review", False,
            act("review")),
    Command("case.close", "x", "close", "Close the case with its outcome", "close", True,
            act("close"), "close"),
    Command("case.checklist", "A", "checklist", "What must be met before it goes out",
            "checklist", True, act()),
    Command("case.decide", "d", "decide", "Record the ruling: approve, in part, refuse", "decide",
            True, act("decide"), "decide"),
    Command("case.reopen", "R", "reopen", "Open a closed case again, saying why", "reopen", False,
            act("reopen")),
    Command("case.correct", "f", "put right", "Put a recorded fact right; the old one is kept",
            "correct", False, act("correct")),
    Command("case.linked", "b", "belongs with", "Open a case that belongs with this one",
            "linked", False, act()),
    Command("case.link", "", "link", "Say which other case this one belongs with", "form:link",
            False, act("link")),
    Command("case.unlink", "", "unlink", "Take back that two cases belong together", "form:unlink",
            False, act("unlink")),
    Command("case.reclassify", "", "reclassify", "Count the case as another kind",
            "form:reclassify", False, act("reclassify")),
    Command("case.party", "", "people", "Add somebody to the case, put right or take off", "people",
            False, act("people")),
    Command("case.restrict", "", "restrict", "Let only some people see the case; (r) marks it",
            "form:restrict", False, act("restrict")),
    Command("case.unrestrict", "", "unrestrict", "Let everybody see the case again",
            "form:unrestrict", False, act("unrestrict")),
    Command("case.pack", "", "evidence pack", "The whole case as one folder, for the regulator",
            "form:pack", False, act("pack")),
    Command("case.undo", "u", "undo", "Take back what you did last, if nothing else happened since",
            "undo", False, on_last_done),
    Command("case.copy", "y", "copy", "Copy the reference to your own clipboard", "copy", False,
            act()),
)  # fmt: skip
"""The commands of a case. `f` stands for facts."""
