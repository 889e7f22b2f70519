"""The schedule's fields in letters: documents enclosed, redacted and withheld, and why.

Items are counted by category and place, never named: a title may hold another person's name.
"""

from collections.abc import Sequence

from dpo_console.cases.disclosure.schedule_gaps import LEFT_OUT, page_words
from dpo_console.law.exemptions.exemptions import Exemption, exemptions
from dpo_console.law.exemptions.item_categories import item_categories
from dpo_console.law.words import in_full
from dpo_console.sentences import first_upper
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.disclosure_rows import ItemRow
from dpo_console.text import counted


def disclosure_fields(file: CaseFile) -> dict[str, str]:
    """Return the fields for enclosures, withheld items and the exemptions that may be named.

    Fields that the schedule can't fill are left out. The law requires reasons for a refusal: UK
    GDPR Art 15(3); Art 12(4), FOIA s.17, EIR reg 14.
    """
    grounds = _grounds(file.items)
    left_out = "\n".join(dict.fromkeys(_ground(e, items) for e, items in grounds))
    fields = {
        "schedule": "\n".join(_enclosed(file)),
        "disclosure.withheld": left_out,
        "record.withheld": left_out,
        "refusal.exemption": "; ".join(
            f"{e.title} ({in_full(e.law)})" for e, _ in grounds if e.named
        ),
    }
    return {name: words for name, words in fields.items() if words}


def _enclosed(file: CaseFile) -> list[str]:
    groups: dict[tuple[str, int], list[ItemRow]] = {}
    for item in file.items:
        if item.treatment in ("release", "redact"):
            groups.setdefault((item.category, item.place_id or 0), []).append(item)
    places = {place.id: place.title for place in file.places}
    return [
        f"{_what(category, places.get(place, ''))}: {_counted(items)}"
        for (category, place), items in groups.items()
    ]


def _what(category: str, place: str) -> str:
    known = item_categories().get(category)
    title = known.title if known else category
    return f"{title} ({place})" if place else title


def _counted(items: Sequence[ItemRow]) -> str:
    pages = sum(item.pages for item in items)
    blacked = sum(1 for item in items if item.treatment == "redact")
    said, where = _sized(len(items), pages), page_words(items)
    if blacked:
        alone = len(items) == 1
        parts = f". Parts of {counted(blacked, 'document')} are redacted"
        said += ", with parts redacted" if alone else parts
    return said + (f" ({where})" if where else "")


def _sized(documents: int, pages: int) -> str:
    """Return how many documents there are, and how many pages they have in all."""
    said = counted(documents, "document")
    if not pages:
        return said
    number = counted(pages, "page")
    return f"{said} of {number}" if documents == 1 else f"{said}, {number} in all"


def _grounds(items: Sequence[ItemRow]) -> list[tuple[Exemption, list[ItemRow]]]:
    """Return each exemption relied on, with its items."""
    groups: dict[str, list[ItemRow]] = {}
    for item in items:
        if item.treatment in LEFT_OUT and item.exemption in exemptions():
            groups.setdefault(item.exemption, []).append(item)
    return [(exemptions()[slug], group) for slug, group in groups.items()]


def _ground(exemption: Exemption, items: Sequence[ItemRow]) -> str:
    """Return how many items are left out on a ground, or neither if it may not be named."""
    title = first_upper(exemption.letter)
    if not exemption.named:
        return title
    withheld = sum(1 for item in items if item.treatment == "withhold")
    parts = [f"{counted(withheld, 'document')} left out" if withheld else ""]
    blacked = len(items) - withheld
    parts.append(f"parts of {counted(blacked, 'document')} redacted" if blacked else "")
    return f"{title} ({in_full(exemption.law)}): {', '.join(part for part in parts if part)}"
