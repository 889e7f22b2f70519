"""A request read from one line: `sar Jane Doe re Tom Doe, email, yesterday`.

The line begins with the kind, the requester, and `re` with the subjects (joined by `and`). A kind
may be shortened while it is unambiguous. Several kinds are joined by `+` if one message is each of
them. A third party that asks for data, such as `police` or `social services`, can stand for the
kind.

Further parts follow after commas, in any order: a channel, the day of receipt, the requester's
e-mail address or telephone number, a requester kind, `at SCHOOL`, `of ORGANISATION`, their own
reference as `ref NUMBER`, an earlier case as `about REFERENCE` or `repeats REFERENCE`, or a summary
in double quotes. Any other part is refused, because a misspelt day must never become a summary.
"""

import re
from dataclasses import replace
from difflib import get_close_matches

from dpo_console.approval.requesters import called, requester_kinds
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.contact import read_reach
from dpo_console.cases.requests.arrival import NewRequest
from dpo_console.config.methods import CHANNELS
from dpo_console.errors import BadInput
from dpo_console.law.statutes import kinds, statute
from dpo_console.text import parse_moment

_PART = re.compile(r'\s*("[^"]*"|[^,"]*)\s*(?:,|$)')
_CHANNEL_WORDS = {"e-mail": "email", "mail": "email", "in person": "in-person", "post": "letter"}
_CHANNEL_WORDS |= {"call": "phone", "telephone": "phone", "verbal": "in-person"}

ASK_OTHERWISE = ("solicitor", "school")
"""Third parties that ask for other things as often: a client's data, a transfer file."""

SUCH_AS = "sar, foi, complaint, breach, police, court, supplier"
"""Examples of a line's beginning, for an officer who began it with an unknown word."""

MOST_WORDS = 4
"""The most words in the name of a kind, such as `freedom of information request`."""

LEAST_DIGITS = 10
"""The fewest digits in a telephone number. Fewer may be a mistyped day."""

_NATURES = {"about": "", "repeats": "repeat"}
"""Words before an earlier case's reference, with the link each one makes."""


def read_line(desk: Desk, line: str) -> NewRequest:
    """Return the request that a line describes.

    Raises BadInput naming the part that can't be read, with the grammar.
    """
    parts = _parts(line)
    if not parts:
        raise BadInput("Nothing to log. Write it like: sar Jane Doe re Tom Doe, email, yesterday")
    word, requester, subjects = _who(parts[0])
    kind, *also = [_kind(one) for one in word.split("+")]
    third = word if _third_party(word) else ""
    name, _, organisation = requester.partition(" of ") if third else (requester, "", "")
    request = NewRequest(
        kind=kind, received=desk.today, requester=name, subjects=subjects, also=tuple(also),
        requester_kind=third, organisation=organisation,
    )  # fmt: skip
    for part in parts[1:]:
        request = _with_part(desk, request, part)
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
    for count in range(min(MOST_WORDS, len(words)), 0, -1):
        said = " ".join(words[:count]).lower()
        slug = said.replace(" ", "-")
        third = called(said) if _third_party(called(said)) else ""
        if found := third or titles.get(said) or (slug if slug in kinds() else ""):
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
        return next(kind for kind in kinds() if statute(kind).work.gated)
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
    such = f"Did you mean {' or '.join(close)}?" if close else f"Such as: {SUCH_AS}."
    raise BadInput(f"No kind of request begins with {word!r}. {such}")


def _with_part(desk: Desk, request: NewRequest, part: str) -> NewRequest:
    lower = part.lower()
    if part.startswith('"'):
        return replace(request, summary=part.strip('"'))
    if _CHANNEL_WORDS.get(lower, lower) in CHANNELS:
        return replace(request, channel=_CHANNEL_WORDS.get(lower, lower))
    if slug := called(lower):
        return replace(request, requester_kind=slug)
    if "@" in part and " " not in part:
        return replace(request, email=read_reach(part).email)
    if lower.startswith("at "):
        return replace(request, school=desk.settings.school(part[3:].strip()).slug)
    if lower.startswith("of "):
        return replace(request, organisation=part[3:].strip())
    word, _, reference = part.partition(" ")
    if word.lower() == "ref" and reference:
        return replace(request, their_ref=reference.strip())
    if word.lower() in _NATURES and reference:
        return replace(request, about=reference.strip(), nature=_NATURES[word.lower()])
    return _with_day_or_number(desk, request, part)


def is_number(part: str) -> bool:
    """Return True if the text looks like a telephone number rather than a mistyped day."""
    begins_so = part.lstrip("( ")[:1] in ("0", "+")
    is_day = re.match(r"\d{1,2}\D\d{1,2}\D\d", part)
    return begins_so and not is_day and sum(c.isdigit() for c in part) >= LEAST_DIGITS


def _with_day_or_number(desk: Desk, request: NewRequest, part: str) -> NewRequest:
    try:
        return replace(request, received=parse_moment(part, desk.today, "received"))
    except BadInput:
        if is_number(part) and (phone := read_reach(part).phone):
            return replace(request, phone=phone)
        if part[0].isdigit():
            raise
        raise BadInput(
            f"I don't recognise {part!r}. Put “at” before a school, “of” before an organisation, "
            "and double quotes round what is asked for. Or say how it came: "
            f"{', '.join(CHANNELS)}."
        ) from None
