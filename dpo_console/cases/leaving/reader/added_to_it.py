"""Words beside a letter's text may bring in other eyes, and pictures may show what is protected."""

import re
from collections.abc import Iterator

from dpo_console.cases.leaving.departure import ADDED, UNSEEN, Departure
from dpo_console.cases.people.addressee import Addressee
from dpo_console.cases.people.kept_from import Access, access
from dpo_console.cases.people.matching.names import PRIVATE, bare, names_in
from dpo_console.cases.people.matching.names_told import NamesTold
from dpo_console.cases.people.matching.squeezed import words_in
from dpo_console.cases.people.protected import ProtectedDetails
from dpo_console.sentences import Gap
from dpo_console.text import counted

ALONE = 3
"""The most words of a part of a line that is a name, and no sentence about somebody."""

_COPY = re.compile(r"\bcc\b|\bcopy\b|\bcopied\b|\bc/o\b|\bcare of\b|^\W*dear\b", re.IGNORECASE)
"""Words before somebody else who gets a letter."""

_CC = re.compile(
    r"\bb?cc\b|\bc\.c\.|\b(?:copy|copies|copied) (?:to|for)\b|\bcopy:|\b(?:fao|attn)\b"
    r"|\bforward(?:ed|ing)? to\b|\bsend(?:ing)? this to\b",
    re.IGNORECASE,
)
"""Words of a copy in what an officer types, where a copy of a paper is often mentioned."""

_PART = re.compile(r"[,;()\t]|\b(?:and|or)\b|&", re.IGNORECASE)
_TITLED = r"\b(?:for|to|by|with|and|b?cc|fao|attn):? (?:mr|mrs|ms|miss|mx|dr)\.? {}\b"


def added_readers(going: Departure) -> str:
    """Return the words that say who else gets a letter: a copy, or a name that stands alone.

    A whole name alone is an envelope or a list of copies, so nothing overrides it. A name within a
    sentence may only be mentioned: an officer says so.
    """
    found: list[str] = []
    for line in _beside(going):
        parts = (part.strip() for part in _PART.split(line))
        found += [line] if _COPY.search(line) else [p for p in parts if 0 < len(bare(p)) <= ALONE]
    return "\n".join(found)


def _beside(going: Departure) -> Iterator[str]:
    """Yield the lines added in Word, the greeting, the reader's reference, and copies typed."""
    yield from going.said.get(ADDED, "").splitlines()
    for words in going.said.values():
        yield from (line for line in words.splitlines() if _CC.search(line))
    if (to := going.addressee) and to.party:
        yield from (to.party.salutation, to.party.their_ref)


def added_names(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each person, from whom details that a letter tells are kept, whom words name.

    UK GDPR Art 5(1)(f). A first name or a title with the surname is enough.
    """
    added = "\n".join(_beside(going)).strip()
    to = going.addressee
    if to is None or not added:
        return
    for secret in (going.own_secrets, *(secret for _, secret in going.other_secrets)):
        for one in secret.people if secret.tells(going.words) else ():
            for name in names_in(one.kept_from):
                if tells_name(added, name, to.name) or {*words_in(added)} & PRIVATE:
                    yield Gap("", f"Its words name {name}, from whom details of {one.name} are "
                              f"kept. Say why {name} doesn't get this letter.")  # fmt: skip


def tells_name(added: str, name: str, own: str = "") -> bool:
    """Return True if added words have a name, its first word, or its surname as somebody else's.

    The reader's `own` name may have the same surname.
    """
    told, words = NamesTold(added, any_case=True), bare(name)
    if not words:  # a title alone, or a dash
        return False
    first = words[0] not in bare(own) and told.has_first_name(name)
    return name in told or first or bool(re.search(_TITLED.format(words[-1]), added, re.IGNORECASE))


def tells_surname(method: str, name: str) -> bool:
    """Return True if a method names somebody's surname or car, as in “to Crane”, “Pauls car”."""
    words = bare(name)
    if not words:
        return False
    first, last = words[0].capitalize(), words[-1].capitalize()
    to = rf"\b(?i:to|for|by|via|with|through) (?i:the )?{last}(?:'?s)?\b"
    return bool(re.search(rf"{to}|\b{first}s\b", method))


def added_pictures(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each protected person whose details the added pictures may show.

    UK GDPR Art 5(1)(f): a person looks. Their own letter may show their own details.
    """
    to = going.addressee
    if not going.pictures or to is None:
        return
    names = [*_protected(to, going.own_secrets)]
    for other, secret in going.other_secrets:
        names += [name if other.seen else UNSEEN for name in _protected(to, secret)]
    for name in dict.fromkeys(names):
        has = f"{counted(going.pictures, 'picture')} that the version written didn't have"
        look = f"Look for details of {name}, which are protected, and say what you saw."
        yield Gap("", f"It has {has}, and dpo_console never looks into pictures. {look}")


def _protected(to: Addressee, secret: ProtectedDetails) -> Iterator[str]:
    """Yield the protected people of a case, but not the reader."""
    for one in secret.people:
        if access(secret.file, to, one, secret.former) is not Access.OWN:
            yield one.name
