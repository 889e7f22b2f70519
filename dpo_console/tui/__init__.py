"""Screens, widgets and styles of the console. They draw casework's results and hold no rule."""

import gc
import os
import resource
from collections.abc import Callable

from dpo_console.cases.office.desk import Desk
from dpo_console.lazy_import import kept_out, put_off, put_off_names

NOT_USED_AT_FIRST = (
    "ast", "asyncio.sslproto", "base64", "locale", "mimetypes", "shutil", "textwrap", "traceback",
)  # fmt: skip
"""Modules that others import, and that the first frame does without."""

NAMES_NOT_USED_AT_FIRST = (
    "difflib", "platformdirs", "uuid", "rich.markup", "rich.panel", "rich.table", "textual.canvas",
    "textual.command", "textual.css._help_text", "textual.markup", "textual.pilot",
    "textual.widgets._toast",
)  # fmt: skip
"""Modules of which Textual imports names. Its palette alone, which we lack, has six widgets."""


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
