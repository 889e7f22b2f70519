"""The guide: `guide`."""

import click

from dpo_console import __version__
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.loading import LoadingGroup
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import columns, document, narrate, report, say
from dpo_console.cli.pages.values import picked
from dpo_console.guide.pages import GuidePage, guide_page, guide_pages, plain

COMMANDS = "commands"
"""The topic of the reference, which is made when it is read."""


@subcommand()
@click.argument("topic", required=False, default="")
@click.option("--man", is_flag=True, help="Print every command as a man page.")
def guide(invocation: Invocation, topic: str, man: bool) -> None:
    """Read the guide: one page, or the list of pages. It needs no records.

    \b
      dpo-console guide
      dpo-console guide letters
      dpo-console guide commands
      dpo-console guide --man > dpo-console.1
    """
    if man:
        return _print_man_page(invocation)
    if topic:
        return _print_page(invocation, _page(topic))
    pages = guide_pages()
    if invocation.json:
        return document([picked(page, "topic title summary") for page in pages])
    columns([(page.topic, page.summary) for page in pages])
    return narrate(f"Every command: dpo-console guide {COMMANDS}")


def _page(topic: str) -> GuidePage:
    if topic != COMMANDS:
        return guide_page(topic)
    from dpo_console.cli.commands.guide.reference import reference  # it reads every command

    return reference(_program())


def _program() -> LoadingGroup:
    """Return the program that this command belongs to."""
    program = click.get_current_context().find_root().command
    if not isinstance(program, LoadingGroup):
        raise LookupError("the guide was called without its program")
    return program


def _print_page(invocation: Invocation, page: GuidePage) -> None:
    text = plain(page)
    report(invocation, {"topic": page.topic, "title": page.title, "text": text}, text)


def _print_man_page(invocation: Invocation) -> None:
    from dpo_console.cli.commands.guide.reference import man_page

    text = man_page(_program(), __version__)
    if invocation.json:
        document({"man": text})
    else:
        for line in text.splitlines():
            say(line)
