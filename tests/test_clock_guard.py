"""The guard of the clock: a test that reads today's date fails, wherever it reads it."""

import ast
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import utc_now
from tests.clock_guard import DOORS, ROOT, ClockRead, recorded
from tests.conftest import NOON

READERS = {
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "strftime"},
}

MAY_READ = re.compile(rf"\.\s*({'|'.join(set().union(*READERS.values()))})\b|\bfrom time import")
"""Words without which a module reads no clock. Parsing the others would take longer."""

BAD_TESTS = """
import os
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest

from dpo_console.cases.office.desk import utc_now
from dpo_console.cli.run import run
from dpo_console.config import crash_log

CLOCK = ("clock", "sar", "1 Sep 2026")


def started(*arguments, **more):
    return subprocess.run([sys.executable, *arguments], check=False, capture_output=True, **more)


def test_reads_the_day():
    assert date.today()


def test_reads_the_moment():
    assert datetime.now(UTC)


def test_reads_it_through_the_command_line():
    run(CLOCK, lambda desk: 0)


def test_reads_it_through_a_desk():
    utc_now()


def test_reads_it_through_the_log_of_crashes(tmp_path):
    crash_log.record(ValueError(), tmp_path / "log")


def test_reads_it_itself_though_the_product_may_not(noon):
    assert date.today()


def test_reads_it_and_goes_on():
    try:
        utc_now()
    except BaseException:
        pass


def test_starts_a_program_that_reads_it():
    started("-m", "dpo_console", *CLOCK)


def test_starts_a_program_elsewhere_that_reads_it(tmp_path):
    started("-m", "dpo_console", *CLOCK, cwd=tmp_path)


def test_starts_a_program_without_the_guard():
    started("-c", "", env={})


def test_becomes_a_program_without_the_guard():
    child = os.fork()
    if child == 0:
        os.execve(sys.executable, [sys.executable, "-c", ""], {})
    os.waitpid(child, 0)
"""

GOOD_TESTS = """
@pytest.mark.real_clock(reason="to show that it can")
def test_says_that_it_reads_it():
    assert utc_now().date() == datetime.now(UTC).date()
    assert started("-m", "dpo_console", *CLOCK).returncode == 0


def test_is_given_noon(noon):
    assert utc_now().isoformat() == "2026-11-25T12:00:00+00:00"
    assert b"due Thu 1 Oct 2026, 55 days late" in started("-m", "dpo_console", *CLOCK).stdout


def test_reads_no_clock():
    assert started("-c", "import dpo_console.cli.invocation").returncode == 0
    assert datetime(2026, 11, 25) == datetime.fromisoformat("2026-11-25")
    assert isinstance(date(2026, 11, 25), date)
"""


def outcomes(code: str, folder: Path) -> dict[str, str]:
    """Return how each test in `code` ends when pytest runs it as it runs ours."""
    file = folder / "test_of_the_guard.py"
    file.write_text(code)
    ran = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-n0", "-v", "-p", "tests.conftest",
            "-p", "no:cacheprovider", f"--rootdir={ROOT}",
            f"--config-file={ROOT / 'pyproject.toml'}", str(file),
        ],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return dict(re.findall(r"::(test_\w+) (PASSED|FAILED|ERROR)", ran.stdout))


def test_every_test_that_reads_the_real_clock_fails(tmp_path: Path) -> None:
    ended = outcomes(BAD_TESTS + GOOD_TESTS, tmp_path)
    assert len(ended) == (BAD_TESTS + GOOD_TESTS).count("def test_")
    assert {name for name, how in ended.items() if how == "PASSED"} == {
        name for name in ended if f"def {name}(" in GOOD_TESTS
    }


def test_a_read_names_its_place_and_the_ways_out() -> None:
    with pytest.raises(ClockRead, match=r"(?s)test_clock_guard.*`noon`.*real_clock") as read:
        utc_now()
    assert recorded() == str(read.value)
    assert recorded() == ""


def test_a_read_by_a_child_program_names_its_place() -> None:
    code = "from dpo_console.cases.office.desk import utc_now; utc_now()"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert 'desk.py", line' in recorded()


def test_the_product_reads_noon(noon: None) -> None:
    assert utc_now() == datetime.fromisoformat(NOON)


@pytest.mark.real_clock(reason="a desk must read the real clock, and not only the tests' own")
def test_a_desk_reads_the_real_clock() -> None:
    before = datetime.now(UTC)
    assert before <= utc_now() <= datetime.now(UTC)


def modules_that_read(folder: Path) -> set[str]:
    """Return the modules under a folder of ours that read the clock by its usual names."""
    texts = ((file, file.read_text(encoding="utf-8")) for file in folder.rglob("*.py"))
    return {
        ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for file, text in texts
        if MAY_READ.search(text) and any(map(reads_clock, ast.walk(ast.parse(text))))
    }


def reads_clock(node: ast.AST) -> bool:
    """Return True if the node calls or imports a function that reads the clock."""
    if isinstance(node, ast.ImportFrom) and node.module == "time":
        return any(name.name in READERS["time"] for name in node.names)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        owner = ast.unparse(node.func.value).split(".")[-1]
        return node.func.attr in READERS.get(owner, ())
    return False


def test_only_the_front_doors_read_the_clock() -> None:
    assert modules_that_read(ROOT / "dpo_console") == set(DOORS)


def test_only_tests_that_say_why_read_the_clock() -> None:
    for module in modules_that_read(ROOT / "tests"):
        source = (ROOT / module.replace(".", "/")).with_suffix(".py").read_text(encoding="utf-8")
        assert "real_clock(reason=" in source, module


def test_no_sql_reads_the_clock() -> None:
    for file in (ROOT / "dpo_console").rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        assert not re.search(r"(?i)\bcurrent_(date|time|timestamp)\b|'now'", source), file
