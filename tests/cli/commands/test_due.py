"""`due` greets every login: it gives by itself the answer that click would give."""

import pytest

from dpo_console.cli.invocation import Invocation
from dpo_console.cli.program import run_program
from dpo_console.cli.run import plain_options, run
from tests.cli.conftest import Run


def test_due_is_1_only_when_something_is_overdue(dpo: Run, sar: str) -> None:
    fine = dpo("due", "--json")
    assert (fine.code, [row["reference"] for row in fine.json]) == (0, [sar])
    late = dpo("due", "--on", "2026-12-03")
    assert late.code == 1
    assert sar in late.out
    assert "1 overdue" in late.err
    assert dpo("due", today="2026-12-03").code == 1


def test_due_names_nobody_so_that_it_can_greet_a_login(dpo: Run, sar: str) -> None:
    out = dpo("due").out
    assert sar in out
    assert "Doe" not in out


def test_nothing_due_is_said(dpo: Run) -> None:
    ran = dpo("due")
    assert (ran.code, ran.out) == (0, "")
    assert "Nothing is due" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["due"],
        ["due", "--json"],
        ["--json", "due", "--on", "2026-12-03"],
        ["due", "--on", "3 Dec 2026"],
        ["--today", "2026-12-20", "due"],
        ["--as", "clerk", "due", "--today", "2026-12-20"],
        [],
        ["--today", "2026-12-20"],
    ],
)
def test_both_ways_say_the_same(
    dpo: Run, sar: str, home: object, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["--home", str(home), *arguments]
    if "--as" not in line:
        line = ["--as", "dpo", *line]
    assert plain_options(line) is not None
    by_itself = run(line, lambda make_desk: make_desk().today.day), capsys.readouterr()
    by_click = (
        run_program(line, Invocation(lambda make_desk: make_desk().today.day)),
        capsys.readouterr(),
    )
    assert by_itself == by_click


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["due", "--help"],
        ["due", "due"],
        ["--on", "2026-12-03", "due"],
        ["--as", "auditor", "due", "--as", "dpo"],
        ["due", "--on"],
        ["due", "--on=2026-12-03"],
        ["show", "due"],
        ["--home"],
        ["--help"],
    ],
)
def test_every_other_line_is_left_to_click(arguments: list[str]) -> None:
    assert plain_options(arguments) is None


@pytest.mark.parametrize("day", ["someday", "\x1b[2J"])
def test_a_day_that_is_none_is_refused(dpo: Run, day: str) -> None:
    ran = dpo("due", "--on", day)
    assert (ran.code, ran.out) == (2, "")
    assert "--on" in ran.err
    assert "\x1b" not in ran.err
