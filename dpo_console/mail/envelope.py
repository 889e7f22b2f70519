"""Who sent a message, to whom and when, and whether a person sent it at all."""

import re
from email.message import Message as Parsed

from dpo_console.mail import headers
from dpo_console.mail.message import MessagePassage

_AUTOMATIC = {
    "auto-submitted": r"(?!no\b)\w+", "x-autoreply": r".", "x-autorespond": r".",
    "precedence": r"bulk|list|junk|auto_reply", "list-unsubscribe": r".",
}  # fmt: skip
"""Headers by which programs and mailing lists are told from people, with what they say then."""


def envelope(place: str, parsed: Parsed) -> MessagePassage:
    """Return who sent a message, to whom and when, without its words."""
    senders = headers.addresses(parsed, "from") or headers.addresses(parsed, "sender")
    sender = senders[0] if senders else headers.Address("", "")
    answer_to = headers.addresses(parsed, "reply-to")
    to = [one for name in ("to", "cc", "delivered-to", "x-original-to")
          for one in headers.addresses(parsed, name)]  # fmt: skip
    sent = headers.moment(headers.header(parsed, "date"))
    arrived = headers.arrived(parsed)
    return MessagePassage(
        place, sender.name, sender.address, answer_to[0].address if answer_to else "",
        tuple(dict.fromkeys(one.address for one in to if one.address)),
        headers.header(parsed, "subject")[:1000], arrived or sent,
        "the stamp of the server that took it" if arrived else "the date on the e-mail",
    )  # fmt: skip


def automatic(parsed: Parsed) -> str:
    """Return why a program sent a message, or ''."""
    for name, said in _AUTOMATIC.items():
        value = headers.header(parsed, name)
        if value and re.match(said, value.casefold()):
            return f"its header “{name}: {value[:60]}”"
    return ""
