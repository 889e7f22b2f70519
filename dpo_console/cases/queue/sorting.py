"""The ways in which the queue can be sorted, by the word that asks for each."""

from collections.abc import Mapping
from typing import NamedTuple

from dpo_console.errors import BadInput
from dpo_console.store.reads import orders
from dpo_console.store.reads.orders import Order

CLOSING_VIEW = "closed"
"""The view that runs from the last case closed to the first, where nothing else is asked for."""


class Sort(NamedTuple):
    """One way to sort. `title` names it; `forwards` and `backwards` say which end comes first."""

    title: str
    order: Order
    forwards: str
    backwards: str


SORTS: Mapping[str, Sort] = {
    "due": Sort("due", orders.BY_URGENCY, "most urgent first", "least urgent first"),
    "received": Sort("received", orders.BY_RECEIPT, "oldest first", "newest first"),
    "name": Sort("requester", orders.BY_REQUESTER, "A to Z", "Z to A"),
    "reference": Sort("reference", orders.BY_REFERENCE, "A to Z", "Z to A"),
    "kind": Sort("kind", orders.BY_KIND, "A to Z", "Z to A"),
    "owner": Sort("owner", orders.BY_OWNER, "A to Z", "Z to A"),
}


def order_of(view: str, sort: str) -> Order:
    """The order that a word asks for, backwards where a - leads it; '' is the view's own.

    Raises BadInput for a word that is none.
    """
    if not sort:
        return orders.BY_CLOSING if view == CLOSING_VIEW else orders.BY_URGENCY
    slug = sort.removeprefix("-")
    if slug not in SORTS:
        known = ", ".join(SORTS)
        raise BadInput(f"Nothing is sorted by {slug!r}. Sort by: {known}; a - before it turns it.")
    order = SORTS[slug].order
    return order if slug == sort else order.turned()


def sort_words(sort: str) -> str:
    """`received, newest first`; '' for a view's own order."""
    if not sort:
        return ""
    found = SORTS[sort.removeprefix("-")]
    return f"{found.title}, {found.backwards if sort.startswith('-') else found.forwards}"
