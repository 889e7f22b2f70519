"""[[place]] in data/dpo.toml: the places the office searches, read strictly."""

from pathlib import Path

import pytest

from dpo_console.config.settings.settings import Place, built_in_places
from dpo_console.errors import BadFile
from dpo_console.law.statutes import kinds
from tests.config.settings.test_settings import settings_of

SCHOOL = "[[school]]\nslug = 'oak'\nname = 'Oak'\n"


def test_a_place_says_who_is_asked_and_what_is_lost_when(tmp_path: Path) -> None:
    text = f"{SCHOOL}[[place]]\nslug = 'cctv'\ntitle = 'CCTV'\ndeletes_after = 30\nschool = 'oak'\n"
    (place,) = settings_of(tmp_path, text).places
    assert (place.hold, place.deletes_after, place.holder) == (True, 30, "")
    assert place.is_usual("sar", "oak")
    assert not place.is_usual("sar", "elm")
    assert not place.is_usual("breach", "oak")


def test_a_place_of_no_kind_is_only_offered(tmp_path: Path) -> None:
    text = "[[place]]\nslug = 'lrs'\ntitle = 'LRS'\nkinds = []\n"
    (place,) = settings_of(tmp_path, text).places
    assert not any(place.is_usual(kind, "") for kind in kinds())


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("slug = '7'\ntitle = 'x'", "letter first"),
        ("slug = 'a b'\ntitle = 'x'", "letter first"),
        ("slug = 'a'", r"place\[1\].title"),
        ("slug = 'a'\ntitle = ' '", "is empty"),
        ("slug = 'a'\ntitle = 'x'\nkinds = ['sarr']", "'sarr', but the kinds are"),
        ("slug = 'a'\ntitle = 'x'\nschool = 'ash'", "school"),
        ("slug = 'a'\ntitle = 'x'\ndeletes_after = 0", "such as 30"),
        ("slug = 'a'\ntitle = 'x'\nholders = 'y'", "holders"),
        ("slug = 'a'\ntitle = 'x'\n[[place]]\nslug = 'a'\ntitle = 'y'", "same slug"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, entry: str, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        settings_of(tmp_path, f"{SCHOOL}[[place]]\n{entry}\n")


def test_an_office_that_lists_none_has_the_built_in_ones(tmp_path: Path) -> None:
    assert settings_of(tmp_path, "name = 'x'").places == ()
    found = {place.slug: place for place in built_in_places()}
    assert found["cctv"] == Place(
        "cctv", "CCTV", "Site manager", kinds=("sar",), hold=True, deletes_after=30
    )
    assert {"mis", "staff-email", "chat", "leavers-accounts", "previous-school", "lrs"} <= set(
        found
    )
    assert all(kind in kinds() for place in found.values() for kind in place.kinds or ())
