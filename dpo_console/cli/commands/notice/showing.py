"""The privacy notice shown and written: `notice show`, `write` and `example`."""

from collections.abc import Iterator

import click

from dpo_console.cases.notice.composing import Section
from dpo_console.cases.notice.stated import TITLES
from dpo_console.cases.notice.whole import WholeNotice
from dpo_console.cases.office.file_transfer import fetch_line
from dpo_console.casework.notice.writing import notices, write_notice
from dpo_console.cli.commands.letters.letter_lines import print_way_home
from dpo_console.cli.commands.notice.publishing import SCHOOL
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand, text_option
from dpo_console.cli.output import document, say
from dpo_console.config.files.folders import whole_path
from dpo_console.config.notice.notice import EXAMPLES
from dpo_console.config.notice.notice import example as text_of
from dpo_console.letters.letter import LetterDraft, Rows, preview

AUDIENCE = click.option(
    "--for",
    "audiences",
    type=click.Choice(tuple(TITLES)),
    multiple=True,
    help="One audience. May be repeated. Default: all.",
)


@subcommand()
@SCHOOL
@AUDIENCE
def show(invocation: Invocation, school: str, audiences: tuple[str, ...]) -> None:
    """Show the privacy notice as it stands, for one audience or all.

    A section that isn't stated is left out. `notice check` names it.

    \b
      dpo-console notice show
      dpo-console notice show --for children
    """
    found = notices(invocation.desk(), school)
    if invocation.json:
        return document([_json(one, audiences) for one in found])
    for one in found:
        for line in _lines(one, audiences):
            say(line)
    return None


def _lines(found: WholeNotice, audiences: tuple[str, ...]) -> Iterator[str]:
    for audience, sections in found.written.items():
        if audiences and audience not in audiences:
            continue
        yield TITLES[audience].upper() + (f" ({found.slug})" if found.slug else "")
        yield ""
        for section in sections:
            yield section.title
            yield preview(LetterDraft(section.blocks, ()))


def _json(found: WholeNotice, audiences: tuple[str, ...]) -> dict[str, object]:
    wanted = {a: s for a, s in found.written.items() if not audiences or a in audiences}
    return {
        "school": found.slug,
        "notices": {name: [_section(s) for s in sections] for name, sections in wanted.items()},
    }


def _section(section: Section) -> dict[str, object]:
    blocks = [
        {"heads": block.header, "rows": block.rows} if isinstance(block, Rows) else block.text
        for block in section.blocks
    ]
    return {"section": section.slug, "title": section.title, "says": blocks}


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


@subcommand()
@SCHOOL
@AUDIENCE
@text_option("--to", "DIR", "The folder. Default: exports/notice/.")
def write(invocation: Invocation, school: str, audiences: tuple[str, ...], to: str) -> None:
    """Write the privacy notice as Word files and pages of HTML.

    It is refused while it lacks a point of UK GDPR Articles 13 and 14. The same statements give the
    same files. A file that you edited is never replaced.

    \b
      dpo-console notice write
      dpo-console notice write --for pupils --for children
    """
    desk = invocation.desk()
    written = write_notice(desk, school, audiences, whole_path(to) if to else None)
    invocation.saved = True
    if invocation.json:
        return document({"paths": [str(path) for path in written.paths]})
    for path in written.paths:
        say(str(path))
    return print_way_home(fetch_line(desk, written.paths[0]))
