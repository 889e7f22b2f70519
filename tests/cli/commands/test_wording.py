"""`wording`: the office's own letters from the command line."""

from pathlib import Path

from tests.cli.conftest import Run


def test_a_wording_is_copied_out_checked_and_compared(dpo: Run, home: Path) -> None:
    copied = dpo("wording", "copy", "acknowledgement", "--json").json["path"]
    assert Path(copied) == home / "data/letters/acknowledgement.md"
    assert dpo("wording", "list", "--json").json == [
        {"name": "acknowledgement", "school": "", "path": copied, "changed": False}
    ]
    assert dpo("wording", "check").code == 0
    assert "as it was" in dpo("wording", "changes", "acknowledgement").err
    Path(copied).write_text("# Hello\n\n{nobody}\n")
    wrong = dpo("wording", "check")
    assert wrong.code == 1
    assert "line 3, column 1" in wrong.out
    assert "shows no date" in wrong.out
    assert "s.164A" in wrong.out
    assert dpo("wording", "check", "--json").json[0]["path"] == copied


def test_what_can_t_be_copied_is_a_sentence(dpo: Run) -> None:
    assert dpo("wording", "copy", "acknowledgment").code == 2
    assert dpo("wording", "copy", "fee", "--school", "nowhere").code == 2
    assert dpo("wording", "copy", "fee", person="clerk").code == 1
    assert dpo("wording", "copy", "fee").code == 0
    assert dpo("wording", "copy", "fee").code == 1


def test_the_names_of_a_wording_are_listed_with_examples(dpo: Run) -> None:
    every = {row["name"]: row for row in dpo("wording", "fields", "--json").json}
    assert every["requester.name"]["example"] == "Jane Doe"
    own = dpo("wording", "fields", "fee")
    assert "{fee.amount}" in own.out
    assert "* " in own.out
    assert dpo("wording", "fields", "feee").code == 2


def test_the_letterhead_is_copied_out(dpo: Run, home: Path) -> None:
    path = dpo("wording", "copy", "letterhead", "--json").json["path"]
    assert Path(path) == home / "data/letterhead.docx"
    assert dpo("wording", "check").code == 0
    assert dpo("wording", "copy", "letterhead").code == 1
