"""A message that Outlook saved as .msg, read by python-oxmsg (MIT)."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_string, policy

from oxmsg import Message as Stored

from dpo_console.london import in_london
from dpo_console.mail import headers
from dpo_console.mail.envelope import automatic, envelope
from dpo_console.mail.hypertext import words_of_page
from dpo_console.mail.message import Attachment, Message, MessagePassage
from dpo_console.mail.parts import LONGEST, bare_name
from dpo_console.mail.quoted import passages

DELIVERED, ADDRESS = 0x0E06, 0x5D01
"""The properties with the moment of delivery, and the sender's e-mail address."""

NO_MAIL = "It is a file of Outlook, but no e-mail. Is it a password-protected Office file?"


WITHIN = "Another message is in it. Save that by itself, and take it in too."


def read_outlook(data: bytes) -> Message:
    """Return a message from the bytes of a .msg file. Raises whatever its reader stumbles over."""
    stored = Stored.load(data)
    if not stored.message_class.upper().startswith("IPM.NOTE"):
        return Message(problem=NO_MAIL)
    if "SMIME" in stored.message_class.upper():
        return Message(problem="It is encrypted or signed by Outlook. Save it as plain mail.")
    parsed = message_from_string(
        "\n".join(f"{name}: {value}" for name, value in _transport(stored)), policy=policy.compat32
    )
    told = envelope("the message itself", parsed)
    words = stored.body or words_of_page(stored.html_body or "")
    first = _filled(told, stored)
    return Message(
        passages=passages(replace(first, words=words[:LONGEST].replace("\r\n", "\n"))),
        message_id=headers.header(parsed, "message-id")[:500],
        arrived=headers.arrived(parsed) or _moment(stored.properties.date_prop_value(DELIVERED)),
        automatic=automatic(parsed),
        attachments=tuple(
            Attachment(bare_name(one.file_name or "(no name)"), one.mime_type or "", one.size)
            for one in stored.attachments
        ),
        doubts=(WITHIN,) * any(one.file_bytes is None for one in stored.attachments),
    )


def _transport(stored: Stored) -> list[tuple[str, str]]:
    """Return the headers with which it travelled. A message that never left has none."""
    return [(name, " ".join(value.split())) for name, value in stored.message_headers.items()]


def _filled(told: MessagePassage, stored: Stored) -> MessagePassage:
    """Return the envelope with what only the file's own properties say."""
    sender = headers.addresses_in(stored.sender or "")
    delivered = _moment(stored.properties.date_prop_value(DELIVERED))
    sent = _moment(stored.sent_date)
    first = sender[0] if sender else headers.Address("", "")
    smtp = (stored.properties.str_prop_value(ADDRESS) or "").casefold()
    to = told.to or tuple(one.email_address or "" for one in stored.recipients)
    return replace(
        told, name=told.name or first.name, address=told.address or first.address or smtp,
        to=tuple(filter(None, to)), subject=told.subject or headers.one_line(stored.subject),
        sent=told.sent or delivered or sent,
        when=told.when if told.sent else "the file's own moment of delivery",
    )  # fmt: skip


def _moment(at: datetime | None) -> str:
    return headers.told(in_london(at if at.tzinfo else at.replace(tzinfo=UTC))) if at else ""
