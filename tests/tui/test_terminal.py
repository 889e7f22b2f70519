import subprocess
import sys

import pytest

from dpo_console.errors import Refused
from dpo_console.tui.terminal import prepare


@pytest.mark.parametrize("term", ["", "dumb", "unknown"])
def test_a_terminal_without_a_screen_is_refused_with_the_commands_to_use(term: str) -> None:
    with pytest.raises(Refused, match=r"dpo-console list.*TERM=xterm-256color"):
        prepare({"TERM": term})


def test_what_the_officer_set_is_kept() -> None:
    environ = {"TERM": "xterm", "TEXTUAL_THEME": "nord"}
    prepare(environ)
    assert environ["TEXTUAL_THEME"] == "nord"
    assert environ["TEXTUAL_ANIMATIONS"] == "none"


def test_over_ssh_the_keyboard_is_never_left_in_a_mode_that_a_dropped_line_keeps() -> None:
    environ = {"TERM": "xterm", "SSH_CONNECTION": "192.0.2.1 22 192.0.2.2 22"}
    prepare(environ)
    assert environ["TEXTUAL_DISABLE_KITTY_KEY"] == "1"
    here = {"TERM": "xterm"}
    prepare(here)
    assert "TEXTUAL_DISABLE_KITTY_KEY" not in here


def test_the_settings_are_made_before_textual_is_imported() -> None:
    program = (
        "import sys, dpo_console.tui, dpo_console.tui.terminal;"
        "heavy = ('textual', 'sqlmodel', 'docx');"
        "sys.exit([m for m in sys.modules if m.split('.')[0] in heavy] or None)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_queue_is_drawn_without_what_saving_and_writing_need() -> None:
    program = (
        "import os, sys; os.environ['TERM'] = 'xterm';"
        "import dpo_console.tui.app, dpo_console.tui.screens.queue;"
        "heavy = 'sqlmodel sqlalchemy docx markdown_it pydantic textual.widgets._text_area';"
        "sys.exit([m for m in heavy.split() if m in sys.modules] or None)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
