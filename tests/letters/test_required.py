from pathlib import Path

import pytest

from dpo_console.errors import BadFile, LetterIncomplete
from dpo_console.letters.catalogue import catalogue, wording_path
from dpo_console.letters.composing import compose, missing
from dpo_console.letters.required import PATH, Demand, read_required, required
from tests.letters.samples import CONDITIONS, FIELDS

DEMANDS = [(name, demand) for name, some in required().demands.items() for demand in some]


def holding(name: str, demand: Demand) -> set[str]:
    """Conditions under which the demand applies."""
    kinds = {"sar", "disclosure", "month"} if "open" in CONDITIONS[name] else set()
    named = {condition for condition in demand.when if condition not in FIELDS}
    base = CONDITIONS[name] - kinds if named else CONDITIONS[name]
    return {*base, *named} - set(demand.unless)


@pytest.mark.parametrize(
    ("name", "demand"), DEMANDS, ids=[f"{name}: {demand.field}" for name, demand in DEMANDS]
)
def test_a_wording_that_loses_what_the_law_demands_is_refused(
    name: str, demand: Demand, tmp_path: Path
) -> None:
    conditions = holding(name, demand)
    assert missing(name, FIELDS, conditions) == ()
    own = tmp_path / f"{name}.md"
    own.write_text(wording_path(name).read_text("utf-8").replace(f"{{{demand.field}}}", ""))
    with pytest.raises(LetterIncomplete) as refused:
        compose(name, FIELDS, conditions, own)
    (gap,) = refused.value.missing
    assert demand.law in gap
    assert demand.why in gap


@pytest.mark.parametrize("name", catalogue())
def test_each_letter_has_demands(name: str) -> None:
    assert required().demands[name]


def test_a_demand_is_not_met_in_a_section_that_does_not_apply(tmp_path: Path) -> None:
    own = tmp_path / "clarification.md"
    text = wording_path("clarification").read_text("utf-8")
    clock = "{sentence.clarification-clock}"
    own.write_text(text.replace(clock, f"::: when foi\n{clock}\n:::"))
    (gap,) = missing("clarification", FIELDS, CONDITIONS["clarification"], own)
    assert "Art 12A(5)" in gap


def test_every_gap_of_an_own_wording_is_told_at_once(tmp_path: Path) -> None:
    own = tmp_path / "disclosure-cover.md"
    own.write_text("# Here you are\n\nEnjoy.\n")
    gaps = missing("disclosure-cover", FIELDS, CONDITIONS["disclosure-cover"], own)
    told = "\n".join(gaps)
    for article in "abcdgh":
        assert f"Art 15(1)({article})" in told
    assert "s.164A" in told
    assert "s.165" in told
    assert "s.167" in told
    assert len(gaps) == len(
        [d for d in required().demands["disclosure-cover"] if d.applies(FIELDS)]
    )


def test_before_the_right_to_complain_to_the_school_it_is_not_promised() -> None:
    conditions = {*CONDITIONS["disclosure-cover"], "before_complaint_right"}
    letter = compose("disclosure-cover", FIELDS, conditions)
    assert "164A" not in repr(letter.blocks)
    assert "section 165" in repr(letter.blocks)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('field = "reference"', 'field = "referense"', "field"),
        ('when     = ["complaint"]', 'when     = ["complain"]', "no condition 'complain'"),
        ("by {due}.", "by {dew}.", "no field {dew}"),
        ('sentence = "copy"', 'sentence = "copie"', "copie"),
        (
            'why  = "it acknowledges',
            'because = "it acknowledges',
            r"complaint-acknowledged\.why: is missing",
        ),
    ],
)
def test_a_bad_file_of_demands_is_refused_by_key(
    old: str, new: str, what: str, tmp_path: Path
) -> None:
    bad = tmp_path / "required.toml"
    text = PATH.read_text("utf-8")
    assert old in text
    bad.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(BadFile, match=what):
        read_required(bad)
