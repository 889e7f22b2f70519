import errno
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from dpo_console.__main__ import open_console
from dpo_console.cases.office.desk import Desk, account_name
from dpo_console.config import Home, load_settings
from dpo_console.config.new_home import example
from dpo_console.errors import Refused
from dpo_console.tui import run_console
from tests.cli.conftest import Run
from tests.conftest import make_home
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
    assert [p.slug for p in settings.people] == ["dpo", "head"]
    assert settings.schools[0].terms is not None


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """Yield a folder of this test's own, as each pytest run closes its folder to others."""
    with tempfile.TemporaryDirectory(prefix="dpo-console-test-") as folder:
        yield Path(folder)


AS_NOBODY = """
import os, shlex, sys
from dpo_console.cli.run import run
*earlier, last = (shlex.split(line) for line in sys.argv[1:])
for line in earlier:
    run(line, lambda desk: 0)
print(flush=True)
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
sys.exit(run(last, lambda desk: 0))
"""
only_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can become nobody")


def as_nobody(*lines: str) -> subprocess.CompletedProcess[str]:
    """Run the last line as nobody, after the others as root, which read all code it needs."""
    return subprocess.run(
        [sys.executable, "-c", AS_NOBODY, *lines], capture_output=True, text=True, check=False
    )


def open_up(folder: Path) -> None:
    """Let nobody reach a folder of the test's."""
    for above in (folder, *folder.parents):
        if above == Path(tempfile.gettempdir()):
            return
        above.chmod(0o755)


@only_root
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    open_up(tmp_path)
    ran = as_nobody(f"init {tmp_path}/first", f"init {tmp_path}/office")
    assert ran.returncode == 1
    assert f"{tmp_path}/office: Permission denied" in ran.stderr


@only_root
def test_a_read_only_home_shows_its_cases_and_refuses_changes(
    dpo: Run, sar: str, home: Path, tmp_path: Path
) -> None:
    other = f"--home {make_home(tmp_path / 'other')} --as dpo"
    warm = [f"{other} quick 'sar Jane Doe, email, yesterday'", f"{other} list"]
    open_up(home)
    data = home / "data"
    settings = data / "dpo.toml"
    settings.write_text(settings.read_text().replace(account_name(), "nobody"))
    for file in data.iterdir():
        file.chmod(0o444)
    data.chmod(0o555)
    at = f"--home {home} --today 2026-11-25 --as dpo"
    shown = as_nobody(*warm, f"{at} list --json")
    assert shown.returncode == 0, shown.stderr
    assert sar in shown.stdout
    refused = as_nobody(*warm, f"{at} note {sar} hello")
    assert refused.returncode in (1, 3)
    assert str(data) in refused.stderr.splitlines()[-1]


@only_root
@pytest.mark.parametrize("closed", ["exports", "exports/SAR-2026-0001", "the letter itself"])
def test_a_letter_that_may_not_be_read_is_named(
    dpo: Run, sar: str, home: Path, tmp_path: Path, closed: str
) -> None:
    written = dpo("letter", "write", sar, "acknowledgement")
    assert written.code == 0, written.err  # or else the folder we stand in would be closed
    path = Path(written.out.strip())
    open_up(home)
    settings = home / "data" / "dpo.toml"
    settings.write_text(settings.read_text().replace(account_name(), "nobody"))
    for place in (home / "data", *(home / "data").iterdir(), path.parent.parent, path.parent, path):
        os.chown(place, 65534, 65534)
    (path if closed.startswith("the") else home / closed).chmod(0)
    at = f"--home {home} --today 2026-11-25 --as dpo"
    other = f"--home {make_home(tmp_path / 'other')} --as dpo"
    lines = ("quick 'sar Jane Doe, email, yesterday'", "letter write 1 acknowledgement")
    warm = [f"{other} {line}" for line in (*lines, "letter fetch 1 --json")]
    for what in ("fetch", "email"):
        ran = as_nobody(*warm, f"{at} letter {what} {sar}")
        assert ran.returncode == 1, ran.stderr
        assert f"{home / 'exports'}" in ran.stderr
        assert "can't be read (Permission denied)" in ran.stderr
    (path.parent.parent).chmod(0)
    ran = as_nobody(*warm, f"{at} letter write {sar} acknowledgement")
    assert ran.returncode == 1, ran.stderr
    assert "can't be written" in ran.stderr


@only_root
@pytest.mark.parametrize("closed", ["", "data"])
def test_a_home_that_may_not_be_looked_into_is_named(
    home: Path, tmp_path: Path, closed: str
) -> None:
    open_up(home)
    (home / closed).chmod(0)
    warm = f"--home {make_home(tmp_path / 'other')} --as dpo list"
    for line in (f"--home {home} list", f"--home {home} due"):
        ran = as_nobody(warm, line)
        assert ran.returncode == 2, ran.stderr
        assert f"{home}/data/dpo.toml: can't be read (Permission denied)" in ran.stderr


def test_a_demo_is_thrown_away_when_the_console_closes(bare: Run, opened: list[Desk]) -> None:
    ran = bare("--today", "2026-11-25", "demo", "--cases", "3")
    assert ran.code == 0, ran.err
    (desk,) = opened
    assert desk.today.isoformat() == "2026-11-25"
    assert not desk.home.root.exists()


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
