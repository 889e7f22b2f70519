"""A message read from its bytes: mail as servers keep it, or a file of Outlook.

Nothing here raises for what a stranger sent. A message that can't be read has its `problem`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, message_from_string, policy
from email.message import Message as Parsed
from typing import TYPE_CHECKING

from dpo_console.approval.model import MARK
from dpo_console.config.files.incoming import ENCRYPTED
from dpo_console.errors import DpoConsoleError
from dpo_console.lazy_import import later
from dpo_console.mail import LONGEST, WITHIN, Attachment, Message, headers
from dpo_console.mail.hypertext import words_of_page

if TYPE_CHECKING:
    import oxmsg
else:
    oxmsg = later("oxmsg")  # only a file of Outlook needs it

DELIVERED, ADDRESS = 0x0E06, 0x5D01
"""The properties with the moment of delivery, and the sender's e-mail address."""

NO_MAIL = "It is a file of Outlook, but no e-mail. Is it a password-protected Office file?"

DAMAGED_OUTLOOK = (
    "It is no message that Outlook saved, or it is damaged or locked. Open it yourself."
)

HEADERS, BOUNDARIES = 200_000, 10_000
"""The most bytes before the first blank line, and the most lines that may begin a part."""

DEEPEST, MOST = 8, 200
"""The most parts inside each other, and the most parts."""

LARGEST, LONGEST_ANSWER = 2_000_000, 2_000
"""The most bytes of a form of ours, which has 30 kB, and the most characters of an answer."""

ONCE = ("From", "Date", "Subject")
"""The headers that a message has once (RFC 5322 3.6). Programs differ on which of two they show."""

_OF_MAIL = ("From", "To", "Date", "Subject", "Received", "Message-ID", "Sender")
"""The headers of which every e-mail has some."""

_SEALED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
"""Types of parts whose words only their addressee can read."""

_PACKED = ("application/ms-tnef", "application/vnd.ms-tnef")
"""The type of Outlook's winmail.dat, which may hold the words."""

_FIRST_LINE = re.compile(rb"[!-9;-~]{1,80}:|From |>?From ")


def read(data: bytes) -> Message:
    """Return a message from its bytes. It may be one with a problem, and never raises for them."""
    data = _plain(data)
    if data.startswith(ENCRYPTED):
        return read_outlook(data)
    if problem := unfit(data):
        return Message(problem=problem)
    try:
        return read_mail(data)
    except Exception:  # a defect of a parser is a message that can't be read
        return Message(problem="It can't be read here. Open it in your mail program.")


def _plain(data: bytes) -> bytes:
    """Return bytes as mail servers write them, where an editor put a mark or UTF-16 in place."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    return data.removeprefix(b"\xef\xbb\xbf")


def unfit(data: bytes) -> str:
    """Return why some bytes are no message, or ''."""
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
    if not any(name in parsed for name in _OF_MAIL):
        return Message(problem="It is no e-mail: none of its lines tells who sent it, or when.")
    found = Parts()
    words = found.words_in(parsed)
    if len(words) > LONGEST:
        found.doubt(f"Only its first {LONGEST:,} characters were read.")
    for name in ONCE:
        if len({*headers.raw(parsed, name.casefold())}) > 1:
            found.doubt(f"It has several headers “{name}”, and only the first was read. Check it.")
    if parsed.defects:
        found.doubt("It is damaged or cut off: parts of it may be missing.")
    return Message(
        **headers.envelope(parsed),
        words=words[:LONGEST].replace("\0", "").strip(),
        attachments=tuple(found.attachments),
        doubts=tuple(found.doubts),
        form=found.form,
    )


@dataclass
class Parts:
    """The files of a message that were found so far, and its doubts.

    `form` has the answers in the first of our own forms that is attached.
    """

    attachments: list[Attachment] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    form: dict[str, str] = field(default_factory=dict)
    count: int = 0

    def doubt(self, sentence: str) -> None:
        """Note a doubt once."""
        if sentence not in self.doubts:
            self.doubts.append(sentence)

    def words_in(self, part: Parsed, depth: int = 0) -> str:
        """Return the words of a part, and collect the files in it."""
        self.count += 1
        kind = part.get_content_type()
        if self.count > MOST or depth > DEEPEST:
            self.doubt(
                "It has too many parts, or too many inside each other: the rest wasn't read."
            )
        elif kind in _SEALED:
            self.doubt(
                "It is encrypted. Open it in the mail program that can, and save it as plain mail."
            )
        elif kind == "message/rfc822":
            self._note(part, kind, 0)
            self.doubt(WITHIN)
        elif not part.is_multipart():
            return self._leaf(part, kind)
        else:
            inside = [one for one in part.get_payload() if isinstance(one, Parsed)]
            said = [(one.get_content_type(), self.words_in(one, depth + 1)) for one in inside]
            words = [words for _, words in said if words.strip()]
            if kind != "multipart/alternative":
                return "\n".join(words)
            plain = (words for of, words in said if of == "text/plain" and words.strip())
            return next(plain, "") or max(words, key=len, default="")
        return ""

    def _leaf(self, part: Parsed, kind: str) -> str:
        content = _content(part)
        name = _file_name(part)
        if kind in ("text/plain", "text/html") and not name and not _is_attached(part):
            text = self._text(part, content)
            return words_of_page(text) if kind == "text/html" else text.replace("\r\n", "\n")
        self._note(part, kind, len(content))
        form = form_in(name, content)
        if form and self.form and form != self.form:
            self.doubt(f"“{name}” is another form of ours, and only the first was read. Open it.")
        self.form = self.form or form
        if kind in _PACKED:
            self.doubt("Outlook packed it into winmail.dat: look if that holds the words.")
        return ""

    def _note(self, part: Parsed, kind: str, size: int) -> None:
        self.attachments.append(Attachment(_file_name(part) or "(no name)", kind, size))

    def _text(self, part: Parsed, content: bytes) -> str:
        """Return a part's text, and note a doubt if its characters had to be guessed."""
        charset = _charset(part)
        for name in _codecs(charset):
            try:
                return content[: LONGEST * 20].decode(name)
            except (LookupError, ValueError):
                said = f"“{charset[:40]}”" if charset else "no character set"
                self.doubt(
                    f"It says {said}, and its letters don't fit that. Check names with accents."
                )
        return content[: LONGEST * 20].decode("cp1252", "replace")


