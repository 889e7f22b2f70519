"""The people of a case: added, corrected, removed and called back."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dpo_console.approval.model import Path, Verdict
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.checklist.checklists import path_of
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.looking import How, keep_look
from dpo_console.cases.office.permissions import require
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.people.hidden import refuse_hidden
from dpo_console.cases.people.parties import SUPPOSED, Party, in_order, people_of
from dpo_console.cases.people.protected import WAYS
from dpo_console.cases.sharing import scope_items
from dpo_console.cases.sharing.asking import is_supposed
from dpo_console.cases.sharing.fitting import third_party_kind, why_unfit
from dpo_console.cases.sharing.release_gate import FORMER_KIND
from dpo_console.cases.sharing.ruling import ASKED_AS
from dpo_console.cases.view.case import case_to_check
from dpo_console.casework.change import Change, change_meant, changing, tell_of_case
from dpo_console.casework.checklist.assessing import assess
from dpo_console.casework.facts import check_open
from dpo_console.casework.people.kept_from import (
    NOTED,
    follow_name,
    forget_noted,
    keep_noted,
    noted,
    noted_before,
    protects,
    refuse_as_kept_from,
    require_for_details,
    require_if_shared,
    require_to_remove,
)
from dpo_console.casework.restricted import keep_from_concerned
from dpo_console.casework.sharing.scope_rows import keep_path
from dpo_console.errors import BadInput, Refused
from dpo_console.sentences import Remedy
from dpo_console.store import tables
from dpo_console.text import clean, clean_line, required, required_words

if TYPE_CHECKING:
    from dpo_console.store.session import Session

CRITERION = "who.person"
"""The criterion that a call-back answers: the person is verified through an independent contact."""

ENDING = 10
"""Digits that identify a telephone number without its prefix: +44 1632 960123 is 01632 960123."""

ADDED = ("subject", "recipient", "other")
"""The roles that can be added. A case has one requester, from its receipt."""

WORDS = ("name", "organisation", "email", "phone", "address")
"""The details kept about a person."""


def add_party(
    desk: Desk,
    reference: str,
    role: str,
    said: Mapping[str, str],
    *,
    protected: bool = False,
    version: int | None = None,
) -> str:
    """Add a data subject, the recipient, or someone else, such as the other parent.

    `said` holds any of WORDS and NOTED, the name at least. If `protected` is set, or someone is
    named in `kept_from`, contact details are kept from them. Raises BadInput for another role or no
    name, Refused for a second recipient: an approval covers one.
    """
    if role not in ADDED:
        raise BadInput(f"You can't add a {role!r}. Add a {', '.join(ADDED)}.")
    words = _cleaned(said)
    name = required(words.pop("name", ""), "name")
    with _people(desk, reference, version) as this:
        check_open(this)
        if role == "recipient":
            _refuse_second_recipient(this)
        _keep_as_released(this)
        position = 1 + max((p.position for p in this.file().parties if p.role == role), default=-1)
        row = tables.PartyTable(case_id=this.case_id, role=role, position=position, name=name)
        notes = noted(this, said, name)
        _put(row, words, protected or bool(notes.get("kept_from")))
        this.session.add(row)
        this.session.flush()
        keep_noted(this, int(row.id or 0), notes)
        if notes.get("acts_for"):
            require(desk, "lift_protection")
        require_if_shared(this, int(row.id or 0))
        this.detail |= {"act": "add", "role": role, "name": name}
    return this.case.reference


def _refuse_second_recipient(this: Change) -> None:
    """Refuse another recipient: an approval covers one, as a release does."""
    if same := [party for party in this.file().parties if party.role == "recipient"]:
        raise Refused(
            f"{this.case.reference} has a recipient already, {same[0].name}. Correct that one, "
            "or log the sharing with anyone else as a separate case."
        )
    _refuse_frozen(this)


def change_party(
    desk: Desk,
    reference: str,
    number: int,
    said: Mapping[str, str],
    why: str,
    *,
    protected: bool | None = None,
    kind: str = "",
    version: int | None = None,
    within: "Session | None" = None,
) -> str:
    """Correct the details of a person, by number. The log keeps the earlier details.

    `within` is a session open for writing, if this is part of another act on just this case. After
    a release, the register and the case go on showing the earlier details too. `kind` is the
    requester kind, such as police ('' leaves it). The checklist follows it, and an approval for the
    other kind lapses. Protection can be changed on a closed case too. The DPO or the designated
    safeguarding lead alone lift it, change who or where a protected person is, or say for whom
    somebody acts: anyone else could lead the details to the one they are kept from.
    Raises BadInput for an unknown number, no reason, no name, an unknown kind or nothing to change.
    Raises Refused for the kind of anybody but the requester, or once data were released.
    """
    reason, words = required_words(clean(why, "why"), "why"), _cleaned(said)
    if "name" in words:
        required(words["name"], "name")
    with _people(desk, reference, version, within) as this:
        row = _row(this, number)
        refuse_as_kept_from(this, row, words.get("name", ""))
        notes = noted(this, said, row.name)
        shielded = protects(this, row, notes, protected)
        before = _differing(this, row, words, notes)
        require_for_details(this, row, before, words.get("name", ""))
        before |= _ask_as(this, row, kind)
        _check_changes(this, row, before, shielded)
        _tell(this, row, before, shielded, reason)
        _put(row, words, shielded)
        keep_noted(this, int(row.id or 0), notes)
        _follow(this, row, before)
    return this.case.reference


def _ask_as(this: Change, row: "tables.PartyTable", kind: str) -> dict[str, str]:
    """Let the requester ask as another kind ('' leaves it), and return the earlier kind."""
    if not kind or (kind == row.kind and not is_supposed(this.file())):
        return {}
    earlier = {"kind": row.kind}
    ask_as(this, row, kind)
    return earlier


def _check_changes(
    this: Change, row: "tables.PartyTable", before: Mapping[str, str], shielded: bool
) -> None:
    """Refuse a correction of nothing, or of most details on a closed case."""
    if not before and bool(row.protected) == shielded:
        raise BadInput(f"{row.name} has these details already. Say what to change.")
    if before.keys() - {"kept_from", "acts_for"}:
        check_open(this)
        _keep_as_released(this)


def _follow(this: Change, row: "tables.PartyTable", before: Mapping[str, str]) -> None:
    """Let the rest of a case follow a person's new details."""
    if "name" in before:
        this.detail["named"] = row.name
        follow_name(this, before["name"], row.name)
    this.session.flush()
    if {*before} & {*WAYS} or "protected" in str(this.detail["changed"]):
        require_if_shared(this, int(row.id or 0))


