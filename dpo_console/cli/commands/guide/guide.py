"""The guide: `guide`."""

import click

from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Subcommand
from dpo_console.cli.output import columns, document, say
from dpo_console.cli.pages.guide_pages import guide_page, guide_pages, plain


@click.command(cls=Subcommand)
@click.argument("topic", required=False, default="")
@click.pass_obj
def guide(invocation: Invocation, topic: str) -> None:
    """Read how something is done: the pages of the guide, or one of them. It needs no records.

    \b
      dpo-console guide
      dpo-console guide letters
      dpo-console guide letters --json
    """
    if topic:
        page = guide_page(topic)
        text = plain(page)
        if invocation.json:
            document({"topic": page.topic, "title": page.title, "text": text})
        else:
            say(text)
        return
    pages = guide_pages()
    if invocation.json:
        keys = ("topic", "title", "summary")
        document([{key: getattr(page, key) for key in keys} for page in pages])
    else:
        columns([(page.topic, page.summary) for page in pages])
