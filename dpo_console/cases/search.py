"""The search plan: places searched, with preservation notices, questions, letters and answers.

It proves a reasonable and proportionate search (UK GDPR Art 15(1A)). It also proves that nothing
was altered or deleted after the request came (DPA 2018 s.173, FOIA s.77).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dpo_console.cases.office.desk import Desk
from dpo_console.config import Settings
from dpo_console.config.settings.settings import Place, built_in_places
from dpo_console.law.calendar.calendars import is_working_day
from dpo_console.law.statutes import statute
from dpo_console.letters.wording.conditions import day_in_full
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.disclosure_rows import PlaceRow
from dpo_console.store.reads import lists
from dpo_console.text import counted, day_words, fold


@dataclass(frozen=True, slots=True)
class OverduePlace:
    """A place whose answer is overdue, in an open case."""

    reference: str
    number: int
    title: str
    holder: str
    asked_on: date
    reply_by: date
    chased_on: date | None


def overdue_places(desk: Desk) -> tuple[OverduePlace, ...]:
    """Return every overdue answer in every open case, the longest awaited first."""
    with desk.database.glance() as ask:
        rows = lists.overdue_places(ask, desk.today.isoformat())
    return tuple(
        OverduePlace(
            str(reference), int(number or 0), str(title), str(holder),
            date.fromisoformat(str(asked_on)), date.fromisoformat(str(reply_by)),
            date.fromisoformat(str(chased_on)) if chased_on else None,
        )
        for reference, number, title, holder, asked_on, reply_by, chased_on in rows
    )  # fmt: skip


DAYS_TO_REPLY = 10
"""The days a place has to answer, unless half of the time left is less."""

RESULTS = {"found": "found", "nothing": "nothing held", "not-searched": "not searched"}
"""The results for a place searched, in words."""

CORRECTIONS = {
    "not-answered": "no answer yet", "not-asked": "not asked yet", "not-told": "no notice sent yet",
}  # fmt: skip
"""What was recorded of a place and never happened, in words."""


def places_of(settings: Settings) -> tuple[Place, ...]:
    """Return the places this office searches: its own list, or the built-in one."""
    return settings.places or built_in_places()


def usual_reply_by(on: date, act_by: date | None) -> date:
    """Return the usual day for an answer from a place asked on the day `on`.

    It is ten days later, or half of the days to `act_by` if that is less. A working day is
    preferred. It is never before `on` or after `act_by`. If `act_by` has passed, it is the next
    working day.
    """
    if act_by and act_by < on:
        coming = [on + timedelta(days=n) for n in range(1, DAYS_TO_REPLY)]
        return next(filter(is_working_day, coming), coming[0])
    left = (act_by - on).days if act_by else 2 * DAYS_TO_REPLY
    last = min(DAYS_TO_REPLY, left // 2)
    days = [on + timedelta(days=n) for n in range(last, 0, -1)]
    return next(filter(is_working_day, days), on + timedelta(days=last))


def place_rows(file: CaseFile) -> tuple[PlaceRow, ...]:
    """Return the places of a case's plan, in their order."""
    if not file.places:
        return ()
    received = next((f.on for f in file.standing_facts() if f.name == "received"), None)
    if received is None:
        return file.places
    return tuple(_with_its_end(row, received) for row in file.places)


def _with_its_end(row: PlaceRow, received: date) -> PlaceRow:
    """Return a place with the day on which it loses what it held on receipt, if known."""
    if not row.deletes_after:
        return row
    return replace(row, gone_on=received + timedelta(days=row.deletes_after))


def next_in_plan(file: CaseFile) -> str:
    """Return the next step of the plan, or ''. It holds on any day it is read."""
    return next_hold(file) or _next_question(place_rows(file))


def next_hold(file: CaseFile) -> str:
    """Return the move that the preservation notices still to send make, or ''."""
    return "Preserve the records" if any(row.to_tell for row in place_rows(file)) else ""


def _to_notify(rows: Iterable[PlaceRow]) -> Collection[str]:
    """Return the holders who still need a preservation notice: one each, for all their places."""
    return by_holder(row for row in rows if row.to_tell).keys()


def _next_question(rows: Sequence[PlaceRow]) -> str:
    if count := sum(row.to_ask for row in rows):
        return f"Ask {counted(count, 'place')}"
    late = awaited(rows)
    if late is None:
        return ""
    day, number = late
    replies = "1 search reply" if number == 1 else f"{number} search replies"
    return f"Await {replies} by {day_words(day)[:-5]}"


