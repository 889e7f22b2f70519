"""The one door in and the one door out for text from strangers, and days as people write them."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from dpo_console.errors import BadInput
from dpo_console.lazy_import import later

if TYPE_CHECKING:
    import difflib
else:
    difflib = later("difflib")  # for a mistake alone

LONGEST = 100_000
"""Characters that one field may hold."""

MARKS_STORED = 30
"""Combining marks in a row that no real writing exceeds (Unicode UAX #15, Stream-Safe Text)."""

MARKS_SHOWN = 8
"""Combining marks on one letter that a terminal can still draw on one line."""

# Patterns as text: re compiles one only when it is needed.
_UNSTORABLE = "[\x00\ud800-\udfff]"
_MANY_MARKS = f"[^\x00-\u02ff]{{{MARKS_STORED + 1},}}"
_LINE_BREAKS = "\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]"


def clean(text: str, field: str) -> str:
    """Return text as it is kept: NFC, LF, no outer white space, otherwise exactly as given.

    Raises BadInput for text that can't be stored (NUL, lone surrogates) or is too long. It also
    refuses so many marks on one letter that NFC would take minutes.
    """
    _refuse(_UNSTORABLE, text, field, "can't be stored. Remove it and try again.")
    if len(text) > LONGEST:
        raise BadInput(f"{len(text):,} characters are too many; at most {LONGEST:,}.", field)
    for run in re.finditer(_MANY_MARKS, text):
        if max(_mark_counts(run[0]), default=0) > MARKS_STORED:
            raise BadInput(
                f"more than {MARKS_STORED} accents or marks stand on one letter after "
                f"character {run.start() + 1}. Remove them and try again.",
                field,
            )
    return unicodedata.normalize("NFC", re.sub("\r+\n", "\n", text)).strip()


def clean_line(text: str, field: str) -> str:
    """Return the text of a one-line field, such as a name. Raises BadInput as clean does.

    Also raises BadInput for a line break.
    """
    line = clean(text, field)
    if re.search(_LINE_BREAKS, line):
        raise BadInput("this must be one line; it has a line break in it.", field)
    return line


def required(text: str, field: str) -> str:
    """Return the text. Raises BadInput if nothing in it can be seen."""
    if not any(c.isprintable() and not c.isspace() for c in text):
        raise BadInput("this can't be empty.", field)
    return text


def required_words(text: str, field: str) -> str:
    """Return a reason, or other evidence. Raises BadInput if it is empty, or has signs alone."""
    if not any(c.isalnum() for c in required(text, field)):
        raise BadInput("this says nothing. Say it in words.", field)
    return text


def says_something(text: str) -> bool:
    """Return True if a text has a word of three letters: a dot or a dash gives no reason."""
    return re.search(r"[^\W\d_]{3}", text) is not None


def name_of(character: str) -> str:
    """Return a character's name, such as U+0000 (NULL)."""
    code = f"U+{ord(character):04X}"
    known = {0: "NULL", 0x1B: "ESCAPE", 0x07: "BELL", 0x7F: "DELETE"}
    name = unicodedata.name(character, "") or known.get(ord(character), "control character")
    return f"{code} ({'lone surrogate' if 0xD800 <= ord(character) <= 0xDFFF else name})"


def _refuse(unwanted: str, text: str, field: str, why: str) -> None:
    found = re.search(unwanted, text)
    if found:
        place = f"at character {found.start() + 1}"
        raise BadInput(f"{name_of(found[0])} {place} {why}", field)


def _is_mark(character: str) -> bool:
    """Return True for a mark on the letter before it, or an invisible carrier of marks."""
    return unicodedata.category(character)[0] == "M" or character in "\u200c\u200d\u200e\u200f"


def _mark_counts(text: str) -> list[int]:
    return [len(list(group)) for is_mark, group in groupby(text, _is_mark) if is_mark]


_NON_CHARACTERS = "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_UNSAFE = (
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    f"\U000e0000-\U000e0fff{_NON_CHARACTERS}]"
)
_RAISED = f"[^\x00-\u02ff]{{{MARKS_SHOWN + 1},}}"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_SELECTOR = f"[{_SELECTORS}]"
_SHAPING = f"[\u200d{_SELECTORS}\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]"


def show(text: str, limit: int = 20_000) -> str:
    """Return text that is safe on a terminal: it can't move the cursor, hide, or tear a column.

    It replaces the same characters as `visible`. It also removes characters that only reshape the
    one before, because terminals disagree on their width. A family becomes its people, and a flag
    its letters. Text beyond `limit` is cut, with the number of characters left out.
    """
    if len(text) <= limit and _plain(text):
        return text  # nearly every line of a list
    return _safe(_steady(text[:limit].replace("\r\n", "\n"))) + _more(text, limit)


def show_line(text: str, limit: int = 2_000) -> str:
    """Return the same on one line: each line break becomes ` ⏎ `."""
    shown = text[:limit]
    if not shown.isprintable():
        shown = re.sub(_LINE_BREAKS, " ⏎ ", shown)
    return _safe(_steady(shown)) + _more(text, limit)


def visible(text: str) -> str:
    """Return text that is safe where widths don't matter, such as in a Word file.

    Control characters become pictures (`␛`), invisible and direction-changing ones their code
    (`‹U+202E›`), a tab four spaces. Line feeds stay.
    """
    return _safe(text.replace("\r\n", "\n"))


