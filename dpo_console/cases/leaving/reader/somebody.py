"""The reader of something that went, as an officer typed it: each part must be somebody known."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.people.addressee import Addressee, named_in
from dpo_console.cases.people.matching.details import PLACES
from dpo_console.cases.people.matching.names import PRIVATE, says
from dpo_console.cases.people.matching.squeezed import words_in
from dpo_console.cases.people.same.bodies import domain_of, same_body
from dpo_console.cases.people.same.shown import shows

BODIES = frozenset(
    ("regulator", "commissioner", "ico", "court", "courts", "hmcts", "tribunal", "tribunals",
     "ombudsman", "governors", "governing", "trustees")
)  # fmt: skip
"""Words for the bodies that something may go to, though they are no people of the case."""

_COURTS = {
    "county", "family", "crown", "high", "magistrates", "youth", "supreme", "sheriff", "coroners",
    "combined", "appeal", "protection", "justice", "session",
}  # fmt: skip
_TRIBUNALS = {
    "first", "upper", "employment", "send", "sendist", "special", "education", "educational",
    "information", "immigration", "asylum", "health", "appeal", "appeals", "tax", "investigatory",
}  # fmt: skip
KINDS = {
    "court": _COURTS, "courts": _COURTS, "tribunal": _TRIBUNALS, "tribunals": _TRIBUNALS,
    "ombudsman": {
        "local", "government", "care", "housing", "parliamentary", "health", "public", "services",
        "financial", "pensions", "legal",
    },
    "commissioner": {
        "information", "children", "childrens", "police", "crime", "victims", "biometrics",
        "language", "older",
    },
}  # fmt: skip
"""Those of them of which there are many, with the words of which one says which it is."""

_AFTER = frozenset(("of", "at", "in", "for", "and", "sitting", "office", "s", "centre"))
"""Words that may follow such a word. Any other makes it the name of a hotel, or of a firm."""

_AND_RIGHTS = frozenset(
    ("and", "rights", "chamber", "general", "regulatory", "needs", "disability")
)
"""More words that say which tribunal is meant."""

_OFFICIALS = frozenset(("regulator", "ico", "case", "officer", "casework", "team", "office"))
"""Words that may stand in the name of the regulator, or of somebody who works there."""

OURS = frozenset(("governors", "governing", "trustees"))
"""Those of them that are ours alone."""

_AROUND = frozenset(
    ("the", "a", "of", "at", "and", "for", "in", "our", "to", "complaints", "appeal", "appeals",
     "panel", "board", "body", "chair", "committee", "sitting")
)  # fmt: skip
"""Words in small letters that stand in the name of a body."""

_OF = re.compile(r"['’]s\b")
"""Words for somebody else, whom a name only helps to tell, such as Anna Reed's husband."""

_JOINED = re.compile(
    r"\bc/o\b|[;/]|\b(?:for|by|via|care of)\b|\b(?:and|or|with)(?= (?:the|our|his|her|their)\b)",
    re.IGNORECASE,
)
"""What stands between two readers."""

_BETWEEN = re.compile(r"[,()\n]")
"""What stands between the parts of one reader, such as a person, a body and an address."""

_AND = re.compile(r"\b(?:and|or|with)\b|&|\+", re.IGNORECASE)


def unknown_reader(going: Departure, to: Addressee | None = None) -> Iterator[str]:
    """Yield the parts of what was typed that name nobody known, such as “the father”.

    `to` is the addressee of what goes, if it has one. If nobody at all is named, it is all of it.
    """
    told = going.told.strip()
    if not told:
        return
    if not is_somebody(going, told, to):
        yield told
        return
    for reader in _JOINED.split(told):
        parts = parts_of(reader)
        packed = going.packs and any(_is_body(going, part) for part in parts)
        officer = packed or _writes_to(to, parts)
        for part in parts:
            for one in each_of(part):
                theirs = _OF.search(one) or not is_somebody(going, one, to)
                private = _is_private(one) and theirs and not _is_who_asks(going, one)
                if private or _is_of_somebody(going, one):
                    yield one
            known = is_somebody(going, part, to) or is_place(going, part)
            if is_a_name(part) and not officer and not known:
                yield part


def _is_of_somebody(going: Departure, one: str) -> bool:
    """Return True for what is somebody's of the case, such as Anna Reed's old house."""
    name, its, rest = one.replace("’", "'").partition("'s ")
    hangs = bool(its and rest.strip()) and not is_a_body(going, one)
    return hangs and any(True for _ in named_in(going.file, name))


def _is_who_asks(going: Departure, part: str) -> bool:
    """Return True for a word such as (mother) in brackets right behind the name of a parent."""
    parents = (one for one in named_in(going.file, going.told) if one.kind == "parent")
    behind = (f"{one.name} ({part})".casefold() for one in parents)
    return any(name in going.told.casefold() for name in behind)


def _writes_to(to: Addressee | None, parts: Sequence[str]) -> bool:
    """Return True if a reader is at the addressee's own body, where a person is nobody strange."""
    if to is None or to.party is None or not to.kind or requester_kind(to.kind).private:
        return False
    return any(same_body(part, to.party.organisation or to.name) for part in parts)


def parts_of(told: str) -> list[str]:
    """Return what was typed in its parts: each reader, and each part of an address."""
    readers = (part for one in _JOINED.split(told) for part in _BETWEEN.split(one))
    return [part.strip() for part in readers if part.strip()] or [told]


