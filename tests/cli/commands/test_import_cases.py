"""`import cases` on the command line: a line for each row, and nothing half done."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_shared_account import send, switch

REGISTER = "Date in,Type,Who\n02/11/2026,SAR,Jane Doe\n"


@pytest.fixture
def register(tmp_path: Path) -> str:
    file = tmp_path / "register.csv"
    file.write_text(REGISTER)
    return str(file)


def test_a_register_is_tried_then_taken_over(dpo: Run, register: str) -> None:
    assert dpo("import", "cases", register).code == 2
    tried = dpo("import", "cases", register, "--dry-run", "--column", "requester=Who")
    assert (tried.code, tried.out.split()[:3]) == (0, ["row", "2", "ok"])
    assert "Nothing was logged yet" in tried.err
    assert dpo("list", "--json").json == []
    done = dpo("import", "cases", register, "--json").json
    (row,) = done["rows"]
    assert (done["saved"], row["reference"], row["due"]) == (True, "SAR-2026-0001", "2026-12-02")
    again = dpo("import", "cases", register, "--dry-run")
    assert (again.code, "SAR-2026-0001 has the same" in again.out) == (1, True)
    assert dpo("import", "cases", register).code == 2
    assert "Taken over from register.csv, row 2" in dpo("show", "SAR-2026-0001").out
    assert dpo("verify").code == 0


@pytest.mark.parametrize("column", ["requester", "requester=", "nobody=Who"])
def test_a_column_that_means_nothing_is_refused(dpo: Run, register: str, column: str) -> None:
    assert dpo("import", "cases", register, "--column", column).code == 2


def test_people_of_a_shared_account_send_it_on_stdin(
    dpo: Run, home: Path, register: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch(home, reads_files=False)
    assert dpo("import", "cases", register).code == 1
    send(monkeypatch, REGISTER.encode())
    named = ("--column", "requester=Who")
    assert dpo("import", "cases", "-", *named, person="clerk").code == 0
