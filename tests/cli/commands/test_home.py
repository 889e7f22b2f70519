import errno
import json
import os
import tempfile
import tomllib
from datetime import date
from pathlib import Path

import pytest

from dpo_console.__main__ import open_console
from dpo_console.cases.office.desk import Desk, account_name
from dpo_console.cli.commands.records import init
from dpo_console.config import Home, load_settings
from dpo_console.config.new_home import example
from dpo_console.errors import Refused
from dpo_console.letters.word.letterhead import PACKAGED
from dpo_console.tui import run_console
from tests.cli.conftest import Run
from tests.permissions import permissions_bind
from tests.store import spoiling

ROOT = Path(__file__).parents[3]


def test_a_new_home_is_private_and_works_at_once(bare: Run, tmp_path: Path) -> None:
    root = tmp_path / "office"
    ran = bare("init", str(root), "--json")
    assert (ran.code, ran.json) == (0, {"home": str(root)})
    modes = {p: (root / p).stat().st_mode & 0o777 for p in ("data", "exports", "data/dpo.toml")}
    assert modes == {"data": 0o700, "exports": 0o700, "data/dpo.toml": 0o600}
    added = bare("--home", str(root), "quick", "sar Jane Doe, email, yesterday")
    assert added.code == 0, added.err
    assert spoiling.records_of(root).stat().st_mode & 0o777 == 0o600


SAID = (
    "--office", "Oak & Elm “Trust”", "--dpo", "Amara Okafor", "--dpo-email", "dpo@example.org",
    "--school", "St Oak's School", "--school", "Oak Hill, academy, Oak Trust",
    "--me", "Amara Okafor, dpo", "--person", "Ruth Castle, approver, rcastle",
    "--person", "Nora Pell, lead, npell, oak hill, OAK", "--person", "Ida Frost, lead, , oak",
    "--group", "Both, oak, Oak Hill", "--group", "The hill, oak-hill",
)  # fmt: skip


def test_options_fill_in_a_new_home_and_its_comments_stay(bare: Run, tmp_path: Path) -> None:
    root = tmp_path / "office"
    ran = bare("init", str(root), "--no-questions", *SAID)
    assert (ran.code, ran.out) == (0, f"{root}\n"), ran.err
    said = load_settings(Home(root))
    assert (said.name, said.dpo.email) == ("Oak & Elm “Trust”", "dpo@example.org")
    assert [(s.slug, s.type, s.controller) for s in said.schools] == [
        ("oak", "maintained", ""),
        ("oak-hill", "academy", "Oak Trust"),
    ]
    assert [(p.slug, p.role, p.account, p.schools) for p in said.people] == [
        ("amara", "dpo", account_name(), ()),
        ("ruth", "approver", "rcastle", ()),
        ("nora", "lead", "npell", ("oak-hill", "oak")),
        ("ida", "lead", "", ("oak",)),
    ]
    assert said.groups == (
        ("both", "Both", ("oak", "oak-hill")),
        ("hill", "The hill", ("oak-hill",)),
    )
    written = Home(root).settings.read_text().splitlines()
    assert set(example().splitlines()) - set(written) == {'name = ""'}
    added = bare("--home", str(root), "quick", "sar Jane Doe at oak, email, yesterday")
    assert added.code == 0, added.err


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--school", "Elm, primary"), "'primary' is no type of school"),
        (("--me", "Amara Okafor, boss"), "'boss' is no role"),
        (("--person", "Ruth Castle, approver"), "Add yourself with --me"),
        (("--school", "Elm", "--school", "Ash", "--terms", "x.csv"), "exactly one --school"),
        (("--school", "Elm", "--terms", "/no/x.csv"), "/no/x.csv: can't be read"),
        (("--letterhead", "/no/x.docx"), "/no/x.docx: it can't be read"),
        (("--me", "Amara Okafor, dpo", "--person", "Nora Pell, lead, npell"), "needs schools"),
        (("--me", "A B, dpo", "--person", "C D, lead, , oak"), "'oak' here. Choose from none"),
        (("--school", "Elm", "--group", "All, elm"), "A group is of several schools"),
        (("--school", "Elm", "--school", "Oak", "--group", "All"), "A group needs schools"),
        (("--school", "Elm", "--me", "Nora Pell, lead, , elm"), "Add the DPO: --person"),
        (("--me", "A B, dpo", "--person", f"C D, clerk, {account_name()}"), "same account"),
    ],
)
def test_an_option_that_means_nothing_makes_nothing(
    bare: Run, tmp_path: Path, options: tuple[str, ...], why: str
) -> None:
    ran = bare("init", str(tmp_path / "office"), *options)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err
    assert not (tmp_path / "office").exists()