def _differing(
    this: Change, row: "tables.PartyTable", words: Mapping[str, str], notes: Mapping[str, str]
) -> dict[str, str]:
    """Return the earlier details of a person that these would change."""
    before = {key: getattr(row, key) for key in words if getattr(row, key) != words[key]}
    return before | noted_before(this, row, notes)


def _tell(
    this: Change, row: "tables.PartyTable", before: Mapping[str, str], shielded: bool, why: str
) -> None:
    """Keep the earlier details of a person in the entry of this correction, and the reason."""
    changed = [NOTED.get(key, key) for key in before]
    changed += ["protected"] if bool(row.protected) != shielded else []
    this.detail |= {"act": "set", "role": row.role, "name": row.name, "note": why}
    this.detail |= {"changed": ", ".join(changed), "protected": int(shielded or row.protected)}
    this.detail |= {f"before.{key}": value for key, value in before.items()}


def remove_party(
    desk: Desk, reference: str, number: int, why: str, version: int | None = None
) -> str:
    """Remove anyone but the requester from a case. The log keeps their details.

    Raises Refused for the requester, BadInput for an unknown number or no reason.
    """
    reason = required_words(clean(why, "why"), "why")
    with _people(desk, reference, version) as this:
        check_open(this)
        row = _row(this, number)
        if row.role == "requester":
            raise Refused("A case needs its requester. Correct the name instead.")
        _refuse_frozen(this)
        require_to_remove(this, row)
        this.detail |= {"act": "remove", "role": row.role, "name": row.name, "note": reason}
        this.detail |= {f"before.{key}": getattr(row, key) for key in WORDS if getattr(row, key)}
        this.detail["protected"] = row.protected
        forget_noted(this, int(row.id or 0))
        this.session.delete(row)
        this.session.flush()
    return this.case.reference


def with_protected(desk: Desk, reference: str) -> tuple[Party, ...]:
    """Return the people of a case with protected addresses shown, for the people working on it."""
    require(desk, "people")
    file = file_meant(desk, reference)
    refuse_hidden(desk, file)
    keep_look(desk, file.case, How.CASE, "protected")
    if any(party.protected for party in file.parties):
        tell_of_case(desk, file.case.reference, "details shown", {})
    return people_of(file, protected_too=True)


