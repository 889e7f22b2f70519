"""`settings check`: every fault with file and line, what is missing, and who is told."""

import os
from pathlib import Path
from typing import Any

import pytest

from dpo_console.cases.office.desk import account_name
from dpo_console.config import Home
from dpo_console.config.notice import notice
from tests.cli.conftest import Run

WHOLE = """only_today = true
name = "Oak Lane Primary School"

[dpo]
name = "Amara Okafor"
email = "dpo@example.org"

[[school]]
slug = "oak"
name = "Oak Lane Primary School"
terms = [[2026-09-02, 2026-12-18], [2027-01-05, 2027-03-25]]

[[people]]
slug = "dpo"
name = "Amara Okafor"
role = "dpo"
account = "{account}"

[[people]]
slug = "head"
name = "Ruth Castle"
role = "approver"
"""

FAULTS = """name = "Oak"
colour = "green"

[[school]]
slug = "oak"
name = "Oak"
type = "primary"
terms = [[2026-12-18, 2026-09-02]]
closures = ["soon"]

[[school]]
slug = "elm park"
name = '''
type = "this line is in a text"
'''

  [school.company]
  name = "Elm"
  number = "1"
  office = "Elm"
  part = "England and Wales"

[[people]]
slug = "dpo"
name = "Amara Okafor"
role = "boss"

[[data_item]]
slug = "bus-pass"

[backup]
to = "backup"
[witness]
file = "witness"
[console]
hide_after = "soon"
"""


@pytest.fixture
def office(tmp_path: Path) -> Home:
    """Return a home whose settings are whole."""
    home = Home(tmp_path / "office")
    for folder in (home.root, home.data, home.exports):
        folder.mkdir(mode=0o700)
    home.settings.write_text(WHOLE.format(account=account_name()))
    home.notice.write_text(notice.example("primary"))
    return home


def checked(bare: Run, home: Home, level: str = "wrong") -> list[dict[str, Any]]:
    ran = bare("--home", str(home.root), "--today", "2026-11-25", "settings", "check", "--json")
    assert ran.code == any(finding["level"] == "wrong" for finding in ran.json)
    return [finding for finding in ran.json if finding["level"] == level]


def test_every_fault_of_dpo_toml_is_told_at_once_with_its_line(bare: Run, office: Home) -> None:
    office.settings.write_text(FAULTS)
    found = checked(bare, office)
    assert {finding["file"] for finding in found} == {str(office.settings)}
    assert [(f["line"], f["what"].split()[0]) for f in found] == [
        (2, "colour"),
        (7, "school[1].type"),
        (8, "school[1].terms"),
        (9, "school[1].closures"),
        (12, "school[2].slug"),
        (19, "school[2].company.number"),
        (26, "people[1].role"),
        (28, "data_item[1].title"),
        (28, "data_item[1].category"),
        (28, "data_item[1].sensitivity"),
        (28, "data_item[1].risk"),
        (32, "backup.to"),
        (34, "witness.file"),
        (36, "console.hide_after"),
    ]
    assert all(finding["why"] and finding["remedy"] for finding in found)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('name = "x"\n[dpo\n', 2, "Is not valid TOML"),
        ("[dpo]\n[dpo]\n", 2, "Is not valid TOML: there is a second [dpo]."),
        ('name = "x\n', 1, "Is not valid TOML: a quotation mark is missing."),
        (WHOLE + '[[people]]\nslug="dpo"\nname="A"\nrole="clerk"', 13, "people has two entries"),
        (WHOLE + '[[place]]\nslug="mis"\ntitle="M"\nschool="ash"', 26, "place[1].school is 'ash'"),
        (WHOLE + '[service]\nperson = "ida"', 24, "service.person is 'ida'"),
        (WHOLE + '[law]\ncommenced = ["none"]', 24, "law.commenced has 'none'"),
    ],
)
def test_what_contradicts_another_entry_is_told(
    bare: Run, office: Home, text: str, line: int, what: str
) -> None:
    office.settings.write_text(text.replace("{account}", account_name()))
    (found,) = checked(bare, office)
    assert (found["line"], found["what"][: len(what)]) == (line, what)


