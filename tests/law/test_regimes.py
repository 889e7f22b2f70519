"""The other kinds that a message may be, read from data, and the relations of two cases."""

from pathlib import Path

import pytest

from dpo_console.approval.requesters import requester_kinds
from dpo_console.errors import BadFile, BadInput
from dpo_console.law.calendar.schools import SchoolType
from dpo_console.law.regimes import FILE, may_also_be, nature, nature_of, regimes
from dpo_console.store.sqlite.layouts import migrations

MAINTAINED, ACADEMY = SchoolType.MAINTAINED, SchoolType.ACADEMY


def kinds_offered(kind: str, who: str, school: SchoolType, *chosen: str) -> list[str]:
    return [overlap.also for overlap in may_also_be(kind, who, school, chosen)]


def test_a_parents_request_at_a_maintained_school_may_be_for_the_educational_record() -> None:
    assert kinds_offered("sar", "parent", MAINTAINED)[:2] == ["educational-record", "foi"]


def test_an_academy_owes_no_educational_record_but_is_a_public_authority() -> None:
    offered = kinds_offered("sar", "parent", ACADEMY)
    assert "educational-record" not in offered
    assert "foi" in offered


def test_an_independent_school_is_no_public_authority() -> None:
    assert "foi" not in kinds_offered("sar", "parent", SchoolType.INDEPENDENT)


def test_a_pupil_has_no_right_to_the_record_under_the_regulations() -> None:
    assert "educational-record" not in kinds_offered("sar", "pupil", MAINTAINED)


def test_what_was_chosen_is_not_offered_again() -> None:
    assert "foi" not in kinds_offered("sar", "parent", MAINTAINED, "educational-record", "foi")


def test_own_data_and_the_environment_leave_the_freedom_of_information_act() -> None:
    assert kinds_offered("foi", "other", MAINTAINED) == ["sar", "eir"]


def test_requesters_and_natures_are_those_there_are() -> None:
    for overlap in regimes().overlaps:
        assert set(overlap.requesters) <= set(requester_kinds())
    sql = "\n".join(migrations().values())
    for name in regimes().natures:
        assert f"'{name}'" in sql
    assert set(regimes().about.values()) <= set(regimes().natures)


def test_a_review_reviews_and_the_same_kind_again_repeats() -> None:
    assert nature_of("foi-review", "foi") == "review"
    assert nature_of("complaint", "sar") == "complaint"
    assert nature_of("sar", "sar") == "repeat"
    assert nature_of("foi", "sar") == "related"
    with pytest.raises(BadInput, match="same-message, repeat"):
        nature("sibling")


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('also       = "foi"', 'also       = "foy"', "foy"),
        ('kind       = "foi"', 'kind       = "eir"', "is the kind itself"),
        ('foi-review = "review"', 'foi-revue = "review"', "is no kind of request"),
        ("because", "becuase", "because: is missing"),
    ],
)
def test_a_file_that_says_anything_else_is_refused_naming_the_key(
    tmp_path: Path, was: str, becomes: str, says: str
) -> None:
    file = tmp_path / "regimes.toml"
    text = FILE.read_text()
    assert was in text
    file.write_text(text.replace(was, becomes))
    with pytest.raises(BadFile, match=says):
        regimes(file)


@pytest.mark.parametrize("who", ["media", "researcher", "mp", "other"])
def test_request_of_a_stranger_may_be_one_under_foia_too(who: str) -> None:
    """FOIA 2000 s.1, 8: whoever asks in writing, and whatever the request is called."""
    for school in (MAINTAINED, ACADEMY):
        assert "foi" in kinds_offered("disclosure", who, school)
    assert "foi" not in kinds_offered("disclosure", who, SchoolType.INDEPENDENT)
    assert "foi" not in kinds_offered("disclosure", "police", MAINTAINED)
