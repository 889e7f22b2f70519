"""The command lines that officers copy and type elsewhere."""

import shlex
from pathlib import Path

from dpo_console.casework.desk import Desk
from dpo_console.casework.way_home import fetch_line


def test_whatever_a_path_holds_is_one_word_for_the_shell(desk: Desk) -> None:
    for path in ("/srv/dpo/a.docx", '/srv/my dpo\'s $(id)/`x`;"a".docx', "/srv/-o/*?.docx"):
        line = fetch_line(desk, Path(path))
        assert shlex.split(line) == ["scp", f"dpo.example.org:{path}", "."]
    assert fetch_line(desk, Path("/srv/a.docx")) == "scp dpo.example.org:/srv/a.docx ."
