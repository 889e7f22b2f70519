"""How a letter greets its addressee and closes. No gender or title is supposed."""

from dpo_console.approval.requesters import requester_kinds
from dpo_console.cases.people.addressee import Addressee
from dpo_console.cases.people.matching.names import TITLES, same_name
from dpo_console.letters.addressees import To

BODY = "Dear Sir or Madam"
"""The greeting of a body, and of an office whose holder isn't named."""

COLLEAGUE = "Dear colleague"
"""The greeting of a member of staff."""

THANKS = "With thanks"
"""The closing of a letter to a member of staff, who is asked for help."""

PUPIL = "pupil"

_OF_BODIES = frozenset(
    ("ltd", "limited", "llp", "plc", "cic", "council", "trust", "school", "academy", "college",
     "university", "constabulary", "department", "service", "services", "team", "unit", "desk",
     "office")
)  # fmt: skip
"""Words in the name of a body that an officer types, and in no person's."""

_TEAMS = frozenset(("team", "unit", "desk", "office", "department"))
"""Last words of an office that has no holder's name: School data team."""

_ROLES = frozenset(("worker", "officer", "manager", "adviser", "coordinator"))
"""Words of a role, which an officer types in place of a name, or before it: social worker."""

_AFTER_NAMES = (" MP", " KC", " JP")
"""Letters after a name, which no greeting has."""

THE = "The "
"""The beginning of an office or a group that an officer types: The school nurse."""


def greeting(to: Addressee) -> str:
    """Return how a letter greets its addressee, or '' while nobody knows who that is.

    A salutation set for the person comes first.
    """
    if to.party and to.party.salutation:
        said = to.party.salutation.strip().rstrip(",")
        return said if said.casefold().split()[:1] == ["dear"] else f"Dear {said}"
    if to.role is To.HOLDER:
        return COLLEAGUE
    if not to.name:
        return ""
    if to.kind == PUPIL:
        return f"Dear {_given_name(to.name)}"
    return BODY if _is_body(to) else f"Dear {_with_title(to.name.removeprefix(THE))}"


def closing(to: Addressee) -> str:
    """Return the closing that follows the greeting: faithfully for a reader who isn't named."""
    if to.role is To.HOLDER:
        return THANKS
    greeted = greeting(to)
    words = greeted.casefold().replace(",", " ").split()
    return "Yours faithfully" if {"sir", "madam", "sirs"} & {*words[:3]} else "Yours sincerely"


def _is_body(to: Addressee) -> bool:
    """Return True for a body, which has no name of a person beside its own.

    A public body's request without an organisation may be by its name alone, and one with it may
    name an office there: Admissions, Oak School. Sir or Madam offends nobody.
    """
    holds_office = to.role is To.CONSULTED or to.party is not None
    if to.role is To.REGULATOR or (holds_office and to.name.startswith(THE)):
        return True
    if _title_of(to.name):
        return False
    words = to.name.casefold().split()
    if not _ROLES.isdisjoint(words):
        return True
    if to.party is None or words[-1] in _TEAMS:
        return not _OF_BODIES.isdisjoint(words)
    if to.party.organisation:
        named, body = to.name.casefold(), to.party.organisation.casefold()
        return same_name(named, body) or body in named
    kind = requester_kinds().get(to.kind)
    return kind is not None and not kind.private


def _title_of(name: str) -> str:
    first = name.split()[0]
    return first if first.strip(".").casefold() in TITLES and len(name.split()) > 1 else ""


def _with_title(name: str) -> str:
    """Return a title and surname. Several people, or one without a title, keep the full name."""
    for letters in _AFTER_NAMES:
        name = name.removesuffix(letters)
    title = _title_of(name)
    alone = not {"and", "&"}.intersection(name.split())
    return f"{title} {name.split()[-1]}" if title and alone else name


def _given_name(name: str) -> str:
    """Return the first name of a pupil, who isn't addressed by title or surname."""
    names = name.split()
    return names[1] if _title_of(name) and len(names) > 2 else names[0]
