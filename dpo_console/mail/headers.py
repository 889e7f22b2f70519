"""The headers of a message: who sent it, to whom and when, and whether a person sent it at all.

The library's structured reading fails on a Message-ID of Microsoft 365, among others. So each
header is split before its encoded words are decoded: a name can't forge an address.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from email.header import decode_header, make_header
from email.message import Message as Parsed
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any, NamedTuple

from dpo_console.london import in_london

LONGEST = 20_000
"""The most characters of a header that are read."""

MOST, LONGEST_NAME = 50, 200
"""The most people of a header, and the most characters of a name."""

_ADDRESS = re.compile(r"[^\s<>\"',;:()\[\]]+@[\w.-]+")
_ID = re.compile(r"<[^<>\s]+>")
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+"
)
_AUTOMATIC = {
    "auto-submitted": r"(?!no\b)\w+", "x-autoreply": r".", "x-autorespond": r".",
    "precedence": r"bulk|list|junk|auto_reply", "list-unsubscribe": r".",
}  # fmt: skip
"""Headers by which programs and mailing lists are told from people, with what they say then."""


class Address(NamedTuple):
    """A name and an e-mail address. Either may be ''."""

    name: str
    address: str


def envelope(parsed: Parsed) -> dict[str, Any]:
    """Return the fields of a message that its headers tell."""
    sender = next(iter(addresses(parsed, "from") or addresses(parsed, "sender")), Address("", ""))
    answers_to = next(iter(addresses(parsed, "reply-to")), Address("", ""))
    to = [one.address for name in ("to", "cc", "delivered-to") for one in addresses(parsed, name)]
    thread = [id_ for name in ("in-reply-to", "references") for id_ in _ID.findall(
        " ".join(raw(parsed, name))
    )]  # fmt: skip
    first = next(raw(parsed, "received"), "")
    return {
        "name": sender.name,
        "address": sender.address,
        "reply_to": answers_to.address,
        "to": tuple(dict.fromkeys(filter(None, to))),
        "subject": header(parsed, "subject")[:1000],
        "sent": moment(header(parsed, "date")),
        "arrived": moment(first.rpartition(";")[2].strip()) if ";" in first else "",
        "message_id": header(parsed, "message-id")[:500],
        "thread": tuple(dict.fromkeys(thread))[:MOST],
        "automatic": _automatic(parsed),
    }


def header(parsed: Parsed, name: str) -> str:
    """Return a header as text on one line, the first of that name, or ''."""
    return decoded(next(raw(parsed, name), ""))


def raw(parsed: Parsed, name: str) -> Iterator[str]:
    """Yield the values of a header with their encoded words. Bytes beyond ASCII are UTF-8."""
    for key, value in parsed.raw_items():
        if key.casefold() == name:
            said = str(value)[:LONGEST].encode("utf-8", "surrogateescape")
            yield " ".join(said.decode("utf-8", "replace").split())


def decoded(value: str) -> str:
    """Return a value with its encoded words as text on one line (RFC 2047)."""
    try:
        return one_line(str(make_header(decode_header(value))))
    except Exception:  # words that no program of ours encoded
        return one_line(value)


def one_line(text: str) -> str:
    """Return text without control characters, which would only hide or forge something."""
    return " ".join(_HIDDEN.sub(" ", text).split())


def file_name(said: str) -> str:
    """Return a file's name as a sender gave it, without folders."""
    return one_line(said).replace("\\", "/").rpartition("/")[2][:120]


def addresses(parsed: Parsed, name: str) -> list[Address]:
    """Return the people of a header such as From."""
    return addresses_in([*raw(parsed, name)])[:MOST]


def addresses_in(values: list[str]) -> list[Address]:
    """Return the people of a header's values."""
    try:
        pairs = getaddresses(values)
    except Exception:  # the library's own parser, on what no program of ours wrote
        pairs = [("", found) for value in values for found in _ADDRESS.findall(value)]
    told = [_sound(decoded(name), one_line(address)) for name, address in pairs]
    return [one for one in told if any(one)]


def _sound(name: str, address: str) -> Address:
    """Return an address without what is none, and without the name that only repeats it."""
    found = _ADDRESS.fullmatch(address)
    plain = found[0].casefold() if found else ""
    name = name.strip("'\" ")[:LONGEST_NAME]
    return Address("" if name.strip("<>").casefold() == plain else name, plain)


def moment(value: str) -> str:
    """Return a header's date by the clocks of London, `2026-11-03T10:12`, or ''."""
    try:
        return told(parsedate_to_datetime(value))
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""


def told(at: datetime | None) -> str:
    """Return a moment as a minute in ISO form, or '' for a year that no message is from."""
    if at is None or not 1990 <= at.year <= 2100:
        return ""
    return (in_london(at) if at.tzinfo else at).isoformat(timespec="minutes")


def _automatic(parsed: Parsed) -> str:
    """Return why a program sent a message, or ''."""
    for name, said in _AUTOMATIC.items():
        value = header(parsed, name)
        if value and re.match(said, value.casefold()):
            return f"its header “{name}: {value[:60]}”"
    return ""
