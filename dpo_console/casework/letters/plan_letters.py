"""Letters of a search plan: one for each holder, filled from the plan."""

from collections.abc import Sequence
from datetime import date

from dpo_console.cases.clock.projection import case_clock
from dpo_console.cases.letters.letter_choices import preview_letter
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.search.search_plan import (
    LETTERS,
    by_holder,
    due_for,
    holder_fields,
    usual_reply_by,
)
from dpo_console.casework.leaving import door, letters_out
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.search.searching import EVERY, places_meant
from dpo_console.errors import GateClosed, LetterIncomplete
from dpo_console.letters.addressees import TYPED, To
from dpo_console.letters.catalogue import letter_kind
from dpo_console.sentences import Remedy
from dpo_console.store.cases.case_rows import LetterRow

ADDRESSEE = TYPED[To.HOLDER]
"""The field that says who gets a letter of the plan."""


def write_plan_letters(
    desk: Desk,
    reference: str,
    act: str,
    places: Sequence[str],
    what: str,
    by: date | None = None,
    to: str = "",
    version: int | None = None,
    override: str = "",
) -> tuple[LetterRow, ...]:
    """Write the letter of an act on the plan, hold, ask or chase, one for each holder.

    `places` are numbers or slugs, or EVERY for those that the act is due for. `what` says what to
    keep or look for. `to` gets the letter in place of the holders, and `override` says why each
    that the door holds up may go. Raises BadInput for an unknown place, Refused if none is due,
    GateClosed and LetterIncomplete before anything is written. Raises StaleSave before it if the
    case isn't at `version`.
    """
    file, name = file_meant(desk, reference), LETTERS[act]
    rows = places_meant(
        file,
        places,
        lambda row: bool(due_for(name, (row,), desk.today)),
        "No place is due for this letter.",
    )
    last = by or usual_reply_by(desk.today, case_clock(file, desk.settings, desk.today).act_by)
    asked = [rows] if to else by_holder(rows).values()
    letters = [holder_fields(own, last) for own in asked]
    said = {name: words for name, words in ((ADDRESSEE, to), ("search.what", what)) if words}
    takes = {ask.name for ask in letter_kind(name).asks}
    given = [{n: v for n, v in (own | said).items() if v and n in takes} for own in letters]
    named = ("--all",) if tuple(places) == EVERY else places
    again = (file.case.reference, act, *named, "--letters", '--override "..."')
    how = letters_out.how(letter_kind(name), file.case.reference, "written", "write")
    how = how._replace(again=Remedy("search", again, option="override"))
    for own in given:
        seen = preview_letter(desk, reference, name, own)
        if len(seen.missing) > len(seen.gaps):
            raise LetterIncomplete(name, seen.missing)
        if seen.gaps and (not override or door.is_final(seen.gaps, how)):
            raise door.held(file.case.reference, seen.gaps, how)
    first, *others = given
    written = [_write(desk, reference, name, first, override, version)]
    return (*written, *(_write(desk, reference, name, own, override) for own in others))


def _write(
    desk: Desk,
    reference: str,
    name: str,
    own: dict[str, str],
    override: str,
    version: int | None = None,
) -> LetterRow:
    """Write a letter of the plan, under the override only if something keeps it back."""
    try:
        return write_letter(desk, reference, name, own, version)
    except GateClosed:
        if not override:
            raise
    return write_letter(desk, reference, name, own, version, override=override)