@contextmanager
def _people(
    desk: Desk, reference: str, version: int | None, within: "Session | None" = None
) -> Iterator[Change]:
    """Open a change of a case's people, if this person may make it."""
    require(desk, "people")
    with (
        changing(within, desk, reference, "people", version=version)
        if within
        else change_meant(desk, reference, "people", version=version)
    ) as this:
        refuse_hidden(desk, this.file())
        yield this
        if path_of(this.file()) is Path.URGENT:
            keep_from_concerned(this)


def ask_as(this: Change, row: "tables.PartyTable", kind: str) -> None:
    """Change the requester's kind, or say it where it was only supposed.

    A third-party request takes the path of the new kind.
    """
    new, old = requester_kind(kind), row.kind
    check_open(this)
    if row.role != "requester":
        raise Refused("Only the requester (number 1) has a requester kind.")
    if any(fact.name == "released" for fact in this.file().standing_facts()):
        raise Refused(
            f"{this.case.reference} was released; to whom stays as it was. Say in a note what is "
            "wrong with it."
        )
    schools = this.desk.settings.types_meant(this.case.school)
    if why := why_unfit(this.case.kind, new.slug, schools):
        reference = this.case.reference
        asks = Remedy("reclassify", (reference, third_party_kind(), "--why ..."))
        raise Refused(f"{why} Count it as one first: ", asks)
    number = int(row.id or 0)
    if this.file().note(SUPPOSED, number):
        this.note(SUPPOSED, number, "", even_empty=True)
    if kind == old:
        return
    scope = this.file().scope
    path = scope.path if scope else ""
    if path and (path == requester_kind(old).path or path not in new.paths):
        keep_path(this, this.session.get_one(tables.ScopeTable, this.case_id), new.path)
    row.kind = this.case.requester_kind = kind
    if not this.file().note(FORMER_KIND, number):
        this.note(FORMER_KIND, number, old)
    this.note(ASKED_AS, number, kind)


def _refuse_frozen(this: Change) -> None:
    """Refuse another recipient, or the removal of anybody, once the release was told."""
    if scope_items.is_frozen(this.file()):
        raise Refused(
            f"{this.case.reference} was released; to whom and about whom stays as it was. Correct "
            "the details of a person instead, and the case and the register show both."
        )


def _keep_as_released(this: Change) -> None:
    """Keep who the people of a released case were, before they are first corrected."""
    file = this.file()
    if scope_items.is_frozen(file) and not file.note(scope_items.KEPT, this.case_id):
        this.note(scope_items.KEPT, this.case_id, scope_items.people_words(file))


def _cleaned(said: Mapping[str, str]) -> dict[str, str]:
    return {
        name: (clean if name == "address" else clean_line)(words, name)
        for name, words in said.items()
        if name in WORDS
    }


def _put(row: "tables.PartyTable", words: Mapping[str, str], protected: bool) -> None:
    for name, value in words.items():
        setattr(row, name, value)
    row.protected = int(protected)


def _row(this: Change, number: int) -> "tables.PartyTable":
    people = in_order(this.file())
    if not 1 <= number <= len(people):
        raise BadInput(
            f"{this.case.reference} has people 1 to {len(people)}; there is no {number}."
        )
    return this.session.get_one(tables.PartyTable, people[number - 1].id)


def call_back(
    desk: Desk,
    reference: str,
    contact: str,
    found: str,
    *,
    who: str = "",
    version: int | None = None,
) -> str:
    """Record a call back to the requester: the number or address, and where you found it.

    Raises BadInput if the request itself gave that number or address. ICO Data Sharing Code: an
    impostor gives a number of their own.
    """
    number = required(clean_line(contact, "number"), "number")
    where = required(clean_line(found, "found"), "found")
    case = case_to_check(desk, reference)
    refuse_their_own(number, case.parties)
    spoke = f", and spoke to {name}" if (name := clean_line(who, "who")) else ""
    evidence = f"Called back on {number}, found independently ({where}){spoke}."
    return assess(desk, case.reference, CRITERION, Verdict.MET, evidence, version=version)


def refuse_their_own(contact: str, parties: Sequence[Party]) -> None:
    """Raise BadInput if a party to the case supplied this contact."""
    given = {_plain(own) for p in parties for own in (p.phone, p.email) if own.strip()}
    if _plain(contact) in given:
        raise BadInput(
            f"{contact} came with the request itself, so it proves nothing. Find a number "
            "independently: on the organisation's own website, a letterhead you had before, or "
            "through its switchboard."
        )


def _plain(contact: str) -> str:
    """Return an address in lower case, or the last digits of a number, for comparison."""
    if "@" in contact:
        return contact.strip().casefold()
    return "".join(c for c in contact if c.isdecimal())[-ENDING:]
