"""Permissions: which role may do which act. Each act says so itself."""

import re
from collections.abc import Iterable

from dpo_console.cases.office.desk import Desk
from dpo_console.config import Person, Role
from dpo_console.errors import BadInput, NotAllowed
from dpo_console.store.reads.search import words as search_words

WORDS = {
    Role.DPO: "the DPO",
    Role.CLERK: "a clerk",
    Role.APPROVER: "the approver",
    Role.DSL: "the designated safeguarding lead",
    Role.AUDITOR: "an auditor",
}


def why_may_not(desk: Desk, act: str, person: Person | None = None) -> str:
    """Return '' if the officer, or another person, may do this, else the reason as a sentence."""
    person = person or desk.person
    allowed = desk.acts.allowed_as(desk.acts.of(act))
    if person.role is Role.SOLE or person.role in allowed.who:
        return ""
    who = " or ".join(", ".join(WORDS[role] for role in allowed.who).rsplit(", ", 1))
    what = allowed.said or allowed.id
    return f"{person.name} is {WORDS[person.role]}, who may not {what}; {who} may."


def require(desk: Desk, act: str) -> None:
    """Raise NotAllowed if the officer may not do this."""
    reason = why_may_not(desk, act)
    if reason:
        raise NotAllowed(reason)


_SLUG = re.compile(r"[\w.-]{0,40}")


def owner_slug(desk: Desk, who: str) -> str:
    """Return the owner's slug for a listed person, 'me', or '' for nobody. Raises BadInput.

    If nobody is listed, any short word will do, but not a name: the record is permanent.
    """
    slug = desk.person.slug if who == "me" else who.strip()
    if slug and desk.people:
        return desk.settings.person(slug).slug
    if not _SLUG.fullmatch(slug):
        raise BadInput(f"{slug!r} can't own a case: use one short word, such as an account's name.")
    return slug


def others_who_work(desk: Desk) -> tuple[Person, ...]:
    """Return the other people who may work on cases. A person who only reads can't own one."""
    return tuple(p for p in desk.people if p != desk.person and not why_may_not(desk, "note", p))


def why_may_not_decide(
    desk: Desk, person: Person, advisers: set[str], concerned: tuple[str, ...]
) -> str:
    """Return '' if this person may decide on this request, else the reason.

    The DPO advises and the controller decides (UK GDPR Art 38-39). If there is an approver, the
    person who assessed a request may not also approve it. Nobody decides on their own data:
    `concerned` are the names of the case's requester and subjects.
    """
    reason = why_may_not(desk, "decide", person)
    if reason:
        return reason
    if is_concerned(person, concerned):
        return f"{person.name} is concerned in this case and can't decide it."
    approvers = [p.name for p in desk.people if p.role is Role.APPROVER]
    if person.role is Role.DPO and approvers and person.slug in advisers:
        return (
            f"{person.name} advised on this request, so the approver decides: "
            f"{', '.join(approvers)}. If it was decided on paper, say by whom and on what evidence."
        )
    return ""


def is_concerned(person: Person, names: Iterable[str]) -> bool:
    """Return True if one of the names, those of a case's people, may be this person's."""
    return any(may_be_the_same(name, person.name) for name in names)


def others_who_decide(desk: Desk) -> tuple[Person, ...]:
    """Return the other listed people who may decide, whose paper decisions can be recorded."""
    may = [p for p in desk.people if p != desk.person and not why_may_not(desk, "decide", p)]
    return tuple(sorted(may, key=lambda person: person.role is not Role.APPROVER))


def may_be_the_same(one: str, other: str) -> bool:
    """Return True if two names may be one person's, allowing for titles.

    A single word is too little: a pupil called Ruth is not every head called Ruth.
    """
    shorter, longer = sorted((set(search_words(one)), set(search_words(other))), key=len)
    return shorter == longer or (len(shorter) > 1 and shorter < longer)