def _codecs(charset: str) -> Iterator[str]:
    """Yield the character sets to try. What is called Latin 1 mostly is Windows text."""
    yield "cp1252" if charset.casefold() in ("iso-8859-1", "latin-1") else charset or "us-ascii"
    yield "utf-8"


def form_in(name: str, content: bytes) -> dict[str, str]:
    """Return what a file says in the fields of our form, by tag, or nothing if it is none."""
    packed = name.casefold().endswith(".docx") and content.startswith(b"PK")
    if not packed or len(content) > LARGEST:
        return {}
    from dpo_console.letters.word.returned.filled import read_filled  # few messages need it

    try:
        answers = read_filled(content, name).answers
    except DpoConsoleError:  # it hides something or is no Word file: the officer opens it
        return {}
    if not any(tag.startswith(MARK) for tag in answers):
        return {}
    return {tag: " ".join(words.split())[:LONGEST_ANSWER] for tag, words in answers.items()}


def _content(part: Parsed) -> bytes:
    """Return the bytes of a part, as far as they can be decoded."""
    try:
        content = part.get_payload(decode=True)
    except Exception:  # a payload that isn't in the form that it says
        content = str(part.get_payload()).encode("utf-8", "replace")
    return content if isinstance(content, bytes) else b""


def _is_attached(part: Parsed) -> bool:
    try:
        return part.get_content_disposition() == "attachment"
    except Exception:  # a header that can't be read says nothing
        return False


def _file_name(part: Parsed) -> str:
    """Return a file's name without folders, or ''."""
    try:
        said = part.get_filename() or ""
    except Exception:  # RFC 2231 parameters that are none
        return "(name can't be read)"
    return headers.file_name(headers.decoded(said.encode("utf-8", "replace").decode()))


def _charset(part: Parsed) -> str:
    try:
        value = part.get_param("charset", "")
    except Exception:  # such as `charset*` without a value
        return ""
    return headers.one_line(str(value[2] if isinstance(value, tuple) else value or ""))


def read_outlook(data: bytes) -> Message:
    """Return a message from the bytes of a .msg file, or one with a problem."""
    try:
        stored = oxmsg.Message.load(data)
        if not stored.message_class.upper().startswith("IPM.NOTE"):
            return Message(problem=NO_MAIL)
        if "SMIME" in stored.message_class.upper():
            return Message(problem="It is encrypted or signed by Outlook. Save it as plain mail.")
        return _outlook(stored)
    except Exception:  # as olefile and oxmsg stumble over it
        return Message(problem=DAMAGED_OUTLOOK)


def _outlook(stored: "oxmsg.Message") -> Message:
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
