"""The forms of the search plan: a preservation notice, a question, an answer, another place."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date

from rich.console import RenderableType

from dpo_console.cases.letters.kept_file import reader_of
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.search import (
    CORRECTIONS,
    RESULTS,
    addresses,
    due_for,
    holder_of,
    numbered,
    place_called,
    places_of,
    usual_reply_by,
)
from dpo_console.cases.search import LETTERS as BY_ACT
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.letters import letter_writing
from dpo_console.casework.office import drafts
from dpo_console.casework.search import letters_gone, searching
from dpo_console.errors import BadInput, TryAgain
from dpo_console.letters.catalogue import letter_kind
from dpo_console.sentences import first_upper
from dpo_console.store.cases.disclosure_rows import PlaceRow
from dpo_console.tui import draw
from dpo_console.tui.commands import Choice
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.case.case_forms import Opened, ask, day_field, follows, given_day
from dpo_console.tui.screens.case.case_keys import letter_key
from dpo_console.tui.screens.search.place_drawing import titles

LETTERS = (("hold", "to keep what they hold"), ("ask", "to search"), ("chase", "a reminder"))
"""The letters to the holders of places, each by the act that it goes with."""

NEEDED = {"hold": "Say what they must keep.", "ask": "Say what they should look for."}
"""The words that each of these letters needs."""

ALSO_KEEP = "These letters also ask to keep everything: then record the notice too."
"""What a search letter says to a holder of a place that deletes data by itself."""

WENT_HINT = "only if a letter went although a check failed: why"

NEEDS_WHY = {
    "not-searched": "Say why it was not searched.",
    "not-answered": "Say why an answer was recorded.",
    "not-asked": "Say why it was recorded as asked.",
    "not-told": "Say why a notice was recorded as sent.",
}
"""The reasons that these results need."""

ANOTHER = "+"
"""The mark for a place that is on no list."""


@follows
def hold(desk: Desk, case: CaseView, numbers: Sequence[int], writes: str) -> Opened:
    """Open a form to record a preservation notice that was sent. The key `writes` its letter."""
    rows = numbered(case.places, numbers)

    def save(given: Mapping[str, str], version: int) -> str:
        return searching.tell_to_keep(
            desk, case.reference, [str(row.number) for row in rows], given["told"],
            given_day(desk, given, "on"),
            override=given["override"], version=version,
        )  # fmt: skip

    fields = [
        Field("told", "Told", holder_of(rows), hint="who, and how"),
        day_field(desk, "on", "On"),
        Field("override", "Override", lines=2, hint=WENT_HINT, refused=True),
    ]
    keep = "It asks them not to delete or change anything while the request is open."
    notice = f"Preservation notice for: {titles(rows)}"
    said = (notice, keep, *_none_needed(rows), only_records(writes))
    about = draw.lines(map(draw.words, (*said, *counted_as_sent(desk, case, "hold", rows))))
    title = f"{case.reference}: who was told?"
    named = titles(rows)
    form = ask(desk, case, title, fields, save, about, named, act="search")
    return form, f"Recorded as told: {named}"


@follows
def question(desk: Desk, case: CaseView, numbers: Sequence[int], writes: str) -> Opened:
    """Open a form for the person asked, and the day to answer by. The key `writes` the letter."""
    rows = numbered(case.places, numbers)
    holders = holder_of(rows)

    def save(given: Mapping[str, str], version: int) -> str:
        return searching.ask_places(
            desk,
            case.reference,
            [str(row.number) for row in rows],
            by=given_day(desk, given, "by", ahead=True),
            of=_others_than(holders, given["of"]),
            on=given_day(desk, given, "on"),
            override=given["override"],
            version=version,
        )

    usual = usual_reply_by(desk.today, case.clock.act_by)
    fields = [
        day_field(desk, "by", "Reply by", usual.isoformat(), ahead=True),
        Field("of", "Who was asked", holders),
        day_field(desk, "on", "On"),
        Field("override", "Override", lines=2, hint=WENT_HINT, refused=True),
    ]
    where = "".join(f"\nWrite to {address}" for address in addresses(desk.settings, rows))
    asked = f"{'Place' if len(rows) == 1 else 'Places'} asked about: {titles(rows)}{where}"
    said = (asked, *_again(rows), only_records(writes))
    about = draw.lines(map(draw.words, (*said, *counted_as_sent(desk, case, "ask", rows))))
    title = f"{case.reference}: record who was asked"
    named = titles(rows)
    form = ask(desk, case, title, fields, save, about, named, act="search")
    return form, f"Recorded as asked: {named}"


def _none_needed(rows: Sequence[PlaceRow]) -> tuple[str, ...]:
    """Return the places whose holders need no notice, or nothing."""
    rest = titles([row for row in rows if not row.hold and row.told_on is None])
    return (f"No notice is needed for {rest}. Record one only if it was sent.",) if rest else ()


def _again(rows: Sequence[PlaceRow]) -> tuple[str, ...]:
    """Return that saving replaces what stands of an earlier asking, or nothing."""
    again = titles([row for row in rows if row.asked_on])
    what = "Saving replaces those dates and any answer. The history keeps them."
    return (f"Asked already: {again}. {what}",) if again else ()


@follows
def reminder(desk: Desk, case: CaseView, numbers: Sequence[int]) -> Opened:
    """Open a form to record reminders whose letters are written, and count as sent."""
    rows = numbered(case.places, numbers)

    def save(given: Mapping[str, str], version: int) -> str:
        return searching.chase(
            desk, case.reference, [str(row.number) for row in rows],
            by=given_day(desk, given, "by", ahead=True), on=given_day(desk, given, "on"),
            override=given["override"], version=version,
        )  # fmt: skip

    usual = usual_reply_by(desk.today, case.clock.act_by)
    fields = [
        day_field(desk, "by", "Reply by", usual.isoformat(), ahead=True),
        day_field(desk, "on", "On"),
        Field("override", "Override", lines=2, hint=WENT_HINT, refused=True),
    ]
    said = (f"Reminder for: {titles(rows)}", *counted_as_sent(desk, case, "chase", rows))
    about = draw.lines(map(draw.words, said))
    form = ask(desk, case, f"{case.reference}: reminded", fields, save, about, act="search")
    return form, f"Reminder recorded: {titles(rows)}"


def counted_as_sent(
    desk: Desk, case: CaseView, act: str, rows: Sequence[PlaceRow]
) -> tuple[str, ...]:
    """Return that written letters to the holders count as sent on saving, if there are any."""
    file, who = file_meant(desk, case.reference), holder_of(rows) if act == "hold" else ""
    waiting = letters_gone.letters_waiting(desk, file, act, rows, desk.today, who)
    to = ", ".join(reader_of(file, letter) for letter in waiting)
    told = (f"Letters that went to these that day count as sent: {to}.",) if to else ()
    keep = act == "ask" and any(row.to_tell for row in rows)
    return (*told, ALSO_KEEP) if told and keep else told


def with_letters(desk: Desk, case: CaseView, act: str, rows: Sequence[PlaceRow]) -> list[PlaceRow]:
    """Return the places whose letters wait, without a question where no letter can."""
    if not any(letter.name == BY_ACT[act] and not letter.sent_on for letter in case.letters):
        return []
    file = file_meant(desk, case.reference)
    return letters_gone.places_waiting(desk, file, act, rows, desk.today)


@follows
def letters(desk: Desk, case: CaseView, meant: Mapping[str, Sequence[int]]) -> Opened:
    """Open a form for the letters to holders of places, whose numbers stand by the letter's act."""
    rows = {act: numbered(case.places, numbers) for act, numbers in meant.items()}
    all_due = (act for act in rows if due_for(BY_ACT[act], rows[act], desk.today) == rows[act])

    def save(given: Mapping[str, str], version: int) -> str:
        named = [str(row.number) for row in rows.get(given["act"], ())]
        if not named:
            raise BadInput("No place needs this letter now. Mark the places for it first.", "act")
        if given["act"] in NEEDED and not given["what"].strip():
            raise BadInput(NEEDED[given["act"]], "what")
        letter_writing.write_plan_letters(
            desk, case.reference, given["act"], named, given["what"],
            given_day(desk, given, "by", ahead=True), version=version, override=given["override"],
        )  # fmt: skip
        if given["act"] == "hold":  # what to keep is mostly what to look for
            _keep_what(desk, case, given["what"])
        return case.reference

    usual = usual_reply_by(desk.today, case.clock.act_by)
    fields = [
        Field("act", "Letter", next(all_due, "ask"), choices=LETTERS,
              hint="left/right arrows choose"),
        Field("what", "What", _kept_what(desk, case), lines=2,
              hint="whose data to look for (type the name: the letter adds none), dates, words"),
        day_field(desk, "by", "Reply by", usual.isoformat(), ahead=True),
        Field("override", "Override", lines=2, hint="why one goes despite a check", refused=True),
    ]  # fmt: skip
    title = f"{case.reference}: letters to holders"
    form = ask(desk, case, title, fields, save, _by_letter(rows), act="letter", first="what")
    form.naming("write files")
    return form, f"Letters written: {letter_key(desk)} lists them"


