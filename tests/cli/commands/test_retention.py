"""Holds at the command line: seen in `show`, due for review in `due`, found by a filter."""

from pathlib import Path

from dpo_console.cases.records.verify import verify
from dpo_console.casework.office.refresh import refresh
from tests.cli.conftest import Run
from tests.conftest import desks

LATE = "2028-01-10"


def test_a_hold_is_shown_first_and_its_overdue_review_is_due(
    dpo: Run, sar: str, home: Path
) -> None:
    dpo("fact", sar, "withdrawn", "--on", "2026-11-24")
    dpo("close", sar, "--outcome", "withdrawn")
    assert dpo("list", "hold:yes", "--json").json == []
    dpo("hold", sar, "--until", "2027-11-30", "--why", "A claim is announced")
    shown = dpo("show", sar)
    assert "A claim is announced. Review it by Tue 30 Nov 2027." in shown.out.split("Facts")[0]
    assert dpo("show", sar, "--json").json["hold"] == {
        "since": "2026-11-25", "by": "dpo", "why": "A claim is announced",
        "review_on": "2027-11-30", "overdue": False,
    }  # fmt: skip
    assert dpo("due").code == 0
    assert [row["reference"] for row in dpo("list", "hold:yes", "--json").json] == [sar]
    assert dpo("list", "hold:overdue", "--json").json == []
    refresh(desks(home)("dpo"))  # the short cut for closed cases keeps the way to it
    assert verify(desks(home)("dpo")).sound

    late = dpo("due", today=LATE)
    assert late.code == 1
    assert f"The review of the hold on {sar} is overdue." in late.err
    assert "The review was due Tue 30 Nov 2027." in dpo("show", sar, today=LATE).out
    assert [r["reference"] for r in dpo("list", "hold:overdue", "--json", today=LATE).json] == [sar]
    assert "hold:now means nothing" in dpo("list", "hold:now").err

    dpo("hold", sar, "--until", "2029-11-30", "--why", "The claim goes on", today=LATE)
    assert dpo("due", today=LATE).code == 0
    dpo("unhold", sar, "--why", "Settled", today=LATE)
    assert dpo("list", "hold:yes", "--json", today=LATE).json == []
    assert dpo("show", sar, "--json", today=LATE).json["hold"] is None


def test_a_proposal_that_nobody_else_sees_is_not_called_erased(dpo: Run, sar: str) -> None:
    dpo("fact", sar, "withdrawn", "--on", "2026-11-24")
    dpo("close", sar, "--outcome", "withdrawn")
    dpo("restrict", sar, "--to", "dsl", "--why", "About the head")
    said = dpo("erase", sar, "--why", "Period ended", "--although", "The objection was upheld")
    assert (said.code, "Nothing is erased yet." in said.out) == (0, True), said.err
    assert "--by and --evidence" in said.out


def test_an_erased_case_asks_for_nothing_and_names_no_file(dpo: Run, sar: str) -> None:
    dpo("letter", "write", sar, "acknowledgement")
    dpo("fact", sar, "withdrawn", "--on", "2026-11-24")
    dpo("close", sar, "--outcome", "withdrawn")
    before = dpo("show", sar)
    assert "nothing says by whom and how" in before.out
    assert f"exports/{sar}/" in before.out
    agreed = ("--by", "head", "--evidence", "Minute 7", "--although", "The objection was upheld")
    assert dpo("erase", sar, "--why", "The period has ended", *agreed).code == 0
    after = dpo("show", sar)
    assert not [line for line in after.out.splitlines() if line.startswith("!")]
    assert "its file was erased" in after.out
    assert "exports/" not in after.out
