"""The complete examples of data/notice.toml: `notice example`."""

import click

from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import document, say
from dpo_console.config.notice.notice import EXAMPLES
from dpo_console.config.notice.notice import example as text_of


@subcommand()
@click.option("--trust", is_flag=True, help="The example for a trust, not for a primary school.")
def example(invocation: Invocation, trust: bool) -> None:
    """Print a complete example of data/notice.toml, to take statements from.

    \b
      dpo-console notice example
      dpo-console notice example --trust > example.toml
    """
    text = text_of(EXAMPLES[trust])
    if invocation.json:
        return document({"text": text})
    return say(text.rstrip("\n"))
