"""The forms of the letter screen: what only the officer can say, sending, and an edited file."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich.text import Text

from dpo_console.cases.letters.going_out import LetterChoice
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.file_transfer import adopt_line
from dpo_console.cases.search import usual_reply_by
from dpo_console.cases.view.timeline import named, since_written
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.letters import (
    adopting,
    letter_writing,
    letters_sent,
    written_and_sent,
)
from dpo_console.casework.office import drafts, own_files
from dpo_console.law.model import day_of, minute_of
from dpo_console.lazy_import import later
from dpo_console.letters.addressees import To
from dpo_console.letters.composing.filling import field_lacking
from dpo_console.store.cases.case_rows import LetterRow
from dpo_console.text import clean, day_words, required
from dpo_console.tui import draw
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.case.case_forms import (
    Opened,
    ask,
    day_field,
    follows,
    given_day,
    moment_field,
)
from dpo_console.tui.screens.frame.ask import Ask
from dpo_console.tui.screens.letters.letter_drawing import details_missing
from dpo_console.typed_days import day_ahead, parse_day, parse_moment

if TYPE_CHECKING:
    from dpo_console.cases.letters import letter_choices, reply_days, typed_fields
    from dpo_console.letters.word.safety import safe_parts
else:
    letter_choices = later("dpo_console.cases.letters.letter_choices")
    reply_days = later("dpo_console.cases.letters.reply_days")
    typed_fields = later("dpo_console.cases.letters.typed_fields")
    safe_parts = later("dpo_console.letters.word.safety.safe_parts")

IF_NOT = {
    To.REQUESTER: "if not to the requester",
    To.RECIPIENT: "if not to the recipient",
    To.REGULATOR: "if not to the Commissioner",
}
"""The hint beside a reader's name, by the addressee of a letter."""

OVERRIDE_HINT = "only if it went although a check failed: why"
NOTHING: Mapping[str, str] = MappingProxyType({})
METHODS = (("email", "e-mail"), ("post", "post"), ("hand", "by hand"), ("portal", "portal"))
BACK = {"letter": "post", "in-person": "hand", "portal": "portal"}
"""How an answer usually goes, by how the request came."""


def fill(desk: Desk, case: CaseView, letter: LetterChoice, given: Mapping[str, str]) -> Ask[bool]:
    """Return a form for the parts that only the officer can say, kept until the letter is written.

    It returns False if nothing was changed. Missing fields come first. `given` holds earlier
    entries. A field without one starts with the case's own words.
    """
    asks, day = letter_choices.all_letters()[letter.name].asks, day_ahead(desk.today)
    days = {"{ahead}": day, "{soon}": usual_reply_by(desk.today, case.clock.act_by)}
    hints = {ask.name: ask.hint for ask in asks}
    for name, on in product(hints, days):
        hints[name] = hints[name].replace(on, day_words(days[on]))

    def begins(name: str) -> str:
        return given.get(name, letter.offers.get(name, "")) or letter.takes.get(name, "")

    def keep(values: Mapping[str, str], _: int) -> bool:
        typed_fields.as_meant(values, case.row.kind, desk.today)
        own = {name: said for name, said in values.items() if said != letter.takes.get(name)}
        if _filled_in(own) == _filled_in(given):
            return False
        drafts.keep_filling(desk, case.reference, letter.name, own)
        return True

    def hint(name: str) -> str:
        if name not in letter.filled or begins(name) or "mpty" in hints[name]:
            return hints[name]
        said = letter.filled[name].splitlines()
        case = f"the letter says: {said[0]}." if len(said) == 1 else "the case fills it."
        return f"{hints[name]} Left empty, {case}"

    checks = {name: partial(_too_soon, desk.today, day) for name, day in letter.last_days.items()}
    order = {field_lacking(gap): place for place, gap in enumerate(letter.missing)}
    last = len(order)
    fields = [
        Field(name, label, begins(name), hint=hint(name), lines=_rows(begins(name)), wide=True,
              check=checks.get(name))
        for name, label in sorted(letter.asks, key=lambda asked: order.get(asked[0], last))
    ]  # fmt: skip
    about = draw.words(
        f"{_first_words(letter)}ctrl+j starts a new line.{_alone(letter)}", draw.QUIET
    )
    first = next((field.name for field in fields), "")
    return Ask(letter.title, fields, keep, about=about, reference=case.reference, first=first)


def _filled_in(entries: Mapping[str, str]) -> dict[str, str]:
    """Return the entries that say something."""
    return {name: said for name, said in entries.items() if said}


def _too_soon(today: date, last: date, typed: str) -> str:
    """Return that a day typed for the answer is sooner than guidance allows, or ''."""
    if not typed.strip():
        return ""
    day = parse_day(typed, today, "", ahead=True)
    return reply_days.sooner_words(day, last) if day < last else ""


def _rows(words: str) -> int:
    """Return the rows of a field: as many as it has lines, from two to six."""
    return min(max(len(words.splitlines()), 2), 6)


def _first_words(letter: LetterChoice) -> str:
    """Return how many of a letter's fields must be filled in, where others may stay empty."""
    needs, rest = len(letter.needs), len(letter.asks) - len(letter.needs)
    if not (needs and rest):
        return ""
    return f"Only the first {needs} are needed. " if needs > 1 else "Only the first is needed. "


