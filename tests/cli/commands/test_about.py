"""`about NAME`: one paper for the DPO, as text, Word or JSON, and an entry in the log."""

import hashlib
import json
from pathlib import Path

import pytest

from dpo_console.casework import about
from dpo_console.letters.word.reading import words_of
from tests.cli.conftest import Run
from tests.store import spoiling


def test_about_prints_what_is_held_and_how_it_is_corrected(dpo: Run, sar: str) -> None:
    ran = dpo("about", "Jane Doe")
    assert ran.code == 0
    assert "For the school's DPO alone" in ran.out
    first = (
        f"{sar}\n\n  Person 1: name (found by name)\n    Jane Doe\n    > dpo-console party {sar} "
    )
    assert first in ran.out
    assert "places found, in 1 case." in ran.err
    assert "Nothing found." in dpo("about", "Wilhelmina Quist").out


def test_about_as_json_is_one_document(dpo: Run, sar: str) -> None:
    found = dpo("about", "Jane Doe", "--json").json
    assert (found["name"], found["more_held"], found["not_read"]) == ("Jane Doe", False, [])
    assert found["findings"][0]["reference"] == sar
    assert found["cases"] == {sar: len([x for x in found["findings"] if x["reference"]])}
    assert dpo("about", "Wilhelmina Quist", "--json").json["findings"] == []


def test_about_writes_a_private_file_by_its_ending(
    dpo: Run, home: Path, sar: str, tmp_path: Path
) -> None:
    for name in ("jane.docx", "jane.txt", "jane.json"):
        file = tmp_path / name
        ran = dpo("about", "Jane Doe", "-o", str(file))
        assert (ran.code, ran.out.strip()) == (0, str(file)), ran.err
        assert file.stat().st_mode & 0o777 == 0o600
    assert "dpo-console party" in words_of((tmp_path / "jane.docx").read_bytes())
    assert json.loads((tmp_path / "jane.json").read_text())["name"] == "Jane Doe"
    last = spoiling.ask(
        home / "data" / "records.sqlite3",
        "SELECT detail FROM audit_detail JOIN audit USING (seq) WHERE action = 'about' "
        "ORDER BY seq DESC",
    )
    said = json.loads(str(last[0][0]))
    assert said["sha256"] == hashlib.sha256((tmp_path / "jane.json").read_bytes()).hexdigest()
    assert "Jane" not in str(last)
    assert not [*(home / "data").glob(".tmp-*")]
    again = dpo("about", "Jane Doe", "-o", str(tmp_path / "jane.txt"))
    assert again.code == 1
    assert "jane.txt" in again.err


def test_about_keeps_that_its_maker_looked_at_each_case(dpo: Run, sar: str) -> None:
    dpo("about", "Jane Doe")
    assert [view["how"] for view in dpo("views", sar, "--json").json["views"]] == ["about"]


def test_about_is_for_the_dpo_and_a_name_of_some_length(dpo: Run, sar: str) -> None:
    ran = dpo("about", "Jane Doe", person="clerk")
    assert (ran.code, ran.out) == (1, "")
    assert "may not gather what is held on a person; the DPO may" in ran.err
    for name in ("", " ", "J.", "..."):
        assert dpo("about", name).code == 2, name


def test_too_much_for_word_is_refused_and_leaves_nothing(
    dpo: Run, home: Path, sar: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(about, "MOST_IN_WORD", 1)
    ran = dpo("about", "Jane Doe", "-o", str(tmp_path / "jane.docx"))
    assert ran.code == 1
    assert "Take --format text" in ran.err
    assert not (tmp_path / "jane.docx").exists()
    assert not [*(home / "data").glob(".tmp-*")]
