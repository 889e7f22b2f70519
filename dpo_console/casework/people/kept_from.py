"""Protected details: who they are kept from, who gets them, and who may change that."""

from collections.abc import Collection, Mapping

from dpo_console.cases.office.permissions import require
from dpo_console.cases.people.kept_from import shared_with
from dpo_console.cases.people.matching.names import may_be, names_in
from dpo_console.cases.people.parties import in_order
from dpo_console.cases.people.protected import WAYS
from dpo_console.casework.change import Change
from dpo_console.errors import BadInput
from dpo_console.store import tables
from dpo_console.text import clean_line

NOTED = {
    "relation": "relation",
    "kept_from": "kept from",
    "acts_for": "acts for",
    "salutation": "salutation",
    "their_ref": "their reference",
}
"""The words about a person that are kept as notes, with their names in the history."""


def noted(this: Change, said: Mapping[str, str], name: str) -> dict[str, str]:
    """Return those of the words about a person that are kept as notes, cleaned.

    Raises BadInput for a number that nobody has, and for details kept from their own person.
    """
    found = {key: clean_line(said[key], label) for key, label in NOTED.items() if key in said}
    if "kept_from" in found:
        found["kept_from"] = _by_name(this, found["kept_from"], name)
    if "acts_for" in found:
        found["acts_for"] = "; ".join(_named(this, one) for one in names_in(found["acts_for"]))
    return found


def _by_name(this: Change, typed: str, own_name: str) -> str:
    """Return the people that details are kept from, by name: numbers change when people do."""
    names = dict.fromkeys(_named(this, one) for one in names_in(typed))
    if any(may_be(name, own_name) for name in names):
        raise BadInput(f"{own_name}'s details can't be kept from {own_name}. Name the others.")
    return "; ".join(names)


def _named(this: Change, typed: str) -> str:
    if not typed.isdecimal():
        return typed
    people, number = in_order(this.file()), int(typed)
    if not 1 <= number <= len(people):
        raise BadInput(f"This case has people 1 to {len(people)}. There is no {number}.")
    return people[number - 1].name


def noted_before(
    this: Change, row: "tables.PartyTable", notes: Mapping[str, str]
) -> dict[str, str]:
    """Return the earlier words of the notes that change."""
    before = {key: _note(this, row, key) for key in notes}
    return {key: body for key, body in before.items() if body != notes[key]}


def _note(this: Change, row: "tables.PartyTable", key: str) -> str:
    return this.file().note(f"party.{key}", int(row.id or 0))


def keep_noted(this: Change, party: int, notes: Mapping[str, str]) -> None:
    """Keep the words about a person that are notes. An empty one clears the earlier words."""
    file = this.file()
    for key, body in notes.items():
        if file.note(f"party.{key}", party) != body:
            this.note(f"party.{key}", party, body, even_empty=True)


def forget_noted(this: Change, party: int) -> None:
    """Clear the notes about a person who is removed: another may get the same number."""
    kept_from = this.file().note("party.kept_from", party)
    this.detail |= {"kept_from": kept_from} if kept_from else {}
    keep_noted(this, party, dict.fromkeys(NOTED, ""))


def protects(
    this: Change, row: "tables.PartyTable", notes: Mapping[str, str], protected: bool | None
) -> bool:
    """Return True if a person's details are protected from now on.

    Naming other people that they are kept from protects them. Raises NotAllowed for a change that
    lifts a protection, unless this person may.
    """
    before = _note(this, row, "kept_from")
    now = notes.get("kept_from", before)
    shielded = bool(row.protected) if protected is None else protected
    shielded = shielded or bool(now and now != before)
    if row.protected and (not shielded or not set(names_in(before)) <= set(names_in(now))):
        require(this.desk, "lift_protection")
    return shielded


def require_for_details(
    this: Change, row: "tables.PartyTable", before: Collection[str], name: str
) -> None:
    """Raise NotAllowed for a change that may lead protected details to somebody else.

    `before` names the details that change, and `name` is the new name. By its name and ways a
    protected person is known, and by the pupils another case that protects somebody. Somebody that
    details are kept from gets no other name. Who acts for somebody gets their details.
    """
    kept_from = {one for p in this.file().parties for one in names_in(p.kept_from)}
    another = row.name in kept_from and bool(name) and not may_be(row.name, name)
    known = row.protected or _note(this, row, "acts_for")
    shields = another or (known and {*before} & {"name", *WAYS})
    known_by = row.role == "subject" and "name" in before and _protects_somebody(this)
    if shields or known_by or "acts_for" in before:
        require(this.desk, "lift_protection")


def require_to_remove(this: Change, row: "tables.PartyTable") -> None:
    """Raise NotAllowed for the removal of a person by whom a protection holds."""
    if row.protected or (row.role == "subject" and _protects_somebody(this)):
        require(this.desk, "lift_protection")


def require_if_shared(this: Change, party: int) -> None:
    """Raise NotAllowed for two protected people with the same details: each then gets them."""
    file = this.file()
    (one,) = (p for p in file.parties if p.id == party)
    if any(True for _ in shared_with(file, one)):
        require(this.desk, "lift_protection")


def _protects_somebody(this: Change) -> bool:
    return any(party.protected for party in this.file().parties)


def refuse_as_kept_from(this: Change, row: "tables.PartyTable", name: str) -> None:
    """Raise BadInput for the name of a person that these details are kept from.

    Under that name, the details would go to that person as their own.
    """
    if row.protected and any(may_be(name, one) for one in names_in(_note(this, row, "kept_from"))):
        raise BadInput(
            f"{row.name}'s details are kept from {name}, so {row.name} can't be called that. Log "
            f"what {name} asks for as a case of its own."
        )


def follow_name(this: Change, before: str, now: str) -> None:
    """Go on naming the same person after that person's name was corrected.

    Details stay kept from the earlier name too: it was there when they were protected.
    """
    file = this.file()
    for party in file.parties:
        for key, stays in (("kept_from", [before]), ("acts_for", [])):
            names = names_in(file.note(f"party.{key}", party.id))
            if before in names:
                at = names.index(before)
                after = dict.fromkeys((*names[:at], *stays, now, *names[at + 1 :]))
                keep_noted(this, party.id, {key: "; ".join(after)})
