"""Screens, widgets and styles of the console. They draw casework's results and hold no rule."""

import gc
import os
import resource
from collections.abc import Callable

from dpo_console.cases.office.desk import Desk
from dpo_console.lazy_import import kept_out, put_off, put_off_names

NOT_USED_AT_FIRST = "base64", "locale", "mimetypes", "shutil", "textwrap"
NAMES_NOT_USED_AT_FIRST = (
    "difflib", "platformdirs", "uuid", "rich.table", "textual.command",
)  # fmt: skip
"""Modules that Textual imports. Its palette, which the console doesn't have, needs six widgets."""


def run_console(make_desk: Callable[[], Desk]) -> int:
    """Open the console at a desk until the officer leaves. Return the exit code.

    Raises Refused, before the desk is made, where the terminal can't show a full screen. The desk
    is made last: until then, a server begins to read.
    """
    from dpo_console.tui.terminal.abilities import prepare

    prepare(os.environ)
    gc.disable()  # until the first frame is sent: nearly all that is made before it stays
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold names
    # Textual reads its settings on import, and prepare sets them.
    put_off(*NOT_USED_AT_FIRST)
    put_off_names(*NAMES_NOT_USED_AT_FIRST)
    with kept_out("ssl"):  # asyncio loads it on the chance, and the console has no line of its own
        from dpo_console.tui.app import ConsoleApp
        from dpo_console.tui.terminal.quiet_errors import keep_quiet

    desk = make_desk()
    keep_quiet(desk.home.log)
    app = ConsoleApp(desk)
    app.run(mouse=False)
    return app.return_code or 0
