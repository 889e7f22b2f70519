"""The passages of a message's words: what its writer says, and what is quoted or forwarded below.

Mail programs lead a quoted message in with a block of From, Sent, To and Subject, or with a line
such as “On 3 Nov 2026 at 10:12, Jane Doe wrote:”.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dpo_console.mail.days import read_moment
from dpo_console.mail.headers import LONGEST_NAME, addresses_in, one_line
from dpo_console.mail.message import MessagePassage

MOST = 30
"""The most passages of a message that are told apart."""

_MARKS = re.compile(r"^(?:[ \t]*>)+[ \t]?|^[ \t]+")
_LABEL = re.compile(
    r"^\W{0,3}(from|sent|date|to|cc|subject|reply-to|importance)\s?\*?\s*:\*?\s*(.*)$",
    re.IGNORECASE,
)
_WROTE = re.compile(r"^on\b(.{6,300}?)\b(?:wrote|writes)\s?:$", re.IGNORECASE)
_RULE = re.compile(
    r"^[-_*=\s]*(?:(?:original|forwarded) message|begin forwarded message)\b[-_*=:\s]*$"
    r"|^[-_]{10,}$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[<\[](?:mailto:)?([^<>\[\]\s]+@[^<>\[\]\s]+)[>\]]")


def passages(first: MessagePassage) -> tuple[MessagePassage, ...]:
    """Return a message's passages: the first with its own words alone, then those quoted in it."""
    lines = first.words.split("\n")
    starts = [*_starts(lines)][: MOST - 1]
    own = lines[: starts[0][0]] if starts else lines
    found = [replace(first, words=_own(own))]
    for number, (_, after, led) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(lines)
        words = "\n".join(_MARKS.sub("", line) for line in lines[after:end])
        found.append(replace(led, words=_without_rule(words)))
    return tuple(found)


def _own(lines: Sequence[str]) -> str:
    """Return the lines without quoted ones that nobody is named for."""
    return _without_rule("\n".join(line for line in lines if not line.lstrip().startswith(">")))


def _without_rule(words: str) -> str:
    """Return words without the rule at their end that leads the next passage in."""
    lines = words.strip().split("\n")
    while lines and (_RULE.match(lines[-1]) or not lines[-1].strip()):
        lines.pop()
    return "\n".join(lines)


def _starts(lines: Sequence[str]) -> Iterator[tuple[int, int, MessagePassage]]:
    """Yield where each quoted passage is led in, the line of its first words, and who wrote it."""
    place = 0
    while place < len(lines):
        found = _block(lines, place) or _wrote(lines, place)
        if found:
            yield place, *found
        place = max(place + 1, found[0] if found else 0)


def _plain(line: str) -> str:
    return _MARKS.sub("", line).strip()


def _block(lines: Sequence[str], place: int) -> tuple[int, MessagePassage] | None:
    """Return the passage that a block of headers leads in, and where its words begin."""
    match = _LABEL.match(_plain(lines[place]))
    if not match or match[1].casefold() != "from":
        return None
    said, at, last = dict[str, str](), place, ""
    while at < len(lines) and at < place + 12:
        plain = _plain(lines[at])
        if match := _LABEL.match(plain):
            last = match[1].casefold()
            said.setdefault(last, match[2])
        elif plain and last in ("to", "cc", "from"):
            said[last] += f" {plain}"
        else:
            break
        at += 1
    when = said.get("sent") or said.get("date", "")
    if not when or not ("to" in said or "subject" in said):
        return None
    name, address = _person(said["from"])
    to = tuple(one.address for one in addresses_in(said.get("to", "")) if one.address)
    return at, MessagePassage(
        "a message quoted in it", name, address, to=to, subject=one_line(said.get("subject", "")),
        sent=read_moment(when), when=f"“{one_line(when)}” above the quoted message",
    )  # fmt: skip


def _wrote(lines: Sequence[str], place: int) -> tuple[int, MessagePassage] | None:
    """Return the passage that a line such as “On Monday, Jane Doe wrote:” leads in."""
    if not _plain(lines[place]).casefold().startswith("on "):
        return None
    for more in range(1, 4):
        joined = " ".join(_plain(line) for line in lines[place : place + more])
        if match := _WROTE.match(joined):
            said = one_line(match[1])
            return place + more, _led_by(said)
    return None


def _led_by(said: str) -> MessagePassage:
    """Return who wrote, and when, from the words between “On” and “wrote”."""
    address = _BRACKETED.search(said)
    rest = said.replace(address[0], " ") if address else said
    who = re.split(r"\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*[AaPp]\.?[Mm]\b)?|\b(?:19|20)\d\d\b", rest)[-1]
    name = re.sub(r"^(?:\s|,|at\b|\(?(?:GMT|BST|UTC)\)?|[+-]\d{4})+", "", who).strip(" ,")
    return MessagePassage(
        "a message quoted in it", name, address[1].casefold() if address else "",
        sent=read_moment(rest.removesuffix(who) or rest),
        when=f"“On {said}” above the quoted message",
    )  # fmt: skip


def _person(said: str) -> tuple[str, str]:
    """Return the name and address after From."""
    said = said[: LONGEST_NAME * 2]
    found = _BRACKETED.search(said)
    if found:
        return one_line(said.replace(found[0], " ")).strip("'\" "), found[1].casefold()
    plain = one_line(said).strip("'\"<> ")
    return ("", plain.casefold()) if "@" in plain and " " not in plain else (plain, "")
