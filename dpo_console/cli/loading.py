"""Groups of commands whose files are read only when a command is called."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from dpo_console.lazy_import import later

if TYPE_CHECKING:
    import difflib
else:
    difflib = later("difflib")


PROGRAM = "dpo-console "
TABLE = Path(__file__).parent / "commands" / "commands.txt"

Entries = Mapping[str, tuple[str, str]]
"""Each command's name, to its file in cli/commands and its gist: the first sentence of its help."""


@cache
def _tables() -> Mapping[str, Entries]:
    """Return the commands below each head of the table."""
    tables: dict[str, dict[str, tuple[str, str]]] = {}
    head = ""
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("  "):
            name, file, gist = line.split(maxsplit=2)
            tables.setdefault(head, {})[name] = file, gist
        else:
            head = line
    return tables


def sections() -> Mapping[str, Entries]:
    """Return the commands of each section of the help page, by its title."""
    return {head: part for head, part in _tables().items() if not head.startswith(PROGRAM)}


def group_entries(name: str) -> Entries:
    """Return the subcommands of a group."""
    return _tables()[f"{PROGRAM}{name}"]


class LoadingGroup(click.Group):
    """A group that lists its commands by their gists, without reading their files."""

    def __init__(
        self,
        name: str | None = None,
        entries: Entries | None = None,
        **attributes: Any,  # noqa: ANN401 - click's own
    ) -> None:
        super().__init__(name, **attributes)
        self.entries = group_entries(str(name)) if entries is None else entries

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every command's name, in the order of the help page."""
        return sorted(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, or None."""
        if cmd_name not in self.entries:
            return None
        file, _ = self.entries[cmd_name]
        module = import_module(f"{__package__}.commands.{file}")
        named = (c for c in vars(module).values() if isinstance(c, click.Command))
        return next(c for c in named if c.name == cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is called. Raises UsageError, with the likeliest name."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as wrong:
            close = self.near(args[0])
            meant = f" Did you mean: {', '.join(close)}?" if close else ""
            raise click.UsageError(f"{wrong.message}{meant}", ctx) from None

    def near(self, typed: str) -> list[str]:
        """Return commands with a name like the typed one, or else with that word in their gist."""
        word = typed.lower().removesuffix("s")
        told = [name for name in self.entries if word in self.entries[name][1].lower()]
        close = difflib.get_close_matches(typed, self.entries, n=2)
        return close or (told[:4] if len(word) > 3 else [])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help page's list of commands."""
        names = self.list_commands(ctx)
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.entries[name][1]) for name in names])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands that begin so, with their gists, and the group's own options."""
        begun = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [*(CompletionItem(name, help=self.gist(name)) for name in begun), *options]

    def gist(self, name: str) -> str:
        """Return a command's gist, cut as click cuts a help text."""
        return click.Command(name, help=self.entries[name][1]).get_short_help_str()
