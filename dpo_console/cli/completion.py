"""Completion by the Tab key, beside commands and options: references, kinds, filters and views."""

from typing import TYPE_CHECKING

import click

from dpo_console.cli.invocation import Invocation
from dpo_console.errors import DpoConsoleError
from dpo_console.text import show_line

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from dpo_console.cases.office.desk import Desk


class Reference(click.types.StringParamType):
    """A case's reference. The Tab key offers only those that the user may see."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """Return the references that begin so, or none if the records can't be opened."""
        from click.shell_completion import CompletionItem

        from dpo_console.cases.office.references import references_from

        invocation = ctx.find_object(Invocation)
        try:
            found = references_from(invocation.desk(), incomplete) if invocation else ()
        except DpoConsoleError:
            return []
        return [CompletionItem(show_line(reference)) for reference in found]


class Kind(click.types.StringParamType):
    """A kind of request."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """Return the kinds that begin so, with their titles."""
        from click.shell_completion import CompletionItem

        from dpo_console.law.statutes import kinds, statute

        begun = [kind for kind in kinds() if kind.startswith(incomplete.lower())]
        return [CompletionItem(kind, help=statute(kind).title) for kind in begun]


class Filter(click.types.StringParamType):
    """A word or token that narrows a list."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """Return the completions of the token.

        Bash takes a colon for a word of its own, and then wants only the part after it.
        """
        from click.shell_completion import CompletionItem

        from dpo_console.cases.queue.filter_completion import candidates

        words = [*(ctx.params.get(param.name or "") or ()), incomplete]
        at = next((place for place in (-1, -2) if words[place:][:1] == [":"]), 0)
        typed = "".join(words[at - 1 :]) if at and len(words) > -at else incomplete
        desk = _desk(ctx)
        found = candidates(desk, typed) if desk else ()
        return [CompletionItem(c.shown if at else c.token, help=c.says) for c in found]


class ViewName(click.types.StringParamType):
    """A view of the list."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """Return our views and the office's own that begin so."""
        from click.shell_completion import CompletionItem

        from dpo_console.cases.queue.filters import VIEWS
        from dpo_console.cases.queue.queue import saved

        desk = _desk(ctx)
        own = {view.slug: view.title for view in saved(desk)} if desk else {}
        known = {**dict.fromkeys(VIEWS, ""), **own}
        return [
            CompletionItem(slug, help=title)
            for slug, title in known.items()
            if slug.startswith(incomplete)
        ]


class Topic(click.types.StringParamType):
    """A page of the guide."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """Return the topics that begin so, with their titles."""
        from click.shell_completion import CompletionItem

        from dpo_console.cli.commands.guide.pages import guide_pages

        begun = [page for page in guide_pages() if page.topic.startswith(incomplete.lower())]
        return [CompletionItem(page.topic, help=page.title) for page in begun]


def _desk(ctx: click.Context) -> "Desk | None":
    """Return the desk of the user, or None if the records can't be opened."""
    invocation = ctx.find_object(Invocation)
    try:
        return invocation.desk() if invocation else None
    except DpoConsoleError:
        return None


COMPLETED = {
    "reference": Reference(),
    "other": Reference(),
    "kind": Kind(),
    "filters": Filter(),
    "view": ViewName(),
    "topic": Topic(),
}
"""The completed types, by the name of an argument or of the option --view, in any command."""


def complete(params: list[click.Parameter]) -> None:
    """Let the Tab key complete these parameters of a command."""
    for param in params:
        named = isinstance(param, click.Argument) or param.name == "view"
        if named and param.type is click.STRING:
            param.type = COMPLETED.get(param.name or "", param.type)