def _more(text: str, limit: int) -> str:
    return f"… ({len(text) - limit:,} more characters)" if len(text) > limit else ""


def _plain(text: str) -> bool:
    """Return True if every character is visible and Latin, and so safe anywhere."""
    return text.isprintable() and (text.isascii() or max(text) < "\u0300")


def _safe(text: str) -> str:
    if _plain(text):
        return text
    return re.sub(_RAISED, _few_marks, re.sub(_UNSAFE, _visible, text))


def _steady(text: str) -> str:
    return text if _plain(text) else re.sub(_SHAPING, _steadied, text)


def _steadied(match: re.Match[str]) -> str:
    mark = match[0]
    if "\U0001f1e6" <= mark <= "\U0001f1ff":
        return chr(ord(mark) - 0x1F1E6 + ord("A"))
    before = match.string[match.start() - 1] if match.start() else ""
    return "" if before and _shapes(mark, before) else f"‹U+{ord(mark):04X}›"


def _shapes(mark: str, before: str) -> bool:
    """Return True if it follows a character it is made for. Elsewhere it could only hide."""
    if re.match(_SELECTOR, mark):
        return not re.match(_SELECTOR, before) and (
            before in "#*0123456789" or not before.isascii()
        )
    if before.isascii():
        return False
    return unicodedata.category(before) not in ("Ll", "Lu", "Lt", "Lm", "Zs", "Cf")


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] == "\t":
        return "    "
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"‹U+{code:04X}›"


def _few_marks(match: re.Match[str]) -> str:
    kept: list[str] = []
    for is_mark, group in groupby(match[0], _is_mark):
        run = "".join(group)
        beyond = len(run) - MARKS_SHOWN
        kept.append(f"{run[:MARKS_SHOWN]}‹{beyond} marks›" if is_mark and beyond > 0 else run)
    return "".join(kept)


_NOT_FOR_WORD = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]"


def for_word(text: str, field: str) -> str:
    """Return the text unchanged, if a Word file can hold it.

    XML 1.0 rules out some characters, and we refuse all control characters. Raises BadInput naming
    the character.
    """
    why = "can't stand in a Word file. Correct the text, then write the letter again."
    _refuse(_NOT_FOR_WORD, text, field, why)
    return text


def not_for_word(text: str) -> tuple[int, str] | None:
    """Return the place and name of the first character that no Word file can hold, or None."""
    found = re.search(_NOT_FOR_WORD, text)
    return (found.start(), name_of(found[0])) if found else None


_ALIKE = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "′": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"',
     "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
     "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)  # fmt: skip


def fold(text: str) -> str:
    """Return the text as search compares it: no case or accents, quotes and dashes all alike."""
    if text.isascii():
        return text.casefold().translate(_ALIKE)
    alike = text.translate(_ALIKE)
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", alike).casefold())
    return "".join(c for c in plain.translate(_ALIKE) if not _is_accent(c))


def _is_accent(character: str) -> bool:
    return bool(unicodedata.combining(character)) or unicodedata.category(character) == "Cf"


_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def spreadsheet(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if _is_formula(text.lstrip("'")) else text


def unspreadsheet(cell: str) -> str:
    """Return the text of a cell that `spreadsheet` made, and any other cell as it is."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell.lstrip("'")) else cell


def _is_formula(text: str) -> bool:
    return text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)


DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(moment: date | datetime | None) -> str:
    """Return a day as people write it, `Tue 13 Oct 2026`, with the time of day if there is one.

    Midnight ends the day before, at 24:00: who reads the next day would come a day late. Return ''
    for no day.
    """
    if moment is None:
        return ""
    if isinstance(moment, datetime) and f"{moment:%H:%M}" == "00:00" and moment.toordinal() > 1:
        return f"{day_words(moment.date() - timedelta(days=1))} 24:00"
    words = f"{DAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1]} {moment.year}"
    return f"{words} {moment:%H:%M}" if isinstance(moment, datetime) else words


def beginning_words(moment: date | datetime) -> str:
    """Return the same of a moment at which something begins: midnight is its whole day."""
    midnight = isinstance(moment, datetime) and f"{moment:%H:%M}" == "00:00"
    return day_words(moment.date() if midnight and isinstance(moment, datetime) else moment)


def each_once(*names: str) -> str:
    """Join names with commas, each once: a requester may be the organisation, or name it."""
    said: list[str] = []
    for name in filter(None, names):
        if not any(names_body(before, name) for before in said):
            said.append(name)
    return ", ".join(said)


def names_body(name: str, body: str) -> bool:
    """Return True if a name is that of a body or ends with it: `Admissions, Oak School`."""
    return name == body or name.endswith((f", {body}", f" at {body}"))


def meant(typed: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the names that somebody may have meant, as a question, or else those there are."""
    names = list(known)
    close = difflib.get_close_matches(typed, names, n=3, cutoff=cutoff)
    return f"Did you mean: {', '.join(close)}?" if close else f"There are: {', '.join(names)}."


def counted(number: float, noun: str) -> str:
    """Return a number with its noun: `1 page`, `12 pages`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def size_words(size: int) -> str:
    """Return the size of a file as people read it: `812 bytes`, `35 kB`, `1.2 MB`."""
    if size < 1_000:
        return counted(size, "byte")
    return f"{size // 1_000} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
