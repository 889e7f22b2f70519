"""The offers of the Tab key: what may stand where somebody is typing."""

from collections.abc import Callable, Mapping

import click
from click.shell_completion import CompletionItem

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import references_from
from dpo_console.cases.queue.filters import VIEWS, candidates
from dpo_console.cases.queue.queue import saved
from dpo_console.cli.invocation import Invocation
from dpo_console.errors import DpoConsoleError
from dpo_console.guide.pages import guide_pages
from dpo_console.law.statutes import kinds, statute
from dpo_console.text import show_line

Offer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _references(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the references of the cases that the user may see, or none without records."""
    try:
        desk = _desk(ctx)
        found = references_from(desk, incomplete) if desk else ()
    except DpoConsoleError:
        return []
    return [CompletionItem(show_line(reference)) for reference in found]


def _kinds(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the kinds of request, with their titles."""
    begun = [kind for kind in kinds() if kind.startswith(incomplete.lower())]
    return [CompletionItem(kind, help=statute(kind).title) for kind in begun]


def _filters(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the completions of a word or token that narrows a list.

    Bash takes a colon for a word of its own, and then wants only the part after it.
    """
    words = [*(ctx.params.get(param.name or "") or ()), incomplete]
    at = next((place for place in (-1, -2) if words[place:][:1] == [":"]), 0)
    typed = "".join(words[at - 1 :]) if at and len(words) > -at else incomplete
    desk = _desk(ctx)
    found = candidates(desk, typed) if desk else ()
    return [CompletionItem(c.shown if at else c.token, help=c.says) for c in found]


def _views(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return our views of the list and the office's own."""
    desk = _desk(ctx)
    own = {view.slug: view.title for view in saved(desk)} if desk else {}
    known = {**dict.fromkeys(VIEWS, ""), **own}
    return [
        CompletionItem(slug, help=title)
        for slug, title in known.items()
        if slug.startswith(incomplete)
    ]


def _topics(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the pages of the guide, with their titles."""
    begun = [page for page in guide_pages() if page.topic.startswith(incomplete.lower())]
    return [CompletionItem(page.topic, help=page.title) for page in begun]


def _desk(ctx: click.Context) -> Desk | None:
    """Return the desk of the user, or None if the records can't be opened."""
    invocation = ctx.find_object(Invocation)
    try:
        return invocation.desk() if invocation else None
    except DpoConsoleError:
        return None


OFFERS: Mapping[str, Offer] = {
    "reference": _references,
    "kind": _kinds,
    "filter": _filters,
    "view": _views,
    "topic": _topics,
}
"""What is offered for each name in `completion`. Each offer begins with what was typed."""
