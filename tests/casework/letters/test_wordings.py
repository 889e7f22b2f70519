"""The office's own wordings and letterheads: copied, checked, and held to the law's demands."""

import shutil
import stat
from pathlib import Path

import pytest

from dpo_console.cases.letters.letter_choices import preview_letter
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.letters import wordings
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import BadFile, BadInput, LetterIncomplete, NotAllowed, Refused
from dpo_console.letters import catalogue
from dpo_console.letters.catalogue import WORDINGS
from dpo_console.letters.own.checking import PUPIL, problems_of_wording
from tests.conftest import TODAY, DeskOf


def test_every_packaged_wording_passes_its_own_check() -> None:
    found = {path.name: problems_of_wording(path) for path in WORDINGS.glob("*.md")}
    assert {name: problems for name, problems in found.items() if problems} == {}


def test_a_copied_wording_wins_and_loses_nothing(desk: Desk) -> None:
    path = wordings.copy_wording(desk, "acknowledgement")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text(
        path.read_text("utf-8").replace("{part.signature}", "With kind regards\n\n{sender.name}")
    )
    reference = log_request(desk, NewRequest("sar", TODAY, "Jane Doe", address="1 Low Road"))
    words = preview_letter(desk, reference.reference, "acknowledgement", {}).text
    assert "With kind regards" in words
    assert wordings.check_own(desk) == (wordings.CheckedWording(path, ()),)


@pytest.mark.usefixtures("two_schools")
def test_a_school_s_own_wording_is_used_for_its_cases_alone(desk: Desk) -> None:
    school = desk.settings.schools[0].slug
    path = wordings.copy_wording(desk, "acknowledgement", school)
    assert path.parent.name == school
    path.write_text(path.read_text("utf-8").replace("{part.signature}", "With kind regards"))
    for slug in (desk.settings.schools[0].slug, desk.settings.schools[1].slug):
        logged = log_request(desk, NewRequest("sar", TODAY, "Jane Doe", school=slug))
        words = preview_letter(desk, logged.reference, "acknowledgement", {}).text
        assert ("With kind regards" in words) == (slug == school)


def test_what_the_law_demands_is_missed_by_file_and_by_letter(desk: Desk) -> None:
    path = wordings.copy_wording(desk, "extension")
    words = path.read_text("utf-8").replace("{sentence.extension-dates}", "{extension.deu}")
    path.write_text(words)
    (finding,) = wordings.check_own(desk)
    line = 1 + words[: words.index("{extension.deu}")].count("\n")
    assert any(f"line {line}" in p and "extension.due" in p for p in finding.problems)
    assert any("Art 12A(3) and (4)" in p for p in finding.problems)
    logged = log_request(desk, NewRequest("sar", TODAY, "Jane Doe", address="1 Low Road"))
    with pytest.raises(LetterIncomplete, match="old date and the new one"):
        write_letter(desk, logged.reference, "extension", {"extension.reason": "Nine years"})


def test_a_file_that_is_no_letter_and_one_that_can_t_be_read_are_named(desk: Desk) -> None:
    folder = desk.home.own_wording
    folder.mkdir()
    (folder / "aknowledgement.md").write_text("# Hello")
    (folder / "fee.md").write_bytes(b"caf\xe9")
    (folder / f"transfer-cover{PUPIL}.md").write_text("# Hello")
    found = {f.path.name: " ".join(f.problems) for f in wordings.check_own(desk)}
    assert "never used" in found["aknowledgement.md"]
    assert "acknowledgement" in found["aknowledgement.md"]
    assert "can't be read" in found["fee.md"]
    assert "for pupils" in found["transfer-cover.pupil.md"]


@pytest.mark.usefixtures("two_schools")
def test_the_letterhead_is_copied_out_once_for_all_schools_or_for_one(desk: Desk) -> None:
    school = desk.settings.schools[0].slug
    everyone, own = wordings.copy_letterhead(desk), wordings.copy_letterhead(desk, school)
    assert everyone == desk.home.data / "letterhead.docx"
    assert own == desk.home.own_wording / school / "letterhead.docx"
    assert [finding.problems for finding in wordings.check_own(desk)] == [(), ()]
    with pytest.raises(Refused, match="there already"):
        wordings.copy_letterhead(desk)


