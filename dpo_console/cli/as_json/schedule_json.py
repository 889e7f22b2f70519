"""A disclosure schedule and the exemptions as JSON."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dpo_console.cases.disclosure.item_pages import pages_of
from dpo_console.cli.as_json.values import Json, moment

if TYPE_CHECKING:
    from dpo_console.cases.disclosure.schedule_totals import Count, Totals
    from dpo_console.cases.disclosure.schedule_view import Schedule
    from dpo_console.law.exemptions.exemptions import Exemption
    from dpo_console.store.cases.disclosure_rows import ItemRow


def schedule(value: "Schedule") -> Json:
    """Return a schedule: its items and its totals."""
    return {
        "reference": value.reference,
        "version": value.version,
        "items": [_item(item) for item in value.items],
        "totals": totals(value.totals),
    }


def totals(value: "Totals | None") -> Json | None:
    """Return a schedule's totals. `open` counts the items that lack something."""
    if value is None:
        return None
    return {
        "items": value.items,
        "pages": value.pages,
        "open": value.open,
        "treatments": _counts(value.treatments, "treatment"),
        "categories": _counts(value.categories, "category"),
        "gaps": list(value.gaps),
    }


def _counts(counts: Iterable["Count"], name: str) -> list[Json]:
    return [{name: c.slug or None, "items": c.items, "pages": c.pages} for c in counts]


def _item(item: "ItemRow") -> Json:
    return {
        "number": item.number,
        "source": item.source,
        "category": item.category,
        "title": item.title,
        "date": moment(item.dated),
        "pages": item.pages,
        "in_file": _in_file(item),
        "treatment": item.treatment or None,
        "exemption": item.exemption or None,
        "reason": item.reason,
        "treated_by": item.treated_by or None,
        "opinion_says": item.opinion_says or None,
        "opinion": item.opinion,
        "opinion_on": moment(item.opinion_on),
        "looked_by": item.looked_by or None,
        "looked_on": moment(item.looked_on),
        "lacks": item.gap or None,
    }


def _in_file(item: "ItemRow") -> Json | None:
    at = pages_of(item)
    return {"name": at.file, "first": at.first, "last": at.last} if at else None


def exemption(value: "Exemption", who: str) -> Json:
    """Return an exemption. `who` must give an opinion on it, or is ''."""
    return {
        "slug": value.slug,
        "title": value.title,
        "law": value.law,
        "kinds": list(value.kinds),
        "right": value.right or None,
        "tests": list(value.tests),
        "caution": value.caution,
        "opinion_of": who or None,
        "public_interest_test": value.balance,
        "named_in_letter": value.named,
        "letter": value.letter,
        "source": value.source,
    }
