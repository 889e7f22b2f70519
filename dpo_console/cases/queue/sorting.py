"""The ways to sort the queue, by the word for each."""

from collections.abc import Mapping
from typing import NamedTuple

from dpo_console.errors import BadInput
from dpo_console.store.reads import orders
from dpo_console.store.reads.orders import Order

OWN_ORDERS: Mapping[str, Order] = {"closed": orders.BY_CLOSING, "decide": orders.BY_MOVER}
"""The views with an order of their own: what closed last comes first, or what can be decided."""


class Sort(NamedTuple):
    """A way to sort. `title` names it, `forwards` and `backwards` name the end that comes first."""

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
    """Return the order for a word, reversed by a leading -, or the view's own order for ''.

    Raises BadInput for an unknown word.
    """
    if not sort:
        return OWN_ORDERS.get(view, orders.BY_URGENCY)
    slug = sort.removeprefix("-")
    if slug not in SORTS:
        known = ", ".join(SORTS)
        raise BadInput(
            f"You can't sort by {slug!r}. Sort by: {known}. Put - in front to reverse the order."
        )
    order = SORTS[slug].order
    return order if slug == sort else order.turned()


def sort_words(sort: str) -> str:
    """Return words such as `received, newest first`, or '' for a view's own order."""
    if not sort:
        return ""
    found = SORTS[sort.removeprefix("-")]
    return f"{found.title}, {found.backwards if sort.startswith('-') else found.forwards}"
