"""The backups that are kept: by age, and never without the last one that was checked."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice

import pytest

from dpo_console.cases.backup import gone_by, made_at, names_for, to_remove
from dpo_console.config.settings.settings import Keep

CHAIN, OTHER = "ab12cd34" + "0" * 24, "ffffffff" + "0" * 24
TODAY = date(2026, 11, 25)
KEEP = Keep(daily=7, weekly=4, monthly=3)


def name(days_ago: int, hour: int = 3, chain: str = CHAIN) -> str:
    day = datetime(2026, 11, 25, hour, tzinfo=UTC) - timedelta(days=days_ago)
    return next(names_for(chain, day, sealed=True))


def left(names: list[str], checked: tuple[str, ...] = ()) -> list[str]:
    removed = to_remove(names, CHAIN, KEEP, TODAY, checked)
    return [one for one in names if one not in removed]


def test_a_backup_is_named_for_its_records_and_its_moment() -> None:
    assert name(0) == "dpo-ab12cd34-20261125T030000Z.tar.gz.age"
    first, second, *_ = islice(names_for(CHAIN, made_at(name(0)), sealed=False), 3)
    assert (first, second) == (
        "dpo-ab12cd34-20261125T030000Z.tar.gz", "dpo-ab12cd34-20261125T030000Z-2.tar.gz"
    )  # fmt: skip
    assert made_at(second) == made_at(first)
    assert made_at(name(0)) == datetime(2026, 11, 25, 3, tzinfo=UTC)
    with pytest.raises(ValueError, match=r"key\.txt"):
        made_at("key.txt")


def test_the_last_of_each_day_week_and_month_is_kept() -> None:
    every = [name(days) for days in range(200)]
    kept = {made_at(one).date() for one in left(every)}
    assert kept >= {TODAY - timedelta(days=days) for days in range(7)}
    assert len({day.isocalendar()[:2] for day in kept}) >= 4
    assert {(day.year, day.month) for day in kept} >= {(2026, 11), (2026, 10), (2026, 9)}
    assert len(kept) < 15


def test_only_the_last_of_a_day_is_kept() -> None:
    assert left([name(1, 3), name(1, 20)]) == [name(1, 20)]


def test_other_records_and_other_files_are_never_removed() -> None:
    others = [name(900, chain=OTHER), "key.txt", "dpo-ab12cd34-notes.txt"]
    assert left([*others, name(0)]) == [*others, name(0)]


def test_the_newest_backup_stays_however_old_it_is() -> None:
    assert left([name(900), name(800)]) == [name(800)]


def test_the_last_checked_backup_stays_however_old_it_is() -> None:
    every = [name(0), name(700), name(800), name(900)]
    assert left(every, (name(800), name(900))) == [name(0), name(800)]


def test_the_day_on_which_the_last_backup_dies_bounds_every_backup() -> None:
    for days in range(400):
        made = TODAY - timedelta(days=days)
        if gone_by(made, KEEP) <= TODAY:
            assert left([name(0), name(days)]) == [name(0)]
    assert gone_by(TODAY, Keep()) == TODAY + timedelta(days=12 * 31)
