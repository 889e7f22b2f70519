"""Messages that came: `intake`, a group of commands that also takes files."""

import click

from dpo_console.cli.options import Group

_WITH_VALUE = ("--home", "--today", "--as")


class IntakeGroup(Group):
    """A group whose first word may be a file: then it is `take`, and without a word `list`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command that is meant before a file, or in place of none."""
        first = 0
        while first < len(args) and args[first].startswith("--"):
            first += 2 if args[first] in _WITH_VALUE else 1
        if "--help" not in args[:first] and (first >= len(args) or args[first] not in self.entries):
            args = [*args[:first], "take" if first < len(args) else "list", *args[first:]]
        return super().parse_args(ctx, args)


@click.group(cls=IntakeGroup)
def intake() -> None:
    """Read incoming messages, and log those that you confirm as cases.

    FILE is an e-mail (.eml or .msg), an mbox, a folder such as a Maildir, a zip of one, or -
    for stdin. Without a file, this lists what waits.

    \b
      ssh host dpo-console intake - < request.eml
      dpo-console intake ~/Maildir
      dpo-console intake accept 3
    """