def only_waits(file: CaseFile) -> bool:
    """Return True if every notice was sent and every place asked, so only answers are awaited."""
    return not any(row.to_tell or row.to_ask for row in place_rows(file))


def next_places(rows: Sequence[PlaceRow], today: date) -> list[PlaceRow]:
    """Return the next places to deal with: to notify, else to ask, else overdue, else open."""
    steps = (
        [row for row in rows if row.to_tell],
        [row for row in rows if row.to_ask],
        [row for row in rows if row.is_overdue(today)],
    )
    return next(filter(None, steps), [row for row in rows if row.is_open])


def due_to(act: str, rows: Sequence[PlaceRow], today: date) -> list[PlaceRow]:
    """Return the places where an act on the plan is due: a notice, a question or a reminder."""
    return due_for(LETTERS[act], rows, today)


def numbered(rows: Sequence[PlaceRow], numbers: Sequence[int]) -> list[PlaceRow]:
    """Return the places of these numbers. A plan never loses a place."""
    return [row for row in rows if row.number in numbers]


def holder_of(rows: Sequence[PlaceRow]) -> str:
    """Return the holders of these places, each once, as `IT support; Site manager`."""
    return "; ".join(dict.fromkeys(row.holder for row in rows if row.holder))


def awaited(rows: Sequence[PlaceRow]) -> tuple[date, int] | None:
    """Return the first day answers are due, and how many, or None if none is awaited."""
    days = [row.reply_by for row in rows if row.reply_by and row.is_open]
    return (min(days), days.count(min(days))) if days else None


MOST_NAMED = 3
"""The most late places that a warning names. The list marks each."""


def warnings(rows: Sequence[PlaceRow], today: date) -> list[str]:
    """Return sentences for the officer on overdue answers and data about to be lost."""
    found = []
    for row in rows:
        if row.to_tell and row.gone_on:
            day, held = day_words(row.gone_on), "what it held when the request came"
            lost = f"{held} is lost day by day, the last of it on {day}."
            gone = f"the last of {held} was lost on {day}."
            found.append(f"{row.title}: {gone if row.gone_on < today else lost}")
    late = [row for row in rows if row.is_overdue(today)]
    if len(late) > MOST_NAMED:
        first = day_words(min(row.reply_by for row in late if row.reply_by))
        found.append(f"No answer yet from {counted(len(late), 'place')}, the first due {first}.")
    elif late:
        words = ", ".join(f"{row.title} (due {day_words(row.reply_by)})" for row in late)
        found.append(f"No answer yet: {words}.")
    return found


def summary(rows: Sequence[PlaceRow]) -> str:
    """Return the state of the plan, such as `3 of 9 places answered, 2 awaited`."""
    left_out = sum(row.result == "not-searched" for row in rows)
    searched = sum(not row.is_open for row in rows) - left_out
    asked = sum(row.is_open and row.asked_on is not None for row in rows)
    to_ask, to_tell = sum(row.to_ask for row in rows), len(_to_notify(rows))
    said = [f"{searched} of {counted(len(rows), 'place')} answered"]
    said += [f"{left_out} left out with a reason"] if left_out else []
    said += [f"{asked} awaited"] if asked else []
    said += [f"{counted(to_ask, 'place')} to ask"] if to_ask else []
    if to_tell:
        need = "needs" if to_tell == 1 else "need"
        said += [f"{counted(to_tell, 'holder')} {need} a preservation notice"]
    return ", ".join(said)


def addresses(settings: Settings, rows: Sequence[PlaceRow]) -> list[str]:
    """Return each e-mail address that the office lists for these places, once."""
    slugs = {row.slug for row in rows}
    return list(dict.fromkeys(p.email for p in places_of(settings) if p.slug in slugs and p.email))


def paper_row(row: PlaceRow) -> tuple[str, ...]:
    """Return a place for a paper: its notice, its question, the deadline and the answer."""
    answer = f"{RESULTS.get(row.result, row.result)} {day_words(row.answered_on)}".strip()
    return (
        str(row.number),
        row.title,
        _who_and_when(row.told, row.told_on),
        _who_and_when(row.asked or row.holder, row.asked_on),
        day_words(row.reply_by),
        day_words(row.chased_on),
        f"{answer}: {row.note}" if row.note else answer,
    )


