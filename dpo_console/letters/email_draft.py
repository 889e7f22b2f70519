"""An e-mail that a mail program opens as a draft, with a letter attached."""

from email.message import EmailMessage
from email.policy import SMTP

WORD = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")
"""The media type of a Word file."""


def email_draft(
    *, to: str, subject: str, words: str, attachment: bytes, file_name: str, sent_from: str
) -> bytes:
    """Return the bytes of an .eml file with an attachment, to be sent by a mail program."""
    message = plain_email(to=to, subject=subject, words=words, sent_from=sent_from)
    message.add_attachment(attachment, maintype=WORD[0], subtype=WORD[1], filename=file_name)
    return message.as_bytes()


def plain_email(*, to: str, subject: str, words: str, sent_from: str) -> EmailMessage:
    """Return an e-mail. `X-Unsent: 1` makes mail programs open its file to be sent.

    An address that a header can't hold is left out. The officer then types it.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Subject"] = subject
    for header, address in (("To", to), ("From", sent_from)):
        if _fits(address):
            message[header] = address
    message.set_content(words)
    return message


def _fits(address: str) -> bool:
    """Return True if it is one plain address, without a list or a display name.

    A display name could be another's address.
    """
    local, _, domain = address.partition("@")
    plain = address.isascii() and address.isprintable() and not set(address) & set(' ,;:<>()"\\[]')
    return plain and bool(local) and bool(domain)
