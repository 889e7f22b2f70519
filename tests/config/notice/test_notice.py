"""data/notice.toml: what an office states about its data, by whose data it is."""

import re
from pathlib import Path

import pytest

from dpo_console.config.new_home import make_home
from dpo_console.config.notice.notice import (
    EXAMPLES,
    PARTS,
    Notice,
    Whose,
    example,
    read_notice,
    unsaid,
)
from dpo_console.errors import BadFile

SCHOOLS = ("oak", "elm")

LEADS = {
    "purposes": "We use it", "categories": "It includes", "recipients": "We share it with",
    "retention": "We keep it", "source": "We get it from",
}  # fmt: skip
"""The beginnings of the sentences that the statements complete."""


def stated(tmp_path: Path, text: str) -> Notice:
    path = tmp_path / "notice.toml"
    path.write_text(text)
    return read_notice(path, SCHOOLS, {})


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_states_every_part_for_everybody_in_short_sentences(
    tmp_path: Path, name: str
) -> None:
    notice = stated(tmp_path, example(name))
    for school in SCHOOLS:
        for whose in Whose:
            for part in PARTS:
                words = notice.words(whose, part, school)
                assert words, (whose, part)
                sentences = f"{LEADS.get(part, '')} {words}".split(". ")
                assert max(len(sentence.split()) for sentence in sentences) <= 25, words


def test_a_new_home_states_nothing_until_its_lines_are_taken_in(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    assert read_notice(home.notice, (), {}) == Notice()
    taken_in = re.sub(r"^# (?=\[|\]|  \"|[a-z_.]+ +=)", "", home.notice.read_text(), flags=re.M)
    assert stated(tmp_path, taken_in) == stated(tmp_path, example("primary"))


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_unsaid_example_holds_comments_alone(name: str) -> None:
    lines = unsaid(example(name)).splitlines()
    assert all(not line or line.startswith("#") for line in lines)


def test_a_primary_schools_record_moves_on_with_the_pupil(tmp_path: Path) -> None:
    primary = stated(tmp_path, example("primary")).words(Whose.PUPIL, "retention")
    trust = stated(tmp_path, example("trust"))
    assert "moves on to the next school" in primary
    assert trust.words(Whose.PUPIL, "retention", "oak") == primary
    assert trust.words(Whose.PUPIL, "retention", "elm").startswith("until the pupil is 25")


def test_words_kept_in_older_settings_count_for_pupils_alone(tmp_path: Path) -> None:
    notice = read_notice(tmp_path / "none.toml", (), {"source": "the family"})
    assert notice.words(Whose.PUPIL, "source") == "the family"
    assert notice.words(Whose.PARENT, "source") == ""
    assert notice.words(Whose.PUPIL, "purposes") == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[pupil]\npurposes.says = "to teach"', "key pupil.purposes.stated, is missing"),
        ('[pupil]\npurposes.says = ""\npurposes.stated = 2026-09-01', "purposes.says, is missing"),
        ('[pupil]\npurposes = "to teach"', "key pupil.purposes"),
        ('[pupils]\npurposes.says = "x"', "key pupils"),
        ('[pupil]\npurpose.says = "x"', "key pupil.purpose"),
        ("[school.ash.pupil]", "key school.ash"),
    ],
)
def test_a_fault_is_named_by_its_key(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadFile) as refused:
        stated(tmp_path, text)
    assert re.search(says.replace("key ", "").replace(", ", ".*"), str(refused.value), re.S)
    assert "notice.toml" in str(refused.value)
