"""Completion by the Tab key, beside commands and options: references, kinds, filters and views."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Offered(click.types.StringParamType):
    """Text for which the Tab key makes the offers of one function in `offers`."""

    def __init__(self, offer: str) -> None:
        self.offer = offer

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """Return the offers that begin so."""
        from dpo_console.cli.completion.offers import (
            OFFERS,  # it reads kinds and cases, for the Tab key alone
        )

        return OFFERS[self.offer](ctx, param, incomplete)


COMPLETED = {
    "reference": Offered("reference"),
    "other": Offered("reference"),
    "kind": Offered("kind"),
    "filters": Offered("filter"),
    "view": Offered("view"),
    "topic": Offered("topic"),
}
"""The completed types, by the name of an argument or of the option --view, in any command."""


def complete(params: list[click.Parameter]) -> None:
    """Let the Tab key complete these parameters of a command."""
    for param in params:
        named = isinstance(param, click.Argument) or param.name == "view"
        if named and param.type is click.STRING:
            param.type = COMPLETED.get(param.name or "", param.type)