def test_term_dates_and_a_letterhead_are_taken_into_a_new_home(bare: Run, tmp_path: Path) -> None:
    terms, root = tmp_path / "dates.csv", tmp_path / "office"
    terms.write_text("what,first,last\nAutumn term 1,2026-09-02,2026-10-23\n")
    options = ("--school", "Oak", "--terms", str(terms), "--letterhead", str(PACKAGED))
    ran = bare("init", str(root), *options)
    assert ran.code == 0, ran.err
    assert load_settings(Home(root)).schools[0].dates.spans == (
        (date(2026, 9, 2), date(2026, 10, 23)),
    )
    letterhead = root / "data" / "letterhead.docx"
    assert letterhead.read_bytes() == PACKAGED.read_bytes()
    assert letterhead.stat().st_mode & 0o777 == 0o600


def test_an_existing_home_is_left_alone(bare: Run, home: Path) -> None:
    before = (home / "data" / "dpo.toml").read_text()
    ran = bare("init", str(home))
    assert (ran.code, ran.out) == (1, "")
    assert "already" in ran.err
    assert (home / "data" / "dpo.toml").read_text() == before


def test_the_example_at_the_top_is_the_packaged_one() -> None:
    assert (ROOT / "data" / "dpo.example.toml").read_text() == example()


