"""Backup, check and restore as a shell sees them."""

from pathlib import Path

from tests.cli.conftest import Run
from tests.conftest import make_home


def test_an_office_moves_by_an_encrypted_backup(dpo: Run, bare: Run, tmp_path: Path) -> None:
    dpo("add", "sar", "--received", "2026-11-24", "--requester", "Jane Doe")
    key = bare("backup", "key").out
    (tmp_path / "key.txt").write_text(key)
    public = key.splitlines()[0].removeprefix("# public key: ")
    made = dpo("backup", str(tmp_path / "out"), "--recipient", public, "--json")
    assert (made.code, made.json["keys"]) == (0, 1)
    path = made.json["path"]
    hashed = dpo("backup", "check", path)
    assert (hashed.code, "It wasn't opened" in hashed.out) == (0, True)
    key_file = str(tmp_path / "key.txt")
    checked = dpo("backup", "check", path, "--identity", key_file, "--head", made.json["head"])
    assert (checked.code, checked.out[:6]) == (0, "Sound:")
    sha256 = made.json["sha256"]
    assert sha256 in checked.out
    for given, code in ((sha256.upper(), 0), ("0" * 64, 1), ("none", 2)):
        assert dpo("backup", "check", path, "--sha256", given).code == code
    other = ("restore", path, "--identity", key_file, "--to", str(tmp_path / "other"))
    assert "isn't the one that you gave" in dpo(*other, "--sha256", "0" * 64).err
    new = str(tmp_path / "new")
    moved = dpo("restore", path, "--identity", key_file, "--to", new, "--sha256", sha256)
    assert (moved.code, moved.out.strip()) == (0, new)
    assert "read-only" in moved.err
    assert f"SHA-256 {sha256}" in moved.err
    note = ("--home", new, "--as", "dpo", "--today", "2026-11-25", "note", "SAR-2026-0001", "Hello")
    assert bare(*note).code == 1
    assert bare("--home", new, "restore", "--no-erasures-since", "None was made").code == 0
    assert bare(*note).code == 0


def test_a_check_exits_1_for_a_head_that_the_backup_does_not_hold(dpo: Run, tmp_path: Path) -> None:
    made = dpo("backup", str(tmp_path / "out"), "--plain", "--json")
    assert "anybody who gets the file" in made.err
    later = dpo("backup", "check", made.json["path"], "--head", "9999:0123456789ab", "--json")
    assert (later.code, later.json["sound"]) == (1, False)


def test_a_backup_without_a_key_or_a_place_is_refused(dpo: Run, tmp_path: Path) -> None:
    assert (without := dpo("backup", str(tmp_path / "out"))).code == 2
    assert "no key to encrypt" in without.err
    assert dpo("backup", "--plain").code == 2
    assert not (tmp_path / "out").exists()


def test_a_changed_backup_is_noticed_without_its_key(dpo: Run, bare: Run, tmp_path: Path) -> None:
    public = bare("backup", "key").err.split()[-1]
    path = Path(dpo("backup", str(tmp_path / "out"), "--recipient", public).out.strip())
    path.write_bytes(path.read_bytes() + b"x")
    found = dpo("backup", "check", str(path))
    assert (found.code, "knows no backup" in found.err) == (1, True)


def test_people_who_share_the_account_restore_and_read_nothing(
    dpo: Run, home: Path, tmp_path: Path
) -> None:
    settings = home / "data" / "dpo.toml"
    for switch in ("makes_homes", "reads_files", "writes_files"):
        settings.write_text(settings.read_text().replace(f"{switch} = true", f"{switch} = false"))
    out = str(tmp_path / "out")
    assert "write no files" in dpo("backup", out, "--plain").err
    assert "make no homes" in dpo("restore", "x", "--to", out).err
    assert "read no files" in dpo("backup", "check", "x").err
    settings.write_text(f'{settings.read_text()}\n[backup]\nto = "{out}"\n')
    assert dpo("backup", "--plain").code == 0
    assert dpo("backup", "check").code == 0


def test_due_tells_of_an_old_check_and_its_list_stays_the_same(dpo: Run, home: Path) -> None:
    settings = home / "data" / "dpo.toml"
    dpo("due")
    settings.write_text(f"{settings.read_text()}\n[backup]\ncheck_days = 1\n")
    told = dpo("due", "--json", today="2026-11-28")
    assert (told.code, told.json) == (0, [])
    assert "No backup of these records has been checked in 3 days" in told.err


def test_a_home_without_settings_for_backups_hears_nothing_if_made_up(
    bare: Run, tmp_path: Path
) -> None:
    make_home(tmp_path / "other")
    told = bare("--home", str(tmp_path / "other"), "--today", "2027-11-25", "due")
    assert "backup" not in told.err
