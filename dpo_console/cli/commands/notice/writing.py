"""The privacy notice as files: `notice write`."""

from dpo_console.cases.office.file_transfer import fetch_line
from dpo_console.casework.notice.writing import write_notice
from dpo_console.cli.commands.letters.letter_lines import print_way_home
from dpo_console.cli.commands.notice.options import AUDIENCE, SCHOOL
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand, text_option
from dpo_console.cli.output import document, say
from dpo_console.config.files.folders import whole_path


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
