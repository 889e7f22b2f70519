"""UK GDPR Art 13 and 14: each point stands in the written notice, or the notice is refused."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dpo_console.approval.lawful_bases import lawful_bases
from dpo_console.cases.notice.composing import compose
from dpo_console.cases.notice.stated import AUDIENCES, CHILDREN, Stated, stated
from dpo_console.cases.notice.whole import missing
from dpo_console.config import Home, Settings, load_settings
from dpo_console.config.notice.notice import EXAMPLES, Notice, Whose, example, read_notice
from dpo_console.law.calendar.schools import SchoolType
from dpo_console.law.notice.points import Point, points
from dpo_console.letters.letter import LetterDraft, preview
from tests.conftest import TODAY

EVERY_BASIS = tuple(lawful_bases().bases)

CLAUSES = {
    "13(1)(a)", "13(1)(b)", "13(1)(c)", "13(1)(d)", "13(1)(e)", "13(1)(f)", "13(2)(a)", "13(2)(b)",
    "13(2)(c)", "13(2)(d)", "13(2)(e)", "13(2)(f)", "14(1)(a)", "14(1)(b)", "14(1)(c)", "14(1)(d)",
    "14(1)(e)", "14(1)(f)", "14(2)(a)", "14(2)(b)", "14(2)(c)", "14(2)(d)", "14(2)(e)", "14(2)(f)",
    "14(2)(g)",
}  # fmt: skip
"""Every clause of Art 13(1), 13(2), 14(1) and 14(2), as a lawyer counts them."""

WRITTEN: Mapping[str, str] = {
    "controller": "The governing body of Oak Lane Primary School is the controller",
    "officer": "Amara Okafor\n",
    "purposes": "We use it to",
    "bases": "(Article 6(1)",
    "interests": "Our interest: to raise money",
    "categories": "We hold ",
    "source": "We get it from ",
    "providing": "The rest is up to you.",
    "recipients": "We share it with ",
    "transfers": "outside the United Kingdom",
    "retention": "We keep it ",
    "security": "We keep ",
    "automated": "by a computer alone",
    "rights": "see the information that we hold about you",
    "right-to-object": "You have the right to object",
    "withdraw": "withdraw your consent at any time",
    "complain": "Data Protection Act 2018, section 164A",
    "commissioner": "Information Commissioner's Office, Wycliffe House",
}
"""The words by which each point is known in the notice of the example home."""

MORE = {
    "interests": 'basis = ["legitimate-interests"]\ninterest = "to raise money"',
    "withdraw": 'basis = ["consent"]',
    "right-to-object": 'basis = ["public-task"]\nlaw = "Education Act 2002 s.21"',
}
"""A further use on the basis for which alone a point is asked."""


IN_ITS_PLACE = dict.fromkeys(MORE, "bases")


def settings_of(home: Path) -> Settings:
    return load_settings(Home(home))


def notice_from(folder: Path, text: str) -> Notice:
    path = folder / "notice.toml"
    path.write_text(text)
    return read_notice(path, ("oak",), {})


def with_use(text: str, whose: str, point: str) -> str:
    """Return the text with a use on which a point is asked, if it isn't always."""
    lines = MORE.get(point)
    use = f'\n[[{whose}.use]]\npurpose = "to try it"\n{lines}\nstated = 2026-09-01\n'
    return text + use if lines else text


def without(text: str, settings: Settings, whose: str, point: str) -> tuple[str, Settings]:
    """Return the home without what states a point."""
    school = settings.schools[0]
    if point == "controller":
        return text, settings._replace(schools=(school._replace(address="", phone=""),))
    if point == "officer":
        return text, settings._replace(dpo=settings.dpo._replace(name=""))
    if point == "complain":
        nobody = settings.dpo._replace(email="", phone="")
        return text, settings._replace(dpo=nobody, schools=(school._replace(address=""),))
    if point == "commissioner":
        return text, settings._replace(regulator=settings.regulator._replace(website=""))
    if point in ("bases", "rights", *MORE):
        return re.sub(rf"\[\[{whose}\.use\]\]\n(?:.+\n)+", "", text), settings
    before, own, after = text.partition(f"\n[{whose}]\n")
    return before + own + re.sub(rf"(?:{point}\.\w+ +=.*\n)+", "", after, count=1), settings


def words(one: Stated, section: str = "") -> str:
    found = [s for s in compose(one, TODAY) if section in ("", s.slug)]
    return "".join(preview(LetterDraft(s.blocks, ())) for s in found)


