"""A new request, and how it is read from one line: `sar Jane Doe re Tom Doe, email, yesterday`.

The line begins with the kind, the requester, and `re` or `about` with the subjects, which `and`
joins. `of` an organisation may follow the requester, and `at` a school either of them. A kind may
be shortened while it is unambiguous. Several kinds are joined by `+` if one message is each of
them. A third party that asks for data, such as `police`, can stand for the kind.

Further parts follow after commas, in any order: a channel, the day of receipt, the requester's
e-mail address or telephone number, a requester kind, `at SCHOOL`, `of ORGANISATION`, their own
reference as `ref NUMBER`, an earlier case as `about REFERENCE` or `repeats REFERENCE`, or the
summary, after `asks for` or in double quotes. Any other part is refused, because a misspelt day
must never become a summary.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from dpo_console.approval.requesters import called, requester_kinds
from dpo_console.cases.clock.projection import clock_at
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.parties import read_reach
from dpo_console.cases.sharing.fitting import third_party_kind
from dpo_console.config import School
from dpo_console.config.methods import CHANNELS
from dpo_console.errors import BadInput
from dpo_console.law.model import Clock, Fact, Moment, day_of, minute_of
from dpo_console.law.statutes import kinds, statute
from dpo_console.typed_days import parse_moment

_PART = re.compile(r'\s*("[^"]*"|[^,"]*)\s*(?:,|$)')
_ASKS = re.compile(r"(?:asks|asking|wants) (?:for )?(.+)", re.IGNORECASE)
"""A part that says what is asked for, such as `asks for all school reports`."""
_CAME = re.compile(r"(?:received|came|arrived|on)(?: on)? ", re.IGNORECASE)
"""A word before a day or a channel that says nothing more, such as `received` 25 Nov."""
_CHANNEL_WORDS = {"e-mail": "email", "mail": "email", "in person": "in-person", "post": "letter"}
_CHANNEL_WORDS |= {"call": "phone", "telephone": "phone", "verbal": "in-person"}

ASK_OTHERWISE = ("solicitor", "school")
"""Third parties that ask for other things as often: a client's data, a transfer file."""

SUCH_AS = "the kind, such as sar, foi, complaint, breach, police, court or supplier"
"""Examples of a line's beginning, for an officer who began it with an unknown word."""

OF_A_THIRD_PARTY = ("third", "third party", "third party request",
                    "third-party", "third-party request")  # fmt: skip
"""Words for a third party's request that name neither its kind nor a requester."""

MOST_WORDS = 4
"""The most words in the name of a kind, such as `freedom of information request`."""

LEAST_DIGITS = 10
"""The fewest digits in a telephone number. Fewer may be a mistyped day."""

_NATURES = {"about": "", "repeats": "repeat"}
"""Words before an earlier case's reference, with the link each one makes."""

GENERIC = frozenset(
    ["the", "school", "academy", "primary", "secondary", "infant", "junior", "high", "college"]
)
"""Words of a school's name that name none."""

BODIES = frozenset(
    ("bank", "board", "chamber", "church", "college", "council", "court", "department", "diocese",
     "faculty", "house", "institute", "ministry", "office", "school", "society", "university")
)  # fmt: skip
"""Words that begin an organisation's own name, such as `University of Fenmark`."""