@pytest.mark.usefixtures("two_schools")
def test_a_letter_says_that_its_head_lacks_the_company_until_an_own_letterhead_may_state_it(
    desk: Desk,
) -> None:
    """SI 2015/17 reg 24 and 25: an academy trust's letters state the company."""
    asked = NewRequest("sar", TODAY, "Jane Doe", subjects=("Tom Doe",), school="elm")
    reference = log_request(desk, asked).reference
    notes = preview_letter(desk, reference, "acknowledgement", {}).notes
    assert any("company name, number and registered office" in note for note in notes)
    wordings.copy_letterhead(desk)
    assert preview_letter(desk, reference, "acknowledgement", {}).notes == ()


def test_letterheads_are_looked_through_as_well(desk: Desk) -> None:
    (desk.home.data / "letterhead.docx").write_text("no Word file")
    school = desk.home.own_wording / desk.settings.schools[0].slug
    school.mkdir(parents=True)
    shutil.copyfile(
        catalogue.WORDINGS.parent / "word" / "letterhead.docx", school / "letterhead.docx"
    )
    bad, good = wordings.check_own(desk)
    assert "not a whole Word file" in bad.problems[0]
    assert good == wordings.CheckedWording(school / "letterhead.docx", ())


def test_what_changed_in_the_packaged_wording_since_is_shown(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wordings.copy_wording(desk, "fee")
    assert wordings.changes_since_copied(desk, "fee") == ""
    newer = tmp_path / "wording"
    shutil.copytree(WORDINGS, newer)
    words = (newer / "fee.md").read_text("utf-8")
    (newer / "fee.md").write_text(words.replace("{part.signature}", "Yours truly"), "utf-8")
    monkeypatch.setattr(wordings, "WORDINGS", newer)
    lines = wordings.changes_since_copied(desk, "fee").splitlines()
    assert "-{part.signature}" in lines
    assert "+Yours truly" in lines
    assert [w.changed for w in wordings.own_wordings(desk)] == [True]
    copied = desk.home.own_wording / wordings.COPIED / "fee.md"
    copied.write_bytes(words.encode().replace(b"fee", b"f\xe9e"))  # no UTF-8
    assert "-{part.signature}" in wordings.changes_since_copied(desk, "fee").splitlines()


def test_nothing_is_overwritten_and_not_everybody_may(desk: Desk, desk_of: DeskOf) -> None:
    path = wordings.copy_wording(desk, "fee")
    path.write_text("ours")
    with pytest.raises(Refused, match="there already"):
        wordings.copy_wording(desk, "fee")
    assert path.read_text() == "ours"
    with pytest.raises(NotAllowed):
        wordings.copy_wording(desk_of("clerk"), "extension")
    with pytest.raises(BadInput, match="no wording of its own for pupils"):
        wordings.copy_wording(desk, "transfer-cover", pupil=True)
    with pytest.raises(BadInput, match="no wording extension of your own"):
        wordings.changes_since_copied(desk, "extension")


def planted(desk: Desk, words: str, letter: str = "acknowledgement") -> str:
    """Log a case about Tom Doe, and add words to the wording of a letter. Return its reference."""
    request = NewRequest("sar", TODAY, "Jane Doe", subjects=("Tom Doe",), address="1 Low Road")
    reference = log_request(desk, request).reference
    path = wordings.copy_wording(desk, letter)
    path.write_text(f"{path.read_text('utf-8')}\n{words}\n")
    return reference


PLANTED = {
    "a picture": ("![Tom](tom.png)", "would print as it stands"),
    "a table": ("| Tom | 7B |", "would print as it stands"),
    "HTML": ("<span style='color:white'>Tom</span>", "would print as it stands"),
}


@pytest.mark.parametrize(("words", "said"), PLANTED.values(), ids=PLANTED)
def test_what_somebody_planted_in_a_wording_is_refused_when_checked_and_used(
    words: str, said: str, desk: Desk
) -> None:
    reference = planted(desk, words)
    (found,) = wordings.check_own(desk)
    assert said in " ".join(found.problems)
    with pytest.raises(BadFile, match=said):
        write_letter(desk, reference, "acknowledgement", {"summary": "x"})