def test_a_setting_of_an_earlier_release_is_named_and_ignored(bare: Run, office: Home) -> None:
    text = office.settings.read_text()
    office.settings.write_text(f'{text}[witness]\nstamps = "https://tsa.example.org"\n')
    named = [f for f in checked(bare, office, "advice") if "earlier release" in f["what"]]
    assert [(f["line"], f["what"].split()[0]) for f in named] == [(24, "witness.stamps")]
    assert checked(bare, office) == []


def test_whatever_the_settings_point_to_is_looked_at(bare: Run, office: Home) -> None:
    nowhere = office.root / "nowhere"
    office.settings.write_text(
        office.settings.read_text().replace(account_name(), "nobody-here")
        + '[[view]]\ntitle = "Mine"\nfilter = "kind:zebra"\n'
        + '[keys]\n"case.note" = "j"\n'
        + f'[backup]\nto = "{nowhere}"\nrecipients = ["age1{"q" * 58}"]\n'
        + f'[witness]\nfile = "{nowhere}/w"\ncommand = ["no-such-program"]\n'
    )
    office.notice.write_text('[pupil.purposes]\nsays = "x"\nstated = 5\n\n[stranger]\n')
    office.own_wording.mkdir()
    (office.own_wording / "extension.md").write_text("Dear\n\n<b>you</b>\n")
    (office.data / "letterhead.docx").write_bytes(b"no Word file")
    told = [(Path(f["file"]).name, f["line"]) for f in checked(bare, office)]
    assert told == [
        ("dpo.toml", 13), ("dpo.toml", 27), ("dpo.toml", 29), ("dpo.toml", 32), ("dpo.toml", 33),
        ("notice.toml", 3), ("notice.toml", 5),
    ]  # fmt: skip
    office.settings.write_text(WHOLE.format(account=account_name()) + '[[view]]\ntitle = ""\n')
    office.notice.unlink()
    office.witness.write_text('{"at": "2026-11-25T09:00:00Z", "chain": "x", "head": "1:')
    told = [(Path(f["file"]).name, f["line"]) for f in checked(bare, office)]
    assert told == [
        ("dpo.toml", 23), ("letterhead.docx", None), ("extension.md", 3), ("witness.jsonl", 1)
    ]  # fmt: skip


def test_a_shared_account_that_is_one_persons_own_is_told(bare: Run, office: Home) -> None:
    shared = f'[service]\naccount = "{account_name()}"\n'
    office.settings.write_text(WHOLE.format(account="") + shared)
    assert "dpo.toml" not in {Path(f["file"]).name for f in checked(bare, office, "advice")}
    office.settings.write_text(WHOLE.format(account=account_name()) + shared)
    told = [f for f in checked(bare, office, "advice") if f["file"] == str(office.settings)]
    assert [f["why"] for f in told] == ["With it, nobody else can act."]
    assert office.settings.read_text().splitlines()[told[0]["line"] - 1].startswith("account")


def test_what_is_missing_is_a_list_that_shrinks_and_no_fault(bare: Run, tmp_path: Path) -> None:
    home = Home(tmp_path / "new")
    assert bare("init", str(home.root)).code == 0
    first = checked(bare, home, "missing")
    assert checked(bare, home) == []
    whole = WHOLE.replace("terms", 'address = "Oak Lane, Brookfield"\nterms')
    home.settings.write_text(whole.format(account=account_name()))
    second = checked(bare, home, "missing")
    home.notice.write_text(notice.example("primary"))
    third = checked(bare, home, "missing")
    assert len(first) > len(second) > len(third)
    assert {f["what"] for f in third} == {
        "No backup is set up.",
        "Nothing outside this machine vouches for the audit log.",
    }
    assert any("No school is listed" in f["what"] for f in first)


def test_what_names_people_must_be_closed_to_others(bare: Run, office: Home) -> None:
    assert bare("--home", str(office.root), "list").code == 0
    office.database.chmod(0o644)
    assert checked(bare, office) == []  # nobody else gets into the folder
    for folder in (office.root, office.data):
        folder.chmod(0o755)
    (found,) = checked(bare, office)
    assert found["file"] == str(office.database)
    assert found["remedy"].endswith(f"chmod go= {office.database}")


