"""data/dpo.toml: read strictly, with any mistake in it named by file and key."""

from datetime import date
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import account_name, who_acts
from dpo_console.config import Home, Role, Settings, find_home, load_settings
from dpo_console.errors import BadFile, BadInput, NotAllowed, Refused
from tests.conftest import PEOPLE, SETTINGS, desks, make_home


def settings_of(tmp_path: Path, text: str) -> Settings:
    home = Home(tmp_path)
    home.data.mkdir(parents=True)
    home.settings.write_text(text)
    return load_settings(home)


def test_a_whole_file(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, SETTINGS + PEOPLE.format(account="dpo"))
    assert settings.school("").slug == "oak"
    terms = settings.school("oak").terms
    assert terms is not None
    assert terms.spans[0] == (date(2026, 4, 13), date(2026, 5, 22))
    assert settings.person("head").role is Role.APPROVER
    assert settings.regulator.phone == "0303 123 1113"


def test_what_an_editor_on_windows_saves_is_read_or_told(tmp_path: Path) -> None:
    assert settings_of(tmp_path, '\ufeffname = "Café"').name == "Café"
    Home(tmp_path).settings.write_bytes('# ours\nname = "Café"'.encode("cp1252"))
    with pytest.raises(BadFile, match=r"dpo\.toml, line 2: is no text in UTF-8"):
        load_settings(Home(tmp_path))


OAK = "[[school]]\nslug = 'oak'\nname = 'Oak'\n"
LEAD = "[[people]]\nslug = 'a'\nname = 'A'\nrole = 'lead'\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name = ", "dpo.toml"),
        ("nam = 'x'", "nam"),
        ("name = 7", "key name"),
        ("[dpo]\nmail = 'x'", "dpo"),
        ("[[people]]\nslug = 'a'\nname = 'A'\nrole = 'king'", "role"),
        ("[[people]]\nslug = 'a'\nrole = 'dpo'", "name"),
        ("[[school]]\nslug = 'a'\nname = 'A'\nterms = [[2026-09-02]]", "terms"),
        ("[[school]]\nslug = 'a'\nname = 'A'\nterms = [['2026-09-02', '2026-10-01']]", "quotes"),
        ("[[school]]\nslug = 'a'\nname = 'A'\nterms = [[2026-10-02, 2026-09-01]]", "in order"),
        ("[[school]]\nslug = 'a'\nname = 'A'\n[[school]]\nslug = 'a'\nname = 'B'", "same slug"),
        (f"{LEAD}", r"people\[1\].schools: is missing"),
        (f"{LEAD}schools = ['elm']", r"people\[1\].schools: names 'elm', but no entry under"),
        (f"{LEAD.replace('lead', 'clerk')}schools = ['oak']", "are a lead's alone"),
        ("[[groups]]\nslug = 'a'\nname = 'A'\nschools = ['x']", r"groups\[1\].schools: names 'x'"),
        (
            f"{OAK}{LEAD}schools = ['oak']\ndeputy_for = 'b'\nfrom = 2026-12-01\nto = 2026-12-02\n"
            "[[people]]\nslug = 'b'\nname = 'B'\nrole = 'dpo'",
            "can't be said of a lead",
        ),
        ("[service]\nperson = 'nobody'", "service"),
        ("[notice]\npurpose = 'x'", "purposes"),
        ('name = "a\\u001b[2J"', r"key name: U\+001B \(ESCAPE\)"),
        ('[dpo]\nname = "a\\u0000"', r"key dpo.name: U\+0000 \(NULL\)"),
        ("host = '-oProxyCommand=x'", "key host"),
        ("host = 'x; reboot'", "key host"),
        ("[[school]]\nslug = '../../x'\nname = 'A'", "slug"),
        ("[witness]\nfile = 'heads.jsonl'", "witness.file: is .*write the whole path"),
        ("[console]\nhide_after = -1", "must be 0 to 1440"),
        ('[console]\ntheme = "pink"', "must be one of terminal, light, dark, high-contrast"),
        ("[console]\nhide = 5", "console.hide"),
        ("[[people]]\nslug = 'a b'\nname = 'A'\nrole = 'dpo'", "slug"),
        ("a = " + "[" * 5000, "nested too deep"),
        ("a = " + "9" * 5000, "a number is too long"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        settings_of(tmp_path, text)


def test_one_account_is_one_persons_alone(tmp_path: Path) -> None:
    person = '[[people]]\nslug = "{0}"\nname = "{0}"\nrole = "clerk"\naccount = "{1}"\n'
    with pytest.raises(BadFile, match="same account"):
        settings_of(tmp_path / "a", person.format("ben", "office") + person.format("ida", "office"))
    assert settings_of(tmp_path / "b", person.format("ben", "") + person.format("ida", "")).people


def test_no_home_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="dpo-console init"):
        load_settings(Home(tmp_path))


