"""Hostile words, slipped in and pasted, on every screen. None reaches the terminal unchanged."""

import os
import re
import select
import shutil
from base64 import b64decode
from pathlib import Path

import pytest

from dpo_console.casework.office import drafts
from tests.conftest import desks
from tests.hostile import unsafe
from tests.hostile_home import WORDS, spoil
from tests.store import spoiling
from tests.tui.pty_terminal import ALLOWED, PATIENCE, Terminal, restored

COPIED = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
"""The text that `y` puts into the officer's own clipboard."""

PROGRAM = Path(__file__).with_name("walk_in_terminal.py")


@pytest.mark.slow
def test_nothing_hostile_gets_out_on_any_screen(
    terminals: list[Terminal], demo: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(demo, home)
    spoil(spoiling.records_of(home))
    desk = desks(home)()
    drafts.keep(desk, "", "New request", {"requester": WORDS[0], "summary": WORDS[-1]})
    pasted, to_paste = os.pipe()
    os.set_inheritable(to_paste, True)
    run = (str(PROGRAM), str(home), str(tmp_path), str(to_paste))
    terminal = Terminal(home, run=run)
    terminals.append(terminal)
    os.close(to_paste)
    while not terminal.closed:
        ready, _, _ = select.select([terminal.fd, pasted], [], [], PATIENCE)
        assert ready, f"nothing comes any more:\n{terminal.shown}"
        if terminal.fd in ready:
            terminal.take()
        elif words := os.read(pasted, 65536):
            os.write(terminal.fd, words)
    os.close(pasted)
    assert terminal.exit_code() == 0, terminal.output[-3000:].decode(errors="replace")
    copied = [b64decode(found) for found in COPIED.findall(terminal.output)]
    assert copied
    assert not any(words == b"evil" or unsafe(words.decode()) for words in copied)
    rest = ALLOWED.sub(b"", COPIED.sub(b"", terminal.output)).decode().replace("\r", "")
    assert not unsafe(rest), {rest[max(found.start() - 20, 0) : found.end() + 20]
                              for found in re.finditer("[\x07\x1b]", rest)}  # fmt: skip
    assert restored(terminal)