def _who_and_when(who: str, on: date | None) -> str:
    return ", ".join(part for part in (who, day_words(on)) if part) if on else ""


def searched(file: CaseFile) -> list[str]:
    """Return the titles of the places searched, as a letter may name them.

    It leaves out the holders, and places that were not searched.
    """
    return [row.title for row in file.places if row.result in ("found", "nothing")]


HOLD = "search.hold"
"""The criterion that asks for the preservation notices."""


def standing(file: CaseFile) -> Iterator[tuple[str, str]]:
    """Yield each criterion that the plan answers, with its gap in a sentence, or ''."""
    yield HOLD, _hold_gap(file)
    yield "search.complete", _search_gap(file)


def notices_needed(rows: Sequence[PlaceRow]) -> bool:
    """Return True if a place of a plan needs a preservation notice, or got one."""
    return any(row.to_tell or row.told_on for row in rows)


def _hold_gap(file: CaseFile) -> str:
    if _lacks_a_plan(file):
        return NO_PLAN
    titles = [row.title for row in place_rows(file) if row.to_tell]
    return f"No preservation notice was sent yet for: {', '.join(titles)}." if titles else ""


def _search_gap(file: CaseFile) -> str:
    if _lacks_a_plan(file):
        return NO_PLAN
    rows = place_rows(file)
    titles = [row.title for row in rows if row.is_open]
    if not titles:
        return ""
    return f"{len(titles)} of {counted(len(rows), 'place')} not answered: {', '.join(titles)}."


NO_PLAN = "The search plan has no places yet."


def _lacks_a_plan(file: CaseFile) -> bool:
    """Return True if this kind needs a search and none was planned (a case of older records)."""
    return not file.places and statute(file.case.kind).work.searched


def place_called(places: Sequence[PlaceRow], source: str) -> PlaceRow | None:
    """Return the place of the plan that a source names, or None if it would be a new one.

    A part of a title will do, from its beginning or from within, where only one place has it.
    """
    key = name_key(source)
    number = names_of(places).get(key)
    titles = [(place, name_key(place.title)) for place in places if key]
    named = [place for place in places if place.id == number]
    named = named or [place for place, title in titles if title.startswith(key)]
    named = named or [place for place, title in titles if key in title]
    return named[0] if len(named) == 1 else None


def names_of(places: Iterable[PlaceRow]) -> dict[str, int]:
    """Return every name of a place with its number. A title takes precedence over a position."""
    known = {str(place.number): place.id for place in places}
    known |= {name_key(place.slug): place.id for place in places if place.slug}
    return known | {name_key(place.title): place.id for place in places}


def name_key(source: str) -> str:
    """Return a name of a place as names are compared."""
    return " ".join(fold(source).replace("-", " ").split())


LETTERS: Mapping[str, str] = {
    "hold": "preservation-notice",
    "ask": "search-request",
    "chase": "search-chase",
}
"""The letter that goes with each act on a plan."""


def by_holder(rows: Iterable[PlaceRow]) -> dict[str, list[PlaceRow]]:
    """Return the places of each holder, in the plan's order. A place without one stands alone."""
    found: dict[str, list[PlaceRow]] = {}
    for row in rows:
        found.setdefault(row.holder or row.title, []).append(row)
    return found


def due_for(letter: str, rows: Sequence[PlaceRow], today: date) -> list[PlaceRow]:
    """Return the places that a letter is due for today, or none for another letter."""
    due = {
        "hold": [row for row in rows if row.to_tell],
        "ask": [row for row in rows if row.to_ask],
        "chase": [row for row in rows if row.is_overdue(today)],
    }
    return next((due[act] for act, name in LETTERS.items() if name == letter), [])


def holder_fields(rows: Sequence[PlaceRow], by: date | None) -> dict[str, str]:
    """Return the fields of a letter about these places.

    Its addressee is empty if they have several holders. `by` is the day for the answer.
    """
    holders = list(by_holder(rows))
    asked = [row.asked_on for row in rows if row.asked_on]
    return {
        "staff.addressee": holders[0] if len(holders) == 1 else "",
        "search.where": "\n".join(row.title for row in rows),
        "search.asked_on": day_in_full(min(asked)) if asked else "",
        "search.reply_by": day_in_full(by) if by else "",
    }
