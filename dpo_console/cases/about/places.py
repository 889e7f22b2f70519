"""Where a word of a case stands, in words, and the command that corrects it. Pure."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dpo_console.cases.about.finding import erased_later, kept_in_history
from dpo_console.cases.people.parties import ROLES
from dpo_console.london import london_day
from dpo_console.store.asking import Value
from dpo_console.store.cases.case_rows import PARTS
from dpo_console.store.reads.all_words import Record

COMMAND = "dpo-console "
PARTY = 'party {ref} set {number} --{option} "..." --why "..."'
KEPT = ("party.acts_for", "party.kept_from", "party.relation", "party.salutation",
        "party.their_ref")  # fmt: skip
"""Notes on a person that `party set` changes."""

TABLES = {part.table: part.called for part in PARTS.values()} | {"case_search": "Index of search"}
"""The tables with words of a case, in the words of the field."""

COLUMNS = {
    "summary": "what is asked for", "their_ref": "their reference", "instead": "what is given",
    "cohort": "which pupils", "items": "in their words", "dpia": "DPIA", "title": "title",
    "opinion": "opinion", "reason": "reason", "holder": "who is asked", "words": "its words",
}  # fmt: skip
"""The columns whose words differ from their names."""

SCOPE = {"lawful_basis": "basis"}
"""Options of `scope` that differ from their columns."""

NOTES = {
    "case": "Note", "fact": "Note on a fact", "assessment": "Evidence on the checklist",
    "letter.given": "What was typed into a letter", "letter.to": "Who a letter went to",
    "letter.method": "How a letter went", "letter.again": "A letter sent again",
    "letter.covers": "What a decision sheet covers", "letter.edited": "A letter edited in Word",
    "letter.answer_by": "The day up to which a letter waits",
    "letter.override": "What an override passed", "letter.why_override": "Why an override",
    "fact.past_gate": "What an override passed", "fact.why_past_gate": "Why an override",
    "place": "Answer of a place", "place.told": "Who got a preservation notice",
    "place.asked": "Who was asked", "decision.reason": "Reason of a decision",
    "decision.by": "Who decided", "decision.evidence": "Evidence of a decision",
    "decision.left-out": "What a decision left out", "decision.parts": "What was approved",
    "released.people": "To whom it was released", "release.correction": "Correction of a release",
    "advice.by": "Who advised", "terms.of": "Who signed the terms",
    "refusal.answered": "Answer to a refusal",
}  # fmt: skip
"""Notes in the words of the field, by what they are about."""

BEGINNINGS = {
    "particular.": ("Case detail", ("particulars", '{ref} {rest}="..."')),
    "challenge.": ("Answer to a challenge", ("scope", '{ref} --because {rest}="..."')),
    "party.": ("Detail of a person", ()),
    "evidence.": ("Evidence", ()),
}
"""Notes whose names go on, with the command that corrects them."""


class WordPlace(NamedTuple):
    """Where a word stands, and how to correct it."""

    named: str
    correct: str


class RowNumbers:
    """The numbers by which commands name the rows of one case."""

    def __init__(self, rows: list[Record]) -> None:
        people = sorted(
            (row.values for row in rows if row.table == "party"),
            key=lambda v: (ROLES.index(str(v["role"])), int(v["position"] or 0)),
        )
        self.people = {values["id"]: number for number, values in enumerate(people, 1)}
        self.latest: dict[tuple[Value, Value], Value] = {}
        for row in rows:
            if row.table == "note":
                subject = row.values["about"], row.values["about_id"]
                self.latest[subject] = max(self.latest.get(subject) or 0, row.values["id"] or 0)


def place_of(row: Record, column: str, reference: str, numbers: RowNumbers) -> WordPlace:
    """Return where a column of a row of a case stands, and how to correct it."""
    values = row.values
    if row.table == "note":
        return _note(values, reference, numbers)
    correct = _command(row.table, column, values, numbers).format(ref=reference)
    number = numbers.people.get(values["id"]) if row.table == "party" else values.get("number")
    named = f"{TABLES.get(row.table, row.table)}{f' {number}' if number else ''}"
    said = f"{named}: {COLUMNS.get(column, column.replace('_', ' '))}"
    return WordPlace(said, f"{COMMAND}{correct}" if correct else _kept(row.table, reference))


def _command(table: str, column: str, values: Mapping[str, Value], numbers: RowNumbers) -> str:
    """Return the command that corrects a column, or ''."""
    if table == "party" and column != "kind":
        return PARTY.format(ref="{ref}", number=numbers.people[values["id"]], option=column)
    if table == "cases" and column == "summary":
        return 'correct-case {ref} --summary "..." --why "..."'
    if table == "cases" and column == "owner":
        return "assign {ref} nobody"
    if table == "scope":
        return f'scope {{ref}} --{SCOPE.get(column, column)} "..."'
    if table == "item" and column == "title":
        return f'schedule {{ref}} correct {values["number"]} --title "..." --why "..."'
    if table == "item" and column == "reason":
        return f'schedule {{ref}} treat {values["number"]} withhold --reason "..."'
    if table == "case_search":
        return "party {ref} set, or correct-case {ref}: the index follows"
    return ""


def _kept(table: str, reference: str) -> str:
    return (erased_later if table == "audit_detail" else kept_in_history)(reference)


def _note(values: Mapping[str, Value], reference: str, numbers: RowNumbers) -> WordPlace:
    """Return the place of a free text. Of one that was replaced, the history keeps it."""
    about, number = str(values["about"]), values["about_id"]
    day = london_day(str(values["recorded_at"]))
    named, command = _subject(about, values, numbers)
    if about != "case" and numbers.latest[values["about"], number] != values["id"]:
        return WordPlace(f"{named} ({day}, replaced since)", kept_in_history(reference))
    correct = f"{COMMAND}{command.format(ref=reference)}" if command else ""
    return WordPlace(f"{named} ({day})", correct or kept_in_history(reference))


def _subject(about: str, values: Mapping[str, Value], numbers: RowNumbers) -> tuple[str, str]:
    number = values["about_id"]
    if about in KEPT and number in numbers.people:
        option = about.partition(".")[2].replace("_", "-")
        person = numbers.people[number]
        command = PARTY.format(ref="{ref}", number=person, option=option)
        return f"Person {person}: {option.replace('-', ' ')}", command
    if about == "fact":
        return f"Note on fact {number}", ""
    if about in NOTES:
        return NOTES[about], ""
    for beginning, (named, words) in BEGINNINGS.items():
        if about.startswith(beginning):
            rest = about.removeprefix(beginning)
            return f"{named} ({rest})", " ".join(words).replace("{rest}", rest)
    return "Note", ""


def words_columns(row: Record) -> Iterator[tuple[str, str]]:
    """Yield each column of a row that holds text, with its text."""
    for column, value in row.values.items():
        if isinstance(value, str) and value:
            yield column, value
