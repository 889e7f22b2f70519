"""The exemptions as data: every paragraph has a test in plain words, and its law."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dpo_console.errors import BadFile, BadInput
from dpo_console.law.exemptions import exemptions as law
from dpo_console.law.exemptions.exemptions import (
    exemption,
    exemptions,
    exemptions_for,
    opinions,
    regimes,
)
from dpo_console.law.exemptions.item_categories import item_categories, item_category
from dpo_console.law.statutes import statutes
from tests.each import each

ALL = list(exemptions().values())


@each(found=ALL)
def test_each_asks_in_plain_words_and_cites_its_law(found: law.Exemption) -> None:
    assert all("?" in question for question in found.tests)
    assert found.law.startswith(
        ("DPA 2018 Sch", "UK GDPR Art", "FOIA 2000 s.", "EIR 2004 reg", "SI ")
    )
    assert found.letter[0].islower()
    assert not found.letter.endswith(".")
    assert (found.balance is not None) == (found.regime in ("foi", "eir"))
    assert set(found.kinds) <= set(statutes())


def test_the_paragraphs_that_a_school_needs_are_there() -> None:
    needed = {
        "sch2-2", "sch2-5", "sch2-7", "sch2-16", "sch2-19", "sch2-20", "sch2-22", "sch2-23",
        "sch2-24", "sch2-25-scripts", "sch2-25-marks", "sch3-4", "sch3-5", "sch3-11", "sch3-18",
        "sch3-19", "sch3-21", "sch4-3", "sch4-4", "art15-4", "foi-21", "foi-22", "foi-31",
        "foi-36", "foi-38", "foi-40-2", "foi-41", "foi-42", "foi-43", "eir-13",
    }  # fmt: skip
    assert needed <= set(exemptions())


def test_naming_them_would_defeat_them() -> None:
    hidden = {e.slug for e in ALL if not e.named}
    assert {"sch2-2", "sch3-4", "sch3-5", "sch3-11", "sch3-19", "sch3-21"} <= hidden
    assert not hidden & {"sch2-16", "sch2-19", "sch2-24", "foi-40-2"}


def test_health_asks_a_health_professional_within_six_months() -> None:
    assert exemption("sch3-5").opinion == "health"
    assert opinions()["health"].months == 6
    assert exemption("sch3-19").opinion == ""  # in England the school decides


OTHER_RIGHTS = ("rectification", "erasure", "restriction", "objection", "portability")


def test_each_exemption_of_data_protection_law_says_which_right_it_restricts() -> None:
    assert all(bool(e.right) == (e.regime == "access") for e in ALL)
    every_right = {e.slug for e in exemptions_for("erasure")}
    assert {"sch2-2", "sch2-5"} <= every_right
    part_3_and_4 = {"sch2-16", "sch2-19", "sch2-20", "sch2-22", "sch2-23", "sch2-24"}
    assert not every_right & (part_3_and_4 | {"sch3-5", "sch3-11", "sch3-19", "sch3-21"})
    for kind in OTHER_RIGHTS:
        assert {e.slug for e in exemptions_for(kind)} - {"art20-4"} == every_right


def test_law_requires_an_opinion_for_health_data_alone() -> None:
    required = {e.slug for e in ALL if e.regime == "access" and e.opinion}
    assert required == {"sch3-5"}
    assert {slug for slug, one in opinions().items() if one.advice} == {
        "social-work", "safeguarding",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("slug", "absolute"),
    [("foi-21", True), ("foi-40-2", True), ("foi-41", True), ("foi-44", True), ("foi-22", False),
     ("foi-40-2-other", False), ("eir-13", True), ("eir-13-other", False),
     ("foi-36", False), ("foi-42", False), ("foi-43", False), ("eir-12-4-e", False)],
)  # fmt: skip
def test_whether_the_public_interest_is_weighed(slug: str, absolute: bool) -> None:
    assert exemption(slug).balance is not absolute


def test_each_kind_has_those_of_its_law_alone() -> None:
    assert {e.regime for e in exemptions_for("sar")} == {"access"}
    assert {e.regime for e in exemptions_for("foi-review")} == {"foi"}
    assert {e.regime for e in exemptions_for("eir")} == {"eir"}
    assert {e.regime for e in exemptions_for("educational-record")} == {"access", "record"}
    assert exemptions_for("breach") == ()
    assert set(regimes()) == {e.regime for e in ALL}


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("sch2-16", "sch2-16"),
        (" SCH2-16 ", "sch2-16"),
        ("Sch 2 para 16", "sch2-16"),
        ("DPA 2018 Schedule 3 Part 4, paragraph 19", "sch3-19"),
        ("s.40(2)", "foi-40-2"),
        ("section 36", "foi-36"),
        ("FOIA 2000 s.43", "foi-43"),
    ],
)
def test_an_exemption_is_known_as_people_cite_it(typed: str, slug: str) -> None:
    assert exemption(typed).slug == slug


@pytest.mark.parametrize("typed", ["", "sch2", "sch2-999", "because", "Sch 2 para 999"])
def test_what_is_no_exemption(typed: str) -> None:
    with pytest.raises(BadInput, match="exemption: there is no"):
        exemption(typed)


@pytest.mark.parametrize(
    ("typed", "slug"),
    [("health", "health"), ("Medical", "health"), ("E-mails", "emails"), ("CHILD protection",
     "safeguarding"), ("Special educational needs", "sen"), ("social_work", "social-work")],
)  # fmt: skip
def test_a_category_is_known_by_what_people_call_it(typed: str, slug: str) -> None:
    assert item_category(typed).slug == slug


def test_no_word_means_two_categories() -> None:
    words = [
        word
        for category in item_categories().values()
        for word in {w.casefold() for w in (*category.words, category.title, category.slug)}
    ]
    assert len(words) == len(set(words))


Edit = Callable[[str], str]


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (
            lambda t: t.replace('regime         = "access"', 'regime = "acess"', 1),
            "regime: is 'acess'",
        ),
        (lambda t: t.replace("tests   = [", "tests = []\nx = [", 1), "x: is not a key"),
        (lambda t: t.replace('source  = "read"', 'source  = "heard"', 1), "source: is 'heard'"),
        (lambda t: t.replace("checked = 2026-11-24", ""), "checked: is missing"),
        (lambda t: t.replace('opinion        = "health"', 'opinion = "doctor"'), "'doctor'"),
        (lambda t: t + "\n[more]\n", "more: is not a key"),
    ],
)
def test_a_file_that_says_anything_else_is_refused(
    edit: Edit, says: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("law") / "exemptions.toml"
    text = Path(law.FILE).read_text()
    assert edit(text) != text
    file.write_text(edit(text))
    with pytest.raises(BadFile, match=says):
        exemptions(file)
