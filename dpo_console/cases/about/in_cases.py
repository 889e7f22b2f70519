"""What the records hold on a person, case by case, and in the entries of the log about no case."""

import json
from collections.abc import Callable, Iterator, Sequence

from dpo_console.cases.about.finding import Mention, erased_later, excerpt
from dpo_console.cases.about.places import RowNumbers, place_of, words_columns
from dpo_console.cases.about.sought import Sought
from dpo_console.cases.office.desk import Desk
from dpo_console.london import london_day
from dpo_console.sentences import Remedy
from dpo_console.store.cases.case_parts import PAGE, Page
from dpo_console.store.database import Database
from dpo_console.store.reads import all_words, messages
from dpo_console.store.reads.all_words import Record
from dpo_console.store.reads.messages import ASIDE, WAITING, MessageRow
from dpo_console.store.reads.papers import INTAKE

NO_WORDS = {"sha256", "wording_sha256", "nonce", "path", "id"}
"""Columns that never hold a name."""

Tell = Callable[[int, int], None]
"""A function that is told how many cases are done, of how many."""


def in_cases(
    database: Database, cases: Sequence[int], sought: Sought, tell: Tell
) -> Iterator[Mention]:
    """Yield what some cases hold. Each page of them is one look, so nobody waits for long."""
    for begin in range(0, len(cases), PAGE):
        yield from _page(database, sought, cases[begin : begin + PAGE])
        tell(min(begin + PAGE, len(cases)), len(cases))


def _page(database: Database, sought: Sought, numbers: Sequence[int]) -> list[Mention]:
    """Return the findings of some cases. Those that went out of sight meanwhile are left out."""
    with database.read() as ask:
        seen = all_words.cases_in_sight(ask)
        page = Page(ask, [number for number in numbers if number in seen])
        by_case: dict[int, list[Record]] = {}
        for row in all_words.records(page):
            by_case.setdefault(row.case, []).append(row)
    return [
        found
        for number in numbers
        if number in by_case
        for found in of_case(seen[number], by_case[number], sought)
    ]


def of_case(reference: str, rows: Sequence[Record], sought: Sought) -> list[Mention]:
    """Return what one case holds. Once it names the person, one word of the name counts too."""
    texts = [(row, column, text) for row in rows for column, text in words_columns(row)
             if column not in NO_WORDS]  # fmt: skip
    here = any(sought.found_in(text) for _, _, text in texts)
    if not here:
        return []
    numbers, found = RowNumbers([*rows]), []
    for row, column, text in texts:
        if row.table == "audit_detail":
            found += [] if column != "detail" else _entry(reference, row, sought, here=True)
        elif by := sought.found_in(text, here=True):
            place = place_of(row, column, reference, numbers)
            found.append(Mention(reference, place.named, excerpt(text), by, place.correct))
    return found


def in_log(desk: Desk, sought: Sought) -> Iterator[Mention]:
    """Yield what entries of the log about no case hold, such as those on settings."""
    after = 0
    while True:
        with desk.database.read() as ask:
            rows = all_words.entries_of_no_case(ask, after, PAGE)
        if not rows:
            return
        for row in rows:
            yield from _entry("", row, sought, here=False)
        after = int(rows[-1].values["seq"] or 0)


def _entry(reference: str, row: Record, sought: Sought, *, here: bool) -> list[Mention]:
    """Return the words of an entry of the log that tell of the person, and no others."""
    said = [*texts_in(json.loads(str(row.values["detail"])))]
    told = [(text, by) for text in said if (by := sought.found_in(text, here=here))]
    if not told:
        return []
    place = f"Audit log, entry {row.values['seq']} of {london_day(str(row.values['at']))}"
    way = erased_later(reference) if reference else "The log keeps it for good."
    by = ", ".join(dict.fromkeys(by for _, by in told))
    return [Mention(reference, place, excerpt("; ".join(text for text, _ in told)), by, way)]


def texts_in(value: object) -> Iterator[str]:
    """Yield each text in a JSON value, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from (key, *texts_in(one))
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)


def in_messages(database: Database, sought: Sought) -> Iterator[tuple[Mention, str]]:
    """Yield what each message holds, with its file if other files are in that, or ''."""
    with database.read() as ask:
        rows = messages.messages(ask, (WAITING, ASIDE), database.reader)
    for row in rows:
        if found := _in(row, sought):
            attached = json.loads(row.reading or "{}").get("attachments")
            yield found, f"data/papers/{INTAKE}/{row.sha256}" if attached else ""


def _in(row: MessageRow, sought: Sought) -> Mention | None:
    """Return the texts of a message that tell of the person, or None."""
    said = [row.name, row.reason, *texts_in(json.loads(row.reading or "{}"))]
    told = [(text, by) for text in said if text and (by := sought.found_in(text))]
    if not told:
        return None
    by = ", ".join(dict.fromkeys(by for _, by in told))
    way = "It goes with its case, or once it is set aside: "
    place = f"Message {row.number} that came"
    correct = f"{way}{Remedy('intake', ('delete', str(row.number)))}"
    return Mention("", place, excerpt("; ".join(text for text, _ in told)), by, correct)
