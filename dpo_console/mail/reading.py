"""A message read from its bytes: mail as servers keep it, or a file of Outlook.

Nothing here raises for what a stranger sent. A message that can't be read has its `problem`.
"""

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import Message as Parsed

from dpo_console.config.files.packed import ENCRYPTED
from dpo_console.mail import headers
from dpo_console.mail.envelope import automatic, envelope
from dpo_console.mail.message import Attachment, Message, MessagePassage
from dpo_console.mail.parts import LONGEST, Parts, words_in
from dpo_console.mail.quoted import MOST, passages

DEEPEST = 5
"""The most messages inside each other that are read."""

HEADERS = 200_000
"""The most bytes before the first blank line."""

NO_OUTLOOK = "It is no message that Outlook saved, or it is damaged or locked. Open it yourself."

ONCE = ("From", "Date", "Subject")
"""The headers that a message has once (RFC 5322 3.6). Programs differ on which of two they show."""

_OF_MAIL = ("From", "To", "Date", "Subject", "Received", "Message-ID", "Sender")
"""The headers of which every e-mail has some."""

BOUNDARIES = 10_000
"""The most lines that may begin a part."""

_FIRST_LINE = re.compile(rb"[!-9;-~]{1,80}:|From |>?From ")


def read(data: bytes) -> Message:
    """Return a message from its bytes. It may be one with a problem, and never raises for them."""
    data = _plain(data)
    if problem := unfit(data):
        return Message(problem=problem)
    try:
        return _outlook(data) if data.startswith(ENCRYPTED) else read_mail(data)
    except Exception:  # a defect of a parser is a message that can't be read
        what = "It can't be read here. Open it in your mail program."
        return Message(problem=what)


def _outlook(data: bytes) -> Message:
    """Return a message that Outlook saved. Its reader raises anything for a damaged file."""
    from dpo_console.mail.outlook import read_outlook  # only a file of Outlook needs it

    try:
        return read_outlook(data)
    except Exception:  # as olefile and oxmsg stumble over it
        return Message(problem=NO_OUTLOOK)


def _plain(data: bytes) -> bytes:
    """Return bytes as mail servers write them, where an editor put a mark or UTF-16 in place."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    return data.removeprefix(b"\xef\xbb\xbf")


def unfit(data: bytes) -> str:
    """Return why some bytes are no message, or ''."""
    if data.startswith(ENCRYPTED):
        return ""
    start = data.lstrip()[:100]
    if not start:
        return "It is empty."
    if not _FIRST_LINE.match(start):
        return "It is no e-mail: it doesn't begin with the headers of one."
    head = re.search(rb"\r?\n\r?\n", data)
    if (head.start() if head else len(data)) > HEADERS:
        return f"Its headers have more than {HEADERS // 1_000} kB. No mail program writes so many."
    if data.count(b"\n--") > BOUNDARIES:
        return f"It has more than {BOUNDARIES:,} parts. No mail program writes so many."
    return ""


def read_mail(data: bytes) -> Message:
    """Return a message from mail as servers keep it."""
    parsed = message_from_bytes(data.lstrip(), policy=policy.compat32)
    found = Parts()
    told = _passages("the message itself", parsed, found, 0)
    if not any(name in parsed for name in _OF_MAIL):
        return Message(problem="It is no e-mail: none of its lines tells who sent it, or when.")
    for name in ONCE:
        if len({*headers.headers(parsed, name.casefold())}) > 1:
            found.doubt(f"It has several headers “{name}”, and only the first was read. Check it.")
    if parsed.defects:
        found.doubt("It is damaged or cut off: parts of it may be missing.")
    return Message(
        passages=_bounded(told, found),
        message_id=headers.header(parsed, "message-id")[:500],
        arrived=headers.arrived(parsed),
        automatic=automatic(parsed),
        attachments=tuple(found.attachments),
        doubts=tuple(found.doubts),
        form=found.form,
    )


def _passages(place: str, parsed: Parsed, found: Parts, depth: int) -> tuple[MessagePassage, ...]:
    """Return the passages of a message, those of the messages within it last."""
    before = len(found.within)
    words = words_in(parsed, found)
    told = [*passages(replace(envelope(place, parsed), words=words))]
    inside = found.within[before:]
    if inside and depth >= DEEPEST:
        found.doubt(f"More than {DEEPEST} messages stand inside each other: the rest wasn't read.")
        inside = []
    for where, one in inside:
        found.attachments.append(Attachment(_title(one), "message/rfc822", 0))
        told += _passages(where, one, found, depth + 1)
    return tuple(told[:MOST])


def _bounded(told: tuple[MessagePassage, ...], found: Parts) -> tuple[MessagePassage, ...]:
    """Return the passages with no more words together than one may have."""
    kept, left = list[MessagePassage](), LONGEST
    for passage in told:
        if len(passage.words) > left:
            found.doubt(f"Only its first {LONGEST:,} characters were read.")
        kept.append(replace(passage, words=passage.words[:left]))
        left -= len(kept[-1].words)
    return tuple(kept)


def _title(parsed: Parsed) -> str:
    return headers.header(parsed, "subject")[:120] or "(a message)"