@pytest.mark.parametrize("point", points(EVERY_BASIS, TODAY), ids=lambda point: point.slug)
def test_a_point_stands_in_every_notice_or_the_notice_is_refused(home: Path, point: Point) -> None:
    settings = settings_of(home)
    for audience, whose in AUDIENCES.items():
        text = with_use(example("primary"), whose, point.slug)
        one = stated(settings, notice_from(home, text), "oak", audience)
        gaps = {gap.point for gap in missing(one, TODAY)}
        assert gaps <= ({"bases"} if point.slug == "interests" else set())  # not in a state school
        assert WRITTEN[point.slug] in words(one, point.section)
        less, fewer = without(text, settings, whose, point.slug)
        lacking = missing(stated(fewer, notice_from(home, less), "oak", audience), TODAY)
        # without a use on that basis, the point isn't asked, and the bases are missing
        named = next(
            gap for gap in lacking if gap.point == IN_ITS_PLACE.get(point.slug, point.slug)
        )
        assert named.says.startswith("It doesn't say ")
        assert named.remedy.startswith("Write ")
        assert "{" not in named.remedy


def test_conditions_of_article_9_are_explained_only_where_a_use_has_one(home: Path) -> None:
    settings, notice = settings_of(home), notice_from(home, example("primary"))
    told = {
        audience: "a condition in Article 9" in words(stated(settings, notice, "oak", audience))
        for audience in AUDIENCES
    }
    assert told == {
        "pupils": True, "parents": False, "workforce": True, "governors-and-volunteers": True,
        "visitors": False,
    }  # fmt: skip


def test_every_clause_of_both_articles_is_a_point() -> None:
    cited = [point.law for point in points(EVERY_BASIS, TODAY)]
    assert {clause for law in cited for clause in re.findall(r"1[34]\(\d\)\(\w\)", law)} == CLAUSES


