"""A look at changes elsewhere: settings cut short, busy records, another day."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.office.changes_elsewhere import Sight, look, mark_of
from dpo_console.config import Role
from tests.conftest import TODAY, DeskOf
from tests.store import spoiling


def begun(desk: Desk) -> Sight:
    return Sight(desk, desk, None, mark_of(desk.home.settings))


def saved(desk: Desk, text: str) -> None:
    desk.home.settings.write_text(text)


@pytest.mark.parametrize("cut_at", ["", "[service]"])
def test_settings_cut_short_before_their_people_make_nobody_more_than_they_were(
    desk_of: DeskOf, cut_at: str
) -> None:
    """An editor that empties the file first, or a full disk, must not widen a clerk's access."""
    clerk = desk_of("clerk")
    whole = clerk.home.settings.read_text()
    before = begun(clerk)
    saved(clerk, whole[: whole.index(cut_at)])
    cut = look(clerk, before, follow_day=False)
    assert cut.desk.person.role is Role.CLERK
    assert cut.desk.database.person == "clerk"
    assert "names nobody" in cut.settings
    saved(clerk, whole)
    mended = look(cut.desk, cut, follow_day=False)
    assert mended.desk.person == clerk.person
    assert mended.settings == ""


def test_settings_that_list_fewer_count_once_they_stay_so(desk_of: DeskOf) -> None:
    """A file half written during a save removes no approver who must rule."""
    dpo = desk_of("dpo")
    whole = dpo.home.settings.read_text()
    half, before = whole[: whole.rindex("[[people]]")], begun(dpo)
    saved(dpo, half)
    first = look(dpo, before, follow_day=False)
    assert first.desk is dpo
    assert "lists fewer people or schools" in first.settings
    saved(dpo, whole)
    assert look(dpo, first, follow_day=False).settings == ""
    saved(dpo, half)
    doubted = look(dpo, first, follow_day=False)
    after = look(dpo, doubted, follow_day=False)
    assert len(after.desk.settings.people) == len(dpo.settings.people) - 1
    assert after.settings == ""


def test_people_that_are_listed_anew_count_for_who_was_alone(desk_of: DeskOf) -> None:
    settings = desk_of().home.settings
    whole = settings.read_text()
    settings.write_text(whole[: whole.index("[service]")])
    sole = desk_of()
    assert sole.person.role is Role.SOLE
    before = begun(sole)
    settings.write_text(whole)
    assert look(sole, before, follow_day=False).desk.person.slug == "dpo"


def test_a_day_that_begins_while_the_records_are_busy_begins_once_they_can_be_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoiling.wait_briefly(monkeypatch, 0.02)
    night = replace(desk, clock=lambda: datetime(2026, 11, 26, 0, 30, tzinfo=UTC))
    with spoiling.held(desk.home.database):
        busy = look(night, begun(night), follow_day=True)
        later = replace(night, clock=lambda: datetime(2026, 11, 26, 0, 40, tzinfo=UTC))
        assert look(later, busy, follow_day=True).troubles == busy.troubles
    assert "busy" in busy.records
    assert busy.troubles[0].endswith("(since 00:30)")
    assert busy.desk.today == TODAY
    assert look(busy.desk, busy, follow_day=True).desk.today.day == TODAY.day + 1
