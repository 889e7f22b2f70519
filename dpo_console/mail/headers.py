"""Headers of a message, read as bytes: the standard library raises on what real mail holds.

Structured reading fails on a Message-ID of Microsoft 365, among others. So a header is split
before its encoded words are decoded, which also stops a name from forging an address.
"""

import codecs
import re
from base64 import b64decode
from binascii import a2b_qp
from collections.abc import Iterator
from datetime import datetime
from email.message import Message as Parsed
from email.utils import getaddresses, parsedate_to_datetime
from typing import NamedTuple

from dpo_console.london import in_london

LONGEST = 20_000
"""The most characters of a header that are read."""

MOST_ADDRESSES, LONGEST_NAME = 50, 200

_ENCODED = re.compile(r"=\?([\w.:-]{1,40})(?:\*[\w-]*)?\?([bBqQ])\?([^?\s]*)\?=")
_BETWEEN = re.compile(r"(\?=)\s+(?==\?)")
_ADDRESS = re.compile(r"[^\s<>\"',;:()\[\]]+@[\w.-]+")
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+"
)

UNTEXTED = {"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7"}
"""Codecs of the library that no mail program uses for its words."""


class Address(NamedTuple):
    """A name and an e-mail address. Either may be ''."""

    name: str
    address: str


def header(message: Parsed, name: str) -> str:
    """Return a header as text on one line, the first of that name, or ''."""
    return next(headers(message, name), "")


def headers(message: Parsed, name: str) -> Iterator[str]:
    """Yield each header of that name, decoded."""
    for value in raw(message, name):
        yield one_line(decoded_words(value))


def raw(message: Parsed, name: str) -> Iterator[str]:
    """Yield the values of a header with their encoded words, on one line."""
    for key, value in message.raw_items():
        if key.casefold() == name:
            yield " ".join(_text(str(value))[:LONGEST].split())


def _text(value: str) -> str:
    """Return a value whose bytes beyond ASCII are read as UTF-8, or as Windows text."""
    if value.isascii():
        return value
    content = value.encode("ascii", "surrogateescape") if _escaped(value) else value.encode()
    return text_of(content, "utf-8")[0]


def _escaped(value: str) -> bool:
    return all(c < "\x80" or "\udc80" <= c <= "\udcff" for c in value)


def text_of(content: bytes, charset: str) -> tuple[str, bool]:
    """Return the text of some bytes, and False if its characters had to be guessed."""
    known = _codec(charset)
    for name in dict.fromkeys(filter(None, (known, "utf-8"))):
        try:
            return content.decode(name), name == known or content.isascii()
        except (LookupError, ValueError):  # zlib and the like are codecs, but not of text
            continue
    return content.decode("cp1252", "replace"), False


def _codec(charset: str) -> str:
    """Return the codec of a character set, or ''. ASCII and Latin 1 mostly are Windows text."""
    try:
        name = codecs.lookup(charset.strip() or "us-ascii").name
    except (LookupError, ValueError):
        return ""
    if name in UNTEXTED:
        return ""
    return "cp1252" if name == "iso8859-1" else name


def decoded_words(value: str) -> str:
    """Return a value with its encoded words as text (RFC 2047)."""
    if "=?" not in value:
        return value
    found, last, held, charset = [], 0, b"", ""
    joined = _BETWEEN.sub(r"\1", value)
    for match in _ENCODED.finditer(joined):
        if held and (match.start() != last or match[1].casefold() != charset):
            found.append(text_of(held, charset)[0])
            held = b""
        found.append(joined[last : match.start()])
        charset, last = match[1].casefold(), match.end()
        held += _bytes(match[2], match[3])
    found += [text_of(held, charset)[0] if held else "", joined[last:]]
    return "".join(found)


def _bytes(how: str, word: str) -> bytes:
    if how in "qQ":
        return a2b_qp(word.replace("_", " ").encode("ascii", "replace"), header=False)
    try:
        return b64decode(word + "=" * (-len(word) % 4))
    except ValueError:
        return word.encode("ascii", "replace")


def one_line(text: str) -> str:
    """Return text without control characters, which would only hide or forge something."""
    return " ".join(_HIDDEN.sub(" ", text).split())


def addresses(message: Parsed, name: str) -> tuple[Address, ...]:
    """Return the people of a header such as From, at most MOST_ADDRESSES of them."""
    found = [one for value in raw(message, name) for one in addresses_in(value)]
    return tuple(found[:MOST_ADDRESSES])


def addresses_in(value: str) -> list[Address]:
    """Return the people of a header's value."""
    try:
        pairs = getaddresses([value])
    except Exception:  # the library's own parser, on what no program of ours wrote
        pairs = [("", found) for found in _ADDRESS.findall(value)]
    told = [Address(one_line(decoded_words(name)), one_line(at)) for name, at in pairs]
    return [one for one in (_sound(one) for one in told) if any(one)]


def _sound(one: Address) -> Address:
    """Return the address without what is none, and without the name that only repeats it."""
    found = _ADDRESS.fullmatch(one.address)
    address = found[0].casefold() if found else ""
    same = one.name.strip("'\"<> ").casefold() == address
    return Address("" if same else one.name.strip("'\" ")[:LONGEST_NAME], address)


def moment(value: str) -> str:
    """Return a header's date by the clocks of London, `2026-11-03T10:12`, or ''."""
    try:
        found = parsedate_to_datetime(value)
        return told(in_london(found) if found.tzinfo else found)
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""


def told(at: datetime) -> str:
    """Return a minute in ISO form, or '' for a year that no message is from."""
    return at.isoformat(timespec="minutes") if 1990 <= at.year <= 2100 else ""


def arrived(message: Parsed) -> str:
    """Return when the last server took the message, or ''. Only its own header, the first, counts.

    A sender can forge the others.
    """
    first = next(raw(message, "received"), "")
    return moment(first.rpartition(";")[2].strip()) if ";" in first else ""