PARTS = (
    " Write a day as 20 Nov. Put “at” before a school, “of” before an organisation, “asks for” "
    "before what they want, and a comma after each part. A part may also say who asks, such as "
    f"parent or pupil, or how it came: {', '.join(CHANNELS)}."
)
"""What a part of the line may be, told after the part that can't be read."""


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request as it arrived.

    `received` is a minute if the kind counts hours. `requester_kind` '' means the usual one for the
    kind, and `supposed` that nobody said it. `school` '' means the only one, or among several a
    school not known.
    `also` lists further kinds found in the same message; each becomes a case of its own.
    `about` is the reference of an earlier case. `nature` is the link to it ('' for the kinds'
    default).
    If `protected` is set, the requester's contact details are kept from every private person. The
    people in `kept_from` never get them either, whoever they are. `their_ref` is the requester's
    own reference.
    `readers` are the slugs of the people who may see the case, besides the officer who logs it. If
    empty, everybody may see it.
    """

    kind: str
    received: Moment
    requester: str
    requester_kind: str = ""
    subjects: tuple[str, ...] = ()
    recognised: date | None = None
    channel: str = "other"
    organisation: str = ""
    school: str = ""
    summary: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    owner: str = ""
    also: tuple[str, ...] = ()
    about: str = ""
    nature: str = ""
    protected: bool = False
    readers: tuple[str, ...] = ()
    kept_from: str = ""
    their_ref: str = ""
    supposed: bool = False


def parts_of(request: NewRequest) -> tuple[NewRequest, ...]:
    """Return the request once for each of its kinds, its own kind first."""
    return tuple(replace(request, kind=kind, also=()) for kind in (request.kind, *request.also))


def usual_requester(kind: str) -> str:
    """Return the requester kind assumed if none is given."""
    return statute(kind).work.requester


def facts_of(request: NewRequest) -> list[Fact]:
    """Return the facts that a request brings with it."""
    received = Fact("received", day_of(request.received), minute_of(request.received))
    if request.recognised and request.recognised != received.on:
        return [received, Fact("recognised", request.recognised)]
    return [received]


def clock_of(desk: Desk, request: NewRequest) -> Clock:
    """Return the clock that would run from this request, to show while the officer types."""
    facts = facts_of(request)
    return clock_at(desk.settings, request.school, request.kind, facts, desk.today)


def read_line(desk: Desk, line: str) -> NewRequest:
    """Return the request that a line describes.

    Raises BadInput naming the part that can't be read, with the grammar.
    """
    parts = _parts(line)
    if not parts:
        raise BadInput("Nothing to log. Write it like: sar Jane Doe re Tom Doe, email, yesterday")
    first, channel = _by_channel(parts[0])
    first, _, wanted = first.partition(" asks for ")
    first, school = _at_school(desk, _with_re(first))
    word, requester, subjects = _who(first)
    kind, *also = [_kind(one) for one in word.split("+")]
    third = word if _third_party(word) else ""
    name, organisation = _of_organisation(requester, third)
    request = NewRequest(
        kind=kind, received=desk.today, requester=name, subjects=subjects, also=tuple(also),
        requester_kind=third, organisation=organisation, school=school,
        channel=channel or "other", summary=wanted,
    )  # fmt: skip
    return _with_parts(desk, request, parts[1:])


def _with_parts(desk: Desk, request: NewRequest, parts: Sequence[str]) -> NewRequest:
    """Return the request with further parts. Raises BadInput naming each that can't be read."""
    wrong: list[BadInput] = []
    for part in parts:
        try:
            request = _with_came(desk, request, part)
        except BadInput as error:
            wrong.append(error)
    if len(wrong) > 1:
        told = [error.said.removesuffix(PARTS).partition(" Write it like ")[0] for error in wrong]
        raise BadInput(" ".join(told) + PARTS)
    if wrong:
        raise wrong[0]
    return request


def _parts(line: str) -> list[str]:
    parts, at = [], 0
    while at < len(line):
        match = _PART.match(line, at)
        if match is None or match.end() == at:
            raise BadInput(f"This can't be read: {line[at:]!r}. A quote may be missing its end.")
        parts.append(match[1].strip())
        at = match.end()
    return [part for part in parts if part]


def _by_channel(part: str) -> tuple[str, str]:
    """Return a part without `by CHANNEL`, and the channel, or ''."""
    for word in (*CHANNELS, *_CHANNEL_WORDS):
        before, by, after = f"{part} ".partition(f" by {word} ")
        if by:
            return f"{before} {after}".strip(), _CHANNEL_WORDS.get(word, word)
    return part, ""


def _with_re(part: str) -> str:
    """Return a part with `re` for `about`, and without a word whose own words are yet to come."""
    part = re.sub(r"\s+(at|of|re|about)$", "", part)
    return part if " re " in part else part.replace(" about ", " re ", 1)


