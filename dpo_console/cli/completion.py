"""Completion by the Tab key, beside commands and options: references, kinds, filters and views."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from dpo_console.cli.invocation import Invocation
from dpo_console.errors import DpoConsoleError
from dpo_console.lazy_import import later
from dpo_console.text import show_line

if TYPE_CHECKING:
    from dpo_console.cases.office import references
    from dpo_console.cases.office.desk import Desk
    from dpo_console.cases.queue import filters, queue
    from dpo_console.guide import pages
    from dpo_console.law import statutes
else:  # only the Tab key reads kinds and cases, and every command imports this
    references = later("dpo_console.cases.office.references")
    filters = later("dpo_console.cases.queue.filters")
    queue = later("dpo_console.cases.queue.queue")
    pages = later("dpo_console.guide.pages")
    statutes = later("dpo_console.law.statutes")

Offer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]
"""A function that returns what may stand where somebody types. Each begins with what was typed."""


def _references(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the references of the cases that the user may see, or none without records."""
    try:
        desk = _desk(ctx)
        found = references.references_from(desk, incomplete) if desk else ()
    except DpoConsoleError:
        return []
    return [CompletionItem(show_line(reference)) for reference in found]


def _kinds(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the kinds of request, with their titles."""
    begun = [kind for kind in statutes.kinds() if kind.startswith(incomplete.lower())]
    return [CompletionItem(kind, help=statutes.statute(kind).title) for kind in begun]


def _filters(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the completions of a word or token that narrows a list.

    Bash takes a colon for a word of its own, and then wants only the part after it.
    """
    words = [*(ctx.params.get(param.name or "") or ()), incomplete]
    at = next((place for place in (-1, -2) if words[place:][:1] == [":"]), 0)
    typed = "".join(words[at - 1 :]) if at and len(words) > -at else incomplete
    desk = _desk(ctx)
    found = filters.candidates(desk, typed) if desk else ()
    return [CompletionItem(c.shown if at else c.token, help=c.says) for c in found]


def _views(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return our views of the list and the office's own."""
    desk = _desk(ctx)
    own = {view.slug: view.title for view in queue.saved(desk)} if desk else {}
    known = {**dict.fromkeys(filters.VIEWS, ""), **own}
    return [
        CompletionItem(slug, help=title)
        for slug, title in known.items()
        if slug.startswith(incomplete)
    ]


def _topics(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the pages of the guide, with their titles."""
    begun = [page for page in pages.guide_pages() if page.topic.startswith(incomplete.lower())]
    return [CompletionItem(page.topic, help=page.title) for page in begun]


def _desk(ctx: click.Context) -> "Desk | None":
    """Return the desk of the user, or None if the records can't be opened."""
    invocation = ctx.find_object(Invocation)
    try:
        return invocation.desk() if invocation else None
    except DpoConsoleError:
        return None


def complete(params: list[click.Parameter]) -> None:
    """Let the Tab key complete these parameters of a command."""
    for param in params:
        named = isinstance(param, click.Argument) or param.name == "view"
        if named and param.type is click.STRING:
            param.type = COMPLETED.get(param.name or "", param.type)


class Offered(click.types.StringParamType):
    """Text for which the Tab key makes the offers of a function."""

    def __init__(self, offer: Offer) -> None:
        self.offer = offer

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the offers that begin so."""
        return self.offer(ctx, param, incomplete)


COMPLETED = {
    "reference": Offered(_references),
    "other": Offered(_references),
    "kind": Offered(_kinds),
    "filters": Offered(_filters),
    "view": Offered(_views),
    "topic": Offered(_topics),
}
"""The completed types, by the name of an argument or of the option --view, in any command."""