def _kept_what(desk: Desk, case: CaseView) -> str:
    """Return what the preservation notices said to keep, until the places are asked."""
    return _kept(desk, case).get("search.what", "")


def _keep_what(desk: Desk, case: CaseView, what: str) -> None:
    """Keep what the notices said for the search letters, unless they say something already.

    The notices are written by then, so a full disk spoils nothing.
    """
    with suppress(TryAgain):
        kept = {"search.what": what, **_kept(desk, case)}
        drafts.keep_filling(desk, case.reference, BY_ACT["ask"], kept)


def _kept(desk: Desk, case: CaseView) -> Mapping[str, str]:
    """Return the officer's entries for the search letters."""
    found = drafts.find_filling(desk, case.reference, letter_kind(BY_ACT["ask"]))
    return found.given if found else {}


def _by_letter(rows: Mapping[str, Sequence[PlaceRow]]) -> RenderableType:
    """Draw the places of the letters: each letter's own, or once those of all."""
    places = [titles(found) for found in rows.values()]
    if len(set(places)) == 1:
        return draw.words(f"One letter for each holder of: {places[0]}")
    called = dict(LETTERS)
    lines = (f"{first_upper(called[act])}: {titles(found)}" for act, found in rows.items())
    return draw.lines(map(draw.words, ("One letter for each holder of these places.", *lines)))


