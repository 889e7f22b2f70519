"""An e-mail that a mail program opens as a draft, with a letter and its files attached."""

from collections.abc import Iterable
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import PurePosixPath

MEDIA = {
    ".docx": "vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "pdf",
}
"""The media type of a file below `application`, by its ending. Any other is a stream of bytes."""


def email_draft(
    *, to: str, subject: str, words: str, attached: Iterable[tuple[str, bytes]], sent_from: str
) -> bytes:
    """Return the bytes of an .eml file with attachments, each by its name, as a draft to send."""
    message = plain_email(to=to, subject=subject, words=words, sent_from=sent_from)
    for name, data in attached:
        subtype = MEDIA.get(PurePosixPath(name).suffix.casefold(), "octet-stream")
        message.add_attachment(data, maintype="application", subtype=subtype, filename=name)
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
