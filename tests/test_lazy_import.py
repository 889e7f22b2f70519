"""A module that is imported when something of it is first used, by whichever thread."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from threading import Event
from types import ModuleType

import pytest

from dpo_console import lazy_import
from dpo_console.lazy_import import later

SLOW = """
from tests.test_lazy_import import begun, finish
begun.set()
assert finish.wait(60)
FOUND = "whole"
"""

begun, finish = Event(), Event()


def test_a_module_that_another_thread_imports_now_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "imported_slowly.py").write_text(SLOW)
    monkeypatch.syspath_prepend(tmp_path)

    def asked(name: str) -> ModuleType:
        if begun.is_set():  # the other thread goes on once this one waits for the import
            finish.set()
        return import_module(name)

    monkeypatch.setattr(lazy_import, "import_module", asked)
    with ThreadPoolExecutor(1) as other:
        first = other.submit(getattr, later("imported_slowly"), "FOUND")
        assert begun.wait(60)
        assert "imported_slowly" in sys.modules
        try:
            assert later("imported_slowly").FOUND == "whole"
        finally:
            finish.set()
        assert first.result(60) == "whole"


def test_a_name_that_a_module_lacks_is_an_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'lost'"):
        _ = later("dpo_console.errors").lost


def test_a_module_of_casework_is_imported_when_something_of_it_is_used() -> None:
    program = (
        "import sys\n"
        "from dpo_console.casework import notes\n"
        "from dpo_console.casework.search import searching\n"
        "print(*(m for m in sys.modules if m.endswith(('notes', 'searching'))))\n"
        "searching.EVERY = ('each',)\n"
        "assert vars(searching)['EVERY'] == ('each',)\n"
        "from dpo_console.casework.search.searching import EVERY\n"
        "print(*EVERY, notes.add_note.__name__, 'dpo_console.casework.notes' in sys.modules)\n"
    )
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n") == ["", "each add_note True", ""]


def test_a_module_that_was_put_off_is_itself_once_used_and_one_kept_out_comes_later() -> None:
    program = (
        "import sys\n"
        "from dpo_console.lazy_import import kept_out, put_off\n"
        "put_off('calendar', 'sys')\n"
        "import calendar\n"
        "print(sys.modules['calendar'] is calendar, 'day_name' in vars(calendar), sys.byteorder)\n"
        "print(calendar.day_name[0], vars(sys.modules['calendar'])['day_name'][0])\n"
        "with kept_out('colorsys'), kept_out('sys'):\n"
        "    try: import colorsys\n"
        "    except ImportError: print('no', len(sys.argv))\n"
        "import colorsys\n"
    )
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n") == [
        f"True False {sys.byteorder}", "Monday Monday", "no 1", "",
    ]  # fmt: skip


def test_a_name_of_a_module_that_was_put_off_is_imported_when_it_is_called() -> None:
    program = (
        "import sys\n"
        "from dpo_console.lazy_import import put_off_names\n"
        "put_off_names('shlex', 'sched')\n"
        "from shlex import quote, shlex\n"
        "class Own(shlex): pass\n"
        "there = lambda: 'join' in vars(sys.modules['shlex'])\n"
        "print(Own.__bases__ == (object,), there(), quote('a b'), there(), *shlex('c'))\n"
        "print(sys.modules['sched'].__file__[-8:])\n"
    )
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout == "True False 'a b' True c\nsched.py\n"


def test_a_package_of_lazy_modules_has_no_other_names() -> None:
    with pytest.raises(ImportError, match="cannot import name 'lost'"):
        from dpo_console.casework import lost  # type: ignore[attr-defined] # noqa: F401
