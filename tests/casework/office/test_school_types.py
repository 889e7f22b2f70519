"""The word “special” alone means several types of school."""

from datetime import date
from pathlib import Path

import pytest

from dpo_console.cases.letters.letter_choices import letters_for, preview_letter
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.office.changes_elsewhere import Sight, look, mark_of
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import BadInput, Refused
from dpo_console.law.calendar.schools import TYPES, SchoolType, school_type
from tests.conftest import DeskOf, desks

MEANT = "“special” means several types of school"


def retyped(home: Path, type: str) -> None:
    settings = home / "data" / "dpo.toml"
    text = settings.read_text()
    settings.write_text(text.replace('type = "maintained"', f'type = "{type}"', 1))


def logged(desk: Desk, kind: str) -> str:
    request = NewRequest(kind, date(2026, 11, 9), "Jane Doe", subjects=("Tom Doe",), school="oak")
    return log_request(desk, request).reference


@pytest.fixture
def special(desk: Desk, desk_of: DeskOf, home: Path) -> Desk:
    """Return the desk of a home in use whose school has the type that means two."""
    retyped(home, "special")
    return desk_of()


def test_home_in_use_opens_and_counts_the_earlier_date(special: Desk) -> None:
    foi, sar = logged(special, "foi"), logged(special, "sar")
    case = case_view(special, foi)
    assert case.row.due == "2026-12-08"
    assert MEANT in " ".join(case.clock.warnings)
    assert MEANT not in " ".join(case_view(special, sar).clock.warnings)
    assert verify(special).sound


def test_no_letter_that_depends_on_the_type_is_written_until_it_is_chosen(
    special: Desk, desk_of: DeskOf, home: Path
) -> None:
    foi, sar = logged(special, "foi"), logged(special, "sar")
    with pytest.raises(Refused, match=MEANT):
        write_letter(special, foi, "acknowledgement", {})
    assert not any(letter.fits for letter in letters_for(special, foi))
    assert MEANT in str(preview_letter(special, foi, "acknowledgement", {}).missing)
    assert write_letter(special, sar, "acknowledgement", {}) is not None
    settings = home / "data" / "dpo.toml"
    settings.write_text(settings.read_text().replace('"special"', '"non-maintained-special"'))
    chosen = desk_of()
    assert chosen.moved == (f"{foi}: no date; before, due Tue 8 Dec 2026.",)
    assert write_letter(chosen, foi, "acknowledgement", {}) is not None


def test_new_home_is_not_made_with_the_word_that_means_two(home: Path) -> None:
    retyped(home, "special")
    with pytest.raises(BadInput, match=MEANT):
        desks(home)()


def test_open_console_does_not_take_the_word_from_changed_settings(desk: Desk, home: Path) -> None:
    before = Sight(desk, desk, None, mark_of(home / "data" / "dpo.toml"))
    retyped(home, "special")
    seen = look(desk, before, follow_day=False)
    assert MEANT in seen.settings
    assert seen.desk.settings.school("oak").type is SchoolType.MAINTAINED


@pytest.mark.parametrize("word", ["special", "Special", " special "])
def test_word_that_means_two_types_is_never_chosen(word: str) -> None:
    with pytest.raises(BadInput, match="maintained for a community special school"):
        school_type(word)


def test_every_type_can_be_chosen_and_no_other() -> None:
    assert [school_type(word) for word in TYPES] == list(TYPES)
    assert school_type("Maintained nursery") is SchoolType.MAINTAINED_NURSERY
    with pytest.raises(BadInput, match="maintained-nursery"):
        school_type("grammar")
