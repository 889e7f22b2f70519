"""A duty in a law not yet in force: switched off until the office switches it on."""

from datetime import date
from pathlib import Path

import pytest

from dpo_console.cases.clock.clocks import kinds
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.config import Home, load_settings
from dpo_console.errors import BadFile
from dpo_console.law.statutes import switched_off
from tests.conftest import DeskOf

ON = '\n[law]\ncommenced = ["sharing"]\n'


def logged(desk: Desk) -> str:
    request = NewRequest("disclosure", date(2026, 11, 24), "A. Social Worker", school="oak")
    return log_request(desk, request).reference


def test_which_duties_are_switched_off() -> None:
    assert switched_off() == {"sharing"}
    assert not any("sharing" in row.limit or "16LA" in row.law for row in kinds())


def test_a_duty_counts_from_when_the_office_says_that_it_is_in_force(
    desk: Desk, desk_of: DeskOf, home: Path
) -> None:
    reference = logged(desk)
    assert "sharing" not in [d.what for d in case_view(desk, reference).clock.deadlines]
    assert case_view(desk, reference).row.target == "2026-12-22"
    settings = home / "data" / "dpo.toml"
    settings.write_text(settings.read_text() + ON)
    again = case_view(desk_of(), reference)
    assert [d.due for d in again.clock.deadlines if d.what == "sharing"] == [date(2026, 11, 25)]
    assert again.row.target == "2026-11-25"
    assert verify(desk_of()).sound


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[law]\ncommenced = ["shearing"]', "'shearing'; switched off are: sharing"),
        ('[law]\ncommensed = ["sharing"]', "key law.commensed"),
        ('[law]\ncommenced = "sharing"', "must be a list"),
    ],
)
def test_a_duty_that_there_is_not_is_refused(tmp_path: Path, text: str, says: str) -> None:
    home = Home(tmp_path)
    home.data.mkdir(parents=True)
    home.settings.write_text(text)
    with pytest.raises(BadFile, match=says):
        load_settings(home)
