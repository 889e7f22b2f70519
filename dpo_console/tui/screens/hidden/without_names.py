"""Cases without anybody's name or words: all that is read while names are hidden.

What may be seen is named one by one here; whatever else a case holds is left out, so that what is
added to it one day stays hidden.
"""

from dataclasses import replace

from dpo_console.cases.queue.queue import Query
from dpo_console.cases.view.views import CaseView, FactRow, Page, Party, QueueRow, Scope
from dpo_console.store.reads.orders import Key
from dpo_console.tui.screens.queue.queue_source import QueueSource

MARK = "***"
"""Stands for every name, however long it is; initials would tell a child in a small school."""

_NOBODY = Party("requester", MARK, "", "", "", "", "")


def nameless_row(row: QueueRow) -> QueueRow:
    """A case as lists show it, without who asks, about whom, and who works on it."""
    return row._replace(requester=MARK, organisation="", subjects=(), owner="")


def nameless_query(asked: Query) -> Query:
    """What a list shows, in an order that tells nothing of a name."""
    by_name = asked.sort.removeprefix("-") in ("name", "owner")
    return asked._replace(sort="") if by_name else asked


def nameless_case(case: CaseView) -> CaseView:
    """A case with its dates, how they were reached, and what was recorded when."""
    return CaseView(
        row=nameless_row(case.row),
        requester=_NOBODY,
        parties=(),
        requester_kind="",
        channel="",
        summary="",
        created_by=case.created_by,
        facts=tuple(_without_note(fact) for fact in case.facts),
        clock=case.clock,
        scope=Scope(),
        checklist=(),
        gate=None,
        decision=None,
        letters=(),
        timeline=(),
        outcomes=case.outcomes,
    )


def _without_note(fact: FactRow) -> FactRow:
    return replace(fact, note="")


class NamelessSource(QueueSource):
    """Pages of a view for the list; no name ever gets there."""

    def page(self, *, after: Key | None = None, before: Key | None = None, limit: int) -> Page:
        """The beginning of the view, or what follows or precedes a key."""
        return _nameless_page(super().page(after=after, before=before, limit=limit))

    def last(self, limit: int) -> Page:
        """The end of the view."""
        return _nameless_page(super().last(limit))


def _nameless_page(page: Page) -> Page:
    return page._replace(rows=tuple(nameless_row(row) for row in page.rows))
