"""Words that an officer typed tell nobody where a family of another case is reached.

UK GDPR Art 5(1)(f). Protected details have a check of their own.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from dpo_console.approval.requesters import families
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.matching.details import (
    ADDRESS,
    CODE,
    EMAIL,
    MAILBOX,
    POSTCODE,
    details,
)
from dpo_console.cases.people.matching.names import same_name
from dpo_console.cases.people.matching.said_numbers import in_digits
from dpo_console.cases.people.matching.squeezed import Squeezed, words_in
from dpo_console.letters.addressees import TYPED, To
from dpo_console.letters.catalogue import LetterKind
from dpo_console.sentences import Gap
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.reads.people import private_people

MOST = 40
"""The most houses, and the most e-mail addresses, in one letter that are looked for."""

COUNTED = frozenset(
    ("january", "february", "april", "june", "july", "september", "october", "november", "december",
     "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "term",
     "terms", "page", "pages", "pupil", "pupils", "report", "reports", "file", "files", "item",
     "items", "am", "pm")
)  # fmt: skip
"""Words that stand behind a number that is no house."""


def houses_elsewhere(
    desk: Desk, file: CaseFile, kind: LetterKind, said: Mapping[str, str], ours: str
) -> tuple[str, ...]:
    """Return the places in what was typed at which a family of another case in sight is reached.

    `ours` are the words of the office. What the people of this case are reached at is known to it.
    Records are read only where a house, a postcode or an e-mail address was typed.
    """
    if kind.addressee.internal or kind.addressee is To.REGULATOR:
        return ()
    whom = TYPED.get(kind.addressee, "")
    words = "\n".join(text for name, text in said.items() if name != whom)
    mailboxes = list(dict.fromkeys(MAILBOX.findall(words.casefold())))[:MOST]
    sought = list(dict.fromkeys(_sought(words)))[:MOST]
    if not (mailboxes or sought):
        return ()
    with desk.database.glance() as ask:
        rows = private_people(ask, families(), but=file.case.id, houses=sought, mailboxes=mailboxes)
    here = [part for p in file.parties for part in (p.address, p.email)]
    known, text = Squeezed("\n".join((ours, said.get(whom, ""), *here))), Squeezed(words)
    names = [p.name for p in file.parties]
    found = (
        words[slice(*text.span(*place))]
        for name, email, address in rows
        if not any(same_name(name, one) for one in names)
        for way in details(address, email, "", "")
        if way.sort in (ADDRESS, CODE, EMAIL) and not any(True for _ in way.spans(known))
        for place in way.spans(text)
    )
    told: list[str] = []
    for place in sorted(found, key=len, reverse=True):
        if not any(place in other for other in told):
            told.append(place)
    return tuple(told)


def _sought(words: str) -> Iterator[str]:
    """Yield the postcodes and houses in words, as patterns of SQL."""
    codes = ("".join(words_in(code)) for code in POSTCODE.findall(words))
    yield from (f"%{code[:-3]}%{code[-3:]}%" for code in codes)
    for number, street in pairwise(word for word, _ in in_digits(words_in(words))):
        if number[:1].isdigit() and len(street) > 1 and street not in COUNTED:
            yield f"%{number}%{street}%"


def houses(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each place at which a family of another case is reached."""
    for place in going.houses:
        told = f"It tells “{place}”, where somebody of another case is reached."
        yield Gap("", f"{told} Take it out, or say why it may go.")
