"""A letter that was edited in Word: `letter adopt`."""

import click

from dpo_console.casework.letters.adopting import adopt_letter
from dpo_console.cli.commands.letters.letter_options import SET, Given
from dpo_console.cli.incoming import incoming
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import OVERRIDE, case_command
from dpo_console.cli.output import narrate, print_file
from dpo_console.letters.word.safety.safe_parts import LARGEST_FILE as LARGEST


@case_command()
@click.argument("name")
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True))
@SET
@OVERRIDE
def adopt(
    invocation: Invocation, reference: str, name: str, file: str, given: Given, override: str
) -> None:
    """Take in a letter that was edited in Word, as a version of its own.

    Its words must still meet the demands of the law. A file that hides words, or loads anything, is
    refused. With -, the file comes from stdin. If you changed words in Word that --set gave, give
    them again.

    \b
      ssh host dpo-console letter adopt SAR-2026-0042 acknowledgement - < edited.docx
    """
    desk = invocation.desk()
    data, source = incoming(desk, file, LARGEST)
    row = adopt_letter(desk, reference, name, data, dict(given), source=source, override=override)
    invocation.saved = True
    if row.edited.endswith("added"):
        narrate(f"It was {row.edited}. Nothing here looks into pictures: look before it goes.")
    print_file(invocation, desk.home.exports / row.path, row.sha256, name=row.name)
