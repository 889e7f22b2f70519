"""The pages for the school's website: `publish`."""

import click

from dpo_console.casework.notice.publishing import Website, publish_zip
from dpo_console.casework.notice.publishing import publish as publish_site
from dpo_console.casework.office.own_files import STREAM
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import document, narrate, pour, refuse_terminal, say
from dpo_console.config.files.folders import whole_path

LINE = "publish - > website.zip"


@subcommand()
@click.argument("folder", metavar="DIR")
def publish(invocation: Invocation, folder: str) -> None:
    """Put the privacy notice in force, and write the pages for the school's website.

    A notice whose words changed is in force from today. To read it first, use `notice show`. The
    pages are the notice, the register, how you decide and how to ask: plain HTML without scripts.
    The register has no pupil's name, and no small number. With -, a zip on stdout.

    \b
      dpo-console publish ~/website
      ssh host dpo-console publish - > website.zip
    """
    if folder == STREAM:
        return _pour(invocation)
    desk = invocation.desk()
    made, left = publish_site(desk, whole_path(folder))
    invocation.saved = True
    if invocation.json:
        document({"folder": str(whole_path(folder)), "pages": list(made.files), "left": list(left)})
    else:
        for name in made.files:
            say(str(whole_path(folder) / name))
    _tell(made)
    if left:
        narrate(f"Pages from before, to take off the website: {', '.join(left)}.")
    return None


def _pour(invocation: Invocation) -> None:
    if not invocation.json:
        refuse_terminal("A zip", LINE)
    made, content = publish_zip(invocation.desk())
    invocation.saved = True
    if invocation.json:
        document({"bytes": len(content), "pages": list(made.files)})
    else:
        pour(content, "A zip", LINE)
    _tell(made)


def _tell(made: Website) -> None:
    if made.naming:
        narrate(f"Not published (a name, or a clerk's words): {', '.join(made.naming)}.")
