"""A head of the audit log that was kept elsewhere shows what the records alone can't."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import SAR, Run
from tests.store import spoiling


def test_the_head_is_one_line_that_verify_takes(dpo: Run, sar: str) -> None:
    ran = dpo("head")
    as_json = dpo("head", "--json").json
    assert ran.out == f"{as_json['head']}\n" == f"{as_json['seq']}:{as_json['hash']}\n"
    assert (as_json["seq"], len(as_json["hash"])) == (2, 64)
    assert dpo("verify", "--json").json["head"] == {k: as_json[k] for k in ("seq", "hash")}
    for kept in (ran.out.strip(), ran.out[:14], ran.out.upper().strip()):
        held = dpo("verify", "--head", kept, "--json")
        assert held.code == 0, held.err
        assert held.json["checks"][-1] == {
            "name": "head", "sound": True, "text": "the log holds the head that you kept",
        }  # fmt: skip


def roll_back(records: Path, before: Path) -> None:
    shutil.copyfile(before, records)


def others(records: Path, before: Path) -> None:
    for trace in records.parent.glob("records.*"):
        trace.unlink()


SPOILT: dict[str, tuple[Callable[[Path, Path], None], str]] = {
    "rolled back to this morning": (roll_back, "you kept entry 4"),
    "made anew": (others, "you kept entry 4"),
}


@pytest.mark.parametrize(("spoil", "said"), SPOILT.values(), ids=SPOILT)
def test_records_without_the_kept_head_are_found_wanting(
    spoil: Callable[[Path, Path], None], said: str, dpo: Run, sar: str, home: Path, tmp_path: Path
) -> None:
    records, before = spoiling.records_of(home), tmp_path / "before.sqlite3"
    shutil.copyfile(records, before)
    for words in ("A call", "Another call"):
        assert dpo("note", sar, words).code == 0
    kept = dpo("head").out.strip()
    shutil.rmtree(home / "data" / "backups", ignore_errors=True)
    spoil(records, before)
    assert dpo("verify").code == 0, "by themselves they verify"
    ran = dpo("verify", "--head", kept)
    assert ran.code == 1
    assert said in ran.out


def test_a_log_that_was_written_again_is_found_wanting(dpo: Run, home: Path, sar: str) -> None:
    kept = dpo("head").out.strip()
    others(spoiling.records_of(home), home)
    assert dpo(*SAR).code == 0
    assert dpo("verify").code == 0
    ran = dpo("verify", "--head", kept)
    assert (ran.code, "isn't the one that you kept" in ran.out) == (1, True)


@pytest.mark.parametrize("typed", ["", "12", "abc", "1:xyz", "1:abc", ":", "-1:0123456789ab"])
def test_what_is_no_head_is_told(typed: str, dpo: Run, sar: str) -> None:
    ran = dpo("verify", "--head", typed)
    assert (ran.code, ran.out) == (2, "")
    assert "is no head of the audit log" in ran.err


def test_a_kept_head_goes_to_the_witness_and_its_failure_is_told(
    dpo: Run, home: Path, sar: str, tmp_path: Path
) -> None:
    assert dpo("head", "--keep").code == 1, "no witness is named"
    file = tmp_path / "kept" / "heads.jsonl"
    toml = home / "data" / "dpo.toml"
    toml.write_text(f"{toml.read_text()}\n[witness]\nfile = '{file}'\n")
    ran = dpo("head", "--keep")
    assert (ran.code, "The witness couldn't be written" in ran.err) == (1, True)
    file.parent.mkdir()
    ran = dpo("head", "--keep")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip() in file.read_text()
