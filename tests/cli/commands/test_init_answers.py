"""The questions of `init`: what is asked, what an answer becomes, and what is asked again."""

from pathlib import Path

import pytest

from dpo_console.cli.commands.records.init import ask_letterhead, asked
from dpo_console.config import Contact, Role, School
from dpo_console.config.settings.first_settings import Answers
from dpo_console.law.calendar.schools import SchoolType
from dpo_console.letters.word.letterhead import PACKAGED


class Officer:
    """Somebody who types these answers in turn. An empty one takes what is offered."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.heard: list[str] = []

    def __call__(self, question: str, usual: str) -> str:
        self.heard.append(question)
        return self.answers.pop(0) or usual


def test_answers_become_an_office_with_the_account_first(tmp_path: Path) -> None:
    terms = tmp_path / "dates.csv"
    terms.write_text("what,first,last\nAutumn term 1,2026-09-02,2026-10-23\n")
    officer = Officer(
        "Elm Trust", "Amara Okafor", "dpo@example.org", "",
        "Elm, Ash and Oak School", "primary", "academy", "", "/no/file.csv", str(terms), "",
        "", "", "Ruth Castle", "approver", "", "",
    )  # fmt: skip
    said = asked(Answers(), "aokafor", officer)
    assert officer.answers == []
    (school,) = said.schools
    assert (school.name, school.type) == ("Elm, Ash and Oak School", SchoolType.ACADEMY)
    assert (school.controller, len(school.dates.spans)) == ("Elm Trust", 1)
    assert [(p.name, p.role, p.account) for p in said.people] == [
        ("Amara Okafor", Role.DPO, "aokafor"),
        ("Ruth Castle", Role.APPROVER, ""),
    ]
    assert any(question.startswith("/no/file.csv: can't be read") for question in officer.heard)


def test_what_the_options_said_is_not_asked_and_all_may_wait() -> None:
    officer = Officer("", "", "")
    said = asked(Answers(name="Elm Trust"), "aokafor", officer)
    assert said == Answers(name="Elm Trust")
    assert len(officer.heard) == 3


def test_an_office_that_is_no_trust_is_offered_as_its_own_school() -> None:
    said = asked(Answers("Oak Lane School"), "aokafor", Officer(*[""] * 6))
    assert [school.name for school in said.schools] == ["Oak Lane School"]


def test_a_letterhead_is_asked_for_until_one_can_be_used(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.docx"
    wrong.write_bytes(b"no Word file")
    assert ask_letterhead(Officer(str(wrong), str(PACKAGED))) == PACKAGED
    assert ask_letterhead(Officer("")) is None


def test_the_dpo_is_listed_without_being_named_again() -> None:
    officer = Officer(
        "Beck Academy Trust", "Ruth Adeyemi", "", "",
        "Beck Primary School", "", "", "", "Beck High School", "", "", "", "", "",
        "Joan Smith", "clerk", "radeyemi", "Ruth Adeyemi", "Helen Ford", "approver", "", "",
    )  # fmt: skip
    said = asked(Answers(), "jsmith", officer)
    assert officer.answers == []
    assert [(p.name, p.role, p.account) for p in said.people] == [
        ("Joan Smith", Role.CLERK, "jsmith"),
        ("Ruth Adeyemi", Role.DPO, "radeyemi"),
        ("Helen Ford", Role.APPROVER, ""),
    ]
    assert {school.type for school in said.schools} == {SchoolType.ACADEMY}
    assert {school.controller for school in said.schools} == {"Beck Academy Trust"}


def test_groups_and_leads_are_asked_for_schools_until_they_are_known() -> None:
    officer = Officer(
        "Beck Academy Trust", "Ruth Adeyemi", "", "",
        "Beck Primary School", "", "", "", "Ash High School", "", "", "", "",
        "Primary schools", "", "beck", "Primary and high", "beck, Ash High School", "",
        "Nora Pell", "lead", "", "oak", "ash, Beck Primary School", "radeyemi",
        "Joan Smith", "lead", "ash", "jsmith", "",
    )  # fmt: skip
    said = asked(Answers(), "npell", officer)
    assert officer.answers == []
    assert [(p.name, p.role, p.account, p.schools) for p in said.people] == [
        ("Nora Pell", Role.LEAD, "npell", ("ash", "beck")),
        ("Ruth Adeyemi", Role.DPO, "radeyemi", ()),
        ("Joan Smith", Role.LEAD, "jsmith", ("ash",)),
    ]
    assert [(group.slug, group.name, group.schools) for group in said.groups] == [
        ("primary", "Primary schools", ("beck",)),
        ("primary-and", "Primary and high", ("beck", "ash")),
    ]
    assert any("A group needs schools" in question for question in officer.heard)
    assert any("A lead needs schools" in question for question in officer.heard)
    assert any("There is no school 'oak' here" in question for question in officer.heard)


@pytest.mark.parametrize(
    ("dpo", "schools"), [("", ("Oak", "Elm")), ("Nora Pell", ("Oak", "Elm")), ("A B", ("Oak",))]
)
def test_nobody_leads_one_school_or_leaves_cases_that_nobody_sees(
    dpo: str, schools: tuple[str, ...]
) -> None:
    known = tuple(School(name.lower(), name, SchoolType.MAINTAINED) for name in schools)
    several = schools[1:]  # whose groups are asked for, and none are named
    officer = Officer(*[""] * (not dpo), *[""] * len(several), "Nora Pell", "lead", "clerk", "", "")
    said = asked(Answers("Elm Trust", Contact(dpo), known), "npell", officer)
    assert said.people[0].role == Role.CLERK
