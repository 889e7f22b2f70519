"""Words about a change just made: its effect, if undo is possible, and the undo itself."""

from typing import TYPE_CHECKING

from dpo_console.cases.view.views import owes_new_date
from dpo_console.casework import undo as undoing
from dpo_console.errors import DpoConsoleError
from dpo_console.sentences import first_upper

if TYPE_CHECKING:
    from typing import Any

    from dpo_console.cases.view.views import CaseView
    from dpo_console.tui.screens.case.case_commands import CaseCommandScreen
    from dpo_console.tui.screens.frame.command_screen import CommandScreen


def undo_one(screen: "CaseCommandScreen[Any]", reference: str, here: str = "") -> None:
    """Ask the officer to confirm undoing the last change to a case.

    The question says so where the cursor is on another case, `here`.
    Raises Refused with the reason where the change can't be undone.
    """
    planned = undoing.undoing(screen.desk, reference)

    def undone(case: "CaseView") -> None:
        screen.console.last_done = ()
        screen.case_changed(case, f"Undone ({planned.did}).")

    screen.confirm(
        _undo_question(planned.reference, here),
        f"Done on {planned.beside.removesuffix('.')}.\n{planned.does}\n"
        "The history keeps what was done, and that it was undone.",
        lambda: screen.save_case(lambda: undoing.undo(screen.desk, planned), undone),
    )


def _undo_question(reference: str, here: str) -> str:
    if here in ("", reference):
        return f"{reference}: undo this?"
    return f"Your last change was to {reference}, not {here}. Undo it?"


def undo_words(screen: "CommandScreen[Any]", *references: str) -> str:
    """Return `u undoes it.` where the change just made to the cases can be undone, else ''."""
    try:
        for reference in references[:1]:  # each case had the same change
            undoing.undoing(screen.desk, reference)
    except DpoConsoleError:
        return ""
    what = ("", "it", "them")[min(len(references), 2)]
    return f"{screen.key('case.undo')} undoes {what}." if what else ""


def promised(screen: "CommandScreen[Any]", before: "CaseView", after: "CaseView") -> str:
    """Return that the requester is to be told the new date, once what we asked for came, or ''.

    Our letters said that the date in the acknowledgement no longer applies.
    """
    if owes_new_date(before) or not owes_new_date(after):
        return ""
    return f"Tell the requester the new date ({screen.key('case.letter')})."


def what_changed(before: "CaseView", after: "CaseView", done: str = "") -> str:
    """Return a sentence on the change made and its effect on the due date."""
    from dpo_console.tui.widgets.case_headline import due_of_duty

    was, now = due_of_duty(before), due_of_duty(after)
    ends = bool(before.row.closed_on) != bool(after.row.closed_on)
    moved = f"Before: {was}; now: {now}." if was != now else ""
    if ends and moved and after.row.closed_on:
        done, moved = "", f"{first_upper(now)}."  # it says that the case is closed
    elif ends and moved:
        moved = f"Now: {now}."
    return " ".join(part for part in (f"{done}." if done else "", moved) if part)
