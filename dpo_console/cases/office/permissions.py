"""Permissions: which role may do which act, who may rule, and each role in words.

What a role may do: `who` of each act, in casework/CAPABILITY/acts.py, and the groups of roles in
    acts.py here. This module asks them, and adds deputies and rulings.
Which cases a person sees: desk.py says who reads. The views in store/sqlite/read_door.py and in
    store/migrations/*.postgres.sql hold it for every question, and `row_for` in
    store/cases/case_file.py inside a change.
What is hidden inside a case: cases/people/hidden.py, for protected details.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dpo_console.cases.office.desk import Desk
from dpo_console.config import Person, Role, Settings
from dpo_console.errors import BadInput, NotAllowed, Refused
from dpo_console.london import london_day
from dpo_console.store.reads.search import words as search_words

if TYPE_CHECKING:
    from dpo_console.store.cases.case_rows import PartyRow

_SLUG = re.compile(r"[\w.-]{0,40}")


class RoleWords(NamedTuple):
    """A role in words: in a sentence, beside a name, as explained, and under a letter.

    `usually` tells the post of the person who mostly has it.
    """

    sentence: str
    beside: str
    does: str
    signs: str = ""
    usually: str = ""

    @property
    def in_menu(self) -> str:
        """The role for a menu of people, such as `the approver, usually the head`."""
        return ", ".join(filter(None, (self.sentence, self.usually)))


ROLES: Mapping[Role, RoleWords] = {
    Role.DPO: RoleWords(
        "the DPO", "DPO", "advises, and works on everything", "Data Protection Officer"
    ),
    Role.CLERK: RoleWords(
        "a clerk", "clerk", "logs requests, asks for what is missing, sends letters",
        "for the Data Protection Officer",
    ),
    Role.APPROVER: RoleWords(
        "the approver", "approver", "usually the head: decides on third parties' requests",
        "Headteacher", "usually the head",
    ),
    Role.DSL: RoleWords(
        "the designated safeguarding lead", "DSL", "leads safeguarding",
        "Designated Safeguarding Lead",
    ),
    Role.AUDITOR: RoleWords("an auditor", "auditor, reads only", "only reads"),
    Role.LEAD: RoleWords(
        "a lead", "lead", "works as a clerk, on the cases of some schools alone",
        "for the Data Protection Officer",
    ),
    Role.SOLE: RoleWords(
        "alone", "no people set up yet", "does everything", "Data Protection Officer"
    ),
}  # fmt: skip
"""Every role. SOLE has every right, because nobody is listed."""

LISTED = tuple(role for role in ROLES if role is not Role.SOLE)
"""The roles that people can be listed with."""


def why_may_not(desk: Desk, act: str, person: Person | None = None, day: date | None = None) -> str:
    """Return '' if the officer, or another person, may do this, else the reason as a sentence.

    A deputy may do what the person may for whom they stand in on that day, or today. A lead may do
    what a clerk may, in the cases of their schools.
    """
    person = person or desk.person
    allowed = desk.acts.allowed_as(desk.acts.of(act))
    roles = {*(desk.settings.roles_of(person, day) if day else roles_today(desk, person))}
    if Role.LEAD in roles:
        roles.add(Role.CLERK)
    if person.role is Role.SOLE or roles.intersection(allowed.who):
        return ""
    who = " or ".join(", ".join(ROLES[role].sentence for role in allowed.who).rsplit(", ", 1))
    what = allowed.said or allowed.id
    return f"{person.name} is {ROLES[person.role].sentence}, who may not {what}; {who} may."


def roles_today(desk: Desk, person: Person) -> tuple[Role, ...]:
    """Return the roles of somebody on the desk's day that they have on the real day too.

    So working as if it were another day makes nobody a deputy before or after their time. The clock
    is read for a deputy alone, because every key in sight asks for a permission.
    """
    if not person.deputy_for:
        return (person.role,)
    real = desk.settings.roles_of(person, london_day(desk.clock()))
    return tuple(role for role in desk.settings.roles_of(person, desk.today) if role in real)


def acts_as(desk: Desk, role: Role) -> bool:
    """Return True if the officer has a role today, or is the only account there is."""
    return desk.person.role is Role.SOLE or role in roles_today(desk, desk.person)


def require(desk: Desk, act: str, *, saves: bool = False) -> None:
    """Raise NotAllowed if the officer may not do this.

    Raises Refused for an act that `saves` something outside a case, where records are only looked
    at. So it does for one by which something leaves, if later erasures are missing from them.
    """
    reason = why_may_not(desk, act)
    if reason:
        raise NotAllowed(reason)
    if saves or (desk.read_only and desk.acts.of(act).leaves):
        refuse_looking(desk)


def refuse_other_school(desk: Desk, school: str) -> None:
    """Raise NotAllowed if the officer is a lead, and a case would be at none of their schools."""
    if not desk.person.sees(school):
        names = [desk.settings.school(slug).name for slug in desk.person.schools]
        raise NotAllowed(
            f"{desk.person.name} is the lead of {' and '.join(names)}. This case would be at "
            f"{desk.settings.school(school).name}, so the DPO or a clerk does this."
        )


def refuse_own(desk: Desk, parties: "Iterable[PartyRow]", *, anybody: bool = False) -> None:
    """Raise NotAllowed in a case in which the officer may be the one who asks or gets the data.

    `anybody`: or anybody else of the case, such as who is complained of. Whoever is the only
    account there is has nobody else to do it.
    """
    asking = (p.name for p in parties if anybody or p.role in ("requester", "recipient"))
    name = next((name for name in asking if is_concerned(desk.person, (name,))), "")
    if name and desk.person.role is not Role.SOLE:
        stands = "who stands in this case" if anybody else "who asks here or gets the data"
        raise NotAllowed(
            f"{desk.person.name} may be {name}, {stands}. Somebody else of the office does this, "
            "and notes why if it is only the same name."
        )


def refuse_looking(desk: Desk) -> None:
    """Raise Refused if this desk only looks at real records, as they would be on another day.

    A record made as of a day that isn't today would say what nobody did then. Nothing is changed
    either in restored records from which later erasures are still missing.
    """
    if desk.read_only:
        raise Refused(f"Nothing was changed. {desk.read_only}")
    if desk.looks_only:
        raise Refused(
            f"Nothing was changed: with --today {desk.today.isoformat()} you only look. Leave "
            "--today out. If something happened on another day, give that day itself."
        )


def owner_slug(desk: Desk, who: str) -> str:
    """Return the owner's slug for a listed person, 'me', or '' for nobody. Raises BadInput.

    If nobody is listed, any short word will do, but not a name: the record is permanent. Raises
    Refused for somebody who only reads and works on no case.
    """
    slug = desk.person.slug if who == "me" else who.strip()
    if slug and desk.people:
        person = desk.settings.person(slug)
        if reason := why_may_not(desk, "note", person):
            raise Refused(f"{person.name} can't own a case. {reason}")
        return person.slug
    if not _SLUG.fullmatch(slug):
        raise BadInput(f"{slug!r} can't own a case: use one short word, such as an account's name.")
    return slug


def others_who_may_own(
    desk: Desk, school: str, readers: Collection[str] = ()
) -> tuple[Person, ...]:
    """Return the other people who may own a case of this school, who may see it and work on it.

    `readers` are the only people who may see a restricted case.
    """
    return tuple(
        person for person in desk.people
        if person != desk.person and person.sees(school)
        and (not readers or person.slug in readers) and not why_may_not(desk, "note", person)
    )  # fmt: skip


class Ruled(NamedTuple):
    """What bears on who may rule on a request, and on which day.

    `advisers` are the slugs of those who advised, and `vouched` of those among them who did more
    than doubt an answer. `concerned` are the names of the people of the case, and `approved` the
    slugs of those who approved it already, where two must. `refuses` is True of a refusal.
    """

    day: date
    advisers: Collection[str] = ()
    vouched: Collection[str] = ()
    concerned: Collection[str] = ()
    approved: Collection[str] = ()
    refuses: bool = False


def why_may_not_decide(desk: Desk, person: Person, ruled: Ruled) -> str:
    """Return '' if this person may rule on this request, else the reason.

    The DPO advises and the controller decides (UK GDPR Art 38-39). The DPO never approves while an
    approver is there whom the case doesn't concern. Nobody rules on what they advised or on their
    own data. An approver may doubt an answer and rule all the same.
    """
    reason = why_may_not(desk, "decide", person, ruled.day)
    if reason:
        return reason
    if person.role is Role.SOLE:
        approvers = free_approvers(desk.settings, ruled._replace(approved=()))
        return f"This account isn't the approver's, so {_instead(approvers)}" if approvers else ""
    if is_concerned(person, ruled.concerned):
        return f"{person.name} is concerned in this case and can't decide it."
    if reason := _why_no_second(desk.settings, person, ruled):
        return reason
    rules_as = desk.settings.roles_of(person, ruled.day)
    others = free_approvers(desk.settings, ruled._replace(approved=()))
    others = tuple(other for other in others if other != person)
    if has_advised(desk.settings, person, ruled):
        return f"{person.name} advised on this request, so {_instead(others)}"
    if Role.APPROVER not in rules_as and others and not ruled.refuses:
        return f"The DPO advises and never approves, so {_instead(others)}"
    return ""


def _why_no_second(settings: Settings, person: Person, ruled: Ruled) -> str:
    """Return why somebody is no second approver, or ''. A deputy is the other's hand."""
    if person.slug in ruled.approved:
        return ""
    if not _entries(settings, person).isdisjoint(ruled.approved):
        why = f"{person.name} approved it already, under another entry of the list"
    elif _principal(settings, person, ruled.day).slug in _heard(settings, ruled):
        why = f"{person.name} and the first approver rule for one another"
    else:
        return ""
    return f"{why}, so somebody else is the second, perhaps on paper."


