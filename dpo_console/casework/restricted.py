"""Cases for some eyes only: a request of staff, a safeguarding matter, one about ourselves.

People who may not see a restricted case see nothing of it, as if it did not exist. Reads enforce
this (store/sqlite/read_door.py, store/postgres/read_door.py). This module sets who may see a case.
"""

from collections.abc import Sequence

from dpo_console.approval.model import Path
from dpo_console.approval.requesters import requester_kinds
from dpo_console.cases.checklist.checklists import path_of
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import is_concerned, require, why_may_not
from dpo_console.cases.sharing.release_gate import told
from dpo_console.casework.change import Change, change_meant
from dpo_console.config import Role, Settings
from dpo_console.errors import Refused
from dpo_console.sentences import Phrase, Remedy
from dpo_console.store import tables
from dpo_console.store.session import put
from dpo_console.text import clean, required_words


def restrict(
    desk: Desk, reference: str, to: Sequence[str], why: str = "", version: int | None = None
) -> str:
    """Let only these people, by slug, and the acting officer see a case.

    Anybody named before and not now loses access. The DPO or the approver may do this, in a case
    that they see: the approver restricts a request about the DPO. An owner who can no longer see
    the case is removed. Those in whose name somebody else ruled go on seeing it, and the approvers
    who are told of an urgent release. Raises
    Refused if there is nobody to restrict it from, or for a person concerned in an urgent release.
    Raises BadInput for an unknown person.
    """
    require(desk, "restrict")
    reason, readers = clean(why, "why"), readers_with(desk, to)
    with change_meant(desk, reference, "restrict", version=version) as this:
        readers = _seeing(this, readers)
        this.case.restricted = 1
        let_in(this, readers)
        this.detail |= {"to": ", ".join(readers), "note": reason}
        if this.case.owner not in ("", *readers):
            this.detail["owner"] = this.case.owner
            this.case.owner = ""
    return this.case.reference


def unrestrict(desk: Desk, reference: str, why: str, version: int | None = None) -> str:
    """Let everyone see a case again.

    Raises BadInput without a reason, Refused if all do already.
    """
    require(desk, "restrict")
    reason = required_words(clean(why, "why"), "why")
    with change_meant(desk, reference, "unrestrict", version=version) as this:
        if not this.case.restricted:
            raise Refused(f"{this.case.reference} is not restricted.")
        _seeing(this, [person.slug for person in desk.people])
        this.case.restricted = 0
        let_in(this, ())
        this.detail["note"] = reason
    return this.case.reference


def readers_with(desk: Desk, to: Sequence[str]) -> tuple[str, ...]:
    """Return the slugs of these people and of the acting officer.

    Raises BadInput for an unknown person. Raises Refused if that is everybody, if there is nobody
    to restrict the case from, or if nobody among them may lift the restriction.
    """
    if desk.person.role is Role.SOLE or len(desk.people) < 2:
        raise Refused(
            "There is nobody to restrict it from: data/dpo.toml lists no other people. List "
            "everybody who uses these records under [[people]] first."
        )
    named = {desk.settings.person(slug.strip()).slug for slug in to if slug.strip()}
    readers = named | {desk.person.slug}
    if readers == {person.slug for person in desk.people}:
        raise Refused("This includes everyone. Leave someone out, or don't restrict the case.")
    if all(why_may_not(desk, "restrict", desk.settings.person(slug)) for slug in readers):
        able = [p.slug for p in desk.people if not why_may_not(desk, "restrict", p)]
        raise Refused(f"Include someone who may lift the restriction: {' or '.join(able)}.")
    return tuple(sorted(readers))


def keep_from_concerned(this: Change) -> None:
    """Let nobody see an urgent release who is concerned in it, but for the officer who makes it.

    The approvers who are told of it see it, even if the case was restricted before.
    """
    desk, concerned = this.desk, _concerned(this)
    everybody = {p.slug for p in desk.people if p.sees(this.case.school)}
    seeing = set(this.file().readers) if this.case.restricted else everybody
    after = seeing - concerned | {desk.person.slug} | _told(this)
    if after == seeing or not desk.people:
        return
    this.case.restricted = 1
    let_in(this, sorted(after))
    if this.case.owner in concerned:
        this.case.owner = ""


def _seeing(this: Change, readers: Sequence[str]) -> tuple[str, ...]:
    """Return who may see a case that is restricted.

    Those are the readers, whoever is told of an urgent release, and those in whose name somebody
    else recorded a ruling: they alone can say that they never made it. Raises Refused for a reader
    who is concerned in an urgent release.
    """
    if path_of(this.file()) is not Path.URGENT:
        return tuple(sorted({*readers, *_ruled_by_another(this)}))
    if unfit := sorted(_concerned(this).intersection(readers)):
        names = ", ".join(this.desk.settings.names[slug] for slug in unfit)
        raise Refused(f"{names}: concerned in this urgent release, and may not see it.")
    return tuple(sorted({*readers} | _told(this)))


def _ruled_by_another(this: Change) -> set[str]:
    ruled = {one.decided_by for one in this.file().decisions if one.decided_by != one.recorded_by}
    return ruled & {person.slug for person in this.desk.people}


def _concerned(this: Change) -> set[str]:
    """Return the people of the office who are concerned in a case, but for the officer acting."""
    names = [party.name for party in this.file().parties]
    others = (p for p in this.desk.people if p != this.desk.person)
    return {p.slug for p in others if is_concerned(p, names)}


def _told(this: Change) -> set[str]:
    return {person.slug for person in told(this.file(), this.desk.settings, this.desk.today)}


def let_in(this: Change, readers: Sequence[str]) -> None:
    """Let these people see a restricted case, and nobody else. Raises Refused for another lead."""
    for slug in readers:
        refuse_elsewhere(this.desk.settings, slug, this.case.school, this.case.reference)
    for person in this.file().readers:
        this.session.delete(this.session.get_one(tables.ReaderTable, (this.case_id, person)))
    this.session.flush()
    for person in readers:
        put(this.session, tables.ReaderTable, {"case_id": this.case_id, "person": person})


def suggestion(desk: Desk, requester_kind: str, reference: str = "REF") -> str:
    """Return a sentence suggesting to restrict a case being logged, or ''."""
    because = requester_kinds()[requester_kind].restrict
    if not because or len(desk.people) < 2:
        return ""
    how = "Ask the DPO to" if why_may_not(desk, "restrict") else "To"
    return Phrase(
        f"Should everyone see it? {because.capitalize()}. {how} restrict it: ",
        Remedy("restrict", (reference, "--to PERSON")),
    )


def refuse_unseen(this: Change, owner: str) -> None:
    """Raise Refused if a new owner may not see the case."""
    refuse_elsewhere(this.desk.settings, owner, this.case.school, this.case.reference)
    if this.case.restricted:
        refuse_owner(owner, this.file().readers, this.case.reference)


def refuse_elsewhere(settings: Settings, who: str, school: str, reference: str = "") -> None:
    """Raise Refused for a lead of other schools, who may not see the case."""
    if any(who == person.slug and not person.sees(school) for person in settings.people):
        name = settings.names[who]
        raise Refused(
            f"{name} is a lead of other schools, and may not see {reference or 'this case'}."
        )


def refuse_owner(owner: str, readers: Sequence[str], reference: str = "") -> None:
    """Raise Refused if the owner is not among the only people who may see the case."""
    if owner and readers and owner not in readers:
        raise Refused(
            f"{owner} may not see {reference or 'this case'}, which is restricted. Let them "
            "first: ",
            Remedy("restrict", (reference or "REF", "--to ...")),
        )
