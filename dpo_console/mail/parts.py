"""The parts of a message: its words, its files, and the messages within it, all bounded."""

from dataclasses import dataclass, field
from email.message import Message as Parsed

from dpo_console.approval.form_fields import MARK
from dpo_console.errors import DpoConsoleError
from dpo_console.mail.headers import decoded_words, one_line, text_of
from dpo_console.mail.hypertext import words_of_page
from dpo_console.mail.message import Attachment

LARGEST = 2_000_000
"""The most bytes of a form. Ours have 30 kB."""

LONGEST_ANSWER = 2_000
"""The most characters that are taken of one answer. The message holds the rest."""


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


DEEPEST, MOST, LONGEST = 8, 200, 40_000
"""The most parts inside each other, the most parts, and the most characters of words."""

ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
"""Types of parts whose words only their addressee can read."""

PACKED = ("application/ms-tnef", "application/vnd.ms-tnef")
"""The type of Outlook's winmail.dat, which may hold the words."""

TOO_SHORT, FAR_LONGER = 200, 4
"""Plain words so short that an HTML version so many times longer is the one people read."""


@dataclass
class Parts:
    """What was found so far. `within` are the messages inside, with their place.

    `form` has the answers in the first of our own forms that is attached.
    """

    attachments: list[Attachment] = field(default_factory=list)
    within: list[tuple[str, Parsed]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    form: dict[str, str] = field(default_factory=dict)
    count: int = 0

    def doubt(self, sentence: str) -> None:
        """Note a doubt once."""
        if sentence not in self.doubts:
            self.doubts.append(sentence)


def words_in(message: Parsed, found: Parts) -> str:
    """Return the words of a message, and collect its files and the messages within it."""
    words = _words(message, found, 0)
    if len(words) > LONGEST:
        found.doubt(f"Only its first {LONGEST:,} characters were read.")
    return words[:LONGEST].replace("\0", "")


def _words(part: Parsed, found: Parts, depth: int) -> str:
    found.count += 1
    if found.count > MOST or depth > DEEPEST:
        limit = f"more than {MOST} parts" if found.count > MOST else "parts too deep in each other"
        found.doubt(f"It has {limit}: the rest was not read.")
        return ""
    kind = part.get_content_type()
    if kind in ENCRYPTED:
        found.doubt(
            "It is encrypted. Open it in the mail program that can, and save it as plain mail."
        )
        return ""
    if kind == "message/rfc822":
        return _message(part, found)
    if not part.is_multipart():
        return _leaf(part, kind, found)
    inside = [one for one in part.get_payload() if isinstance(one, Parsed)]
    if kind != "multipart/alternative":
        return "\n".join(filter(None, (_words(one, found, depth + 1) for one in inside)))
    return _best([(one.get_content_type(), _words(one, found, depth + 1)) for one in inside])


def _message(part: Parsed, found: Parts) -> str:
    """Note a message within the message, which has its own place in the list of passages."""
    inside = [one for one in part.get_payload() if isinstance(one, Parsed)]
    for one in inside[:1]:
        found.within.append((f"the message attached to it, part {found.count}", one))
    return ""


def _best(versions: list[tuple[str, str]]) -> str:
    """Return the words of the version that people read: plain text, unless it says nothing."""
    plain = next((words for kind, words in versions if kind == "text/plain" and words.strip()), "")
    page = max((words for kind, words in versions if kind != "text/plain"), key=len, default="")
    if len(plain.strip()) < TOO_SHORT and len(page) > FAR_LONGER * len(plain.strip()):
        return page
    return plain or page


def _leaf(part: Parsed, kind: str, found: Parts) -> str:
    name = _file_name(part)
    if kind not in ("text/plain", "text/html") or name or _is_attached(part):
        content = _content(part)
        found.attachments.append(Attachment(name or "(no name)", kind, len(content)))
        form = form_in(name, content)
        if form and found.form and form != found.form:
            found.doubt(f"“{name}” is another form of ours, and only the first was read. Open it.")
        found.form = found.form or form
        if kind in PACKED:
            found.doubt("Outlook packed it into winmail.dat: look if that holds the words.")
        return ""
    text = _text(part, found)
    return words_of_page(text) if kind == "text/html" else text.replace("\r\n", "\n")


def _text(part: Parsed, found: Parts) -> str:
    """Return a part's text, and note a doubt if its characters had to be guessed."""
    charset = _charset(part)
    text, sure = text_of(_content(part)[: LONGEST * 20], charset)
    if not sure:
        said = f"“{one_line(charset)[:40]}”" if charset else "no character set"
        found.doubt(f"It says {said}, and its letters don't fit that. Check names with accents.")
    return text


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
    return bare_name(decoded_words(said.encode("utf-8", "replace").decode()))


def bare_name(said: str) -> str:
    """Return a file's name as a sender gave it, without folders."""
    return one_line(said).replace("\\", "/").rpartition("/")[2][:120]


def _charset(part: Parsed) -> str:
    try:
        value = part.get_param("charset", "")
    except Exception:  # such as `charset*` without a value
        return ""
    return str(value[2] if isinstance(value, tuple) else value or "")