def _entries(settings: Settings, person: Person) -> set[str]:
    """Return the slugs under which a person is listed: the same name is the same person."""
    same = (p.slug for p in settings.people if may_be_the_same(p.name, person.name))
    return {person.slug, *same}


def _principal(settings: Settings, person: Person, day: date) -> Person:
    """Return the approver for whom a person stands in on that day, or the person."""
    deputy = person.role is not Role.APPROVER and person.is_deputy(day)
    return settings.person(person.deputy_for) if deputy else person


def _heard(settings: Settings, ruled: Ruled) -> set[str]:
    """Return the slugs of those who approved already, themselves or by a deputy."""
    listed = [person for person in settings.people if person.slug in ruled.approved]
    heard = (*listed, *(_principal(settings, p, ruled.day) for p in listed))
    return {*ruled.approved}.union(*(_entries(settings, person) for person in heard))


def free_approvers(settings: Settings, ruled: Ruled) -> tuple[Person, ...]:
    """Return the approvers of that day who could still rule: unconcerned, and not yet heard."""
    heard = _heard(settings, ruled)
    return tuple(
        person
        for person in settings.in_role(Role.APPROVER, ruled.day)
        if not is_concerned(person, ruled.concerned)
        and _principal(settings, person, ruled.day).slug not in heard
        and not has_advised(settings, person, ruled)
    )


