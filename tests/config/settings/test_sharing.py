"""[sharing] and [[data_item]] in data/dpo.toml, read strictly."""

from pathlib import Path

import pytest

from dpo_console.config.settings.settings import Sharing
from dpo_console.errors import BadFile
from tests.config.settings.test_settings import settings_of

BUS = (
    "[[data_item]]\nslug = 'bus'\ntitle = 'Bus pass'\ncategory = 'personal'\n"
    "sensitivity = 'D'\nrisk = 3\n"
)


def test_an_office_that_says_nothing(tmp_path: Path) -> None:
    assert settings_of(tmp_path, "name = 'x'").sharing == Sharing(10, 6, ())


def test_an_office_that_says_all(tmp_path: Path) -> None:
    text = f"[sharing]\nsmall_number = 5\nrisks = 5\n{BUS}"
    text += "[[data_item]]\nslug = 'postcode'\nsensitivity = 'B'\n"
    sharing = settings_of(tmp_path, text).sharing
    assert (sharing.small_number, sharing.risks) == (5, 5)
    assert [(i.slug, i.sensitivity) for i in sharing.items] == [("bus", "D"), ("postcode", "B")]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[sharing]\nsmall_number = 0\n", "sharing.small_number: is 0"),
        ("[sharing]\nrisks = 7\n", "sharing.risks: is 7"),
        ("[sharing]\nrisk = 5\n", "sharing.risk: is not a key"),
        (BUS + BUS, "same slug"),
        ("[[data_item]]\nslug = 'bus'\n", r"data_item\[1\].title: is missing"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        settings_of(tmp_path, text)