def test_every_commented_setting_of_the_example_is_a_real_one(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.data.mkdir()
    setting = ("[", "label", "host")
    lines = []
    for line in example().splitlines():
        bare = line.removeprefix("# ")
        looks_like_toml = bare.startswith(setting) or " = " in bare
        lines.append(bare if looks_like_toml else line)
    text = "\n".join(lines)
    assert "[[people]]" in tomllib.loads(text) or tomllib.loads(text)["people"]
    home.settings.write_text(text)
    settings = load_settings(home)
    assert [p.slug for p in settings.people] == ["dpo", "head", "deputy", "oak-lead"]
    assert settings.schools[0].terms is not None


def test_a_folder_that_cannot_be_written_is_named(bare: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with permissions_bind():
        ran = bare("init", f"{tmp_path}/office")
    tmp_path.chmod(0o700)
    assert ran.code == 1
    assert f"{tmp_path}/office: Permission denied" in ran.err


@pytest.mark.of_the_file
def test_a_read_only_home_shows_its_cases_and_refuses_changes(
    dpo: Run, sar: str, home: Path
) -> None:
    data = home / "data"
    for file in data.iterdir():
        file.chmod(0o444)
    data.chmod(0o555)
    with permissions_bind():
        shown = dpo("list", "--json")
        refused = dpo("note", sar, "hello")
    data.chmod(0o700)
    assert shown.code == 0, shown.err
    assert sar in shown.out
    assert refused.code in (1, 3)
    assert str(data) in refused.err.splitlines()[-1]


@pytest.mark.parametrize("closed", ["exports", "exports/SAR-2026-0001", "the letter itself"])
def test_a_letter_that_may_not_be_read_is_named(
    dpo: Run, sar: str, home: Path, closed: str
) -> None:
    written = dpo("letter", "write", sar, "acknowledgement")
    assert written.code == 0, written.err  # or else the folder we stand in would be closed
    path, exports = Path(written.out.strip()), home / "exports"
    place = path if closed.startswith("the") else home / closed
    place.chmod(0)
    with permissions_bind():
        read = [dpo("letter", what, sar) for what in ("fetch", "email")]
        exports.chmod(0)
        rewritten = dpo("letter", "write", sar, "acknowledgement")
    exports.chmod(0o700)
    place.chmod(0o700)
    for ran in read:
        assert ran.code == 1, ran.err
        assert str(exports) in ran.err
        assert "can't be read (Permission denied)" in ran.err
    assert rewritten.code == 1, rewritten.err
    assert "can't be written" in rewritten.err


@pytest.mark.parametrize("closed", ["", "data"])
@pytest.mark.parametrize("command", ["list", "due"])
def test_a_home_that_may_not_be_looked_into_is_named(
    bare: Run, home: Path, closed: str, command: str
) -> None:
    (home / closed).chmod(0)
    with permissions_bind():
        ran = bare("--home", str(home), command)
    (home / closed).chmod(0o700)
    assert ran.code == 2, ran.err
    assert f"{home}/data/dpo.toml: can't be read (Permission denied)" in ran.err


def test_a_demo_is_thrown_away_when_the_console_closes(bare: Run, opened: list[Desk]) -> None:
    ran = bare("--today", "2026-11-25", "demo", "--cases", "3")
    assert ran.code == 0, ran.err
    (desk,) = opened
    assert desk.today.isoformat() == "2026-11-25"
    assert not desk.home.root.exists()
    assert ran.err.endswith(
        "The made-up cases are gone. To keep some: dpo-console demo --keep FOLDER\n"
    )


def test_who_leaves_new_records_is_told_how_to_come_back(
    bare: Run, opened: list[Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(init, "_at_terminal", lambda: True)
    monkeypatch.setattr(init, "_ask", lambda question, usual: usual)
    ran = bare("init", str(tmp_path / "our records"))
    assert (ran.code, len(opened)) == (0, 1), ran.err
    assert ran.err.endswith(f"To come back: dpo-console --home '{tmp_path}/our records'\n")
    kept = bare("demo", "--cases", "3", "--keep", str(tmp_path / "demo"))
    assert kept.err.endswith(f"To come back: dpo-console --home {tmp_path}/demo\n")
    lost = bare("--home", str(tmp_path / "other"), "list")
    assert (lost.code, "another folder: dpo-console --home FOLDER" in lost.err) == (2, True)


def test_a_poor_terminal_is_refused_before_a_demo_is_built(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def built() -> Desk:
        raise AssertionError("it was built in vain")

    monkeypatch.setattr(os, "isatty", lambda stream: False)
    with pytest.raises(Refused, match="needs a terminal of its own"):
        open_console(built)
    monkeypatch.setenv("TERM", "dumb")
    with pytest.raises(Refused, match="TERM is dumb"):
        run_console(built)


def test_a_demo_can_be_kept_without_opening_it(
    bare: Run, opened: list[Desk], tmp_path: Path
) -> None:
    elsewhere = bare("--home", str(tmp_path), "demo", "--no-open")
    assert (elsewhere.code, "--keep DIR" in elsewhere.err) == (2, True)
    ran = bare("--today", "2026-11-25", "demo", "--cases", "3", "--keep", str(tmp_path / "d"),
               "--no-open", "--json")  # fmt: skip
    assert (ran.code, ran.json) == (0, {"home": str(tmp_path / "d")})
    assert not opened
    assert bare("--home", str(tmp_path / "d"), "list", "--json").json


def test_a_demo_is_kept_only_in_an_empty_folder_and_leaves_its_mode(
    bare: Run, tmp_path: Path
) -> None:
    root = tmp_path / "d"
    root.mkdir()
    root.chmod(0o755)
    (root / "thesis.txt").write_text("years of work")
    line = ("--today", "2026-11-25", "demo", "--cases", "1", "--no-open", "--keep", str(root))
    ran = bare(*line)
    assert (ran.code, ran.out) == (1, "")
    assert "not empty" in ran.err
    assert [path.name for path in root.iterdir()] == ["thesis.txt"]
    (root / "thesis.txt").unlink()
    assert bare(*line).code == 0
    assert root.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("keep", ["", "new", "empty"])
@pytest.mark.parametrize("fails", ["dpo_console.demo.building.perform", "os.fsync"])
def test_a_demo_that_fails_leaves_nothing(
    bare: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keep: str, fails: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(fails, full)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "empty").mkdir()
    where = ("--keep", str(tmp_path / keep)) if keep else ()
    ran = bare("--today", "2026-11-25", "demo", "--cases", "9", "--no-open", *where)
    assert ran.code != 0
    assert [path.name for path in tmp_path.rglob("*")] == ["empty"]


def test_verify_finds_what_was_changed_behind_our_back(dpo: Run, sar: str, home: Path) -> None:
    fine = dpo("verify", "--json")
    assert (fine.code, fine.json["sound"]) == (0, True)
    assert all(list(check) == ["name", "sound", "text"] for check in fine.json["checks"])
    changed = "UPDATE party SET name = 'Somebody Else' WHERE role = 'requester'"
    spoiling.change(spoiling.records_of(home), changed)
    off = dpo("verify", "--json")
    assert (off.code, off.json["sound"]) == (1, False)
    assert sar in json.dumps(off.json)