def has_advised(settings: Settings, person: Person, ruled: Ruled) -> bool:
    """Return True if somebody advised, under any entry of the list.

    An approver who only doubted an answer did not.
    """
    advised = ruled.vouched if person.role is Role.APPROVER else ruled.advisers
    return not _entries(settings, person).isdisjoint(advised)


def _instead(approvers: Sequence[Person]) -> str:
    """Return who rules instead: the approvers, or on paper the chair of governors."""
    if approvers:
        names = ", ".join(person.name for person in approvers)
        return (
            f"the approver decides: {names}. If it was decided on paper, say by whom and on what "
            "evidence."
        )
    return (
        "the chair of governors rules on paper, as no approver is free of this case. Record who "
        "signed and on what evidence."
    )


def is_concerned(person: Person, names: Collection[str]) -> bool:
    """Return True if a person of the office may be one of these people of a case."""
    return any(may_be_the_same(name, person.name) for name in names)


def who_else_decides(desk: Desk, concerned: Collection[str]) -> tuple[Person, ...]:
    """Return the other people whose rulings on paper can be recorded, approvers first.

    There is none where no approver is free of the case: then somebody who isn't listed rules.
    """
    free = free_approvers(desk.settings, Ruled(desk.today, concerned=concerned))
    may = [p for p in desk.people if p != desk.person and not why_may_not(desk, "decide", p)]
    others = [p for p in may if p not in free and not is_concerned(p, concerned)]
    return (*(p for p in free if p != desk.person), *others) if free else ()


def may_be_the_same(one: str, other: str) -> bool:
    """Return True if two names may be one person's, allowing for titles and an initial.

    A single word is too little: a pupil called Ruth is not every head called Ruth.
    """
    some, others = search_words(one), search_words(other)
    shorter, longer = sorted((set(some), set(others)), key=len)
    return shorter == longer or (len(shorter) > 1 and (shorter < longer or _initial(some, others)))


def _initial(some: Sequence[str], others: Sequence[str]) -> bool:
    """Return True if the surnames are the same, and one first name is the other's initial."""
    first, other = some[0], others[0]
    return some[-1] == others[-1] and first[0] == other[0] and 1 in (len(first), len(other))
