"""The controller of a school and its company: what letters take from the settings."""

from pathlib import Path

import pytest

from dpo_console.config import Settings
from dpo_console.config.settings.settings_file import settings_of
from dpo_console.errors import BadFile
from dpo_console.toml_file import read_toml

COMPANY = '{ name = "T", number = "07654321", office = "1 Oak Lane", part = "England and Wales" }'


def settings(tmp_path: Path, *schools: str) -> Settings:
    file = tmp_path / "dpo.toml"
    entries = (
        f'[[school]]\nslug = "s{number}"\nname = "School {number}"\n{more}\n'
        for number, more in enumerate(schools)
    )
    file.write_text('name = "The Trust"\n' + "".join(entries))
    return settings_of(read_toml(file))


@pytest.mark.parametrize(
    ("school", "controller"),
    [
        ('type = "maintained"', "the governing body of School 0"),
        ('type = "academy"', ""),
        ('type = "independent"', ""),
        ('type = "pru"', ""),
        ('type = "academy"\ncontroller = "The Trust"', "The Trust"),
        ('type = "maintained"\ncontroller = "The federation"', "The federation"),
    ],
)
def test_a_controller_is_the_law_s_or_stated_and_never_supposed(
    school: str, controller: str, tmp_path: Path
) -> None:
    found = settings(tmp_path, school)
    assert found.controller("s0") == controller
    told = any("who answers for its data" in one.what for one in found.schools[0].unstated)
    assert told is not bool(controller)


def test_several_schools_have_one_controller_only_where_it_is_the_same(tmp_path: Path) -> None:
    trust = 'type = "academy"\ncontroller = "The Trust"'
    assert settings(tmp_path, trust, trust).controller() == "The Trust"
    assert settings(tmp_path, trust, 'type = "maintained"').controller() == ""
    assert settings(tmp_path).controller() == "The Trust"


def test_an_academy_says_its_company_as_the_law_asks(tmp_path: Path) -> None:
    without = settings(tmp_path, 'type = "academy"\ncontroller = "T"').schools[0]
    assert "SI 2015/17" in without.unstated[0].what
    printed = 'type = "academy"\ncontroller = "T"\nletterhead_states_company = true'
    assert settings(tmp_path, printed).schools[0].unstated == ()
    whole = f'type = "academy"\ncontroller = "T"\ncompany = {COMPANY}'
    school = settings(tmp_path, whole).schools[0]
    assert school.unstated == ()
    assert school.company is not None
    assert school.company.words == (
        "T is a limited company registered in England and Wales, number 07654321. "
        "Registered office: 1 Oak Lane."
    )


@pytest.mark.parametrize(
    ("old", "new"), [("07654321", "7654321"), ('part = "England and Wales"', 'part = ""')]
)
def test_half_a_company_is_refused(old: str, new: str, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="company"):
        settings(tmp_path, f"company = {COMPANY.replace(old, new)}")
