"""Backups: `backup`, a group of commands. A folder after it is short for `backup make`."""

import click

from dpo_console.cli.loading import LoadingGroup


class BackupGroup(LoadingGroup):
    """The group, which takes anything but a subcommand's name for a folder."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, with `make` before those that name no subcommand."""
        named = any(word in self.entries for word in args)
        return super().parse_args(ctx, args if named or "--help" in args else ["make", *args])


@click.group(cls=BackupGroup)
def backup() -> None:
    """Copy everything into one encrypted file, and check such backups.

    `backup DIR` is short for `backup make DIR`. See: dpo-console guide backup

    \b
      dpo-console backup /mnt/backup
      ssh host dpo-console backup - > office.tar.gz.age
      dpo-console backup check office.tar.gz.age --identity key.txt
    """
