"""The entry above both front doors: the command line, or from it the console."""

import gc
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from dpo_console.cases.office.desk import Desk

ALLOCATIONS = 50_000
"""New objects after which Python looks for unreachable ones.

At its own 700 it looks a hundred times while the first frame is imported, and finds none.
"""


def main() -> int:
    """Run the command line of this process. Return its exit code."""
    gc.set_threshold(ALLOCATIONS)
    from dpo_console.cli import streams
    from dpo_console.cli.run import run

    streams.prepare()
    code = run(sys.argv[1:], open_console)
    gc.freeze()  # otherwise, the end looks through all objects once more
    return code


def open_console(make_desk: Callable[[], "Desk"]) -> int:
    """Open the console at a desk. Return its exit code.

    Raises Refused on a poor terminal, before the desk is made.
    """
    if not all(os.isatty(stream) for stream in (0, 1, 2)):
        from dpo_console.errors import Refused

        raise Refused(
            "The console needs a terminal of its own. Over SSH, ask for one: ssh -t HOST "
            "dpo-console. Everything it does is also a command: dpo-console --help"
        )
    from dpo_console.tui import run_console

    return run_console(make_desk)


def be_the_program() -> NoReturn:
    """Run the command line of this process, and end it with its exit code.

    A greeting at login leaves at once: to clear up its memory takes as long as a short question.
    """
    code = main()
    from dpo_console.cli.run import is_plain_due

    if is_plain_due(sys.argv[1:]):
        from dpo_console.cli import streams
        from dpo_console.store.records_of import let_go

        let_go()
        streams.leave(code)
    sys.exit(code)


if __name__ == "__main__":
    be_the_program()
