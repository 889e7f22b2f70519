"""The checklist, answers and particulars as commands."""

import pytest

from tests.cli.conftest import Run


def answer_all(dpo: Run, reference: str) -> None:
    places = dpo("show", reference, "--json").json["search"]
    if places:
        assert dpo("search", reference, "answered", "--all", "found").code == 0
    for row in dpo("checklist", reference, "--json").json["criteria"]:
        if row["mandatory"] and not row["computed"]:
            ran = dpo("assess", reference, row["id"], "met", "--evidence", "Seen by Ben")
            assert ran.code == 0, ran.err


def test_a_request_from_receipt_to_closing_by_commands(dpo: Run, sar: str) -> None:
    found = dpo("checklist", sar, "--json").json
    assert (found["gate"]["open"], found["gate"]["path"]) == (False, "ordinary")
    needed = [row["id"] for row in found["criteria"] if row["mandatory"]]
    assert [reason.partition(":")[0] for reason in found["gate"]["reasons"]] == needed
    refused = dpo("fact", sar, "responded")
    assert (refused.code, refused.out) == (1, "")
    assert all(f"- {name}:" in refused.err for name in needed)
    assert f"dpo-console fact {sar} responded --override" in refused.err
    assert dpo("close", sar, "--outcome", "disclosed").code == 1
    answer_all(dpo, sar)
    assert dpo("checklist", sar, "--json").json["gate"]["open"] is True
    assert dpo("fact", sar, "responded").code == 0
    assert dpo("close", sar, "--outcome", "disclosed").code == 0
    assert dpo("show", sar, "--json").json["flags"] == []
    assert dpo("verify").code == 0


def test_an_answer_past_the_gate_is_told_and_kept(dpo: Run, sar: str) -> None:
    ran = dpo("fact", sar, "responded", "--past-gate", "Sent by the clerk on her own")
    assert ran.code == 0
    assert "Sent under an override on Wed 25 Nov 2026" in ran.err
    (flag,) = dpo("show", sar, "--json").json["flags"]
    assert "Sent by the clerk on her own" in flag
    page = dpo("show", sar).out
    assert page.index("Sent under an override") < page.index("The request")
    assert dpo("list", "--json").json[0]["next_action"].startswith("Account for the answer")


def test_the_page_marks_what_is_computed_and_lists_what_is_open(dpo: Run, sar: str) -> None:
    page = dpo("checklist", sar).out
    assert "Who asks, and by what right" in page
    assert "from the search plan:" in page
    assert "  - who.identity: to answer\n" in page
    assert "  open  who.identity " in page
    dpo("assess", sar, "who.doubt", "needs-information", "--evidence", "passport asked for")
    dpo("assess", sar, "who.orders", "not-met", "--evidence", "none looked for")
    page = dpo("checklist", sar).out
    assert "  open  search.complete " in page  # worked out, and not answered by a person
    assert "  waits    who.doubt " in page
    assert " needs information: passport asked for\n" in page
    assert "  not met  who.orders " in page
    assert " none looked for\n" in page
    answer_all(dpo, sar)
    page = dpo("checklist", sar).out
    assert "nothing is open." in page
    assert " met who.identity " in " ".join(page.split())


def test_the_letters_tell_what_keeps_the_answer_back(dpo: Run, sar: str) -> None:
    (cover,) = (r for r in dpo("letters", sar, "--json").json if r["name"] == "disclosure-cover")
    assert cover["fits"] is False
    assert any(gap.startswith("who.identity: ") for gap in cover["missing"])
    said = dpo("letters", sar).out
    assert "who.identity: to answer" in said
    consultation = said[said.index("\nconsultation ") :].partition("\npupil-view ")[0]
    assert "needs 3 more" in consultation
    assert consultation.count("    needs ") == 3
    ran = dpo("letter", "write", sar, "disclosure-cover")
    assert ran.code == 1
    assert f"The letter disclosure-cover for {sar} can't be written yet" in ran.err


def test_particulars_are_said_shown_and_taken_back(dpo: Run, sar: str) -> None:
    ran = dpo("particulars", sar, "late.reason=Two mailboxes, one week each", "--json")
    assert ran.code == 0, ran.err
    assert ran.json["reference"] == sar
    rows = {row["name"]: row for row in ran.json["particulars"]}
    assert list(rows["late.reason"]) == ["name", "label", "value", "hint", "choices"]
    assert rows["late.reason"]["value"] == "Two mailboxes, one week each"
    assert dpo("show", sar, "--json").json["particulars"] == {
        "late.reason": "Two mailboxes, one week each"
    }
    assert "Two mailboxes" in dpo("show", sar).out
    assert dpo("particulars", sar, "late.reason=").code == 0
    assert dpo("show", sar, "--json").json["particulars"] == {}


def test_a_breach_says_what_its_risk_asks_for(dpo: Run) -> None:
    added = dpo("add", "breach", "--received", "2026-11-24T14:20", "--requester", "Ann Bell",
                "--json")  # fmt: skip
    reference = added.json["reference"]
    ran = dpo("particulars", reference, "likelihood=possible", "severity=high")
    assert "Report to the Commissioner within 72 hours" in ran.out
    assert "Tell the people affected" in ran.out
    assert dpo("particulars", reference, "severity=awful").code == 2
    assert dpo("particulars", reference, "colour=red").code == 2
    assert dpo("particulars", reference, "severity").code == 2


@pytest.mark.parametrize(
    ("kind", "outcome", "gap"),
    [
        ("foi", "refused", "notice.refusal"),
        ("foi", "refused", "exemption.named"),
        ("foi", "not-held", "search.complete"),
        ("complaint", "upheld", "points.listed"),
        ("ico-enquiry", "answered", "asked.signatory"),
        ("ctf", "sent", "receiver.registered"),
        ("sar", "refused", "refusal.rights"),
    ],
)
def test_closing_names_what_its_outcome_needs(dpo: Run, kind: str, outcome: str, gap: str) -> None:
    added = dpo("add", kind, "--received", "2026-11-20", "--requester", "Jane Doe", "--json")
    ran = dpo("close", added.json["reference"], "--outcome", outcome)
    assert ran.code == 1
    assert f"- {gap}:" in ran.err


def test_what_is_not_asked_is_refused_with_what_is(dpo: Run, sar: str) -> None:
    ran = dpo("assess", sar, "who.person", "met", "--evidence", "x")
    assert ran.code == 2
    assert "It is asked, for example: " in ran.err
    assert dpo("assess", sar, "who.persona", "met").code == 2
    ran = dpo("assess", sar, "search.complete", "met", "--evidence", "everywhere")
    assert ran.code == 1
    assert "answered by the search plan, not by hand" in ran.err


def test_letters_tells_what_a_letter_takes_from_the_particulars(dpo: Run) -> None:
    ran = dpo("add", "foi", "--received", "2026-11-20", "--requester", "Jane Doe", "--json")
    reference = ran.json["reference"]
    dpo("particulars", reference, "refusal.reason=It names two pupils.")
    lines = dpo("letters", reference).out.splitlines()
    assert "    takes     Why refused: It names two pupils." in lines
    assert "    needs     Exemption: --set refusal.exemption=..." in lines


def test_each_letter_of_a_list_stands_apart_from_its_name(dpo: Run) -> None:
    reference = dpo("add", "disclosure", "--received", "today", "--requester", "Kim Ito", "--json")
    lines = dpo("letters", reference.json["reference"]).out.splitlines()
    form = "destruction-certificate  Form: destruction certificate"
    assert f"{form}: Nothing was released yet." in lines
