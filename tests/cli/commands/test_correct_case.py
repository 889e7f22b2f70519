"""The `correct-case` command: dates before and after, and the case as corrected."""

import pytest

from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("two_schools")

RECORD = (
    "add", "educational-record", "--received", "2026-11-09", "--requester", "Jane Doe", "--json",
)  # fmt: skip


@pytest.fixture
def record(dpo: Run) -> str:
    ran = dpo(*RECORD)
    assert ran.code == 0, ran.err
    assert ran.json["clock"]["due"] == "2026-11-30"
    return str(ran.json["reference"])


def test_a_dry_run_shows_the_dates_before_and_after(dpo: Run, record: str) -> None:
    ran = dpo("correct-case", record, "--school", "elm", "--dry-run", "--json")
    assert (ran.code, ran.json["saved"]) == (0, False)
    assert (ran.json["before"]["due"], ran.json["clock"]["due"]) == ("2026-11-30", None)
    said = dpo("correct-case", record, "--school", "elm", "--dry-run").out
    assert said.index("as it is now   due Mon 30 Nov") < said.index("as corrected   no date set")
    assert dpo("show", record, "--json").json["school"] == ""


def test_a_correction_prints_the_case_and_stands_in_its_history(dpo: Run, record: str) -> None:
    ran = dpo("correct-case", record, "--school", "elm", "--why", "On its roll", "--json")
    assert (ran.code, ran.json["school"], ran.json["clock"]["due"]) == (0, "elm", None)
    assert "from School not known to Elm Park Academy" in dpo("show", record).out
    assert dpo("verify").code == 0


def test_a_correction_without_a_reason_or_a_known_school_is_wrong_usage(
    dpo: Run, record: str
) -> None:
    assert dpo("correct-case", record, "--school", "elm").code == 2
    assert dpo("correct-case", record, "--school", "ash", "--why", "x").code == 2


def test_one_line_without_a_school_is_logged_as_not_known(dpo: Run) -> None:
    ran = dpo("quick", "sar Jane Doe re Tom Doe, email", "--json")
    assert ran.code == 0
    assert dpo("show", ran.json["reference"], "--json").json["school"] == ""
    chosen = dpo("quick", "sar Jane Doe re Tom Doe, email, at elm", "--json")
    assert dpo("show", chosen.json["reference"], "--json").json["school"] == "elm"
