"""An approver whom somebody kept from ruling: made a person of the case, or took off the list."""

import json
from collections.abc import Mapping

from dpo_console.cases.office.permissions import Ruled, free_approvers, is_concerned, why_may_not
from dpo_console.casework.change import Change
from dpo_console.config import Person, Role
from dpo_console.errors import NotAllowed
from dpo_console.sentences import first_upper
from dpo_console.store.audit.settings import all_told
from dpo_console.store.cases.case_file import history
from dpo_console.store.session import ask_in

KEEP_SHEET = (
    "keep the signed sheet as a paper of the case, and end the evidence with its number, such as: "
    "paper 1."
)
"""The remedy for a ruling on paper that the sheet itself must show."""


def refuse_if_made_concerned(this: Change, ruled: Ruled, kept: bool) -> None:
    """Refuse an outsider's approval that one person alone could have made possible.

    Whoever adds the head's name to a case keeps the head from ruling on it. The signed sheet must
    then be `kept` as a paper, and somebody else records it, if anybody else may. Raises NotAllowed.
    """
    added = _added(this)
    before = ruled._replace(concerned=[name for name in ruled.concerned if name not in added])
    for head in () if ruled.refuses else free_approvers(this.desk.settings, before):
        name = next(name for name in added if is_concerned(head, (name,)))
        if not kept:
            raise NotAllowed(
                f"{head.name} could decide until {name} was put on this case. "
                f"{first_upper(KEEP_SHEET)}"
            )
        if added[name] == this.desk.person.slug and (others := _others_who_record(this)):
            raise NotAllowed(
                f"You put {name} on this case, and so {head.name} can't decide. Somebody else "
                f"records this decision: {', '.join(one.name for one in others)}."
            )


def refuse_if_taken_off(this: Change, ruled: Ruled, kept: bool) -> None:
    """Refuse an outsider's approval that one person alone could have made possible.

    Whoever edits the settings can take the head off the list of people for an hour. The signed
    sheet must then be `kept` as a paper, and somebody who can't edit them records it, if anybody
    may. Raises NotAllowed.
    """
    told, created = all_told(ask_in(this.session)), this.case.created_at
    ends = [at for _, at, _ in told[1:]] + ["9999"]
    now = {person.slug for person in this.desk.settings.people}
    for (_, _, words), end in zip(told, ends, strict=True) if not ruled.refuses else ():
        for slug, held in json.loads(words).get("people", {}).items():
            away = held["role"] == Role.APPROVER and slug not in now and end >= created
            if away:
                _ask_another(
                    this, f"{held['name']} was an approver while this case was open.", kept
                )


def refuse_if_renamed(this: Change, decider: Person, ruled: Ruled) -> None:
    """Refuse a ruling by somebody who was listed under a name that is on the case.

    Whoever edits the settings can rename an approver. Raises NotAllowed.
    """
    for _, _, words in all_told(ask_in(this.session)):
        was = str(json.loads(words).get("people", {}).get(decider.slug, {}).get("name", ""))
        if was and is_concerned(Person(decider.slug, was, decider.role), ruled.concerned):
            raise NotAllowed(
                f"{decider.name} was listed as {was}, who is concerned in this case. If they are "
                "two people, list the new one under another slug in data/dpo.toml."
            )


def refuse_if_newly_listed(this: Change, decider: Person, kept: bool) -> None:
    """Refuse a ruling in the name of somebody who was made an approver since the case came.

    Whoever edits the settings can list an approver whom nobody knows. They rule at the keyboard
    themselves, or the sheet is kept, and another officer records it. Raises NotAllowed.
    """
    ask = ask_in(this.session)
    came = history(ask, this.case.reference)[0].seq
    at_first = [words for seq, _, words in all_told(ask) if seq < came]
    held = json.loads(at_first[-1]).get("people", {}).get(decider.slug) if at_first else None
    if at_first and (not held or (held["name"], held["role"]) != (decider.name, decider.role)):
        _ask_another(this, f"{decider.name} wasn't listed so when this case came.", kept)


def _ask_another(this: Change, was: str, kept: bool) -> None:
    """Raise NotAllowed without a kept sheet, or for whoever may edit the list of people."""
    others = [] if why_may_not(this.desk, "settings") else _others_who_record(this)
    if not kept:
        raise NotAllowed(f"{was} {first_upper(KEEP_SHEET)}")
    if others:
        names = ", ".join(one.name for one in others)
        raise NotAllowed(f"{was} Somebody else records this decision: {names}.")


def _added(this: Change) -> Mapping[str, str]:
    """Return the people who were added to the case, or named otherwise, and by whom."""
    found: dict[str, str] = {}
    for entry in history(ask_in(this.session), this.case.reference):
        words = json.loads(entry.detail) if entry.action == "people" and entry.detail else {}
        if words.get("act") == "add" or "named" in words:
            found[str(words.get("named") or words["name"])] = entry.actor
    return found


def _others_who_record(this: Change) -> list[Person]:
    others = (person for person in this.desk.people if person != this.desk.person)
    return [one for one in others if not why_may_not(this.desk, "record_ruling", one)]
