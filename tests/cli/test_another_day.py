"""--today only looks in real records over SSH, and at the machine it is told ever after."""

from pathlib import Path

import pytest

from tests.cli.conftest import SAR, TODAY, Run

TOMORROW = "2026-11-26"
EARLIER = "2026-11-16"

CHANGES = {
    "a request": SAR,
    "a request in one line": ("quick", "foi Jo Fry, email, yesterday"),
    "a fact": ("fact", "SAR-2026-0001", "acknowledged", "--on", TODAY),
    "a note": ("note", "SAR-2026-0001", "A call"),
    "an answer": ("assess", "SAR-2026-0001", "first.recognised", "met", "--evidence", "Passport"),
    "a letter": ("letter", "write", "SAR-2026-0001", "acknowledgement", "--set", "summary=All"),
    "an end": ("close", "SAR-2026-0001", "--outcome", "withdrawn"),
    "a pack": ("pack", "SAR-2026-0001"),
    "a wording": ("wording", "copy", "acknowledgement"),
    "a report": ("statistics", "--report"),
    "a register": ("register", "--format", "word"),
}  # fmt: skip

LOOKS = {
    "what is due": ("due",),
    "a list": ("list",),
    "a case": ("show", "SAR-2026-0001"),
    "its dates": ("explain", "SAR-2026-0001"),
    "what would be": ("what-if", "SAR-2026-0001"),
    "a date": ("clock", "sar", TODAY),
    "a letter to be": ("letter", "preview", "SAR-2026-0001", "acknowledgement"),
    "the records": ("verify",),
}


@pytest.fixture
def real(sar: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home that isn't made up, with a case, reached by SSH."""
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
    settings = home / "data" / "dpo.toml"
    settings.write_text(settings.read_text("utf-8").replace("made_up = true", ""), "utf-8")
    return home


def everything(home: Path) -> set[Path]:
    return {path for path in home.rglob("*") if "records" not in path.name}


@pytest.mark.parametrize("line", CHANGES.values(), ids=CHANGES)
def test_another_day_changes_nothing_in_real_records(
    line: tuple[str, ...], dpo: Run, real: Path
) -> None:
    before, head = everything(real), dpo("head").out
    ran = dpo(*line, today=TOMORROW)
    assert (ran.code, ran.out) == (1, "")
    assert "Nothing was changed: with --today 2026-11-26 you only look" in ran.err
    assert (everything(real), dpo("head").out) == (before, head)


@pytest.mark.parametrize("line", LOOKS.values(), ids=LOOKS)
def test_another_day_is_looked_at(line: tuple[str, ...], dpo: Run, real: Path) -> None:
    ran = dpo(*line, today=TOMORROW)
    assert "you only look" not in ran.err
    assert ran.out


def test_today_s_own_date_stays_open(dpo: Run, real: Path) -> None:
    assert dpo("note", "SAR-2026-0001", "A call", today=TODAY).code == 0


def test_a_line_in_the_settings_makes_no_records_made_up(dpo: Run, real: Path) -> None:
    settings = real / "data" / "dpo.toml"
    settings.write_text(f"made_up = true\n{settings.read_text('utf-8')}", "utf-8")
    ran = dpo("note", "SAR-2026-0001", "A call", today=TOMORROW)
    assert (ran.code, "you only look" in ran.err) == (1, True)


def test_at_the_machine_another_day_is_named_wherever_the_change_is_told(
    dpo: Run, real: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSH_CONNECTION")
    assert "as if" not in dpo("verify").out + dpo("show", "SAR-2026-0001").out
    assert dpo("letter", "write", "SAR-2026-0001", "acknowledgement", today=EARLIER).code == 0
    assert dpo("note", "SAR-2026-0001", "A call").code == 0
    both = "recorded Wed 25 Nov 2026 as if it were Mon 16 Nov 2026"
    case = dpo("show", "SAR-2026-0001", "--json").json
    told = [event["text"] for event in case["timeline"] if "as if" in event["text"]]
    assert len(told) == 1
    assert told[0].endswith(f"({both})")
    found = dpo("verify")
    assert f"SAR-2026-0001: 1 change by Amara Okafor, {both}" in found.out
    assert found.code == 0


def test_the_settings_forbid_another_day_at_the_machine_too(
    dpo: Run, real: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSH_CONNECTION")
    assert "can backdate a change with --today" in dpo("settings", "check").out
    settings = real / "data" / "dpo.toml"
    settings.write_text(f"only_today = true\n{settings.read_text('utf-8')}", "utf-8")
    assert "--today can" not in dpo("settings", "check").out
    ran = dpo("note", "SAR-2026-0001", "A call", today=EARLIER)
    assert (ran.code, "you only look" in ran.err) == (1, True)


def test_the_demo_is_made_up(bare: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
    home = tmp_path / "demo"
    assert bare("demo", "--cases", "1", "--no-open", "--keep", str(home)).code == 0
    quick = ("quick", "foi Jo Fry, email, yesterday")
    ran = bare("--home", str(home), "--as", "dpo", "--today", TOMORROW, *quick)
    assert ran.code == 0, ran.err
