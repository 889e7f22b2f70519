"""Permissions: which role may do which act."""

import re

from dpo_console.cases.office.desk import Desk
from dpo_console.config import Person, Role
from dpo_console.errors import BadInput, NotAllowed
from dpo_console.store.reads.search import words as search_words

_EVERYONE_WHO_WRITES = (Role.DPO, Role.CLERK, Role.APPROVER, Role.DSL)
_CASEWORKERS = (Role.DPO, Role.CLERK, Role.DSL)

MAY: dict[str, tuple[Role, ...]] = {
    "log": _CASEWORKERS,
    "note": _EVERYONE_WHO_WRITES,
    "assign": (Role.DPO, Role.CLERK),
    "fact": _CASEWORKERS,
    "correct": (Role.DPO, Role.CLERK),
    "letter": _CASEWORKERS,
    "schedule": _CASEWORKERS,
    "look": _EVERYONE_WHO_WRITES,
    "search": _CASEWORKERS,
    "scope": (Role.DPO, Role.CLERK, Role.DSL),
    "assess": (Role.DPO, Role.DSL),
    "question": (Role.APPROVER,),
    "check": _CASEWORKERS,
    "particulars": _CASEWORKERS,
    "decide": (Role.APPROVER, Role.DPO),
    "record a ruling": (Role.DPO, Role.DSL),
    "release": (Role.DPO, Role.DSL),
    "release urgently": (Role.DPO, Role.DSL),
    "review": (Role.DPO, Role.DSL),
    "register": (*_CASEWORKERS, Role.APPROVER),
    "full register": (Role.DPO, Role.APPROVER, Role.AUDITOR),
    "report": (*_CASEWORKERS, Role.APPROVER),
    "close": (Role.DPO,),
    "reopen": (Role.DPO,),
    "link": _CASEWORKERS,
    "people": _CASEWORKERS,
    "restrict": (Role.DPO, Role.APPROVER),
    "pack": (Role.DPO,),
    "reclassify": (Role.DPO, Role.CLERK),
    "settings": (Role.DPO,),
}
"""Each act, with the roles that may do it. Everybody listed may read."""

WORDS = {
    Role.DPO: "the DPO",
    Role.CLERK: "a clerk",
    Role.APPROVER: "the approver",
    Role.DSL: "the designated safeguarding lead",
    Role.AUDITOR: "an auditor",
}


ACTS = {
    "log": "log a request",
    "fact": "record a fact",
    "note": "add a note",
    "letter": "write letters",
    "correct": "put a fact right",
    "scope": "say what is asked for",
    "record a ruling": "record somebody else's ruling",
    "settings": "change the office's settings",
    "question": "question an answer",
    "check": "answer a checklist",
    "schedule": "keep the disclosure schedule",
    "look": "take the second look",
    "search": "work on the search plan",
    "review": "review a sharing",
    "register": "write the register",
    "full register": "see the full register",
    "report": "write the report of statistics",
    "link": "say which cases belong together",
    "people": "change the people of a case, or see protected addresses",
    "restrict": "restrict a case to some people",
    "pack": "make an evidence pack",
    "reclassify": "count a case as another kind",
    "particulars": "say a case's particulars",
}
"""Wording of acts in a sentence, if an act's own name won't do."""


def why_may_not(person: Person, act: str) -> str:
    """Return '' if this person may do this, else the reason as a sentence."""
    if person.role is Role.SOLE or person.role in MAY[act]:
        return ""
    who = " or ".join(", ".join(WORDS[role] for role in MAY[act]).rsplit(", ", 1))
    what = ACTS.get(act, act)
    return f"{person.name} is {WORDS[person.role]}, who may not {what}; {who} may."


def require(person: Person, act: str) -> None:
    """Raise NotAllowed if this person may not do this."""
    reason = why_may_not(person, act)
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
    return tuple(p for p in desk.people if p != desk.person and not why_may_not(p, "note"))


def why_may_not_decide(
    person: Person, people: tuple[Person, ...], advisers: set[str], concerned: tuple[str, ...]
) -> str:
    """Return '' if this person may decide on this request, else the reason.

    The DPO advises and the controller decides (UK GDPR Art 38-39). If there is an approver, the
    person who assessed a request may not also approve it. Nobody decides on their own data:
    `concerned` are the names of the case's requester and subjects.
    """
    reason = why_may_not(person, "decide")
    if reason:
        return reason
    if any(_may_be_the_same(name, person.name) for name in concerned):
        return f"{person.name} is concerned in this case and can't decide it."
    approvers = [p.name for p in people if p.role is Role.APPROVER]
    if person.role is Role.DPO and approvers and person.slug in advisers:
        return (
            f"{person.name} advised on this request, so the approver decides: "
            f"{', '.join(approvers)}. If it was decided on paper, say by whom and on what evidence."
        )
    return ""


def others_who_decide(desk: Desk) -> tuple[Person, ...]:
    """Return the other listed people who may decide, whose paper decisions can be recorded."""
    may = [p for p in desk.people if p != desk.person and not why_may_not(p, "decide")]
    return tuple(sorted(may, key=lambda person: person.role is not Role.APPROVER))


def _may_be_the_same(one: str, other: str) -> bool:
    """Return True if two names may be one person's, allowing for titles.

    A single word is too little: a pupil called Ruth is not every head called Ruth.
    """
    shorter, longer = sorted((set(search_words(one)), set(search_words(other))), key=len)
    return shorter == longer or (len(shorter) > 1 and shorter < longer)
