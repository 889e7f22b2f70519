"""A disclosure schedule as a spreadsheet: imported from CSV, all or nothing, and exported."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dpo_console.cases.disclosure import (
    Schedule,
    number_words,
    page_words,
    schedule,
    schedule_of,
)
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.letters.going_out import before
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.looking import How, keep_look
from dpo_console.cases.office.permissions import require
from dpo_console.cases.office.references import file_meant
from dpo_console.casework.disclosure.schedule import NewItem, add_items, clean_item
from dpo_console.casework.leaving.door import Passage, pass_door, record
from dpo_console.config.files.incoming import (
    LARGEST,
    csv_rows,
    decoded,
    plain_heading,
    within_limits,
)
from dpo_console.errors import BadFile, BadInput, Refused
from dpo_console.sentences import Remedy
from dpo_console.text import show_line, unspreadsheet
from dpo_console.typed_days import parse_day

ExportedRow = dict[str, str | int | date | None]
"""An item as a row of a spreadsheet, by the names of its columns."""

SHOWN = 30
"""The most wrong rows named. The rest are only counted."""

COLUMNS = {
    "number": ("no", "no.", "nr", "#", "item no", "item number", "ref"),
    "source": ("place", "where", "where found", "found in", "system", "location"),
    "category": ("type", "kind", "data category", "kind of data"),
    "title": ("description", "document", "item", "what", "name", "subject"),
    "date": ("dated", "date of document", "document date"),
    "pages": ("page", "page count", "no of pages", "number of pages", "pp"),
    "treatment": ("decision", "action", "what happens", "outcome"),
    "exemption": ("law", "ground", "exempt under"),
    "reason": ("why", "reasons", "comment", "comments"),
}
"""Each column, with other names that people use. Only the title is required."""

TREATMENT_WORDS = {
    "release": ("release", "released", "disclose", "disclosed", "give", "given", "yes"),
    "redact": ("redact", "redacted", "black out", "blacked out", "black out in part", "part"),
    "withhold": ("withhold", "withheld", "exempt", "refuse", "refused", "no"),
    "": ("", "not decided", "undecided", "open"),
}


@dataclass(frozen=True, slots=True)
class ImportedItems:
    """The result of an import: the new items' numbers, and the unused columns.

    `doubt` is a sentence if the file's encoding was guessed, or ''.
    """

    schedule: Schedule
    numbers: str
    items: int
    unused: tuple[str, ...]
    doubt: str = ""


def import_items(
    desk: Desk, reference: str, content: bytes, name: str = "the file", *, again: bool = False
) -> ImportedItems:
    """List every row of a CSV file as an item of a case. `name` is the file's.

    The first line names the columns. Raises BadFile naming each wrong row with its line and field,
    and then imports nothing. Raises Refused if each row is listed already, unless `again`.
    """
    before = schedule(desk, reference)
    taken = {item.number for item in before.items}
    sheet = ImportedSheet(name, content)
    items = sheet.items(before.kind, desk.today, taken)
    if not again:
        listed = {(i.title, i.category, i.source, i.dated, i.pages) for i in before.items}
        if listed.issuperset((i.title, i.category, i.source, i.dated, i.pages) for i in items):
            raise Refused(
                f"Each row of {name} is listed in {before.reference} already, so nothing was "
                "imported. To list them once more, add --again."
            )
    after = add_items(desk, before.reference, items)
    new = [item.number for item in after.items if item.number not in taken]
    return ImportedItems(after, number_words(new), len(items), sheet.unused, sheet.doubt)


class ImportedSheet:
    """The rows of a file under its columns.

    `unused` are headings that match no column. `doubt` is a sentence if its encoding was guessed.
    """

    def __init__(self, name: str, content: bytes) -> None:
        """Read the column headings.

        Raises BadFile if the file is not CSV, or has no column for titles.
        """
        self.name = name
        if len(content) > LARGEST:
            raise BadFile(name, "", f"is larger than {LARGEST:,} bytes; import it in parts.")
        text, self.doubt = decoded(content, name)
        found = within_limits(csv_rows(text, name), name)
        self._lines = ((n, cells) for n, cells in found if any(cell.strip() for cell in cells))
        line, heads = next(self._lines, (1, []))
        meant = [_column(head) for head in heads]
        self.width = len(heads)
        self.columns = {column: place for place, column in enumerate(meant) if column}
        self.unused = tuple(h for h, column in zip(heads, meant, strict=True) if h and not column)
        if len(self.columns) < sum(1 for column in meant if column):
            raise BadFile(name, f"line {line}", "has two columns for the same thing.")
        if "title" not in self.columns:
            raise BadFile(
                name,
                f"line {line}",
                f"has no column for the title. Name the columns in the first line: "
                f"{', '.join(COLUMNS)}.",
            )

    def items(self, kind: str, today: date, taken: Collection[int]) -> list[NewItem]:
        """Return every row as an item of this kind of request.

        Raises BadFile naming each wrong one.
        """
        items, wrong, used = [], [], set(taken)
        for line, cells in self._lines:
            try:
                item = clean_item(kind, _item(self._row(cells), today))
                if item.number in used:
                    raise BadInput(f"number: {item.number} is taken; leave it out for the next.")
            except BadInput as error:
                wrong.append(f"line {line}, {error}")
            else:
                items.append(item)
                used |= {item.number} if item.number else set()
        if wrong:
            raise BadFile(self.name, "", _all_of(wrong))
        if not items:
            raise BadFile(self.name, "", "has no rows below its first line.")
        return items

    def _row(self, cells: Sequence[str]) -> dict[str, str]:
        beyond = [cell.strip() for cell in cells[self.width :] if cell.strip()]
        if beyond:
            raise BadInput(
                f"{show_line(beyond[0], 40)!r} stands under no column of the first line."
            )
        return {
            column: unspreadsheet(cells[place].strip()) if place < len(cells) else ""
            for column, place in self.columns.items()
        }


def _column(head: str) -> str:
    typed = plain_heading(head)
    return next((c for c, words in COLUMNS.items() if typed in (c, *words)), "")


def _item(row: Mapping[str, str], today: date) -> NewItem:
    dated = row.get("date", "")
    return NewItem(
        title=row["title"],
        category=row.get("category", ""),
        source=row.get("source", ""),
        dated=parse_day(dated, today, "date") if dated else None,
        pages=_whole(row.get("pages", ""), "pages") or 0,
        treatment=_treatment(row.get("treatment", "")),
        exemption=row.get("exemption", ""),
        reason=row.get("reason", ""),
        number=_whole(row.get("number", ""), "number"),
    )


def _whole(typed: str, field: str) -> int | None:
    plain = typed.removesuffix(".0")
    if plain and not (plain.isascii() and plain.isdigit() and len(plain) < 9):
        raise BadInput(f"{field}: {show_line(typed, 40)!r} is not a whole number.")
    return int(plain) if plain else None


def _treatment(typed: str) -> str:
    for treatment, words in TREATMENT_WORDS.items():
        if plain_heading(typed) in words:
            return treatment
    raise BadInput(
        f"treatment: {show_line(typed, 40)!r} is no treatment. Write release, redact or withhold."
    )


def _all_of(wrong: Sequence[str]) -> str:
    count = f"{len(wrong)} rows are" if len(wrong) > 1 else "one row is"
    more = [f"and {len(wrong) - SHOWN:,} more"] if len(wrong) > SHOWN else []
    lines = "".join(f"\n  - {what}" for what in (*wrong[:SHOWN], *more))
    return f"{count} wrong, so nothing was imported:{lines}"


def export_schedule(
    desk: Desk, reference: str, *, override: str = ""
) -> list[dict[str, str | int | date | None]]:
    """Return the rows of a schedule that is exported.

    Raises GateClosed if its words may not leave, unless `override` says why they must.
    """
    require(desk, "export_schedule")
    file = file_meant(desk, reference)
    keep_look(desk, file.case, How.EXPORT, "schedule")
    rows = export_rows(schedule_of(file, desk.today))
    words = "\n".join(str(cell or "") for row in rows for cell in row.values())
    again = Remedy("schedule", (reference, "export", '--override "..."'), option="override")
    how = Passage("exported", again, what=f"The schedule of {file.case.reference}")
    today, earlier = desk.today, before(desk, file, words)
    going = Departure(
        file, desk.settings, today, today, words=words,
        history=earlier.history, elsewhere=earlier.elsewhere,
    )  # fmt: skip
    passed = pass_door(going, how, override)
    if passed.gaps:
        require(desk, "schedule")
        record(desk, file, passed, way="export")
    return rows


EXPORTED = {
    "number": "number", "source": "source", "category": "category", "title": "title",
    "date": "dated", "pages": "pages", "treatment": "treatment", "exemption": "exemption",
    "reason": "reason", "treated by": "treated_by", "opinion says": "opinion_says",
    "opinion": "opinion", "opinion date": "opinion_on", "second look by": "looked_by",
    "second look on": "looked_on",
}  # fmt: skip
"""The columns of an export, and the parts of an item that they hold."""


def export_rows(of: Schedule) -> list[ExportedRow]:
    """Return each item as a row, with the columns that an import reads and more."""
    return [
        {column: getattr(item, name) for column, name in EXPORTED.items()}
        | {"in file": page_words([item]), "lacks": item.gap}
        for item in of.items
    ]
