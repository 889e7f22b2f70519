import subprocess
import sys

import pytest

from dpo_console.errors import Refused
from dpo_console.tui.terminal.abilities import DEFAULTS, ascii_only, charset, prepare


@pytest.mark.parametrize("term", ["", "dumb", "unknown"])
def test_a_terminal_without_a_screen_is_refused_with_the_commands_to_use(term: str) -> None:
    with pytest.raises(Refused, match=r"dpo-console list.*TERM=xterm-256color"):
        prepare({"TERM": term})


def test_what_the_officer_set_is_kept() -> None:
    environ = {"TERM": "xterm", "TEXTUAL_THEME": "nord"}
    prepare(environ)
    assert environ["TEXTUAL_THEME"] == "nord"
    assert environ["TEXTUAL_ANIMATIONS"] == "none"


def test_nothing_that_writes_keys_or_pictures_to_files_or_runs_other_code_is_kept() -> None:
    environ = {"TERM": "xterm", "TEXTUAL": "devtools", "TEXTUAL_DISABLE_KITTY_KEY": "0"}
    names = ("DRIVER", "SCREENSHOT", "LOG", "DEBUG", "PRESS")
    environ |= {f"TEXTUAL_{name}": "1" for name in names}
    prepare(environ)
    left = {name for name in environ if name.startswith("TEXTUAL")}
    assert left == {*DEFAULTS, "TEXTUAL_DISABLE_KITTY_KEY"}
    assert environ["TEXTUAL_DISABLE_KITTY_KEY"] == "1"


@pytest.mark.parametrize(
    ("environ", "name", "plain"),
    [
        ({"LANG": "C.UTF-8"}, "utf-8", False),
        ({"LANG": "en_GB.utf8"}, "utf-8", False),
        ({"LANG": "C"}, "utf-8", True),
        ({"LC_ALL": "POSIX", "LANG": "C.UTF-8"}, "utf-8", True),
        ({"LANG": "en_GB.ISO-8859-15@euro"}, "iso8859-15", True),
        ({"LC_CTYPE": "en_GB.CP1252", "LC_ALL": ""}, "cp1252", True),
        ({"LC_ALL": "en_GB.no-such"}, "utf-8", False),
        ({}, "utf-8", False),
    ],
)
def test_the_locale_tells_what_the_terminal_can_spell(
    environ: dict[str, str], name: str, plain: bool
) -> None:
    assert charset(environ) == name
    assert ascii_only(environ) is plain


def test_the_settings_are_made_before_textual_is_imported() -> None:
    program = (
        "import sys, dpo_console.tui, dpo_console.tui.terminal.abilities;"
        "heavy = ('textual', 'sqlmodel', 'docx');"
        "sys.exit([m for m in sys.modules if m.split('.')[0] in heavy] or None)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_queue_is_drawn_without_what_saving_and_writing_need() -> None:
    program = (
        "import os, sys; os.environ['TERM'] = 'xterm';"
        "import dpo_console.tui.app, dpo_console.tui.screens.queue.queue;"
        "heavy = 'sqlmodel sqlalchemy docx markdown_it pydantic textual.widgets._text_area';"
        "sys.exit([m for m in heavy.split() if m in sys.modules] or None)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