@follows
def answer(desk: Desk, case: CaseView, numbers: Sequence[int]) -> Opened:
    """Open a form for the result of places, with words and a day."""
    rows = numbered(case.places, numbers)

    def save(given: Mapping[str, str], version: int) -> str:
        said, why = given["result"], given["note"].strip()
        if not said:
            raise BadInput("Choose the answer: these places have different ones.", "result")
        if said in NEEDS_WHY and (not why or (said in CORRECTIONS and why in old)):
            raise BadInput(NEEDS_WHY[said], "note")
        return searching.record_answer(
            desk, case.reference, [str(row.number) for row in rows], said, given["note"],
            given_day(desk, given, "on"), version=version,
        )  # fmt: skip

    result, note = _same(row.result for row in rows), _same(row.note for row in rows)
    answered, old = _same(_iso(row.answered_on) for row in rows), {row.note for row in rows}
    differ = () if len({row.result for row in rows}) == 1 else (("", "not chosen"),)
    fields = [
        Field("result", "Answer", "" if differ else result or "found",
              choices=(*differ, *RESULTS.items(), *CORRECTIONS.items()),
              hint="left/right arrows choose"),
        Field("note", "Note", note, lines=2, hint="what, or why not"),
        day_field(desk, "on", "On", answered or "today"),
    ]  # fmt: skip
    title = f"{titles(rows)}: what came of it?"
    form = ask(desk, case, title, fields, save, act="search", first="note")
    return form, f"Recorded for {titles(rows)}"


def _same(values: Iterable[str]) -> str:
    """Return the value that all have, or ''."""
    found = set(values)
    return found.pop() if len(found) == 1 else ""


@follows
def leave_out(desk: Desk, case: CaseView, numbers: Sequence[int]) -> Opened:
    """Open a form for the reason not to search places."""
    rows = numbered(case.places, numbers)

    def save(given: Mapping[str, str], version: int) -> str:
        return searching.record_answer(
            desk,
            case.reference,
            [str(row.number) for row in rows],
            "not-searched",
            given["because"],
            version=version,
        )

    fields = [Field("because", "Because", lines=2, hint="why a search there isn't reasonable")]
    answered = [row for row in rows if row.answered_on]
    about = draw.words(f"Not searched: {titles(rows)}")
    if answered:
        lost = f"! {titles(answered)}: answered already. This replaces the answer."
        about = draw.lines([about, draw.words(lost, draw.WARNING)])
    title = f"{case.reference}: not searched?"
    named = titles(rows)
    form = ask(desk, case, title, fields, save, about, named, act="search")
    return form, f"Not searched: {named}"


def offered(desk: Desk, case: CaseView) -> list[Choice]:
    """Return the office's places that are not on the plan, then any other."""
    there = {row.slug for row in case.places}
    known = [p for p in places_of(desk.settings) if p.slug not in there]
    choices = [Choice(p.slug, p.title, p.holder) for p in known]
    return [*choices, Choice(ANOTHER, "Another place", key=ANOTHER)]


@follows
def another(desk: Desk, case: CaseView) -> Opened:
    """Open a form for a place that is on no list.

    A place that is on the plan by then is refused, so no version guards the form.
    """

    told: set[str] = set()

    def save(given: Mapping[str, str], _version: int) -> str:
        typed = given["place"]
        there = place_called(case.places, typed)
        if there and typed not in told:
            told.add(typed)
            raise BadInput(f"{there.title} is on the plan. Enter again adds this one.", "place")
        return searching.add_place(desk, case.reference, typed, given["holder"])

    fields = [
        Field("place", "Place", hint="as a letter may name it"),
        Field("holder", "Holder", hint="who is asked there"),
    ]
    title = f"{case.reference}: another place"
    return ask(desk, case, title, fields, save, act="search", adds=True), "Added"


def only_records(writes: str, letters: int = 1) -> str:
    """Return that an act only records, and the key that writes the letter or `letters` of them."""
    written = "letters" if letters > 1 else "letter"
    return f"This only records what you did. To write the {written}, go back and press {writes}."


def _others_than(holders: str, typed: str) -> str:
    """Return who was asked in place of the holders, or '' where the field still names them."""
    return "" if typed.strip() == holders else typed


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
