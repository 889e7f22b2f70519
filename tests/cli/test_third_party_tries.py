"""Tries by an insider to have something else released than was approved, and what is lawful.

Each try went through before its check existed, or was refused without its reason. A false stop
fails as a leak does.
"""

import json
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from dpo_console.cli.run import run
from tests.casework.gates import AT_HOME
from tests.cli.conftest import TODAY, Run
from tests.cli.walking import Walk
from tests.conftest import Begin

CASE = "DSC-2026-0001"

REQUEST = (
    "add", "disclosure", "--received", "2026-11-02", "--requester", "Priya Nair", "--channel",
    "email", "--organisation", "Fenwick Reading Ltd", "--requester-kind",
)  # fmt: skip

SCOPE = (
    "scope", CASE, "--purpose", "A reading app", "--item", "reading-age", "--item", "year-group",
    "--cohort", "Year 6", "--pupils", "180", "--basis", "UK GDPR Art 6(1)(e)", "--method",
    "Secure portal", "--until", "2027-07-31", "--agreement", "Contract 7", "--dpia", "D 3",
    "--review", "2027-03-01",
)  # fmt: skip

SIGNED = ("fact", CASE, "terms_signed", "--on", "2026-11-20", "--note", "Both copies on file")


def command(home: Path, *arguments: str, person: str = "dpo", today: str = TODAY) -> str:
    """Run a command that must succeed, and return what it prints."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        options = ("--home", str(home), "--today", today, "--as", person)
        assert run([*options, *arguments], lambda _: 0) == 0, (arguments, err.getvalue())
    return out.getvalue()


def answered(home: Path, *, but: str = "") -> None:
    """Answer every mandatory question of the case, but one."""
    here = (f"{name}={value}" for name, value in AT_HOME.items())
    command(home, "particulars", CASE, *here)
    for row in json.loads(command(home, "checklist", CASE, "--json"))["criteria"]:
        if row["mandatory"] and not row["computed"] and row["id"] != but:
            command(home, "assess", CASE, row["id"], "met", "--evidence", "Seen on file 7")


def approved(home: Path) -> None:
    """Log a supplier's request and approve it on signed terms. It could be released at once."""
    command(home, *REQUEST, "supplier")
    command(home, "party", CASE, "set", "1", "--email", "p@fenwick.example", "--why", "Given")
    command(home, *SCOPE)
    answered(home)
    command(home, *SIGNED)
    command(home, "decide", CASE, "approve", "--reason", "The least that will do", person="head")


@pytest.fixture
def case(dpo: Run, home: Path, begin: Begin) -> str:
    begin(home, approved)
    return CASE


RELEASE = ("release", CASE)
SCOPED = ("scope", CASE)
HEAD = ("decide", CASE, "approve", "--reason", "Looked at again")

Try = tuple[tuple[tuple[str, ...], ...], tuple[str, ...], str]
"""What the insider does first, the release they try, and the words of its refusal."""