def each_of(part: str) -> list[str]:
    """Return those who stand in one part with `and` between them."""
    return [one.strip() for one in _AND.split(part) if one.strip()]


def is_named_body(going: Departure, said: str) -> bool:
    """Return True for a body that looks over us or rules on us, by a name that tells which it is.

    The court is one of many, and the governors are ours. An address, a sentence about somebody or a
    title before a name is no body's name.
    """
    plain = said.replace("'", "").replace("’", "")
    words = [word for word in words_in(plain) if word not in ("the", "a", "our")]
    named = {*words_in(said)} & BODIES
    small = {word.strip(".,") for word in plain.split() if word.islower()}
    regulator = {*words_in(going.settings.regulator.name)} | _AROUND | _OFFICIALS
    if named and regulator.issuperset(words_in(said)):
        return True
    if not named or named & {"regulator", "ico"}:
        return False
    if small - _AROUND - BODIES or any(c.isdigit() for c in said):
        return False
    if words[-1] in PLACES - BODIES:
        return False
    if named <= OURS:
        ours = words_in("\n".join((going.settings.name, *(s.name for s in going.settings.schools))))
        return not {*words} - _AROUND - BODIES - {*ours}
    after = {after for word, after in pairwise(words) if word in KINDS}
    if {"courts", "tribunals", "service"} <= {*words} <= {"hm", "and", *BODIES, "service"}:
        return True
    if after - _AFTER:
        return False
    at_a_place = words[0] in ("court", "tribunal") and words[1:2] == ["at"]
    named_so = all({*words} & KINDS.get(body, {*words}) for body in named)
    return at_a_place or named_so


def is_kind_of_body(part: str) -> bool:
    """Return True for words that only say which court or tribunal is meant, as in brackets."""
    return {word for words in KINDS.values() for word in words}.issuperset(
        {*words_in(part)} - _AND_RIGHTS
    )


def _organisations(going: Departure) -> Iterator[str]:
    """Yield the organisations of the case. A pack is for public bodies among them alone."""
    if not (going.packs and requester_kind(going.file.case.requester_kind).of_business):
        yield from (p.organisation for p in going.file.parties if p.organisation.strip())


def is_a_body(going: Departure, told: str) -> bool:
    """Return True if a part names the regulator, a body over us, or one that asked us."""
    return any(_is_body(going, part) for part in parts_of(told))


def _is_body(going: Departure, part: str) -> bool:
    if says(part, words_in(going.settings.regulator.name)) or is_named_body(going, part):
        return True
    return going.packs and any(same_body(one, part) for one in _organisations(going))


def is_somebody(going: Departure, said: str, to: Addressee | None) -> bool:
    """Return True if words name a person or body of the case, of the office, or a public body.

    An internal paper goes to colleagues, whom nobody lists.
    """
    if going.letter is not None and going.letter.addressee.internal:
        return not _is_private(said) and not _is_outside(going, said)
    if to and to.name and (says(said, words_in(to.name)) or says(to.envelope, words_in(said))):
        return True
    if is_a_body(going, said) or any(True for _ in named_in(going.file, said)):
        return True
    known = [*_organisations(going), going.settings.name, *(s.name for s in going.settings.schools)]
    if any(body and same_body(body, said) for body in known):
        return True
    return any(says(said, words_in(person.name)) for person in going.settings.people)


def _is_outside(going: Departure, said: str) -> bool:
    """Return True for an e-mail address elsewhere than the office's, or the name of a body."""
    settings = going.settings
    known = {
        email.casefold() for email in (settings.dpo.email, *(p.email for p in settings.people))
    }
    domains = {domain_of(email) for email in known} - {""}
    sent = {word.strip("<>,;()").casefold() for word in said.split() if "@" in word}
    elsewhere = any(email not in known and domain_of(email) not in domains for email in sent)
    return elsewhere or bool(shows("", said))


def is_outside_school(going: Departure, said: str) -> bool:
    """Return True for a private person, a mailbox elsewhere, or a body that is no school."""
    school = shows("", said) == frozenset(("school",))
    return _is_private(said) or (not school and _is_outside(going, said))


def _is_private(part: str) -> bool:
    return bool({*words_in(part)} & PRIVATE)


def is_a_name(part: str) -> bool:
    """Return True for words that may be somebody's name: two with a capital, and no number."""
    words = (part.title() if part.islower() and _has_no_particle(part) else part).split()
    capitals = [word for word in words if word[:1].isupper()]
    if len(capitals) < 2 or len(capitals) < len(words) or re.search(r"\d", part):
        return False
    return words_in(part)[-1] not in PLACES


def _has_no_particle(part: str) -> bool:
    return not {*words_in(part)} & {"at", "in", "on", "the", "a", "of", "to", "from", "as", "our"}


def is_place(going: Departure, part: str) -> bool:
    """Return True for whole words of an organisation, or of where somebody named is reached.

    Alone it names nobody: whoever lives there, or somebody else, may get it.
    """
    settings = going.settings
    named = [one.party for one in named_in(going.file, going.told) if one.party]
    if any(part.casefold() == party.email.casefold() for party in named):
        return True
    known = [party.address for party in named]
    known += [
        *_organisations(going),
        settings.regulator.address,
        *(school.address for school in settings.schools),
    ]
    return any(says(one, words_in(part)) for one in known)
