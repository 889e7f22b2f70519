"""What the letters' screen shows of a letter and its files, besides the words."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date

from rich.console import Group
from rich.text import Text

from dpo_console.cases.letters.going_out import LetterChoice
from dpo_console.cases.letters.same_address import RELEASE, AlsoWent
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.file_transfer import output_line
from dpo_console.cases.search import LETTERS
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.letters import recalling
from dpo_console.casework.office import own_files
from dpo_console.letters.catalogue import letter_kind
from dpo_console.letters.composing.filling import field_lacking
from dpo_console.london import london_day
from dpo_console.store.cases.case_rows import LetterRow
from dpo_console.text import counted
from dpo_console.tui import draw
from dpo_console.tui.commands import Choice
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.case.case_forms import Choosing, Opened, ask, follows
from dpo_console.typed_days import parse_moment

RECALLED = "What was sent by mistake? Then say what went wrong. Saving logs a breach."
MOST_SHOWN = 4
"""The most lines of what else went to the same address, so that the fields stay in sight."""


def what_went(desk: Desk, case: CaseView) -> Choosing:
    """Choose what went wrongly: the release, or the last letter of a name."""
    last = {letter.name: letter for letter in case.letters if letter.sent_on}
    letters = [
        Choice(name, letter_kind(name).title, draw.day(letter.sent_on))
        for name, letter in last.items()
        if letter.sent_on
    ]
    released = [f for f in case.facts if f.name == "released" and f.superseded_by is None]
    release = [Choice(RELEASE, "The release", draw.day(fact.on)) for fact in released[-1:]]
    return Choosing(RECALLED, [*release, *letters], lambda one: recall(desk, case, one))


@follows
def recall(desk: Desk, case: CaseView, what: str) -> Opened:
    """Open a form for what went wrong and when it was noticed, above what else went there."""
    also = recalling.else_there(desk, case.reference, what)

    def moment(typed: str) -> str:
        return draw.day(parse_moment(typed, desk.today, "noticed"))

    def save(given: Mapping[str, str], version: int) -> str:
        noticed = parse_moment(given["noticed"], desk.today, "noticed")
        return recalling.recall(
            desk, case.reference, what, given["why"],
            noticed=noticed, to=given["to"], version=version,
        ).reference  # fmt: skip

    fields = [
        Field("noticed", "Noticed", f"{desk.now:%Y-%m-%dT%H:%M}", day=True, check=moment),
        Field("to", "It went to", hint="if not as recorded"),
        Field("why", "What went wrong", lines=2, hint="begins the breach's record"),
    ]
    about = draw.lines(map(draw.line, _told(also)))
    title = f"{case.reference}: recall what was sent by mistake"
    form = ask(desk, case, title, fields, save, about, of=what, act="recall", first="why")
    form.tell = _breach_of(case)
    return form, "Recalled"


LOGS = "Saving logs a breach, whose 72 hours run from “Noticed”."


def _told(also: tuple[AlsoWent, ...]) -> list[str]:
    """Return what else went there, a line each, or that nothing did."""
    if not also:
        return [LOGS, "Nothing else was sent to the recorded reader."]
    lines = [f"{one.reference}  {one.title}, {draw.day(one.on)}: {one.why}" for one in also]
    more = [f"and {len(also) - MOST_SHOWN} more"] if len(also) > MOST_SHOWN else []
    return [LOGS, "Sent to the same reader too:", *lines[:MOST_SHOWN], *more]


def _breach_of(case: CaseView) -> Callable[[CaseView], str]:
    """Return a function that names the breach that was opened."""
    before = {one.row.reference for one in case.links}

    def tell(after: CaseView) -> str:
        new = [one.row.reference for one in after.links if one.row.reference not in before]
        return "".join(f": {reference} is the breach, 72 hours" for reference in new)

    return tell


def counting(letters: Sequence[LetterRow], name: str) -> list[LetterRow]:
    """Return the files of a letter that count, in the order in which they were written."""
    rows = [row for row in letters if row.name == name and row.state != "superseded"]
    last = {row.to: row for row in rows}
    return [row for row in rows if last[row.to] is row]


def waiting(rows: Sequence[LetterRow]) -> list[LetterRow]:
    """Return those that are not sent yet."""
    return [row for row in rows if row.sent_on is None]


def gone(rows: Sequence[LetterRow]) -> list[LetterRow]:
    """Return those that were sent."""
    return [row for row in rows if row.sent_on]


def state(rows: Sequence[LetterRow]) -> str:
    """Return `written`, `6 written`, `1 of 6 sent`, or the day on which the last was sent."""
    days = [row.sent_on for row in rows if row.sent_on]
    if len(days) == len(rows):
        return f"sent {draw.day(max(days))}"
    if days:
        return f"{len(days)} of {len(rows)} sent"
    return f"{len(rows)} written" if len(rows) > 1 else "written"


def choices(rows: Sequence[LetterRow]) -> list[Choice]:
    """Return a line for each, with its reader and its day."""
    return [Choice(str(row.number), row.to or f"No. {row.number}", _day(row)) for row in rows]


def _day(row: LetterRow) -> str:
    if row.sent_on:
        return f"sent {draw.day(row.sent_on)}"
    return f"no. {row.number}, written {draw.day(london_day(row.written_at))}"


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