def _alone(letter: LetterChoice) -> str:
    """Return that what the form asks of the case details isn't kept as one, or ''."""
    alone = " A case detail that is typed here stays in this letter alone."
    return alone if details_missing(letter) else ""


@follows
def sent(
    desk: Desk,
    case: CaseView,
    letter: LetterChoice,
    filled: Mapping[str, str] = NOTHING,
    number: int | None = None,
) -> Opened:
    """Open a form for the day, way and recipient of a sent letter, which move the clock.

    It is the last one, or that of a `number`. A letter that isn't written yet is written on saving,
    with what was `filled` in.
    """
    written = next(reversed(named(case.letters, letter.name, number)), None)
    send = (
        partial(letters_sent.mark_sent, number=number)
        if written
        else partial(written_and_sent.write_and_send, filled=filled)
    )

    def save(given: Mapping[str, str], version: int) -> str:
        on = parse_moment(given["on"], desk.today, "on")
        return send(
            desk, case.reference, letter.name, on=day_of(on), at=minute_of(on),
            method=given["method"], to=given["to"], given=given_day(desk, given, "given"),
            override=given["override"], version=version,
        )  # fmt: skip

    addressee = letter_choices.all_letters()[letter.name].addressee
    fields = [
        moment_field(desk, case, "Sent on", "today"),
        _method(case, letter),
        Field("to", "To", hint=IF_NOT.get(addressee, "if not to the person it names")),
        day_field(desk, "given", "Reached them on", "", hint="if on another day"),
        Field("override", "Override", lines=2, hint=OVERRIDE_HINT, refused=True),
    ]
    said = _about(desk, case, written) if written else [draw.words(WRITES)]
    title, done = f"{letter.title}: sent", "" if written else "Written. "
    form = ask(desk, case, title, fields, save, draw.lines(said), act="letter")
    return form, f"{done}Recorded as sent."


WRITES = "It isn't written yet. Saving writes the Word file, and records that it was sent."


def _method(case: CaseView, letter: LetterChoice) -> Field:
    """Return the field for how a letter went.

    To a requester it begins with how the request came, or with post where we know no other way.
    """
    asks = letter_choices.all_letters()[letter.name].addressee is To.REQUESTER
    by_post = case.requester.address and not case.requester.email
    way = BACK.get(case.channel, "post" if by_post else "email") if asks else "email"
    return Field("method", "By", way, choices=METHODS, hint="left/right arrows choose")


def _about(desk: Desk, case: CaseView, row: LetterRow) -> list[Text]:
    """Return the reader who was typed, and the corrections made since the file was written."""
    changes = since_written(desk, case, row)
    to = [draw.words(f"No. {row.number}, to {row.to}.")] if row.to else []
    since = [draw.words(f"! Corrected since it was written: {c}.", draw.WARNING) for c in changes]
    return to + since


@follows
def sent_again(
    desk: Desk, case: CaseView, letter: LetterChoice, number: int | None = None
) -> Opened:
    """Open a form for the day and reason of sending a letter once more. No date moves."""

    def save(given: Mapping[str, str], version: int) -> str:
        on = parse_day(given["on"], desk.today, "on")
        method, why = given["method"], given["why"]
        return letters_sent.mark_sent_again(
            desk, case.reference, letter.name, on, method, why=why, override=given["override"],
            number=number, version=version,
        )  # fmt: skip

    fields = [
        day_field(desk, "on", "Sent again on"),
        _method(case, letter),
        Field("why", "Why", hint="such as: it came back"),
        Field("override", "Override", lines=2, hint=OVERRIDE_HINT, refused=True),
    ]
    form = ask(desk, case, f"{letter.title}: sent again", fields, save, act="letter")
    return form, "Recorded: sent again."


@follows
def override(
    desk: Desk,
    case: CaseView,
    letter: LetterChoice,
    given: Mapping[str, str],
    against: Sequence[str],
) -> Opened:
    """Open a form for the reason to write a letter though the checks `against` it are open."""

    def save(said: Mapping[str, str], version: int) -> str:
        why = required(clean(said["override"], "override"), "override")
        letter_writing.write_letter(desk, case.reference, letter.name, given, version, override=why)
        return case.reference

    fields = [Field("override", "Why it goes", lines=3, hint="a sentence; the case shows it")]
    about = draw.lines(map(draw.words, against))
    form = ask(desk, case, f"{letter.title}: override", fields, save, about, act="letter")
    return form, "Written under an override."


@follows
def adopt(desk: Desk, case: CaseView, letter: LetterChoice, given: Mapping[str, str]) -> Opened:
    """Open a form for the edited file. `given` is what the letter says in its own fields."""

    def save(typed: Mapping[str, str], version: int) -> str:
        data = own_files.read_own_file(desk, typed["file"], safe_parts.LARGEST_FILE)
        adopting.adopt_letter(
            desk, case.reference, letter.name, data, given,
            source=Path(typed["file"]).name, override=typed["override"], version=version,
        )  # fmt: skip
        return case.reference

    fields = [
        Field("file", "File", example="~/edited.docx", wide=True),
        Field("override", "Override", lines=2, hint=OVERRIDE_HINT, refused=True),
    ]
    about = draw.words(
        "Name a file on the computer that runs this program. It becomes the newest version. From "
        f"your own computer: {adopt_line(desk, case.reference, letter.name)}"
    )
    title = f"{letter.title}: take in the file edited in Word"
    return ask(desk, case, title, fields, save, about, act="letter"), "Taken in as a new version."
