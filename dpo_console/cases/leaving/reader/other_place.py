"""A letter goes to its addressee where they are reached, not at another or an earlier house."""

import re
from collections.abc import Iterator

from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.leaving.reader.somebody import BODIES, is_a_body, is_a_name, is_somebody
from dpo_console.cases.people.addressee import Addressee, named_in, party_addressed
from dpo_console.cases.people.kept_from import own_details
from dpo_console.cases.people.matching.details import PLACES, POSTCODE, STREETS, WORDS, details
from dpo_console.cases.people.matching.names import says
from dpo_console.cases.people.matching.squeezed import Squeezed, words_in
from dpo_console.cases.people.same.earlier import earlier_selves
from dpo_console.sentences import Gap

_PART = re.compile(r"[,;()\n]")
_CARE_OF = re.compile(r"\bc/o\b|\bcare of\b", re.IGNORECASE)
_JOINED = re.compile(r"\b[A-Z]\w+ (?:and|&) [A-Z]\w+")
_NUMBER = re.compile(r"\b\d+[A-Za-z]? (?P<street>[^\W\d].*)")
_EMAIL = re.compile(r"\S+@\S+")
_AT = re.compile(r"^(?:at|in) ", re.IGNORECASE)
_MONTHS = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
STREET_WORDS = 3
"""The most words of the name of a street."""

_OURS = {"school", "office", "reception"}


def other_place(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each address or body at which nothing says that the addressee is reached.

    UK GDPR Art 5(1)(f). A public body that looks over us is reached wherever it says.
    """
    to, told = going.addressee, going.told
    if to is None or to.role.internal or not going.reached.strip():
        return
    if told and is_a_body(going, told) and not (to.name and says(told, words_in(to.name))):
        return
    known = "\n".join(_known(going, to))
    strange = [part for part in _places(going.reached) if not _tells_only(part, known)]
    strange += [part for part in _bodies(told) if not is_somebody(going, part, to)]
    for part in dict.fromkeys(strange):
        who = to.name or "the addressee"
        known_at = f"Nothing in this case says that {who} is reached at “{part}”."
        yield Gap("", f"{known_at} Say why it went there.")


def _known(going: Departure, to: Addressee) -> Iterator[str]:
    """Yield the details of the addressee, of others named, of their bodies and of the office."""
    for reader in (to, *named_in(going.file, going.reached)):
        yield from (reader.envelope, own_details(reader))
        if reader.party and reader.party.organisation:
            yield reader.party.organisation
    yield from (going.settings.regulator.address, going.settings.dpo.email)
    yield from (person.email for person in going.settings.people)
    yield from (school.address for school in going.settings.schools)


def _places(told: str) -> Iterator[str]:
    """Yield the parts of an address: a number with a street, a postcode, an e-mail address."""
    for part in _PART.split(told):
        yield from (found[0] for found in POSTCODE.finditer(part))
        yield from (found[0].strip("<>.") for found in _EMAIL.finditer(part))
        street = _NUMBER.search(POSTCODE.sub("", part))
        if street and _is_street(street["street"]):
            yield street[0].strip()
        elif street is None and _ends_as_street(part):
            yield _AT.sub("", part.strip())


def _ends_as_street(part: str) -> bool:
    """Return True for a street without a number, such as Mill Lane, that is no court's name."""
    words = [word for word in words_in(part) if word not in ("the", "at", "in")]
    return 1 < len(words) <= STREET_WORDS and words[-1] in STREETS and not {*words} & BODIES


def _is_street(words: str) -> bool:
    """Return True for words after a house number, and False for a day such as 3 November."""
    first, *_ = words_in(words) or [""]
    capital = words[0].isupper() and first[:3] not in _MONTHS
    return capital or bool({*words_in(words)} & PLACES - _OURS)


def _tells_only(part: str, known: str) -> bool:
    """Return True if a part of an address is one that is known, in any spelling."""
    told = Squeezed(part)
    if told.letters in Squeezed(known).letters:
        return True
    lines = (line for line in known.split("\n") if any(c.isdigit() for c in line))
    ways = (d for line in lines for d in details(line, "", "", ""))
    return any(True for d in ways if d.sort != WORDS for _ in d.spans(told))


def _bodies(told: str) -> Iterator[str]:
    """Yield words for a body: after c/o, or two names joined. The rest is asked for elsewhere."""
    for part in (part.strip() for part in _PART.split(told)):
        _, *care_of = (one.strip() for one in _CARE_OF.split(part))
        for one in care_of or ([part] if _JOINED.search(part) else []):
            ours = {*words_in(one)} & _OURS
            if one and not ours and not is_a_name(one) and not any(True for _ in _places(one)):
                yield one


def earlier_address(going: Departure) -> Iterator[Gap]:
    """Yield a gap for a letter with an address block that was corrected since.

    UK GDPR Art 5(1)(d), (f): data are accurate, and reach nobody else.
    """
    to = going.addressee
    if to is None or to.party is None or going.readdressed or not going.words:
        return
    now = party_addressed(going.file, to.party)
    for was in earlier_selves(to.party, going.history):
        before = party_addressed(going.file, was)
        if _is_written_to(going.words, before, now):
            yield Gap(
                "",
                f"It is written to {before.name} at earlier details, which were corrected since. "
                "Write it again.",
            )
            return


def readdressed(going: Departure) -> Iterator[Gap]:
    """Yield a gap for a letter with an address block or greeting that was edited in Word."""
    if (to := going.addressee) and going.readdressed and going.words:
        said = f"Its address or greeting isn't that of {to.name}."
        yield Gap("", f"{said} Say who gets it, and why.")


def _is_written_to(words: str, before: Addressee, now: Addressee) -> bool:
    """Return True if words have the earlier address block, and not the one that stands."""
    if not before.lines or before.lines == now.lines:
        return False
    stands = bool(now.lines) and says(words, words_in(now.envelope))
    return says(words, words_in(before.envelope)) and not stands
