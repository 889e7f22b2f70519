"""What the Tab key completes beside commands and options: references and kinds of request."""

from typing import TYPE_CHECKING

import click

from dpo_console.cli.invocation import Invocation
from dpo_console.errors import DpoConsoleError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Reference(click.types.StringParamType):
    """A case's reference; the Tab key offers those that whoever types may see."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """The references that begin so; none where the records can't be opened."""
        from click.shell_completion import CompletionItem

        from dpo_console.casework.cases import references_from

        invocation = ctx.find_object(Invocation)
        try:
            found = references_from(invocation.desk(), incomplete) if invocation else ()
        except DpoConsoleError:
            return []
        return [CompletionItem(reference) for reference in found]


class Kind(click.types.StringParamType):
    """A kind of request."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """The kinds that begin so, with their titles."""
        from click.shell_completion import CompletionItem

        from dpo_console.law.statutes import kinds, statute

        begun = [kind for kind in kinds() if kind.startswith(incomplete.lower())]
        return [CompletionItem(kind, help=statute(kind).title) for kind in begun]


COMPLETED = {
    "reference": Reference(),
    "references": Reference(),
    "other": Reference(),
    "kind": Kind(),
}
"""By the name of an argument, in whatever command it stands."""


def complete(params: list[click.Parameter]) -> None:
    """Let the Tab key complete these arguments of a command."""
    for param in params:
        if isinstance(param, click.Argument) and param.type is click.STRING:
            param.type = COMPLETED.get(param.name or "", param.type)
