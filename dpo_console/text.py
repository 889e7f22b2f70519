"""The one door in and the one door out for text from strangers, and days as people write them."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from dpo_console.errors import BadInput

LONGEST = 100_000
"""Characters that one field may hold."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_LINE_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def clean(text: str, field: str) -> str:
    """Text as it is kept: NFC, LF, no outer white space, everything else exactly as given.

    Raises BadInput for what can't be stored (NUL, lone surrogates) or is too long.
    """
    found = _UNSTORABLE.search(text)
    if found:
        raise BadInput(
            f"{field}: {name_of(found[0])} at character {found.start() + 1} can't be stored. "
            "Remove it and try again."
        )
    if len(text) > LONGEST:
        raise BadInput(f"{field}: {len(text):,} characters are too many; at most {LONGEST:,}.")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()


def clean_line(text: str, field: str) -> str:
    """The same for a field of one line, such as a name. Raises BadInput for a line break."""
    line = clean(text, field)
    if _LINE_BREAKS.search(line):
        raise BadInput(f"{field}: this must be one line; it has a line break in it.")
    return line


def required(text: str, field: str) -> str:
    """The text, unless there is none. Raises BadInput."""
    if not text.strip():
        raise BadInput(f"{field}: this is empty, and it is needed.")
    return text


def name_of(character: str) -> str:
    """A character named, such as U+0000 (NULL)."""
    code = f"U+{ord(character):04X}"
    known = {0: "NULL", 0x1B: "ESCAPE", 0x07: "BELL", 0x7F: "DELETE"}
    name = unicodedata.name(character, "") or known.get(ord(character), "control character")
    return f"{code} ({'lone surrogate' if 0xD800 <= ord(character) <= 0xDFFF else name})"


_UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
    "|[\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U000ffffe\U000fffff\U0010fffe\U0010ffff]"
    "|[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e31-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{9,}"
)
_MARKS_KEPT = 8


def show(text: str, limit: int = 20_000) -> str:
    """Text made safe to show, visibly: nothing in it can move a terminal's cursor or hide.

    Control characters become pictures (`␛`), invisible and direction-changing ones their code
    (`‹U+202E›`), a tab four spaces; line feeds stay. Beyond `limit` it is cut, saying by how much.
    """
    if len(text) > limit:
        text = f"{text[:limit]}… ({len(text) - limit:,} more characters)"
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(_visible, text.replace("\r\n", "\n"))


def show_line(text: str, limit: int = 2_000) -> str:
    """The same on one line: each line break becomes ` ⏎ `."""
    if text.isascii() and text.isprintable() and len(text) <= limit:
        return text
    return show(_LINE_BREAKS.sub(" ⏎ ", text), limit)


def _visible(match: re.Match[str]) -> str:
    found = match[0]
    if len(found) > 1:
        return found[:_MARKS_KEPT] + f"‹{len(found) - _MARKS_KEPT} marks›"
    code = ord(found)
    if found == "\t":
        return "    "
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"‹U+{code:04X}›"


_NOT_FOR_WORD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]"
)


def for_word(text: str, field: str) -> str:
    """The text unchanged, if a Word file can hold it. Raises BadInput naming the character."""
    found = _NOT_FOR_WORD.search(text)
    if found:
        raise BadInput(
            f"{field}: {name_of(found[0])} at character {found.start() + 1} can't stand in a Word "
            "file. Correct the text, then write the letter again."
        )
    return text


_ALIKE = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "‑": "-", "“": '"', "”": '"',
     "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)  # fmt: skip


def fold(text: str) -> str:
    """The text as search compares it: case and accents gone, quotes and dashes all alike."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_ALIKE))
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_ALIKE)


def spreadsheet(text: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(moment: date | datetime) -> str:
    """A day as people write it, `Tue 13 Oct 2026`; with the time of day where there is one."""
    words = f"{DAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1]} {moment.year}"
    return f"{words} {moment:%H:%M}" if isinstance(moment, datetime) else words


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_BRITISH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_IN_WORDS = re.compile(r"(?:([a-z]{3,9}),?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9}),?\s+(\d{4})")
_AGO = re.compile(r"(\d{1,4})\s+(day|week)s?\s+ago")
_NEAR = {"today": 0, "yesterday": -1, "tomorrow": 1}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def parse_day(text: str, today: date, field: str) -> date:
    """A day as typed: 2026-10-13, 13 Oct 2026, 13/10/2026 (day first), today, Monday, 3 days ago.

    A weekday is the last one before `today`. Raises BadInput for anything else.
    """
    typed = " ".join(text.casefold().split())
    found = _near_day(typed, today) or _calendar_day(typed)
    if found is None:
        raise BadInput(
            f"{field}: {show_line(text, 60)!r} is not a day. Write it like 2026-10-13, "
            "13 Oct 2026, 13/10/2026, yesterday or Monday."
        )
    return found


def _near_day(typed: str, today: date) -> date | None:
    if typed in _NEAR:
        return today + timedelta(days=_NEAR[typed])
    for number, weekday in enumerate(_WEEKDAYS):
        if typed in (weekday, weekday[:3]):
            return today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)
    ago = _AGO.fullmatch(typed)
    if ago:
        return today - timedelta(days=int(ago[1]) * (7 if ago[2] == "week" else 1))
    return None


def _calendar_day(typed: str) -> date | None:
    try:
        if found := _ISO.fullmatch(typed):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _BRITISH.fullmatch(typed):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _IN_WORDS.fullmatch(typed):
            month = [m.casefold() for m in MONTHS].index(found[3][:3]) + 1
            day = date(int(found[4]), month, int(found[2]))
            agrees = not found[1] or DAYS[day.weekday()].casefold() == found[1][:3]
            return day if agrees else None
    except ValueError:
        return None
    return None


_WITH_TIME = re.compile(r"(.+?)(?:t|\s+(?:at\s+)?)(\d{1,2})[:.](\d{2})", re.IGNORECASE)


def parse_moment(text: str, today: date, field: str) -> date | datetime:
    """A day, or a day and a time of day such as 2026-11-24T14:20. Raises BadInput."""
    found = _WITH_TIME.fullmatch(text.strip())
    if not found:
        return parse_day(text, today, field)
    day = parse_day(found[1], today, field)
    try:
        return datetime.combine(day, time(int(found[2]), int(found[3])))
    except ValueError:
        raise BadInput(
            f"{field}: {show_line(text, 60)!r} has no such time of day. Write it like "
            "2026-11-24T14:20."
        ) from None
