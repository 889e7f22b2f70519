"""A decision on paper: the signed sheet must show what is decided, as it stood on that day.

With each sheet we keep fingerprints of its content, and the advice it gave.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dpo_console.approval.model import Ruling
from dpo_console.cases.checklist.particulars import ADVICE, ON_SHEET
from dpo_console.cases.letters.letter_fields import PARTICULAR
from dpo_console.cases.sharing import release_gate
from dpo_console.cases.sharing.ruling.covered import (
    COUNTRY,
    changed_words,
    earlier_covers,
    parts_of,
)
from dpo_console.cases.sharing.urgently import SHEET
from dpo_console.casework.change import Change
from dpo_console.errors import BadInput, Refused
from dpo_console.sentences import Remedy
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.text import day_words, required_words


@dataclass(frozen=True, slots=True)
class _Shown:
    """The content of a decision sheet.

    `parts` are those that an approval covers. `items` are those to be given, each with the part
    given. A sheet of an earlier release has instead `covers`, and `apart` without the items.
    """

    on: str
    items: Mapping[str, str]
    parts: Mapping[str, str] = field(default_factory=dict)
    covers: str = ""
    apart: str = ""


def keep_sheet(this: Change, letter: int, advice: str, country: str) -> None:
    """Keep what a sheet shows, with its advice and country, which the next sheet starts from."""
    if country:
        this.note(f"{PARTICULAR}{COUNTRY}", this.case_id, country)
    file = this.file()
    kept = {"on": this.desk.today.isoformat(), "parts": parts_of(file), "items": _given(file)}
    this.note("letter.covers", letter, json.dumps(kept))
    this.note(f"{PARTICULAR}{ADVICE}", this.case_id, advice)
    this.detail[ON_SHEET] = advice


def check_day(this: Change, on: date, evidence: str) -> None:
    """Raise BadInput if a ruling's day is out of order, or is not today and has no evidence."""
    file, said = this.file(), f"Decided {day_words(on)}"
    if on > this.desk.today:
        raise BadInput(f"{said} is in the future: today is {day_words(this.desk.today)}.")
    if on < date.fromisoformat(this.case.received[:10]):
        raise BadInput(f"{said} is before the request came.")
    before = release_gate.latest_decision(file)
    if before and on < before.on:
        earlier = day_words(before.on)
        raise BadInput(f"{said} is before the decision of {earlier}, which it would replace.")
    if on < this.desk.today:
        required_words(evidence, "evidence")


def refuse_outdated(file: CaseFile, on: date, ruling: str) -> None:
    """Raise Refused if the last sheet before a ruling shows something else.

    Items left out of an approval in part may be withheld after the sheet was signed.
    """
    kept = [file.note("letter.covers", x.id) for x in file.letters if x.name == SHEET]
    sheets = [_Shown(**json.loads(words)) for words in kept if words]
    sheet = next((s for s in reversed(sheets) if s.on <= on.isoformat()), None)
    if sheet is None:
        return
    less = ruling == Ruling.PART and _is_less(_given(file), sheet)
    other = _differs(file, sheet, less=less)
    if other:
        written = day_words(date.fromisoformat(sheet.on))
        raise Refused(
            f"The decision sheet of {written} shows something else: {other}. "
            "Write a new one and have that signed: ",
            Remedy("letter", ("write", file.case.reference, SHEET)),
        )


def _differs(file: CaseFile, sheet: _Shown, *, less: bool) -> str:
    """Return what differs from a sheet in words, or ''. If `less`, the items may."""
    if sheet.parts:
        now = parts_of(file)
        if less:
            now["listed"] = sheet.parts.get("listed", "")
        return changed_words(sheet.parts, now, file)
    apart = earlier_covers(replace(file, scope_items=()))
    if sheet.covers in earlier_covers(file) or (less and sheet.apart in apart):
        return ""
    return "what would be shared has changed since"


def _given(file: CaseFile) -> dict[str, str]:
    return {f"{i.slug} {i.title}": i.instead for i in file.scope_items if i.given}


def _is_less(now: Mapping[str, str], sheet: _Shown) -> bool:
    """Return True if every item given now was on the sheet, and no more of it is given."""
    return all(key in sheet.items and sheet.items[key] in ("", less) for key, less in now.items())