def test_the_right_to_complain_to_the_school_is_asked_from_its_day() -> None:
    before = {point.slug for point in points((), date(2026, 6, 18))}
    after = {point.slug for point in points((), date(2026, 6, 19))}
    assert after - before == {"complain"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_lacks_nothing_for_anybody(home: Path, name: str) -> None:
    settings = settings_of(home)
    kind = {"primary": SchoolType.MAINTAINED, "trust": SchoolType.ACADEMY}[name]
    settings = settings._replace(schools=(settings.schools[0]._replace(type=kind, controller="X"),))
    notice = notice_from(home, example(name))
    for audience in (*AUDIENCES, CHILDREN):
        assert missing(stated(settings, notice, "oak", audience), TODAY) == ()


def test_a_state_school_may_not_rest_its_tasks_on_interests(home: Path) -> None:
    settings = settings_of(home)
    notice = notice_from(home, with_use(example("primary"), "pupil", "interests"))
    one = stated(settings, notice, "oak", "pupils")
    assert "can't rely on this" in missing(one, TODAY)[0].says
    free = settings.schools[0]._replace(type=SchoolType.INDEPENDENT, controller="The proprietor")
    private = replace(one, settings=settings._replace(schools=(free,)))
    assert not [gap for gap in missing(private, TODAY) if "can't rely on this" in gap.says]


def test_an_item_that_nobody_knows_is_named(home: Path) -> None:
    notice = notice_from(home, example("primary").replace('"upn"', '"shoe-size"'))
    (gap,) = missing(stated(settings_of(home), notice, "oak", "pupils"), TODAY)
    assert "shoe-size" in gap.says


def test_children_are_told_in_short_words_with_their_own_rights(home: Path) -> None:
    notice = notice_from(home, example("primary"))
    one = stated(settings_of(home), notice, "oak", CHILDREN)
    said = words(one)
    assert "You can ask to see what we know about you." in said
    told = [s for s in compose(one, TODAY) if s.slug not in ("complaints",)]
    plain = "\n".join(block.text for s in told for block in s.blocks if hasattr(block, "text"))
    assert max(len(s.split()) for s in re.split(r"[.?!]\s", plain)) <= 20
    assert "No computer decides anything important about you." in said
    assert "section 164A" not in said
    silent = stated(settings_of(home), Notice(), "oak", CHILDREN)
    assert len(missing(silent, TODAY)) == 6


def pupils(home: Path, text: str = "", kind: SchoolType = SchoolType.MAINTAINED) -> str:
    settings = settings_of(home)
    school = settings.schools[0]._replace(controller="The proprietor", type=kind)
    notice = notice_from(home, text or example("primary"))
    return words(stated(settings._replace(schools=(school,)), notice, "oak", "pupils"))


def test_a_right_against_a_computer_is_named_unless_none_decides_alone(home: Path) -> None:
    right = "a significant decision that a computer made alone"
    decides = "automated.a_person_decides = true\n"
    assert right not in pupils(home)
    for unsaid in ("", decides.replace("true", "false")):
        assert right in pupils(home, example("primary").replace(decides, unsaid))


def test_a_parent_is_told_of_the_educational_record_where_the_school_owes_it(home: Path) -> None:
    assert "within 15 school days" in pupils(home)
    assert "within 15 school days" not in pupils(home, kind=SchoolType.ACADEMY)
    one = stated(settings_of(home), notice_from(home, example("primary")), "oak", "parents")
    assert "within 15 school days" in words(one, "rights")


def test_a_right_to_object_names_the_interests_only_where_a_use_rests_on_one(home: Path) -> None:
    assert "direct marketing" not in pupils(home)
    assert "direct marketing" in pupils(home, with_use(example("primary"), "pupil", "interests"))


def test_whom_else_to_ask_is_told_to_those_whom_it_concerns(home: Path) -> None:
    named = example("primary") + 'whose = ["pupil", "visitor"]\n'
    notice = notice_from(home, named)
    told = {a: words(stated(settings_of(home), notice, "oak", a), "elsewhere") for a in AUDIENCES}
    assert "Brookfield Council" in told["pupils"]
    assert "Brookfield Council" not in told["visitors"]
    assert "Department for Education" in told["visitors"]
    assert told["parents"] == ""


def test_fingerprints_are_named_only_where_the_school_takes_them(home: Path) -> None:
    assert "Fingerprint" not in pupils(home)
    assert "Fingerprint" in pupils(home, example("primary").replace('"upn"', '"upn", "biometric"'))


def cited(home: Path, text: str, kind: SchoolType) -> list[str]:
    """Return what the check says of the laws that a notice cites, at a school of this type."""
    settings = settings_of(home)
    settings = settings._replace(schools=(settings.schools[0]._replace(type=kind, controller="X"),))
    notice = notice_from(home, text)
    gaps = (gap for a in AUDIENCES for gap in missing(stated(settings, notice, "oak", a), TODAY))
    return [f"{gap.says} {gap.remedy}" for gap in gaps if "cites a law" in gap.says]


def test_laws_cited_are_those_that_bind_the_type_of_school(home: Path) -> None:
    of_a_trust = cited(home, example("trust"), SchoolType.MAINTAINED)
    assert any("Academies Act 2010 s.1 and our funding agreement" in said for said in of_a_trust)
    assert any("It may be: Education Act 2002 s.21." in said for said in of_a_trust)
    of_a_council = cited(home, example("primary"), SchoolType.ACADEMY)
    assert any("an academy: SI 2005/1437" in said for said in of_a_council)
    special = cited(home, example("primary"), SchoolType.NON_MAINTAINED_SPECIAL)
    assert any("It may be: SI 2015/728." in said for said in special)
    assert cited(home, example("primary"), SchoolType.MAINTAINED) == []
    assert cited(home, example("trust"), SchoolType.ACADEMY) == []
    both = example("primary").replace("Act 2002 s.175", "Act 2002 s.175; SI 2014/3283 Sch para 7")
    assert cited(home, both, SchoolType.MAINTAINED) == []


def test_volunteers_checks_rest_on_a_public_task(home: Path) -> None:
    """SI 2014/3283 reg 2 leaves volunteers out of its staff."""
    (use,) = (
        use
        for use in notice_from(home, example("trust")).stated(Whose.VOLUNTEER, "oak").uses
        if "check" in use.purpose
    )
    assert "public-task" in use.bases


def test_law_on_fingerprints_is_told_where_the_school_takes_them(home: Path) -> None:
    """Protection of Freedoms Act 2012 s.26."""
    law = "Protection of Freedoms Act 2012"
    taken = example("primary").replace('"upn"', '"upn", "biometric"')
    assert law not in pupils(home)
    assert law in pupils(home, taken)
    told = stated(settings_of(home), notice_from(home, taken), "oak", CHILDREN)
    assert "say no to our using your fingerprint" in words(told)
    assert law not in words(stated(settings_of(home), notice_from(home, taken), "oak", "workforce"))
