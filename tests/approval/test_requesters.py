"""The kind of requester decides what we ask and what they are never told."""

from pathlib import Path as FilePath

import pytest

from dpo_console.approval.model import Path
from dpo_console.approval.requesters import requester_kind, requester_kinds
from dpo_console.errors import BadFile, BadInput

SLUGS = [
    "pupil",
    "former-pupil",
    "parent",
    "staff",
    "agent",
    "solicitor",
    "police",
    "court",
    "la-safeguarding",
    "la-education",
    "dfe",
    "dwp-hmrc",
    "home-office",
    "nhs",
    "school",
    "cafcass",
    "insurer",
    "researcher",
    "supplier",
    "media",
    "mp",
    "other",
]

MP = '[mp]\ntitle = "MP"\nthird_party = true\nask = "Authority"\nnever = "Anything"\n'


def test_the_kinds_are_those_that_scripts_rely_on() -> None:
    assert list(requester_kinds()) == SLUGS


def test_only_a_court_compels_by_itself() -> None:
    compelled = [k.slug for k in requester_kinds().values() if k.path is Path.COMPELLED]
    assert compelled == ["court"]


@pytest.mark.parametrize("slug", ["home-office", "nhs", "insurer", "media", "mp", "researcher"])
def test_who_has_no_power_can_compel_nothing(slug: str) -> None:
    kind = requester_kind(slug)
    assert kind.power == ""
    assert not kind.compelled_possible


def test_the_data_subjects_and_who_acts_for_them_are_no_third_party() -> None:
    ours = [k.slug for k in requester_kinds().values() if not k.third_party]
    assert ours == ["pupil", "former-pupil", "parent", "staff", "agent"]


def test_nothing_that_tips_off_is_published() -> None:
    secret = ("police", "court", "la-safeguarding", "home-office", "dwp-hmrc", "cafcass")
    assert not [slug for slug in secret if requester_kind(slug).published]
    assert requester_kind("researcher").published


def test_an_unknown_kind_is_refused_with_close_ones() -> None:
    with pytest.raises(BadInput, match=r"'polis'\. Did you mean: police"):
        requester_kind("polis")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("never = ", "nevr = ", r"key mp\.never: is missing"),
        ("third_party = true", "third_party = 1", r"key mp\.third_party: is 1"),
        ("ask", 'path = "urgent"\nask', r"key mp\.path: is 'urgent'"),
        ("ask", 'path = "compelled"\nask', r"key mp\.path: must be ordinary"),
        ("ask", 'power = "Some Act s.1"\nask', r"key mp\.compelled_possible: and power"),
        ("ask", "compelled_possible = true\nask", r"key mp\.compelled_possible: and power"),
    ],
)
def test_a_wrong_file_is_refused_naming_file_kind_and_key(
    tmp_path: FilePath, old: str, new: str, says: str
) -> None:
    file = tmp_path / "requesters.toml"
    file.write_text(MP.replace(old, new, 1))
    with pytest.raises(BadFile, match=rf"requesters\.toml, {says}"):
        requester_kinds(file)


def test_each_kind_says_what_not_to_give_in_whole_sentences() -> None:
    for kind in requester_kinds().values():
        for sentence in kind.never.removesuffix(".").split(". "):
            begins, does = sentence.split()[:2]
            assert (begins, does in ("give", "say", "tell", "repeat")) == ("Don't", True), sentence
        assert kind.never.endswith(".")
