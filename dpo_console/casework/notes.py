"""Notes on a case, and its owner."""

from dpo_console.cases.office.acts import Way, Words
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import owner_slug, require
from dpo_console.casework.change import Change, change_meant
from dpo_console.casework.restricted import refuse_unseen
from dpo_console.text import clean, required


def add_note(desk: Desk, reference: str, text: str) -> str:
    """Add a note to the timeline. Raises BadInput if it is empty or can't be stored."""
    require(desk, "note")
    body = required(clean(text, "note"), "note")
    with change_meant(desk, reference, "note") as this:
        this.note("case", this.case_id, body)
        this.detail["note"] = body
    return this.case.reference


def assign(desk: Desk, reference: str, who: str, version: int | None = None) -> str:
    """Assign the case to a person: a slug, 'me', or '' for nobody. Raises BadInput, StaleSave."""
    require(desk, "assign")
    slug = owner_slug(desk, who)
    with change_meant(desk, reference, "assign", version=version) as this:
        refuse_unseen(this, slug)
        this.detail |= {"owner": slug, "before": this.case.owner}
        this.case.owner = slug
    return this.case.reference


def _keep(_this: Change, _words: Words) -> None:
    """Do nothing further: a note is words in the history, and the undo entry is enough."""


def _give_back(this: Change, words: Words) -> None:
    owner = words.get("before") or ""
    refuse_unseen(this, owner)
    this.case.owner = owner


def _gives_back(desk: Desk, words: Words) -> str:
    owner = words.get("before")
    if not owner:
        return "The case will have no owner."
    return f"The case will be {desk.settings.names.get(owner, owner)}'s again."


WITHDRAW = Way(_keep, lambda _, words: f"Withdraws the note “{words['note']}”.")
"""The way to undo a note."""

GIVE_BACK = Way(_give_back, _gives_back)
"""The way to undo a new owner."""