def _at_school(desk: Desk, part: str) -> tuple[str, str]:
    """Return a part without `at SCHOOL`, and the school's slug, or ''.

    It ends the part, or stands before `re`. Raises BadInput for other words after `at`, which would
    else be taken into a person's name.
    """
    who, re_, about = part.partition(" re ")
    before, at, school = about.rpartition(" at ") if " at " in about else who.rpartition(" at ")
    if not at:
        return part, ""
    slug = school_named(desk, school).slug
    return (f"{who}{re_}{before}" if " at " in about else f"{before}{re_}{about}"), slug


def school_named(desk: Desk, typed: str) -> School:
    """Return the school of a slug, a name, or the beginnings of words in one name alone.

    An office that lists no school is the school itself. Raises BadInput.
    """
    wanted = typed.casefold().split()
    schools = desk.settings.schools
    if not schools:
        return desk.settings.school("")
    exact = [s for s in schools if wanted in (s.slug.split(), s.name.casefold().split())]
    begun = [s for s in schools if _begins(wanted, s.name)]
    found = exact or begun
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"{s.slug} ({s.name})" for s in found or schools) or "none"
    what = "could be any of" if found else "is no school here. The schools are"
    raise BadInput(f"{typed.strip()!r} {what}: {known}. Write “of” before an organisation.")


def _begins(wanted: Sequence[str], name: str) -> bool:
    words = name.casefold().split()
    begun = all(any(word.startswith(one) for word in words) for one in wanted)
    return begun and not GENERIC.issuperset(wanted)


def _school_in_full(desk: Desk, part: str) -> str:
    """Return the slug of the only school whose name has all these words, or ''."""
    words = set(part.casefold().split())
    named = [s.slug for s in desk.settings.schools if words <= set(s.name.casefold().split())]
    return named[0] if len(named) == 1 and not words <= GENERIC else ""


def _of_organisation(requester: str, third: str) -> tuple[str, str]:
    """Return the requester's name, and the organisation after `of`, or ''."""
    name, of, organisation = requester.partition(" of ")
    words = name.casefold().split()
    if of and (third or (len(words) > 1 and words[-1] not in BODIES)):
        return name.strip(), organisation.strip()
    return requester, ""


