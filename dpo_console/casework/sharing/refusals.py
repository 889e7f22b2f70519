"""Answering an earlier refusal to the same people: why this request is different."""

from dpo_console.cases.office.acts import Way, Words
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.office.references import resolve
from dpo_console.cases.sharing.earlier.refusals import (
    ANSWERED,
    Refusal,
    earlier_refusals,
    unanswered,
)
from dpo_console.casework.change import Change, change
from dpo_console.casework.facts import check_open
from dpo_console.casework.leaving.door import sentence
from dpo_console.errors import BadInput
from dpo_console.store.session import every_case
from dpo_console.text import required_words


def answer_refusal(
    desk: Desk, reference: str, earlier: str, why: str, *, version: int | None = None
) -> str:
    """Record why a request may go on although the same people were refused before.

    Raises BadInput for a case that refused nothing to them, or no reason. Raises Refused on a
    closed case, NotAllowed, StaleSave.
    """
    require(desk, "answer_refusal")
    reason = sentence(required_words(why, "why"), "why")
    found, refused = resolve(desk, reference), resolve(desk, earlier)
    with change(desk, found, "answer refusal", version=version) as this:
        check_open(this)
        this.note(ANSWERED, _standing(this, refused).case, reason)
        this.detail |= {"earlier": refused, "note": reason}
    return found


def _standing(this: Change, refused: str) -> Refusal:
    """Return the unanswered refusal of that case. Raises BadInput if there is none."""
    file = this.file()
    with every_case(this.session) as ask:
        left = unanswered(file, earlier_refusals(ask, file))
    one = next((one for one in left if one.reference == refused), None)
    if one is None:
        raise BadInput(
            f"{refused} holds no refusal to the same people that {file.case.reference} still has "
            "to answer."
        )
    return one


def answered(words: Words) -> str:
    """Return the answer to an earlier refusal, for the timeline."""
    return f"Answered the refusal in {words['earlier']}: {words['note']}"


def _unanswer(this: Change, words: Words) -> None:
    with every_case(this.session) as ask:
        found = earlier_refusals(ask, this.file())
    for one in found:
        if one.reference == words["earlier"]:
            this.note(ANSWERED, one.case, "", even_empty=True)


UNANSWER = Way(_unanswer, lambda _, words: f"Lets the refusal in {words['earlier']} stand again.")
"""The way to undo an answer."""
