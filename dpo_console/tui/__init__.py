"""The console: screens, widgets and styles. It draws what casework hands on, and holds no rule."""

import os
import resource
from collections.abc import Callable

from dpo_console.cases.office.desk import Desk


def run_console(make_desk: Callable[[], Desk]) -> int:
    """Open the console at a desk until the officer leaves; returns the exit code.

    Raises Refused where the terminal can't show a full screen, before the desk is made.
    """
    from dpo_console.tui.terminal.terminal import prepare

    prepare(os.environ)
    desk = make_desk()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # names would stand in a core file
    # Textual reads its settings when it is imported, so not a line earlier.
    from dpo_console.tui.app import ConsoleApp
    from dpo_console.tui.terminal.quiet_errors import keep_quiet

    keep_quiet(desk.home.log)
    app = ConsoleApp(desk)
    app.run(mouse=False)
    return app.return_code or 0
