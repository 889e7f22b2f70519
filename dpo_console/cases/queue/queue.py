"""The queue: views, filters and pages of cases, read without the tables that writes use."""

from collections.abc import Sequence
from typing import NamedTuple

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import roles_today
from dpo_console.cases.queue.filters import VIEWS, conditions_of, order_of, view_of
from dpo_console.cases.sharing.chasing import each_as_owed
from dpo_console.config import Role
from dpo_console.config.settings.settings import View
from dpo_console.errors import BadInput
from dpo_console.store.queue_rows import BANDS, QueueRow
from dpo_console.store.reads import conditions, lists
from dpo_console.store.reads.lists import Key, Order, Where


class QueuePage(NamedTuple):
    """A page of a view, most urgent first. The last row's key leads to the next page."""

    rows: tuple[QueueRow, ...]
    more: bool


class Query(NamedTuple):
    """The question behind a list: its view, filters and sort order.

    `view` is a slug, ours or a saved view's. `filters` are as typed (words, tokens, leading `!`).
    `sort` is one of filters.SORTS, with a leading - to reverse it, or '' for the view's own.
    """

    view: str = "all"
    filters: tuple[str, ...] = ()
    sort: str = ""


def page(
    desk: Desk,
    query: Query,
    *,
    after: Key | None = None,
    before: Key | None = None,
    limit: int = 50,
) -> QueuePage:
    """Return a page of a view: its first, or the one after or before a row's key.

    Raises BadInput for an unknown view, token or sort.
    """
    query = plain(desk, query)
    order = order_of(query.view, query.sort)
    if before:
        return _page_up(desk, query, order.turned(), before, limit)
    rows = _rows(desk, query, order, after, limit)
    return QueuePage(rows[:limit], len(rows) > limit)


def last_page(desk: Desk, query: Query, limit: int = 50) -> QueuePage:
    """Return the last page of a view."""
    query = plain(desk, query)
    return _page_up(desk, query, order_of(query.view, query.sort).turned(), None, limit)


def _page_up(desk: Desk, query: Query, turned: Order, key: Key | None, limit: int) -> QueuePage:
    rows = _rows(desk, query, turned, key, limit)
    return QueuePage(tuple(reversed(rows[:limit])), len(rows) > limit)


def _rows(
    desk: Desk, query: Query, order: Order, after: Key | None, limit: int
) -> tuple[QueueRow, ...]:
    """Return the rows after a key, and one more if there is one."""
    where = where_of(desk, query)
    if after:
        where = conditions.together(where, conditions.after(after, order))
    with desk.database.glance() as ask:
        return each_as_owed(lists.cases(ask, where, order, limit + 1), desk.now)


def as_it_is(desk: Desk, row: QueueRow) -> QueueRow | None:
    """Return a row's case as it stands now, or None if it is no longer visible."""
    found = as_they_are(desk, [row.id])
    return found[0] if found else None


def as_they_are(desk: Desk, numbers: Sequence[int]) -> tuple[QueueRow, ...]:
    """Return cases by number as they stand now, most urgent first, leaving out any not visible."""
    with desk.database.glance() as ask:
        return each_as_owed(lists.several(ask, numbers), desk.now)


def numbers(desk: Desk, query: Query, limit: int) -> tuple[int, ...]:
    """Return the numbers of the first cases of a view, in its order."""
    query = plain(desk, query)
    order = order_of(query.view, query.sort)
    with desk.database.glance() as ask:
        return lists.numbers(ask, where_of(desk, query), order, limit)


def numbers_between(
    desk: Desk, query: Query, one: QueueRow, other: QueueRow, limit: int
) -> tuple[int, ...]:
    """Return the numbers of a view's cases from one row to another, both included."""
    query = plain(desk, query)
    order = order_of(query.view, query.sort)
    first, last = sorted((one, other), key=order.place, reverse=order.backwards)
    ends = (
        conditions.after(order.just_before(first), order, "first"),
        conditions.after(order.turned().just_before(last), order.turned(), "last"),
    )
    where = conditions.together(where_of(desk, query), *ends)
    with desk.database.glance() as ask:
        return lists.numbers(ask, where, order, limit)


def key_of(query: Query, row: QueueRow) -> Key:
    """Return a row's key in this `plain` view. The next page begins after it."""
    return order_of(query.view, query.sort).key(row)


def place_of(query: Query, row: QueueRow) -> Key:
    """Return a row's position, for comparing which rows lie between two."""
    return order_of(query.view, query.sort).place(row)


def just_before(query: Query, row: QueueRow) -> Key:
    """Return a key that has this row directly after it."""
    return order_of(query.view, query.sort).just_before(row)


def count(desk: Desk, query: Query) -> int:
    """Return the number of cases in a view."""
    with desk.database.glance() as ask:
        return lists.count(ask, where_of(desk, query))


def counts(desk: Desk, filters: Sequence[str] = ()) -> dict[str, int]:
    """Return the number of cases in each view under these filters."""
    where = conditions_of(desk, filters)
    views = {name: view_of(desk, name) for name in VIEWS}
    for number, view in enumerate(saved(desk)):
        views[view.slug] = where_of(desk, Query(view.slug), f"v{number}f")
    with desk.database.glance() as ask:
        return lists.counts(ask, where, views)


def late_steps(desk: Desk, filters: Sequence[str] = ()) -> int:
    """Return the number of cases in time, under these filters, of which a step is late."""
    late, among = conditions.late_step(desk.today), conditions_of(desk, filters)
    with desk.database.glance() as ask:
        return lists.count(ask, conditions.together(late, among))


def counts_by_band(desk: Desk) -> dict[str, int]:
    """Return the number of open cases in each band of urgency."""
    bands = {name: conditions.band(name, desk.now) for name in BANDS if name != "closed"}
    with desk.database.glance() as ask:
        return lists.counts(ask, conditions.still_open(), bands)


def where_of(desk: Desk, query: Query, name: str = "f") -> Where:
    """Return the condition that a list's cases meet.

    `name` keeps the values of several lists apart. Raises BadInput for an unknown view or token.
    """
    query = plain(desk, query)
    view, filters = view_of(desk, query.view), conditions_of(desk, query.filters, name)
    return conditions.together(view, filters)


def plain(desk: Desk, query: Query) -> Query:
    """Return the query with a saved view replaced by the built-in view and filters behind it.

    All but an approver have the cases to decide by urgency. Raises BadInput for an unknown view.
    """
    to_decide = query.view == "decide" and not query.sort
    if to_decide and Role.APPROVER not in roles_today(desk, desk.person):
        return query._replace(sort="due")
    if query.view in VIEWS:
        return query
    own = {view.slug: view for view in saved(desk)}
    if query.view not in own:
        known = ", ".join([*VIEWS, *own])
        raise BadInput(f"There is no view {query.view!r}. The views are: {known}.")
    view = own[query.view]
    filters = (*view.filter.split(), *query.filters)
    return Query(view.view, filters, query.sort or view.sort)


def saved(desk: Desk) -> tuple[View, ...]:
    """Return the office's valid saved views, each with its slug."""
    if not desk.settings.views:
        return ()
    from dpo_console.cases.queue.saved_views import (
        saved_views,  # only for an office with saved views
    )

    return saved_views(desk)
