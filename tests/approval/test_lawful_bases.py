"""The lawful basis and condition that a text relies on, in any spelling."""

import pytest

from dpo_console.approval.lawful_bases import (
    bases_named,
    conditions_named,
    lawful_bases,
    names_article_10,
    names_schedule_1,
)

STATE_SCHOOLS = ("maintained", "maintained-nursery", "pru", "academy", "special-academy", "special")
"""A non-maintained special school is none (DPA 2018 s.7). The word “special” may mean one."""


def test_a_state_school_has_no_legitimate_interests_for_its_tasks() -> None:
    barred = {b.article: b.not_for for b in lawful_bases().bases.values() if b.not_for}
    assert barred == {"6(1)(ea)": STATE_SCHOOLS, "6(1)(f)": STATE_SCHOOLS}


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("UK GDPR Art 6(1)(e); Art 28 contract", ["6(1)(e)"]),
        ("Article 6 (1) (c) and (e)", ["6(1)(e)", "6(1)(c)"]),
        ("6(1)(c)/(e), not (f)", ["6(1)(e)", "6(1)(c)"]),
        ("Art 6.1.f", ["6(1)(f)"]),
        ("6(1)f", ["6(1)(f)"]),
        ("Art 6(1)(ea)", ["6(1)(ea)"]),
        ("Art 6(1)(e), not Art 6(1)(f)", ["6(1)(e)"]),
        ("our Legitimate Interests", ["6(1)(f)"]),
        ("recognised legitimate interests", ["6(1)(ea)"]),
        ("6(1)(e) and our legitimate interests", ["6(1)(e)", "6(1)(f)"]),
        ("not legitimate interests but public task", ["6(1)(e)"]),
        ("Consent of the parents", ["6(1)(a)"]),
        ("Art 6(1)(e); consent is not asked", ["6(1)(e)"]),
        ("a court order", []),
        ("", []),
    ],
)
def test_bases(text: str, articles: list[str]) -> None:
    assert [basis.article for basis in bases_named(text)] == articles


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("Art 9(2)(g); DPA 2018 Sch 1 para 18", ["9(2)(g)"]),
        ("Article 9(2)(g) or (j)", ["9(2)(g)", "9(2)(j)"]),
        ("9.2.j", ["9(2)(j)"]),
        ("not Art 9(2)(a)", []),
        ("Art 9", []),
    ],
)
def test_conditions(text: str, articles: list[str]) -> None:
    assert [condition.article for condition in conditions_named(text)] == articles


def test_which_conditions_need_schedule_1_too() -> None:
    needing = {c.article: c.schedule for c in lawful_bases().conditions.values() if c.schedule}
    assert needing == {
        "9(2)(b)": "Part 1", "9(2)(g)": "Part 2", "9(2)(h)": "Part 1", "9(2)(i)": "Part 1",
        "9(2)(j)": "Part 1",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["DPA 2018 Sch 1 para 18", "schedule 1, paragraph 4", "Sch. 1"])
def test_schedule_1(text: str) -> None:
    assert names_schedule_1(text)
    assert not names_schedule_1(text.replace("1", "2"))


@pytest.mark.parametrize("text", ["UK GDPR Art 10", "Articles 9 and 10", "art. 9/10"])
def test_article_10(text: str) -> None:
    assert names_article_10(text)
    assert not names_article_10("Art 100; 10 pupils")


@pytest.mark.parametrize("between", [" " * 50_000, "\n" * 50_000])
def test_a_long_run_of_spaces_takes_no_time(between: str) -> None:
    text = f"not{between}6{between}({between}1{between}){between}"
    assert bases_named(text) == ()
    assert [basis.article for basis in bases_named(f"{text}(e)")] == []
    assert [c.article for c in conditions_named(f"9(2){between}(g)")] == ["9(2)(g)"]
