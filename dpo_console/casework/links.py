"""Links between cases: making them, and undoing wrong ones.

The link is part of the case it was made from. The other case's history also records it, in the same
transaction.
"""

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.office.references import resolve
from dpo_console.cases.people.names import same_name
from dpo_console.casework.change import Change, change, changing
from dpo_console.errors import BadInput, Refused
from dpo_console.law.regimes import RELATED, REPEAT, SAME_MESSAGE, nature_of
from dpo_console.law.regimes import nature as known_nature
from dpo_console.sentences import Remedy
from dpo_console.store import tables
from dpo_console.store.cases.case_rows import LinkRow
from dpo_console.store.session import put
from dpo_console.text import clean, required, required_words

__all__ = ["SAME_MESSAGE", "add_link", "join", "link", "unlink"]


def link(
    desk: Desk, reference: str, other: str, nature: str = "", version: int | None = None
) -> str:
    """Link a case with another. `nature` is the kind of link, or '' for the kinds' default.

    Raises BadInput for an unknown nature or the case itself, Refused if the two are linked already,
    StaleSave.
    """
    require(desk, "link")
    if nature:
        known_nature(nature)
    found, about = resolve(desk, reference), resolve(desk, required(other, "other"))
    if found == about:
        raise BadInput(f"{found} can't be linked with itself.")
    with (
        change(desk, found, "link", version=version) as this,
        changing(this.session, desk, about, "link") as theirs,
    ):
        if existing := _between(this, about):
            raise Refused(
                f"{found} and {about} are linked already ({existing.nature}). To say something "
                "else, first: ",
                Remedy("unlink", (found, about, "--why ...")),
            )
        join(this, theirs, nature)
    return found


def join(this: Change, theirs: Change, nature: str = "") -> None:
    """Link a case with an earlier one, both open in one transaction."""
    nature = nature or _usual_nature(this, theirs)
    add_link(this, theirs.case_id, nature)
    words = known_nature(nature)
    this.detail |= {"other": theirs.case.reference, "nature": words.earlier}
    theirs.detail |= {"other": this.case.reference, "nature": words.later}


def _usual_nature(this: Change, theirs: Change) -> str:
    """Return the default link for these kinds.

    A case repeats another only if both concern the same people. Merely related cases count as one
    message if the same person asked for both on one day.
    """
    found = nature_of(this.case.kind, theirs.case.kind)
    if found == REPEAT and not _about_same_people(this, theirs):
        return RELATED
    together = _arrival(this) == _arrival(theirs)
    return SAME_MESSAGE if found == RELATED and together else found


def _about_same_people(this: Change, theirs: Change) -> bool:
    """Return True if a requester, their organisation or a pupil of both may be the same."""
    ours, others = _people(this), _people(theirs)
    return any(same_name(one, other) for one in ours for other in others)


def _people(this: Change) -> list[str]:
    """Return the names of the requester, their organisation and the pupils."""
    found = [p for p in this.file().parties if p.role in ("requester", "subject")]
    return [name for p in found for name in (p.name, p.organisation) if name]


def _arrival(this: Change) -> tuple[str, str]:
    """Return the day of receipt and the requester's name."""
    file = this.file()
    day = next(f.on for f in file.standing_facts() if f.name == "received")
    return day.isoformat(), file.requester.name.casefold()


def add_link(this: Change, other: int, nature: str) -> None:
    """Record a link of this kind to another case, by its number."""
    put(this.session, tables.LinkTable, this.row(other_id=other, nature=nature))


def unlink(desk: Desk, reference: str, other: str, why: str, version: int | None = None) -> str:
    """Undo a link between two cases, with a reason that both histories keep.

    Raises BadInput if they are not linked or no reason is given, StaleSave.
    """
    require(desk, "link")
    reason = required_words(clean(why, "why"), "why")
    found, about = resolve(desk, reference), resolve(desk, other)
    with (
        change(desk, found, "unlink", version=version) as this,
        changing(this.session, desk, about, "unlink") as theirs,
    ):
        existing = _between(this, about)
        if existing is None:
            raise BadInput(f"{found} and {about} are not linked.")
        this.session.delete(this.session.get_one(tables.LinkTable, existing.id))
        this.session.flush()
        this.detail |= {"other": about, "note": reason}
        theirs.detail |= {"other": found, "note": reason}
    return found


def _between(this: Change, other: str) -> LinkRow | None:
    return next((link for link in this.file().links if link.reference == other), None)
