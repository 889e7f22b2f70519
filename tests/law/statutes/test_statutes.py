"""Every statute file has its required content, and a wrong one is refused."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from dpo_console.errors import BadFile, BadInput
from dpo_console.law.calendar.schools import TYPES, School
from dpo_console.law.clock import read_clock_under
from dpo_console.law.facts import EXTENSION, counted_facts, fact_kinds, questions
from dpo_console.law.model import Fact, Standing
from dpo_console.law.statutes import FOLDER, kinds, statute, statutes
from dpo_console.law.statutes.statute import Statute, read_statute
from tests.each import each

KINDS = {
    "sar": "SAR", "rectification": "REC", "erasure": "ERA", "restriction": "RST",
    "portability": "PRT", "objection": "OBJ", "exam-results": "EXM", "educational-record": "EDR",
    "curricular-record": "CUR", "ctf": "CTF", "ctf-request": "CTR", "foi": "FOI",
    "foi-review": "FRV", "eir": "EIR", "complaint": "CMP", "breach": "BRC",
    "pupil-information": "PIN", "ehc-advice": "EHC", "ico-enquiry": "ICO", "disclosure": "DSC",
    "eir-review": "EIV", "automated-decision": "AUT", "consent-withdrawn": "CON",
}  # fmt: skip
ALL = each(law=statutes().values())


def test_the_kinds_and_their_prefixes() -> None:
    assert {law.kind: law.prefix for law in statutes().values()} == KINDS


@ALL
def test_every_value_has_its_citation(law: Statute) -> None:
    for version in law.versions:
        assert version.law
        assert all(start.law for start in version.starts)
        assert all(pause.law for pause in version.pauses)
        assert all(duty.law for duty in version.duties)
        assert all(duty.extension.law for duty in version.duties if duty.extension)


@ALL
def test_every_file_was_checked_against_the_law(law: Statute) -> None:
    assert law.checked == date(2026, 11, 24)


@ALL
def test_versions_begin_with_the_gdpr_and_are_dated_once(law: Statute) -> None:
    begins = [version.begins for version in law.versions]
    assert begins[0] == date(2018, 5, 25)
    assert len(set(begins)) == len(begins)


@ALL
def test_every_fact_it_names_is_in_the_catalogue(law: Statute) -> None:
    assert counted_facts(law) <= set(fact_kinds())
    assert set(law.not_counted) <= set(fact_kinds())


@ALL
def test_every_question_and_notice_is_counted_or_said_why_not(law: Statute) -> None:
    for name in (*questions(), EXTENSION):
        counted = counted_facts(law)
        if law.kind == "exam-results":
            counted -= counted_facts(statute("sar"))
        assert (name in counted) != (name in law.not_counted), name


@ALL
def test_outcomes_are_slugs_with_titles(law: Statute) -> None:
    assert len(law.outcomes) >= 2
    assert all(re.fullmatch(r"[a-z][a-z-]+", slug) for slug in law.outcomes)
    assert all(title[0].isupper() for title in law.outcomes.values())


@ALL
def test_first_duty_is_the_answers_own_in_each_version(law: Statute) -> None:
    answers = ("answer", "acknowledgement", "report")
    assert all(version.duties[0].what in answers for version in law.versions)


@ALL
def test_a_target_never_rolls_and_is_never_extended(law: Statute) -> None:
    for duty in (duty for version in law.versions for duty in version.duties):
        if duty.standing is Standing.TARGET:
            assert not duty.rolls_by
            assert duty.extension is None


def test_versions_change_when_the_law_did() -> None:
    changed = {law.kind: law.versions[-1].begins for law in statutes().values() if law.versions[1:]}
    rights = (
        "sar", "rectification", "erasure", "restriction", "portability", "objection",
        "automated-decision",
    )  # fmt: skip
    assert changed == dict.fromkeys(rights, date(2026, 2, 5)) | {"complaint": date(2026, 6, 19)}


def test_who_is_bound() -> None:
    unbound = {
        law.kind: {kind.value for kind in TYPES} - {kind.value for kind in law.binds}
        for law in statutes().values()
        if law.unbound
    }
    private = {"independent", "non-maintained-special"}
    assert unbound == {
        "educational-record": {"maintained-nursery", "pru", "academy", "independent"},
        "curricular-record": {"maintained-nursery", "pru", "academy", "independent"},
        "ctf": {"academy", "special-academy", *private},
        "ctf-request": {"academy", "special-academy", *private},
        "foi": private,
        "foi-review": private,
        "eir": private,
        "eir-review": private,
        "pupil-information": {"independent", "pru"},
        "ehc-advice": set(TYPES),
    }


def test_a_duty_that_is_not_commenced_is_there_and_switched_off(tmp_path: Path) -> None:
    text = (FOLDER / "disclosure.toml").read_text(encoding="utf-8")
    assert "Children Act 2004 s.16LA" in text
    assert "sharing" not in [duty.what for duty in statute("disclosure").versions[0].duties]
    on = tmp_path / "disclosure.toml"
    on.write_text(text.replace("commenced = false\n", ""), encoding="utf-8")
    assert "sharing" in [duty.what for duty in read_statute(on).versions[0].duties]


def test_an_unknown_kind_is_refused_with_close_ones() -> None:
    with pytest.raises(BadInput, match="educational-record"):
        statute("education-record")
    with pytest.raises(BadInput, match=r"There is no kind of request '\.\./sar'"):
        statute("../sar")
    with pytest.raises(
        BadInput, match=r"no kind of request 'police'\. There are: automated-decision, breach, "
    ):
        statute("police")


def test_changing_one_value_moves_the_date(tmp_path: Path) -> None:
    text = (FOLDER / "pupil-information.toml").read_text(encoding="utf-8")
    path = tmp_path / "pupil-information.toml"
    path.write_text(text.replace("{ days = 14 }", "{ days = 21 }"), encoding="utf-8")
    facts = [Fact("received", date(2026, 11, 10))]
    dates = [
        read_clock_under(law, facts, School(), date(2026, 11, 24)).due
        for law in (statute("pupil-information"), read_statute(path))
    ]
    assert dates == [date(2026, 11, 24), date(2026, 12, 1)]


ONE_MONTH = "limit     = { months = 1 }"
WRONG = [
    ('prefix  = "SAR"', "", "key prefix: is missing"),
    ('prefix  = "SAR"', 'prefix = "SAR"\ncolour = "red"', "key colour: is not a key"),
    ("checked = 2026-11-24", 'checked = "2026"', "key checked: is '2026', but must be a date"),
    (ONE_MONTH, "limit = { months = 0 }", r"duty\[1\]\.limit\.months: is 0"),
    (ONE_MONTH, "limit = { moons = 1 }", r"duty\[1\]\.limit\.limit: needs one of months"),
    (ONE_MONTH, "limit = { months = true }", "months: is True, but must be a whole number"),
    ('"neither_end_day"', '"both_end_days"', r"pause\[1\]\.counts: is 'both_end_days'"),
    ('standing  = "statutory"', 'standing = "holy"', "standing: is 'holy', but must be one of"),
    ('"academy", ', '"acadamy", ', "key binds: 'acadamy' is not a valid SchoolType"),
    ('"academy", ', "", "key unbound: is missing"),
    ("from = 2026-02-05", "from = 2017-02-05", "key version: must stand in order"),
    ('met_by    = ["responded", "withdrawn"]', "met_by = 1", "met_by: is 1, but must be a list"),
    ("title   =", "title   = =", "is not valid TOML"),
    ('requester = "parent"', 'requestor = "parent"', r"work\.requester: is missing"),
    ("usual     = true", "usual = true\ncolour = 1", r"key work\.colour: is not a key"),
    ("usual     = true", 'usual = "yes"', r"work\.usual: is 'yes', but must be true or false"),
    ("about {subjects}", "about {pupils}", r"work\.asks_for: may name {subjects} and {received}"),
    ('{ does = "Search', '{ dose = "Search', r"work\.moves\[2\]\.does: is missing"),
    ("chase = { days = 14 }", "chase = { day = 14 }", r"silence\[1\]\.chase\.limit: needs one of"),
    ("contested = true", "contestd = true", r"start\[2\]\.contestd: is not a key"),
]


@pytest.mark.parametrize(("old", "new", "message"), WRONG, ids=[w[2][:40] for w in WRONG])
def test_a_wrong_file_is_refused_naming_file_and_key(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    text = (FOLDER / "sar.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "sar.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadFile, match=rf"sar\.toml.*{message}"):
        read_statute(path)


def test_a_limit_that_hangs_on_a_fact_alone_must_need_it(tmp_path: Path) -> None:
    text = (FOLDER / "ico-enquiry.toml").read_text(encoding="utf-8")
    path = tmp_path / "ico-enquiry.toml"
    path.write_text(text.replace('needs    = ["answer_by"]\n', ""), encoding="utf-8")
    with pytest.raises(BadFile, match="needs: must name answer_by"):
        read_statute(path)


def test_each_kind_has_its_statute() -> None:
    assert Counter(path.suffix for path in FOLDER.iterdir())[".toml"] == len(kinds()) == 23
