import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dpo_console.errors import BadFile
from dpo_console.law.facts import facts_for
from dpo_console.law.statutes import kinds
from dpo_console.letters.addressees import FOLDER, TYPED, To, letter_title
from dpo_console.letters.catalogue import (
    WORDINGS,
    catalogue,
    letter_kind,
    read_catalogue,
    sentences,
    wording_path,
)
from dpo_console.letters.composing.filling import SENTENCE
from dpo_console.letters.letter import Style
from dpo_console.letters.wording.conditions import TO_PUPIL, day_in_full, sentence_parts
from dpo_console.letters.wording.wording import read_wording
from tests.each import each


@each(name=catalogue())
def test_each_letter_has_its_wording_and_asks_for_what_it_uses(name: str) -> None:
    path = wording_path(name)
    blocks = read_wording(path, path.read_text("utf-8"))
    used = {part.field for block in blocks for part in block.parts}
    spoken = [sentences()[f.removeprefix(SENTENCE)] for f in used if f.startswith(SENTENCE)]
    inside = {p.field for s in spoken for text in s.texts for p in sentence_parts(text)}
    chosen = {condition.name for block in blocks for condition in block.conditions}
    assert {ask.name for ask in letter_kind(name).asks} <= used | inside | chosen


@each(name=catalogue())
def test_sending_a_letter_records_a_fact_that_all_its_cases_know(name: str) -> None:
    kind = letter_kind(name)
    for slug in kind.kinds:
        assert not kind.records or kind.records in {fact.name for fact in facts_for(slug)}


OPENS_WITH = {
    To.REQUESTER: "requester.address",
    To.RECIPIENT: "recipient.address",
    To.HEAD: "",
    To.REGULATOR: "regulator.addressee",
    **TYPED,
}
"""The address block of a letter to each addressee."""


@each(name=catalogue())
def test_each_letter_opens_with_the_address_of_its_addressee(name: str) -> None:
    for path in {wording_path(name), wording_path(name, {TO_PUPIL})}:
        first = read_wording(path, path.read_text("utf-8"))[0]
        assert [part.field for part in first.parts] == [OPENS_WITH[letter_kind(name).addressee]]


def test_papers_to_the_head_and_to_holders_are_internal() -> None:
    internal = {name for name, kind in catalogue().items() if kind.addressee.internal}
    assert internal == {"decision-sheet", "preservation-notice", "search-request", "search-chase"}


@pytest.mark.parametrize(
    ("name", "conditions", "why_not"),
    [
        ("clarification", {"sar", "open", "month"}, ""),
        ("clarification", {"exam-results", "open"}, "can't be paused or extended"),
        ("clarification", {"rectification", "open"}, "not for this kind of case"),
        ("clarification", {"sar", "open", "month", "limit_passed"}, "can't stop the clock"),
        ("clarification", {"sar"}, "closed"),
        ("disclosure-cover", {"sar", "open", "identity_open"}, "proof of identity"),
        ("disclosure-cover", {"sar", "open", "authority_open"}, "proof of authority"),
        ("third-party-approval", {"disclosure", "open"}, "isn't approved yet"),
        ("third-party-approval", {"disclosure", "open", "approved"}, ""),
        ("third-party-approval", {"disclosure", "open", "approved", "compelled"}, "compels"),
        ("acknowledgement", {"complaint", "open"}, ""),
        ("acknowledgement", {"complaint", "open", "responded"}, "already sent"),
        ("acknowledgement", {"complaint", "open", "outcome_told"}, "told the outcome"),
        ("acknowledgement", {"foi-review", "open"}, ""),
        ("disclosure-cover", {"exam-results", "open"}, ""),
        ("authority-request", {"sar", "open"}, "their own information"),
        ("authority-request", {"sar", "open", "on_behalf"}, ""),
        ("refusal-identity", {"sar", "open"}, "No request for proof"),
        ("refusal-identity", {"sar", "open", "proof_open"}, ""),
        ("extension", {"sar", "open", "month", "notice_passed"}, "The clock isn't running"),
        ("extension", {"sar", "open", "month", "running", "notice_passed"}, "has passed"),
        ("extension", {"sar", "open", "month", "running"}, ""),
        ("breach-report", {"breach", "open", "not_reportable"}, "judged not reportable"),
        ("destruction-certificate", {"disclosure", "released"}, "No certificate"),
        ("destruction-certificate", {"disclosure", "released", "certificate_open"}, ""),
    ],
)
def test_a_letter_fits_or_says_why_not(name: str, conditions: set[str], why_not: str) -> None:
    said = letter_kind(name).why_not(conditions)
    assert why_not in said
    assert bool(said) == bool(why_not)


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        ("acknowledgement", 'when    = "open"', 'when    = "opened"', "opened"),
        ("disclosure-cover", 'field = "schedule"', 'field = "scedule"', "scedule"),
        ("clarification", 'kinds   = ["sar"', 'kinds   = ["dsar"', "no kind of case 'dsar'"),
        ("acknowledgement", "records = ", "recods = ", r"key records: is missing"),
        ("fee", '"requester"', '"insurer"', "must be one of requester"),
        ("index", '"clarification"', '"clarifikation"', "has its file"),
    ],
)
def test_a_bad_catalogue_is_refused_by_key(
    file: str, old: str, new: str, what: str, tmp_path: Path
) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(FOLDER, folder)
    bad = folder / f"{file}.toml"
    text = bad.read_text("utf-8")
    assert old in text
    bad.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(BadFile, match=what):
        read_catalogue(folder)