def _who(part: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the word for the kind, the requester and the subjects."""
    word, rest = _led_by(part.split(" "))
    requester, _, about = f"{rest} ".partition(" re ")
    requester = requester.strip().removeprefix("from ")
    if not requester:
        _kind(word.partition("+")[0])
        raise BadInput(f"Who asks? Write the name after {word}: {word} Jane Doe re Tom Doe")
    return word, requester, tuple(s for s in re.split(r"\s+and\s+", about.strip()) if s)


def _led_by(words: list[str]) -> tuple[str, str]:
    """Return the kind or third party named by the first words, and the words after them.

    Several words, such as `exam results`, are returned as a slug.
    """
    titles = {statute(kind).title.lower(): kind for kind in kinds()}
    titles |= dict.fromkeys(OF_A_THIRD_PARTY, third_party_kind())
    for count in range(min(MOST_WORDS, len(words)), 0, -1):
        said = " ".join(words[:count]).lower()
        slug = said.replace(" ", "-")
        third = called(said) if _third_party(called(said)) else ""
        titled = titles.get(said) or titles.get(f"{said} request")
        if found := third or titled or (slug if slug in kinds() else ""):
            return found, " ".join(words[count:])
    return words[0].lower(), " ".join(words[1:])


def _third_party(word: str) -> bool:
    """Return True if a word is a requester kind that asks for pupil data as a third party."""
    found = requester_kinds().get(word)
    return found is not None and found.third_party and word not in ASK_OTHERWISE


def _kind(word: str) -> str:
    """Return the kind for a word: its name, its prefix, the start of one name, or a third party."""
    by_prefix = {statute(k).prefix.lower(): k for k in kinds()}
    if word in kinds() or word in by_prefix:
        return by_prefix.get(word, word)
    if _third_party(word):
        return third_party_kind()
    begun = [kind for kind in kinds() if word and kind.startswith(word)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        raise BadInput(f"{word!r} could be any of: {', '.join(begun)}. Write more of it.")
    if called(word):
        raise BadInput(
            f"{word!r} says who asks, but not what for. Begin with that, such as sar or "
            f"disclosure, and write {word} after a comma."
        )
    close = get_close_matches(word, kinds(), n=3)
    meant = f"Did you mean {' or '.join(close)}?" if close else f"Begin with {SUCH_AS}."
    raise BadInput(f"No kind of request begins with {word!r}. {meant}")


def _with_part(desk: Desk, request: NewRequest, part: str) -> NewRequest:
    lower = part.lower().removeprefix("by ")
    if part.startswith('"'):
        return replace(request, summary=part.strip('"'))
    if wanted := _ASKS.match(part):
        return replace(request, summary=wanted[1])
    if _CHANNEL_WORDS.get(lower, lower) in CHANNELS:
        return replace(request, channel=_CHANNEL_WORDS.get(lower, lower))
    if slug := called(lower):
        return replace(request, requester_kind=slug)
    if "@" in part and " " not in part:
        return replace(request, email=read_reach(part).email)
    if lower.startswith("at "):
        return replace(request, school=school_named(desk, part[3:]).slug)
    if lower.startswith("of "):
        return _with_organisation(desk, request, part[3:].strip())
    word, _, reference = part.partition(" ")
    if word.lower() == "ref" and reference:
        return replace(request, their_ref=reference.strip())
    if word.lower() in _NATURES and reference:
        return replace(request, about=reference.strip(), nature=_NATURES[word.lower()])
    return _with_day_or_number(desk, request, part)


def _with_came(desk: Desk, request: NewRequest, part: str) -> NewRequest:
    """Return the request with a part, which may follow a word such as `received`."""
    said, _, day = part.lower().removeprefix("by ").partition(" ")
    channel = _CHANNEL_WORDS.get(said, said)
    if channel in CHANNELS and day:
        with suppress(BadInput):  # such as `email address changed`
            return replace(_with_day(desk, request, day), channel=channel)
    if not _CAME.match(part):
        return _with_part(desk, request, part)
    rest = _CAME.sub("", part, count=1)
    try:
        return _with_part(desk, request, rest)
    except BadInput:
        if rest[:1].isdigit():
            raise
        raise _unknown(part) from None


def _with_organisation(desk: Desk, request: NewRequest, said: str) -> NewRequest:
    """Return the request with an organisation, and with the school after `at` if one is named."""
    said, asks, wanted = said.partition(" asks for ")
    if asks:
        return replace(_with_organisation(desk, request, said), summary=wanted)
    organisation, at, school = said.rpartition(" at ")
    try:
        slug = school_named(desk, school).slug if at else ""
    except BadInput:
        slug = ""  # such as `of Institute at Fenmark`
    if not slug:
        return replace(request, organisation=said)
    return replace(request, organisation=organisation.strip(), school=slug)


def is_number(part: str) -> bool:
    """Return True if the text looks like a telephone number rather than a mistyped day."""
    begins_so = part.lstrip("( ")[:1] in ("0", "+")
    is_day = re.match(r"\d{1,2}\D\d{1,2}\D\d", part)
    return begins_so and not is_day and sum(c.isdigit() for c in part) >= LEAST_DIGITS


def _with_day(desk: Desk, request: NewRequest, part: str) -> NewRequest:
    return replace(request, received=parse_moment(part, desk.today, "received"))


def _with_day_or_number(desk: Desk, request: NewRequest, part: str) -> NewRequest:
    try:
        return _with_day(desk, request, part)
    except BadInput:
        if is_number(part) and (phone := read_reach(part).phone):
            return replace(request, phone=phone)
        if part[0].isdigit():
            raise
        if slug := _school_in_full(desk, part):
            return replace(request, school=slug)
        raise _unknown(part) from None


def _unknown(part: str) -> BadInput:
    return BadInput(f"I don't recognise “{part}”.{PARTS}")
