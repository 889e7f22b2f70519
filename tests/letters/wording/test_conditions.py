import re
import shutil
from pathlib import Path

import pytest

from dpo_console.errors import BadFile, LetterIncomplete
from dpo_console.letters.addressees import FOLDER
from dpo_console.letters.catalogue import (
    catalogue,
    part_path,
    read_catalogue,
    sentences,
    wording_path,
)
from dpo_console.letters.composing.composing import compose, missing
from dpo_console.letters.wording.conditions import TO_PUPIL, Demand
from tests.each import each
from tests.letters.samples import CONDITIONS, FIELDS

READERS: dict[str, frozenset[str]] = {"": frozenset(), " to a pupil": frozenset({TO_PUPIL})}

WORDINGS = [
    pytest.param(name, reader, id=f"{name}{who}")
    for name in catalogue()
    for who, reader in READERS.items()
    if not reader or wording_path(name, reader) != wording_path(name)
]


def holding(name: str, demand: Demand) -> set[str]:
    """Return conditions under which the demand applies."""
    kinds = {"sar", "disclosure", "month"} if "open" in CONDITIONS[name] else set()
    named = {condition for condition in demand.when if condition not in FIELDS}
    base = CONDITIONS[name] - kinds if named else CONDITIONS[name]
    return {*base, *named} - set(demand.unless)


@pytest.mark.parametrize(("name", "reader"), WORDINGS)
def test_a_wording_that_loses_what_the_law_demands_is_refused(
    name: str, reader: frozenset[str], tmp_path: Path
) -> None:
    packaged = wording_path(name, reader)
    whole = with_parts(packaged.read_text("utf-8"), reader)
    for number, demand in enumerate(catalogue()[name].demands):
        if at_foot(demand):
            continue
        conditions = holding(name, demand) | reader
        fields = {field: value for field, value in FIELDS.items() if field not in demand.unless}
        assert missing(name, fields, conditions) == (), demand
        own = tmp_path / str(number) / packaged.name
        own.parent.mkdir()
        own.write_text(without(demand.field, whole))
        with pytest.raises(LetterIncomplete) as refused:
            compose(name, fields, conditions, [own.parent])
        gaps = refused.value.missing
        assert any(demand.law in gap and demand.why in gap for gap in gaps), demand


def at_foot(demand: Demand) -> bool:
    """Return True for a courtesy line, which stands at the foot of the page in any case."""
    named = sentences().get(demand.field.removeprefix("sentence."))
    return named is not None and named.footer


def with_parts(wording: str, reader: frozenset[str]) -> str:
    """Return the wording with the parts that it shares in their places."""
    return re.sub(
        r"\{part\.([a-z-]+)\}", lambda m: part_path(m[1], reader).read_text("utf-8"), wording
    )


def without(field: str, wording: str) -> str:
    """Return the wording without the field and without every sentence that names it."""
    naming = [
        f"sentence.{sentence.name}"
        for sentence in sentences().values()
        if any(f"{{{field}}}" in text for text in sentence.texts)
    ]
    for name in (field, *naming):
        wording = wording.replace(f"{{{name}}}", "")
    return wording


@each(name=catalogue())
def test_each_letter_has_demands(name: str) -> None:
    assert catalogue()[name].demands


def test_a_demand_is_not_met_in_a_section_that_does_not_apply(tmp_path: Path) -> None:
    own = tmp_path / "clarification.md"
    text = wording_path("clarification").read_text("utf-8")
    clock = "{sentence.clarification-clock}"
    own.write_text(text.replace(clock, f"::: when foi\n{clock}\n:::"))
    (gap,) = missing("clarification", FIELDS, CONDITIONS["clarification"], [own.parent])
    assert "Art 12A(5)" in gap


def test_every_gap_of_an_own_wording_is_told_at_once(tmp_path: Path) -> None:
    own = tmp_path / "disclosure-cover.md"
    own.write_text("# Here you are\n\nEnjoy.\n")
    gaps = missing("disclosure-cover", FIELDS, CONDITIONS["disclosure-cover"], [own.parent])
    told = "\n".join(gaps)
    for article in "abcdgh":
        assert f"Art 15(1)({article})" in told
    assert "s.164A" in told
    assert "s.165" in told
    assert "s.167" in told
    assert len(gaps) == len(
        [d for d in catalogue()["disclosure-cover"].demands if d.applies(FIELDS) and not at_foot(d)]
    )


def test_before_the_right_to_complain_to_the_school_it_is_not_promised() -> None:
    conditions = {*CONDITIONS["disclosure-cover"], "before_complaint_right"}
    letter = compose("disclosure-cover", FIELDS, conditions)
    assert "164A" not in repr(letter.blocks)
    assert "section 165" in repr(letter.blocks)


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        ("clarification", 'field = "received"', 'field = "receyved"', "field"),
        ("acknowledgement", 'when     = ["complaint"]', 'when     = ["complain"]', "'complain'"),
        ("acknowledgement", "by {due}.", "by {dew}.", "no field {dew}"),
        ("disclosure-cover", 'sentence = "copy"', 'sentence = "copie"', "copie"),
        ("shared", "why   =", "because =", r"no-confirmation\.why: is missing"),
        ("shared", "[[group.rights]]", "[[group.wrongs]]", "no group 'rights'"),
        ("clarification", "[sentence.clarification-clock]", "[sentence.go-to-court]", "otherwise"),
    ],
)
def test_a_bad_demand_is_refused_by_key(
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