def test_the_home_that_is_used(tmp_path: Path) -> None:
    assert find_home(tmp_path / "a", {"DPO_CONSOLE_HOME": "/b"}, tmp_path).root == tmp_path / "a"
    assert find_home(None, {"DPO_CONSOLE_HOME": "/b"}, tmp_path).root == Path("/b")
    make_home(tmp_path / "here")
    assert find_home(None, {}, tmp_path / "here").root == tmp_path / "here"
    assert "dpo-console" in str(find_home(None, {}, tmp_path).root)


def test_who_acts(tmp_path: Path) -> None:
    shared = settings_of(tmp_path, SETTINGS + PEOPLE.format(account="dpoconsole"))
    assert who_acts(shared, "dpoconsole", None).slug == "dpo"
    assert who_acts(shared, "dpoconsole", "head").slug == "head"
    with pytest.raises(BadInput, match="no person 'ghost'"):
        who_acts(shared, "dpoconsole", "ghost")
    with pytest.raises(NotAllowed, match="nobody's"):
        who_acts(shared, "mallory", "head")


def test_a_personal_account_speaks_for_nobody_else(tmp_path: Path) -> None:
    own = '[[people]]\nslug = "ben"\nname = "Ben Hale"\nrole = "clerk"\naccount = "ben"\n'
    own += '[[people]]\nslug = "head"\nname = "Ruth Castle"\nrole = "approver"\n'
    settings = settings_of(tmp_path, own)
    assert who_acts(settings, "ben", None).slug == "ben"
    with pytest.raises(NotAllowed, match="can't act as head"):
        who_acts(settings, "ben", "head")


def test_alone(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, "")
    assert who_acts(settings, "amara", None).role is Role.SOLE
    with pytest.raises(NotAllowed, match="names nobody"):
        who_acts(settings, "amara", "head")


def test_the_account_is_not_what_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USER", "head")
    monkeypatch.setenv("LOGNAME", "head")
    assert account_name() != "head"


def left_by_records(home: Path, trace: str) -> None:
    path = home / trace
    path.parent.mkdir(exist_ok=True)
    if path.suffix:
        path.write_bytes(b"")
    else:
        path.mkdir()


@pytest.mark.parametrize(
    "trace",
    [
        "exports/SAR-2026-0001",
        "data/backups/records-layout-1-20261125T090000.sqlite3",
        "data/records.made",
        "data/records.sqlite3-journal",
        "data/records.sqlite3.old",
    ],
)
def test_lost_records_are_never_replaced_by_empty_ones(home: Path, trace: str) -> None:
    left_by_records(home, trace)
    with pytest.raises(Refused, match=f"missing, but .*{Path(trace).name} shows .* backup"):
        desks(home)()
    assert not Home(home).database.exists()


def test_records_that_were_there_once_are_missed(home: Path) -> None:
    desk = desks(home)()
    whole = desk.home.database.read_bytes()
    desk.home.database.unlink()
    with pytest.raises(Refused, match="missing"):
        desks(home)()
    desk.home.database.write_bytes(b"")
    with pytest.raises(Refused, match="it is empty"):
        desks(home)()
    desk.home.database.write_bytes(whole)
    desks(home)()


def test_records_elsewhere_that_are_away_are_missed(home: Path, tmp_path: Path) -> None:
    Home(home).database.symlink_to(tmp_path / "unmounted" / "records.sqlite3")
    with pytest.raises(Refused, match="missing"):
        desks(home)()


def test_first_records_beside_settings_and_own_wording(home: Path) -> None:
    data = Home(home).data
    Home(home).own_wording.mkdir()
    (Home(home).own_wording / "clarification.md").write_text("# Hello")
    (data / "dpo.toml.bak").touch()
    (data / "records of processing.odt").touch()
    Home(home).log.touch()
    desks(home)()
    assert Home(home).database.exists()
