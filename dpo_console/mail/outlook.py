"""A message that Outlook saved as .msg, read by python-oxmsg (MIT)."""

from datetime import UTC, datetime
from email import message_from_string, policy

from oxmsg import Message as Stored

from dpo_console.mail import headers
from dpo_console.mail.hypertext import words_of_page
from dpo_console.mail.parts import LONGEST, WITHIN, Attachment, Message

DELIVERED, ADDRESS = 0x0E06, 0x5D01
"""The properties with the moment of delivery, and the sender's e-mail address."""

NO_MAIL = "It is a file of Outlook, but no e-mail. Is it a password-protected Office file?"
DAMAGED = "It is no message that Outlook saved, or it is damaged or locked. Open it yourself."


def read_outlook(data: bytes) -> Message:
    """Return a message from the bytes of a .msg file, or one with a problem."""
    try:
        stored = Stored.load(data)
        if not stored.message_class.upper().startswith("IPM.NOTE"):
            return Message(problem=NO_MAIL)
        if "SMIME" in stored.message_class.upper():
            return Message(problem="It is encrypted or signed by Outlook. Save it as plain mail.")
        return _read(stored)
    except Exception:  # as olefile and oxmsg stumble over it
        return Message(problem=DAMAGED)


def _read(stored: Stored) -> Message:
    """Return a message by the headers with which it travelled, and else its own properties."""
    lines = (f"{name}: {' '.join(said.split())}" for name, said in stored.message_headers.items())
    told = headers.envelope(message_from_string("\n".join(lines), policy=policy.compat32))
    sender = next(iter(headers.addresses_in([stored.sender or ""])), headers.Address("", ""))
    smtp = (stored.properties.str_prop_value(ADDRESS) or "").casefold()
    delivered = _moment(stored.properties.date_prop_value(DELIVERED))
    own = {
        "name": sender.name,
        "address": sender.address or smtp,
        "to": tuple(one.email_address for one in stored.recipients if one.email_address),
        "subject": headers.one_line(stored.subject),
        "sent": delivered or _moment(stored.sent_date),
        "arrived": delivered,
    }
    words = stored.body or words_of_page(stored.html_body or "")
    return Message(
        **{**told, **{name: told[name] or said for name, said in own.items()}},
        words=words[:LONGEST].replace("\r\n", "\n").replace("\0", "").strip(),
        attachments=tuple(
            Attachment(
                headers.file_name(one.file_name or "(no name)"), one.mime_type or "", one.size
            )
            for one in stored.attachments
        ),
        doubts=(WITHIN,) * any(one.file_bytes is None for one in stored.attachments),
    )


def _moment(at: datetime | None) -> str:
    return headers.told(at if at is None or at.tzinfo else at.replace(tzinfo=UTC))
