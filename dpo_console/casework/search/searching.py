"""Carrying out a search plan: preservation notices, questions and results for each place."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from dpo_console.cases.clock.projection import case_clock
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.search import (
    CORRECTIONS,
    LETTERS,
    RESULTS,
    name_key,
    numbered,
    place_rows,
    places_of,
    usual_reply_by,
)
from dpo_console.casework.change import Change, change_meant
from dpo_console.casework.facts import check_open
from dpo_console.casework.office.drafts import drop_filling
from dpo_console.casework.search.letters_gone import count_as_not_sent, count_as_sent
from dpo_console.config.settings.settings import Place
from dpo_console.errors import BadInput, Refused
from dpo_console.store import tables
from dpo_console.store.cases.case_file import CaseFile, files
from dpo_console.store.cases.disclosure_rows import PlaceRow
from dpo_console.store.session import add, put
from dpo_console.text import clean, clean_line, day_words, required

EVERY = ("all",)
"""Stands for every place where an act is due: to notify, to ask, overdue, or open."""


def open_plan(this: Change) -> list[Place]:
    """Add a case's usual places to its plan, and return those that were missing.

    They depend on the case's kind and school.
    """
    (file,) = files(this.page())  # of a new case, nothing else needs to be read yet
    case, rows = this.case, file.places
    usual = [p for p in places_of(this.desk.settings) if p.is_usual(case.kind, case.school)]
    new = [p for p in usual if p.slug not in {row.slug for row in rows}]
    _put(this, new, max((row.number for row in rows), default=0))
    return new


def _put(this: Change, places: Sequence[Place], after: int) -> None:
    rows = [_new_place(this, place, number) for number, place in enumerate(places, after + 1)]
    put(this.session, tables.PlaceTable, *rows)


def _new_place(this: Change, place: Place, position: int) -> dict[str, Any]:
    """Return the columns of a new place."""
    return this.row(
        position=position,
        slug=place.slug,
        title=place.title,
        holder=place.holder,
        hold=int(place.hold),
        deletes_after=place.deletes_after,
    )


def add_searched(this: Change, source: str, position: int) -> tuple[int, tuple[str, str]]:
    """Add a place where something was found, from the office's list or by this name alone.

    It answered: it must have been searched. Return its number in the records, and its names.
    """
    offered = places_of(this.desk.settings)
    usual = [p for p in offered if name_key(source) in (name_key(p.slug), name_key(p.title))]
    place = usual[0] if usual else Place("", source)
    answered = {"answered_on": this.desk.today.isoformat(), "result": "found"}
    row = _new_place(this, place, position) | answered
    return add(this.session, tables.PlaceTable, row), (place.slug or source, place.title)


def add_place(desk: Desk, reference: str, place: str, holder: str = "") -> str:
    """Add a place to the plan: one of the office's by its slug, or any other by a title.

    `holder` is the person to ask, if not the listed one. Raises BadInput if the place is on the
    plan already, Refused on a closed case.
    """
    named = required(clean_line(place, "place"), "place")
    asked = clean_line(holder, "holder")
    with _searching(desk, reference) as this:
        known = {p.slug: p for p in places_of(desk.settings)}
        new = known.get(named) or Place("", named)
        rows = this.file().places
        twin = next((r for r in rows if r.title.casefold() == new.title.casefold()), None)
        if twin:
            raise BadInput(f"{new.title} is on the plan already, as number {twin.number}.")
        row = Place(new.slug, new.title, asked or new.holder, hold=new.hold,
                    deletes_after=new.deletes_after)  # fmt: skip
        _put(this, [row], max((r.number for r in rows), default=0))
        this.detail |= {"act": "add", "places": new.title, "who": row.holder}
    return this.case.reference


def add_usual(desk: Desk, reference: str) -> str:
    """Add the usual places that are missing from the plan. Raises Refused if none is missing."""
    with _searching(desk, reference) as this:
        new = open_plan(this)
        if not new:
            raise Refused(f"{this.case.reference}: every usual place is on its plan already.")
        this.detail |= {"act": "add", "places": ", ".join(p.title for p in new), "who": ""}
    return this.case.reference


def tell_to_keep(
    desk: Desk,
    reference: str,
    places: Sequence[str],
    told: str,
    on: date | None = None,
    *,
    override: str = "",
    version: int | None = None,
) -> str:
    """Record who received a preservation notice for these places. EVERY: those still to notify.

    The notices written to their holders then count as sent that day. Raises BadInput for an unknown
    place, a future day, or nobody named, StaleSave if the case is no longer at `version`. Raises
    GateClosed if the door out would have stopped a notice, unless `override` says why it went.
    """
    who = required(clean_line(told, "told"), "told")
    day = _past(desk, on)
    with _searching(desk, reference, version) as this:
        rows = _rows(
            this, places, lambda row: row.to_tell, "every preservation notice was sent already"
        )
        for row in rows:
            row.hold_on = day.isoformat()
            this.note("place.told", row.id or 0, who)
        this.detail |= {"act": "hold", "on": day.isoformat(), "who": who}
        _count_letters(this, rows, day, who, override)
    return this.case.reference


def ask_places(
    desk: Desk,
    reference: str,
    places: Sequence[str],
    *,
    by: date | None = None,
    of: str = "",
    on: date | None = None,
    override: str = "",
    version: int | None = None,
) -> str:
    """Record that places were asked, and the day for their answer. EVERY: those not asked yet.

    `of` is the person asked, if not the holder. A place asked again is open again. The letters
    count as sent as in `tell_to_keep`. Raises BadInput for an unknown place, or days out of order,
    StaleSave and GateClosed as that does.
    """
    who = clean_line(of, "of")
    day = _past(desk, on)
    with _searching(desk, reference, version) as this:
        last = _reply_by(this, day, by)
        rows = _rows(this, places, lambda row: row.to_ask, "every place was asked already")
        for row in rows:
            row.asked_on, row.reply_by = day.isoformat(), last.isoformat()
            row.chased_on = row.answered_on = None
            row.result = ""
            this.note("place.asked", row.id or 0, who)
        this.detail |= {"act": "ask", "on": day.isoformat(), "by": last.isoformat(), "who": who}
        _count_letters(this, rows, day, who, override)
    return this.case.reference


def chase(
    desk: Desk,
    reference: str,
    places: Sequence[str],
    *,
    by: date | None = None,
    on: date | None = None,
    override: str = "",
    version: int | None = None,
) -> str:
    """Record that places were reminded, and the new day for their answer. EVERY: the overdue ones.

    The letters count as sent as in `tell_to_keep`. Raises Refused for a place that was not asked,
    or has answered. Raises BadInput for days out of order, StaleSave and GateClosed as that does.
    """
    day = _past(desk, on)
    with _searching(desk, reference, version) as this:
        last = _reply_by(this, day, by)
        rows = _rows(this, places, lambda row: row.is_overdue(desk.today), "no answer is late")
        for row in rows:
            if row.asked_on is None or row.answered_on is not None:
                why = "was not asked yet" if row.answered_on is None else "has answered"
                raise Refused(f"{row.title} {why}: there is nothing to chase.")
            row.chased_on, row.reply_by = day.isoformat(), last.isoformat()
        this.detail |= {"act": "chase", "on": day.isoformat(), "by": last.isoformat()}
        _count_letters(this, rows, day, "", override)
    return this.case.reference


def _count_letters(
    this: Change, rows: "Sequence[tables.PlaceTable]", on: date, who: str, override: str
) -> None:
    """Count the letters of this act to the holders of these places as sent."""
    places = numbered(this.file().places, [row.position for row in rows])
    count_as_sent(this, str(this.detail["act"]), places, on, who, override)


def _reply_by(this: Change, on: date, by: date | None) -> date:
    """Return the day for an answer: as given, or the usual one for the time left."""
    desk = this.desk
    last = by or usual_reply_by(on, case_clock(this.file(), desk.settings, desk.today).act_by)
    if last < on:
        raise BadInput(f"Reply by {day_words(last)} is before it is asked, {day_words(on)}.")
    return last


def record_answer(
    desk: Desk,
    reference: str,
    places: Sequence[str],
    result: str,
    note: str = "",
    on: date | None = None,
    *,
    version: int | None = None,
) -> str:
    """Record the result for places: found, nothing, or not-searched, which needs its reason.

    So do the corrections not-answered, not-asked and not-told: that a place has not answered, was
    never asked, or had no notice. Raises BadInput for another result, no reason, or a day before
    the place was asked, StaleSave as `tell_to_keep`.
    """
    if result in CORRECTIONS:
        return _correct(desk, reference, places, result, note, version)
    if result not in RESULTS:
        raise BadInput(f"There is no result {result!r}: {', '.join((*RESULTS, *CORRECTIONS))}.")
    words = clean(note, "because" if result == "not-searched" else "note")
    if result == "not-searched":
        required(words, "because")
    day = _past(desk, on)
    with _searching(desk, reference, version) as this:
        for row in _rows(this, places, lambda row: row.is_open, "every place has answered"):
            if row.asked_on and day.isoformat() < row.asked_on:
                raise BadInput(f"{row.title} was asked after {day_words(day)}.")
            other = bool(row.result) and row.result != result
            row.answered_on, row.result = day.isoformat(), result
            this.note("place", row.id or 0, words, even_empty=other)
        this.detail |= {"act": result, "on": day.isoformat(), "note": words}
    return this.case.reference


class _Wrong(NamedTuple):
    """A step on a place that never happened.

    `on` gives its day as recorded, and `none` says that none is recorded. `letters` are the acts
    whose letters counted as sent by it. `words` are the names under which its words are kept.
    """

    on: Callable[[PlaceRow], date | None]
    none: str
    letters: tuple[str, ...]
    words: tuple[str, ...]


_WRONG = {
    "not-answered": _Wrong(lambda row: row.answered_on, "no answer is recorded", (), ("place",)),
    "not-asked": _Wrong(
        lambda row: row.asked_on,
        "no question is recorded",
        ("ask", "chase"),
        ("place.asked", "place"),
    ),
    "not-told": _Wrong(
        lambda row: row.told_on, "no notice is recorded", ("hold",), ("place.told",)
    ),
}


def _correct(
    desk: Desk, reference: str, places: Sequence[str], what: str, note: str, version: int | None
) -> str:
    """Record that places did not answer, were not asked, or had no notice, and why.

    Letters that counted as sent by it no longer do.
    """
    why, wrong = required(clean(note, "note"), "note"), _WRONG[what]
    with _searching(desk, reference, version) as this:
        rows = _rows(this, places, lambda row: bool(wrong.on(row)), wrong.none)
        meant = numbered(this.file().places, [row.position for row in rows])
        for place in meant:
            if not wrong.on(place):
                raise Refused(f"{place.title}: {wrong.none}.")
        count_as_not_sent(this, wrong.letters, meant)
        for row in rows:
            _take_back(row, what)
            for name in wrong.words:
                this.note(name, row.id or 0, "", even_empty=True)
        this.detail |= {"act": what, "note": why}
    return this.case.reference


def _take_back(row: "tables.PlaceTable", what: str) -> None:
    """Clear what a place has of a step that never happened, and of the steps after it."""
    if what == "not-told":
        row.hold_on = None
        return
    row.answered_on, row.result = None, ""
    if what == "not-asked":
        row.asked_on = row.reply_by = row.chased_on = None


@contextmanager
def _searching(desk: Desk, reference: str, version: int | None = None) -> Iterator[Change]:
    """Open a change of an open case's plan, if this person may make it.

    The entries for letters that then count as sent are deleted.
    """
    require(desk, "search")
    with change_meant(desk, reference, "search", version=version) as this:
        check_open(this)
        yield this
    if this.detail.get("letters"):
        drop_filling(desk, this.case.reference, LETTERS[str(this.detail["act"])])


def _past(desk: Desk, on: date | None) -> date:
    if on and on > desk.today:
        raise BadInput(f"{day_words(on)} is in the future: record it when it is done.")
    return on or desk.today


def _rows(
    this: Change, places: Sequence[str], is_due: Callable[[PlaceRow], bool], none_due: str
) -> "list[tables.PlaceTable]":
    """Return the rows of these places for a change, and name them in the audit entry."""
    meant = places_meant(this.file(), places, is_due, f"{this.case.reference}: {none_due}.")
    if not meant:
        raise BadInput("Say which place, by its number or slug.")
    this.detail["places"] = ", ".join(row.title for row in meant)
    return [this.session.get_one(tables.PlaceTable, row.id) for row in meant]


def places_meant(
    file: CaseFile, places: Sequence[str], is_due: Callable[[PlaceRow], bool], none_due: str
) -> list[PlaceRow]:
    """Return the places that are named, or for EVERY those that are due. Raises BadInput.

    Raises Refused with the sentence `none_due` if none is.
    """
    if tuple(places) != EVERY:
        return [place_named(file, named) for named in places]
    found = [row for row in place_rows(file) if is_due(row)]
    if not found:
        raise Refused(none_due)
    return found


def place_named(file: CaseFile, named: str) -> PlaceRow:
    """Return a place of the plan by number, slug or title. Raises BadInput."""
    typed = named.strip().casefold()
    for row in file.places:
        if typed in (str(row.number), row.slug or None, row.title.casefold()):
            return row
    known = ", ".join(f"{r.number} {r.slug or r.title}" for r in file.places) or "none yet"
    raise BadInput(f"{file.case.reference} has no place {named!r} on its plan. It has: {known}.")
