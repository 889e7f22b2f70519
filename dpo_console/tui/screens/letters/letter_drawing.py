"""What the letters' screen shows of a letter and its files, besides the words."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from rich.console import Group
from rich.text import Text

from dpo_console.cases.letters.rows import LetterChoice
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.file_transfer import output_line
from dpo_console.cases.search.search_plan import LETTERS
from dpo_console.casework.office import own_files
from dpo_console.letters.composing.filling import field_lacking
from dpo_console.london import london_day
from dpo_console.store.cases.case_rows import LetterRow
from dpo_console.text import counted
from dpo_console.tui import draw


def file_words(rows: Sequence[LetterRow], copy: str, outdated: Sequence[Text] = ()) -> Group:
    """Draw the places of a letter's files, the key to fetch them, and why they are `outdated`.

    There are several where each reader has their own. The words of the last one follow.
    """
    row = rows[-1]
    each = (f"{one.to}: exports/{one.path}" if one.to else f"exports/{one.path}" for one in rows)
    return Group(
        draw.line(f"Written {draw.day(london_day(row.written_at))}{_sent(row)}", draw.STRONG),
        *map(draw.words, each),
        draw.line(f"To open or fetch {'them' if len(rows) > 1 else 'it'}: {copy}", draw.QUIET),
        *outdated,
    )


def _sent(row: LetterRow) -> str:
    if row.sent_on:
        return f", sent {draw.day(row.sent_on)}."
    if row.name in LETTERS.values():
        return ". The search plan records when it was sent."
    return ", not sent yet."


def outdated_words(changes: Sequence[str], write: str) -> list[Text]:
    """Draw warnings of corrections made since a file was written. The key `write` does it again."""
    anew = f"{write} writes it again, as the case is now."
    said = [*(f"! Corrected since it was written: {what}." for what in changes), anew]
    return [draw.words(words, draw.WARNING) for words in said] if changes else []


def fetch_lines(desk: Desk, reference: str, rows: Sequence[LetterRow]) -> str:
    """Return the commands that fetch a letter's files, in one line."""
    numbers = [row.number for row in rows] if len(rows) > 1 else [None]
    return " && ".join(output_line(desk, reference, rows[0].name, one) for one in numbers)


def here(desk: Desk, row: LetterRow) -> str:
    """Return the place of a letter's file on this computer, or '' where it can't be seen."""
    path = desk.home.exports / row.path
    with suppress(OSError):  # of a folder into which this account may not look
        return str(path) if own_files.reads_files(desk) and path.is_file() else ""
    return ""


def just_written(rows: Sequence[LetterRow], today: date) -> str:
    """Return the name of the last letter if it was written today and isn't sent yet, or ''."""
    fresh = (row for row in rows[-1:] if not row.sent_on and london_day(row.written_at) == today)
    return next((row.name for row in fresh), "")


def done_elsewhere(on: date) -> Text:
    """Draw that what a letter records was done, though no letter that was written here did it."""
    return draw.words(f"Done on {draw.day(on)}, and not by a letter written here.\n")


def why_dim(letter: LetterChoice) -> str:
    """Return in few words why a letter can't be written now, or ''."""
    checks = len(letter.against)
    return letter.denied or (
        f"{counted(checks, 'check')} for this letter" if checks else letter.why_not
    )


def to_complete(letter: LetterChoice, checklist: str, refill: str) -> str:
    """Return why a letter can't be written, with the keys to its checks and to its filled form."""
    form = f" {refill} opens what you filled in." if refill else ""
    opens = f" {checklist} opens the checklist." if letter.against else ""
    return f"{letter.why_not}{form}{opens}"


def still_missing(letter: LetterChoice, gaps: int, fill: str) -> str:
    """Return how many gaps a letter has, and how many of them the key `fill` fills in."""
    here = len(letter.needs)
    said = f"{counted(gaps, 'thing')} {'is' if gaps == 1 else 'are'} still missing"
    if shared := details_missing(letter):
        return f"{said}, {'a case detail' if shared == 1 else f'{shared} of them case details'}:"
    if not here:
        return f"{said}:"
    if len(letter.missing) > here:
        return f"{said}. Press {fill} to fill in {here}; each other line says where:"
    return f"{said}. Press {fill} to fill {'it' if gaps == 1 else 'them'} in:"


def details_missing(letter: LetterChoice) -> int:
    """Return how many of a letter's gaps the case details would fill."""
    return sum(field_lacking(gap) in letter.details for gap in letter.missing)


def labels_of(letter: LetterChoice) -> dict[str, str]:
    """Return the label of each field of a letter, marked where the case details fill it."""
    return {
        name: f"{label}{' (case detail)' if name in letter.details else ''}"
        for name, label in letter.asks
    }


def gaps_left(letter: LetterChoice, fill: str, *, filled: bool) -> str:
    """Return how much an unwritten letter lacks, or that it is ready and what `fill` adds."""
    gaps, here = len(letter.missing), len(letter.needs)
    if 0 < here < gaps:
        return f"{here} to fill in, {gaps - here} elsewhere"
    if gaps:
        return f"{gaps} to fill in{'' if here else ' elsewhere'}"
    return f"ready; {fill} adds details" if letter.asks and not filled else "ready"
