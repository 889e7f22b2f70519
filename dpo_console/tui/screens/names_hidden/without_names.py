"""Cases without names or anyone's words, which is all that is read while names are hidden.

Each visible part is named here one by one, and the rest of a case is left out. Anything added to a
case later stays hidden.
"""

from dpo_console.cases.people.rows import Party
from dpo_console.cases.queue.queue import Query, QueuePage
from dpo_console.cases.sharing.rows import Scope
from dpo_console.cases.view.views import CaseView
from dpo_console.store.queue_rows import QueueRow
from dpo_console.store.reads.orders import Key
from dpo_console.tui.screens.queue.queue_source import QueueSource

MARK = "***"
"""Mark for every name, of any length. Initials would identify a child in a small school."""

_NOBODY = Party("requester", MARK, "", "", "", "", "")


def nameless_row(row: QueueRow) -> QueueRow:
    """Return a case as lists show it, without its requester, subjects and owner."""
    return row._replace(requester=MARK, organisation="", subjects=(), owner="")


def nameless_query(asked: Query) -> Query:
    """Return a list's query, in an order that gives no name away."""
    by_name = asked.sort.removeprefix("-") in ("name", "owner")
    return asked._replace(sort="") if by_name else asked


def nameless_case(case: CaseView) -> CaseView:
    """Return a case with its dates, the steps to them, and the facts with their days."""
    return CaseView(
        row=nameless_row(case.row),
        requester=_NOBODY,
        parties=(),
        requester_kind="",
        channel="",
        summary="",
        created_by=case.created_by,
        facts=tuple(fact._replace(note="") for fact in case.facts),
        clock=case.clock,
        scope=Scope(),
        checklist=(),
        gate=None,
        decision=None,
        letters=(),
        timeline=(),
        outcomes=case.outcomes,
    )


class NamelessSource(QueueSource):
    """Pages of a view for the list, without any name."""

    def page(self, *, after: Key | None = None, before: Key | None = None, limit: int) -> QueuePage:
        """Return the beginning of the view, or the rows after or before a key."""
        return _nameless_page(super().page(after=after, before=before, limit=limit))

    def last(self, limit: int) -> QueuePage:
        """Return the end of the view."""
        return _nameless_page(super().last(limit))


def _nameless_page(page: QueuePage) -> QueuePage:
    return page._replace(rows=tuple(nameless_row(row) for row in page.rows))