def test_people_without_accounts_lock_nobody_out(bare: Run, office: Home) -> None:
    office.settings.write_text(WHOLE.format(account=""))
    added = bare("--home", str(office.root), "quick", "sar Jane Doe, email, yesterday")
    assert added.code == 0, added.err
    assert checked(bare, office) == []
    told = [finding["what"] for finding in checked(bare, office, "missing")]
    assert "Nobody who is listed has an account." in told
    assert "Nobody who is listed is the DPO." not in told
    office.settings.write_text(
        office.settings.read_text().replace('role = "dpo"', 'role = "clerk"')
    )
    told = [finding["what"] for finding in checked(bare, office, "missing")]
    assert "Nobody who is listed is the DPO." in told


def test_lines_for_people_name_the_place_the_reason_and_the_remedy(bare: Run, office: Home) -> None:
    office.settings.write_text('name = "Oak"\n[dpo]\nnmae = "x"\n')
    ran = bare("--home", str(office.root), "settings", "check")
    assert ran.code == 1
    assert "data/dpo.toml, line 3: dpo.nmae is not a key that belongs here." in ran.out
    assert "No command starts until it is corrected." in ran.out
    assert ran.err.startswith("1 fault")
    assert os.path.lexists(office.settings)


def test_settings_are_edited_once_all_of_them_are_checked(
    dpo: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records in a file: the file is replaced, and a copy of the earlier one is kept."""
    settings, new = home / "data" / "dpo.toml", tmp_path / "new.toml"
    before = dpo("settings", "show").out
    assert before == settings.read_text().rstrip() + "\n"
    new.write_text(before.replace("[[school]]", "[[school]]\ncolour = 1"))
    refused = dpo("settings", "edit", str(new))
    assert refused.code == 1
    assert "data/dpo.toml, line 13: school[1].colour" in refused.err
    assert dpo("settings", "show").out == before
    service = before.replace("makes_homes = true", "makes_homes = false")
    for words in (
        f"only_today = true\n{before}",
        f'{before}\n[witness]\ncommand = ["id"]\n',
        service,
    ):
        new.write_text(words)
        assert "An administrator writes" in dpo("settings", "edit", str(new)).err
    assert dpo("settings", "show").out == before
    new.write_text(before.replace('label = "TEST"', 'label = "NEW"'))
    assert dpo("settings", "edit", str(new), person="clerk").code == 1
    assert dpo("settings", "edit", str(new)).err == "Saved data/dpo.toml.\n"
    assert settings.read_text() == new.read_text()
    assert dpo("settings", "edit", str(new)).err == "Nothing was changed.\n"
    new.write_text(before)  # in the same second, of which there is a copy already
    assert dpo("settings", "edit", str(new)).err == "Saved data/dpo.toml.\n"
    assert len([*settings.parent.glob("dpo.toml.before-edit-*")]) == 2
    settings.write_text(settings.read_text().replace("reads_files = true", ""))
    monkeypatch.setenv("EDITOR", "true")
    assert "open no editor" in dpo("settings", "edit").err
    assert "read no files" in dpo("settings", "edit", str(new)).err
    assert dpo("settings", "history").code == 1


def test_an_editor_that_leaves_a_fault_loses_nothing(
    dpo: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\necho '[[colour]]' >> $1\n")
    editor.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(editor))
    assert "no editor here" in dpo("settings", "edit").err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    clerk = dpo("settings", "edit", person="clerk")
    assert "is a clerk, who may not change the office's settings; the DPO may." in clerk.err
    assert "kept as" not in clerk.err
    assert not [*(home / "data").glob("dpo.toml.before-saving-*")]
    refused = dpo("settings", "edit")
    assert "colour is not a key" in refused.err
    [kept] = (home / "data").glob("dpo.toml.before-saving-*")
    assert f"kept as {kept}" in refused.err
    assert kept.read_text().endswith("[[colour]]\n")
    assert not [*(home / "data").glob(".tmp-edit-*")]
