"""Work between midnight and one on a summer night is told with its day in London, not in UTC."""

import zipfile
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from dpo_console.cases.backup import names_for, to_remove
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.closing import close
from dpo_console.casework.facts import record_fact
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.notes import add_note
from dpo_console.casework.office.opening import open_desk
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.retention.erasing import erase
from dpo_console.casework.undo import undoing
from dpo_console.config.settings.settings import Keep
from dpo_console.errors import Refused
from dpo_console.letters.word.word_body import broken
from dpo_console.london import in_london, london_day
from dpo_console.tui.screens.case.case_drawing import letters

NIGHT = datetime(2026, 7, 14, 23, 30, tzinfo=UTC)
"""Half past midnight on 15 July in London."""

DAY = date(2026, 7, 15)


def desk_at(home: Path, moment: datetime = NIGHT) -> Desk:
    return open_desk(home, as_person="dpo", clock=lambda: moment)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-07-14T22:59:59+00:00", date(2026, 7, 14)),
        ("2026-07-14T23:00:00+00:00", DAY),
        ("2026-07-14T23:30:00Z", DAY),
        (NIGHT, DAY),
        ("2026-12-14T23:30:00+00:00", date(2026, 12, 14)),
        ("2026-03-29T00:30:00+00:00", date(2026, 3, 29)),
        ("2026-10-25T23:30:00+00:00", date(2026, 10, 25)),
    ],
)
def test_a_moment_has_its_day_in_london(moment: str | datetime, day: date) -> None:
    assert london_day(moment) == day


def test_a_summer_moment_is_an_hour_later_in_london() -> None:
    assert in_london(NIGHT) == datetime(2026, 7, 15, 0, 30)


def test_what_is_done_after_midnight_is_told_with_that_day(home: Path) -> None:
    desk = desk_at(home)
    assert desk.today == DAY
    case = log_request(desk, NewRequest("sar", DAY, "Jane Doe")).reference
    write_letter(desk, case, "acknowledgement", {"summary": "Everything"})
    add_note(desk, case, "A late note")
    view = case_view(desk, case)
    assert {event.on for event in view.timeline} == {DAY}
    drawn = StringIO()
    Console(file=drawn, width=80).print(letters(view))
    assert "15 Jul" in drawn.getvalue()
    with pytest.raises(Refused, match="Wed 15 Jul 2026"):
        undoing(desk, case, entry=1)


def test_an_erasure_after_midnight_is_certified_for_that_day(home: Path) -> None:
    desk = desk_at(home)
    case = log_request(desk, NewRequest("foi", DAY, "Ann Other")).reference
    record_fact(desk, case, "withdrawn", DAY)
    close(desk, case, "withdrawn", DAY)
    done = erase(
        desk, case, "Logged twice", by="head", evidence="Minute 7", although="Logged twice"
    )
    assert done.certificate is not None
    with zipfile.ZipFile(done.certificate) as word:
        assert "Wed 15 Jul 2026" in broken(word.read("word/document.xml").decode())
    told = next(check.text for check in verify(desk_at(home)).checks if check.name == "erased")
    assert "erased Wed 15 Jul 2026" in told


def test_the_witness_keeps_a_head_for_each_day_of_london(home: Path, tmp_path: Path) -> None:
    witness = tmp_path / "witness.jsonl"
    with (home / "data" / "dpo.toml").open("a") as settings:
        settings.write(f'\n[witness]\nfile = "{witness}"\n')
    for moment in (NIGHT - timedelta(hours=1), NIGHT, NIGHT + timedelta(hours=1)):
        log_request(desk_at(home, moment), NewRequest("sar", DAY - timedelta(days=1), "Jo Doe"))
    assert len(witness.read_text().splitlines()) == 2


def test_backups_each_night_are_kept_by_their_day_in_london() -> None:
    chain, keep = "ab12cd34" + "0" * 24, Keep(daily=3, weekly=0, monthly=0)
    nights = [NIGHT - timedelta(days=n) for n in range(4)]
    names = [next(names_for(chain, night, sealed=True)) for night in nights]
    assert to_remove(names, chain, keep, DAY, ()) == names[3:]