NAMING = {"subject.names", "requester.name", "summary", "sharing.cohort", "breach.addressee"}


def test_no_subject_line_names_anybody() -> None:
    for path in sorted(WORDINGS.glob("*.md")):
        blocks = read_wording(path, path.read_text("utf-8"))
        subjects = [block for block in blocks if block.style is Style.SUBJECT]
        assert subjects, path
        assert not NAMING & {part.field for block in subjects for part in block.parts}, path


@pytest.mark.parametrize(
    "name", [n for n, kind in catalogue().items() if "disclosure" in kind.kinds]
)
def test_a_third_party_is_never_told_a_pupil_s_name_by_the_wording(name: str) -> None:
    path = wording_path(name)
    condition = "disclosure"
    said = {
        part.field
        for block in read_wording(path, path.read_text("utf-8"))
        for part in block.parts
        if all((c.name == condition) == c.wanted for c in block.conditions if c.name in kinds())
    }
    assert "subject.names" not in said


def test_a_day_in_a_letter() -> None:
    assert day_in_full(date(2026, 10, 13)) == "Tuesday 13 October 2026"


def test_docx_is_loaded_only_when_a_letter_is_written() -> None:
    """Save 70 ms that neither a list of letters nor a preview should cost."""
    code = (
        "import sys, dpo_console.letters.word.saving, dpo_console.letters.letter; "
        "sys.exit(any(name in sys.modules for name in ('docx', 'textual', 'sqlmodel')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_letter_is_called_alike_without_the_catalogue() -> None:
    assert {name: letter_title(name) for name in catalogue()} == {
        name: kind.title for name, kind in catalogue().items()
    }
    assert letter_title("../fields") == "../fields"
    assert letter_title("long-gone") == "Long gone"


def test_an_opinion_is_said_to_be_required_for_health_data_alone() -> None:
    (text,) = sentences()["opinion-question"].texts
    required = [part for part in text.split(". ") if "the law requires" in part]
    assert len(required) == 1
    assert "health, the law requires the opinion of the appropriate health" in required[0]
    assert "No opinion is required on social work and education data." in text


def test_every_kind_of_case_has_a_letter_that_answers_it() -> None:
    answering = {"responded", "outcome_told", "reported"}
    answered = {
        kind for letter in catalogue().values() if letter.records in answering
        for kind in letter.kinds
    }  # fmt: skip
    assert answered | {"disclosure"} == set(kinds())


def test_a_notice_of_the_public_interest_test_says_what_section_17_asks() -> None:
    demanded = " ".join(demand.law for demand in letter_kind("public-interest-notice").demands)
    for law in ("s.17(1)(a) and (b)", "s.17(1)(c)", "10(3) and 17(2)", "s.17(7)(a)", "s.17(7)(b)"):
        assert law in demanded