TRIES: dict[str, Try] = {
    "another way of sending": ((), (*RELEASE, "--method", "E-mail"), "approved to go by “Secure"),
    "the approved way in words that hide another": (
        (), (*RELEASE, "--method", "Secure portal failed: e-mail"), "not by “Secure portal",
    ),
    "a later end": ((), (*RELEASE, "--until", "2028-07-31"), "later than the end date"),
    "after the end": (
        ((*SCOPED, "--until", "2026-11-24"), HEAD), RELEASE, "is Tue 24 Nov 2026, before",
    ),
    "terms that were never signed": (
        (("correct", CASE, "{terms_signed}", "--why", "It was another company's"),),
        RELEASE, "has not signed the terms",
    ),
    "terms that another recipient signed": (
        (("party", CASE, "set", "1", "--organisation", "Other Ltd", "--why", "A slip"), HEAD),
        RELEASE, "has not signed the terms",
    ),
    "another's terms, with their day corrected": (
        (("party", CASE, "set", "1", "--organisation", "Other Ltd", "--why", "A slip"),
         ("correct", CASE, "{terms_signed}", "--on", "2026-11-23", "--why", "The day"), HEAD),
        RELEASE, "has not signed the terms",
    ),
    "another contract": (
        ((*SCOPED, "--agreement", "Contract 8"),), RELEASE, "the agreement has changed since",
    ),
    "one item for another": (
        ((*SCOPED, "--drop", "reading-age", "--item", "sex"),), RELEASE, "the data items have",
    ),
    "one item for another, approved again": (
        ((*SCOPED, "--drop", "reading-age", "--item", "sex"), HEAD),
        RELEASE, "Answer it again, because this was added since: Sex",
    ),
    "an item rated lower": (
        ((*SCOPED, "--item", "reading-age=E6"),), RELEASE, "the data items have changed",
    ),
    "an item rated lower, approved again": (
        ((*SCOPED, "--item", "reading-age=E6"), HEAD), RELEASE, "“Reading age” is rated E6",
    ),
    "words beside the list": (
        ((*SCOPED, "--items", "And the names"), HEAD), RELEASE, "“Data in words”, stands beside",
    ),
    "words that call themselves E6": (
        ((*SCOPED, "--drop", "all", "--items", "E6: full child protection file with names"), HEAD),
        RELEASE, "names”, under “Data in words”, names Name, C1 on the school's list, and nobody",
    ),
    "an item that calls itself E6": (
        ((*SCOPED, "--item", "Full child protection file with names=E6"), HEAD),
        RELEASE, "is rated E6, but",
    ),
    "more pupils": (((*SCOPED, "--pupils", "1200"),), RELEASE, "the number of pupils has"),
    "another cohort and purpose": (
        ((*SCOPED, "--cohort", "Everybody", "--purpose", "Sales"),),
        RELEASE, "the purpose and the cohort have",
    ),
    "the requester's e-mail": (
        (("party", CASE, "set", "1", "--email", "p@elsewhere.example", "--why", "Moved"),),
        RELEASE, "the recipient's e-mail has changed since",
    ),
    "the requester's address": (
        (("party", CASE, "set", "1", "--address", "9 Hill Street", "--why", "Moved"),),
        RELEASE, "the recipient's address has changed since",
    ),
    "a recipient put between": (
        (("party", CASE, "add", "recipient", "--name", "A Broker"),), RELEASE, "the recipient",
    ),
    "a pupil named": (
        (("party", CASE, "add", "subject", "--name", "Tom Doe"),), RELEASE, "the pupils named have",
    ),
    "another kind and back": (
        (("party", CASE, "set", "1", "--requester-kind", "nhs", "--why", "A slip"),
         ("party", CASE, "set", "1", "--requester-kind", "supplier", "--why", "Back")),
        RELEASE, "the kind of requester has",
    ),
    "a supplier made a controller of its own": (
        ((*SCOPED, "--path", "ordinary"),), RELEASE, "the path has",
    ),
    "a supplier made a controller, and approved again": (
        ((*SCOPED, "--path", "ordinary"), HEAD), RELEASE, "is a controller of its own",
    ),
    "a processor's contract without its end": (
        (("assess", CASE, "processing.end", "not-applicable", "--evidence", "They keep it"),),
        RELEASE, "Are the data returned or deleted at the end",
    ),
    "a joint controller on a processor's answers": (
        (("party", CASE, "set", "1", "--requester-kind", "school", "--why", "A school"),
         (*SCOPED, "--path", "joint"), HEAD),
        RELEASE, "Does an arrangement in writing say who meets each duty",
    ),
    "other evidence": (
        (("assess", CASE, "who.person", "met", "--evidence", "They rang us"),),
        RELEASE, "the evidence on “Has the person asking been verified",
    ),
    "withdrawn and struck out": (
        (("fact", CASE, "withdrawn", "--note", "By e-mail"),
         ("correct", CASE, "{withdrawn}", "--why", "They want it after all")),
        RELEASE, "the request was withdrawn since",
    ),
    "closed and reopened": (
        (("close", CASE, "--outcome", "withdrawn"),
         ("reopen", CASE, "--why", "They want it after all")),
        RELEASE, "the request was withdrawn since",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TRIES)
def test_what_was_approved_is_what_goes(dpo: Run, case: str, what: str) -> None:
    before, release, words = TRIES[what]
    for step in before:
        filled = tuple(_with_fact(dpo, part) for part in step)
        ran = dpo(*filled, person="head" if step is HEAD else "dpo")
        assert ran.code == 0, (step, ran.err)
    ran = dpo(*release)
    assert ran.code == 1
    assert words in " ".join(ran.err.split())
    assert "released" not in {fact["name"] for fact in dpo("show", case, "--json").json["facts"]}


def _with_fact(dpo: Run, part: str) -> str:
    """Return the number of the last fact of a name in braces, or the part itself."""
    if not part.startswith("{"):
        return part
    facts = dpo("show", CASE, "--json").json["facts"]
    return str([fact["id"] for fact in facts if fact["name"] == part.strip("{}")][-1])


LAWFUL: dict[str, tuple[str, ...]] = {
    "as approved": RELEASE,
    "by the approved method, however it is typed": (*RELEASE, "--method", " secure Portal."),
    "sooner destroyed": (*RELEASE, "--until", "2027-01-31"),
    "the day of the approval": (*RELEASE, "--on", "today"),
}


@pytest.mark.parametrize("what", LAWFUL)
def test_what_was_approved_goes(dpo: Run, case: str, what: str) -> None:
    ran = dpo(*LAWFUL[what])
    assert ran.code == 0, ran.err
    assert dpo("verify").code == 0


def test_answering_about_terms_ends_no_approval(dpo: Run, case: str) -> None:
    evidence = ("met", "--evidence", "Clause 4, accepted 20 November")
    assert dpo("assess", case, "processing.people", *evidence).code == 0
    assert dpo("scope", case, "--review", "2027-03-01").code == 0
    assert dpo(*RELEASE).code == 0


def test_terms_are_chased_with_a_day(dpo: Run, home: Path) -> None:
    command(home, *REQUEST, "researcher")
    command(home, *SCOPE)
    answered(home)
    command(home, *HEAD, person="head")
    assert dpo("show", CASE, "--json").json["next_action"] == "Send the approval and its terms"
    letter = ("third-party-approval",)
    command(home, "letter", "write", CASE, *letter)
    command(home, "letter", "sent", CASE, *letter)
    row = dpo("show", CASE, "--json").json
    assert row["next_action"] == "Await the signed terms by Tue 5 Jan 2027"
    assert (row["whose_move"], row["due"]) == ("recipient", "2027-01-05")
    late = {"today": "2027-01-06"}
    assert dpo("list", "--view", "waiting", "--json", **late).json == []
    (row,) = dpo("list", "band:overdue", "--json", **late).json
    assert row["next_action"] == "Chase the signed terms (due Tue 5 Jan)"
    assert row["whose_move"] == "us"
    assert "has not signed the terms" in dpo(*RELEASE, **late).err
    command(home, "fact", CASE, "terms_signed", "--note", "Signed by Dr Vane", **late)
    assert dpo(*RELEASE, **late).code == 0


def test_a_public_body_gives_its_own_agreement(dpo: Run, home: Path) -> None:
    command(home, *REQUEST, "nhs", "--organisation", "Fenwick NHS Trust")
    command(home, *SCOPE, "--agreement", "The service's own sharing agreement, 2026/4")
    answered(home)
    command(home, *HEAD, person="head")
    assert dpo(*RELEASE).code == 0


def test_a_release_on_paper_is_entered_late(dpo: Run, home: Path) -> None:
    command(home, *REQUEST, "supplier")
    command(home, *SCOPE)
    answered(home)
    command(home, *SIGNED)
    paper = ("--by", "head", "--on", "2026-11-18", "--evidence", "Signed sheet, file 7")
    command(home, "decide", CASE, "approve", "--reason", "Of use", *paper)
    unsigned = dpo(*RELEASE, "--on", "2026-11-19")
    assert (unsigned.code, "not on file by Thu 19 Nov 2026" in unsigned.err) == (1, True)
    ran = dpo(*RELEASE, "--on", "2026-11-21")
    assert ran.code == 0, ran.err


@pytest.mark.parametrize(
    ("kind", "scope"),
    [
        ("police", ("--basis", "Art 6(1)(e); DPA 2018 Sch 2 para 2", "--item", "attendance",
                    "--agreement", "Undertaking in their form")),
        ("court", ("--power", "Order of 20 November 2026", "--ordered", "attendance")),
        ("la-safeguarding", ("--power", "Children Act 2004 s.16H", "--item", "attendance")),
        ("cafcass", ("--path", "compelled", "--power", "Direction of 3 Nov",
                     "--ordered", "attendance")),
        ("dwp-hmrc", ("--path", "compelled", "--power", "SSAA 1992 s.109B",
                      "--ordered", "roll-dates")),
    ],
)  # fmt: skip
def test_forms_orders_and_duties_go_without_signed_terms(
    dpo: Run, kind: str, scope: tuple[str, ...]
) -> None:
    walk = Walk(dpo, CASE)
    walk.act(*REQUEST, kind, "--subject", "Tom Doe", "--organisation", "Fenwick Partnership")
    walk.act("scope", CASE, "--purpose", "An enquiry", "--pupils", "1", *scope)
    walk.until(*RELEASE)
    assert "released" in {fact["name"] for fact in dpo("show", CASE, "--json").json["facts"]}


def released(dpo: Run, case: str) -> None:
    assert dpo(*RELEASE).code == 0
    correct = ("--organisation", "Fenwick Reading Holdings", "--why", "Its name was wrong")
    assert dpo("party", case, "set", "1", *correct).code == 0


def test_what_was_told_stays_and_a_correction_is_shown_beside_it(dpo: Run, case: str) -> None:
    released(dpo, case)
    says = "release.correction=The contract was number 9"
    assert dpo("particulars", case, says).code == 0
    (row,) = dpo("register", "--json").json
    assert row["organisation"] == "Fenwick Reading Ltd"
    assert "Fenwick Reading Ltd, corrected to Fenwick Reading Holdings" in row["corrected"]
    told = dpo("show", case, "--json").json["released"]
    assert told["to"] == "Priya Nair, Fenwick Reading Ltd"
    assert len(told["corrections"]) == 2
    assert "Fenwick Reading Holdings" in dpo("register").out
    (full,) = dpo("register", "--internal", "--json").json
    assert "number 9" in full["corrected"]
    assert dpo("verify").code == 0


@pytest.mark.parametrize(
    "step",
    [
        (*SCOPED, "--purpose", "Something else"),
        (*SCOPED, "--item", "sex"),
        ("party", CASE, "add", "recipient", "--name", "A Broker"),
        ("party", CASE, "set", "1", "--requester-kind", "nhs", "--why", "A slip"),
        ("decide", CASE, "refuse", "--reason", "Not after all"),
    ],
)
def test_what_was_released_stays_as_released(dpo: Run, case: str, step: tuple[str, ...]) -> None:
    released(dpo, case)
    ran = dpo(*step, person="head" if step[0] == "decide" else "dpo")
    assert (ran.code, "was released" in ran.err) == (1, True)
