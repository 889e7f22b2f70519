"""A decision on paper and the acts after a release, as commands."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests.casework.gates import AT_HOME
from tests.cli.conftest import DISCLOSURE, Run, as_dpo
from tests.cli.test_a_day import SCOPE
from tests.conftest import Begin

PAPER = ("--by", "head", "--reason", "Of use", "--evidence", "Signed sheet of 24 Nov, file 7")


@pytest.fixture
def assessed(home: Path, begin: Begin) -> str:
    """Return a researcher's request with its scope said and every criterion met."""
    begin(home, with_an_assessed_request)
    return "DSC-2026-0001"


def with_an_assessed_request(home: Path) -> None:
    as_dpo(home, *DISCLOSURE)
    as_dpo(home, "scope", "DSC-2026-0001", *SCOPE, "--review", "2027-03-01")
    here = (f"{name}={value}" for name, value in AT_HOME.items())
    as_dpo(home, "particulars", "DSC-2026-0001", *here)
    for row in json.loads(as_dpo(home, "checklist", "DSC-2026-0001", "--json"))["criteria"]:
        if row["mandatory"] and not row["computed"]:
            evidence = ("met", "--evidence", "Seen, file 7")
            as_dpo(home, "assess", "DSC-2026-0001", row["id"], *evidence)


def test_the_sheet_goes_out_comes_back_and_is_recorded(dpo: Run, assessed: str) -> None:
    advice = ("--set", "advice=Share it.")
    ran = dpo("letter", "write", assessed, "decision-sheet", *advice, today="2026-11-24")
    assert ran.code == 0, ran.err
    early = dpo("decide", assessed, "approve", *PAPER, "--on", "2026-11-26")
    assert (early.code, "future" in early.err) == (2, True)
    ran = dpo("decide", assessed, "approve", *PAPER, "--on", "24 Nov 2026")
    assert ran.code == 0, ran.err
    decision = dpo("show", assessed, "--json").json["decision"]
    assert (decision["by"], decision["on"]) == ("head", "2026-11-24")


def test_a_sheet_out_of_date_is_refused_by_name(dpo: Run, assessed: str) -> None:
    dpo("letter", "write", assessed, "decision-sheet", "--set", "advice=Share it.")
    dpo("scope", assessed, "--cohort", "Every pupil")
    ran = dpo("decide", assessed, "approve", *PAPER)
    assert ran.code == 1
    assert "The decision sheet of Wed 25 Nov 2026 shows something else" in ran.err


def test_what_was_released_is_shown_reviewed_and_chased(dpo: Run, assessed: str) -> None:
    dpo("decide", assessed, "approve", *PAPER)
    dpo("fact", assessed, "terms_signed", "--note", "Prof. M. Vane")
    dpo("release", assessed, "--method", "Encrypted file")
    shown = dpo("show", assessed).out
    after = shown[shown.index("After the release") :]
    assert "Terms signed" in after
    assert "Wed 25 Nov 2026, Prof. M. Vane" in after
    assert "Review due" in after
    assert "Mon 1 Mar 2027" in after
    assert dpo("due", "--json", today="2027-03-02").code == 1
    ran = dpo("review", assessed, "--finding", "Still in use", today="2027-03-02")
    assert ran.code == 0, ran.err
    released = dpo("show", assessed, "--json", today="2027-08-16").json["released"]
    assert released["reviews"] == [{"on": "2027-03-02", "words": "Still in use"}]
    assert (released["review_due"], released["destruction_due"]) == (None, "2027-07-31")
    assert released["late"] is True
    (row,) = dpo("list", "band:overdue", "--json", today="2027-08-16").json
    assert row["next_action"] == "Chase destruction certificate (due Sat 14 Aug)"
    assert row["whose_move"] == "us"
    assert dpo("fact", assessed, "certificate_chased", today="2027-08-16").code == 0
    shown = dpo("show", assessed, today="2027-08-17").out
    assert "awaited, overdue; chased Mon 16 Aug 2027" in shown


def test_a_case_without_a_release_tells_of_none(dpo: Run, assessed: str) -> None:
    assert dpo("show", assessed, "--json").json["released"] is None
    assert "After the release" not in dpo("show", assessed).out


def test_the_internal_register_is_for_those_who_may_see_it(dpo: Run, assessed: str) -> None:
    dpo("decide", assessed, "approve", *PAPER)
    dpo("fact", assessed, "terms_signed", "--note", "Prof. M. Vane")
    dpo("release", assessed)
    (row,) = dpo("register", "--internal", "--json", person="auditor").json
    assert row["reference"] == assessed
    assert row["decided_by"].startswith("Ruth Castle (on paper, recorded by Amara Okafor")
    assert (row["review_due"], row["published"]) == ("2027-03-01", "listed")
    shown = dpo("register", "--internal")
    assert "Not for publication" in shown.err
    assert "Decided" in shown.out
    heads = dpo("register", "--internal", "--format", "csv").out.splitlines()[0]
    assert heads.startswith("reference,organisation,organisation_type,recipient,path")
    refused = dpo("register", "--internal", person="clerk")
    assert (refused.code, refused.out) == (1, "")


def test_the_register_is_written_as_a_word_file(dpo: Run, assessed: str) -> None:
    ran = dpo("register", "--format", "word", "--json")
    written = ran.json
    assert Path(written["path"]).is_file()
    assert written["sha256"] == sha256(Path(written["path"]).read_bytes()).hexdigest()
    assert "To your own computer: scp" in ran.err
    again = dpo("register", "--format", "word").out.strip()
    assert Path(again).parent == Path(written["path"]).parent
    assert dpo("verify").code == 0


def test_what_is_not_listed_is_told_apart_from_the_rows(dpo: Run, assessed: str) -> None:
    ran = dpo("register", "--json")
    assert ran.json == []
    assert "Up to 4 releases may be left out" in ran.err


def test_the_report_for_governors_is_written_where_it_is_asked_for(
    dpo: Run, home: Path, tmp_path: Path
) -> None:
    ran = dpo("statistics", "--report", "--json")
    written = ran.json
    assert Path(written["path"]).parent.name == "statistics"
    assert written["sha256"] == sha256(Path(written["path"]).read_bytes()).hexdigest()
    assert "To your own computer: scp" in ran.err
    own = tmp_path / "governors.docx"
    assert dpo("statistics", "--report", str(own)).out == f"{own}\n"
    assert own.is_file()
    assert dpo("statistics", "--report", str(own)).code == 1
    assert dpo("statistics", "--report", "governors").code == 2
    exports = sorted(home.rglob("*.docx"))
    assert dpo("statistics", "--report", "-", "--json").json["bytes"] > 1000
    assert sorted(home.rglob("*.docx")) == exports
    assert dpo("statistics", "--from", "2026-11-25", "--to", "2026-11-24").code == 2
    assert dpo("verify").code == 0
