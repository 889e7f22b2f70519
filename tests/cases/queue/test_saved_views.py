"""The office's saved views: their cases, the valid ones, and writing one into dpo.toml."""

import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.month import month_view
from dpo_console.cases.queue.queue import Query, counts, numbers_between, page, plain, saved
from dpo_console.cases.queue.saved_views import LONGEST_TITLE, MOST, problems
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.settings.editing import save_view
from dpo_console.config.settings.settings import View
from dpo_console.errors import BadFile, BadInput, NotAllowed, Refused
from tests.conftest import DeskOf

With = Callable[[str], Desk]


@pytest.fixture
def desk_with(desk_of: DeskOf, home: Path) -> With:
    """Return a function for the DPO's desk, with these lines at the end of dpo.toml."""

    def sit(lines: str) -> Desk:
        path = home / "data" / "dpo.toml"
        path.write_text(f"{path.read_text()}\n{lines}\n")
        return desk_of()

    return sit


OWN = """
[[view]]
title = "Ann, new"   # of Oak
filter = "ann kind:sar"
sort = "-received"

[[view]]
slug = "old"
title = "Old & late"
view = "overdue"
"""


def test_a_saved_view_narrows_sorts_and_counts_and_is_narrowed_further(desk_with: With) -> None:
    desk = desk_with(OWN)
    first = log_request(desk, NewRequest("sar", date(2026, 11, 3), "Ann Bell")).reference
    late = log_request(desk, NewRequest("sar", date(2026, 9, 1), "Ann Cox")).reference
    log_request(desk, NewRequest("foi", date(2026, 11, 3), "Ann Bell"))

    def found(view: str, *filters: str, sort: str = "") -> list[str]:
        return [row.reference for row in page(desk, Query(view, filters, sort)).rows]

    assert [(view.slug, view.title) for view in saved(desk)] == [
        ("ann-new", "Ann, new"),
        ("old", "Old & late"),
    ]
    assert problems(desk) == ()
    assert found("ann-new") == [first, late]
    assert found("ann-new", sort="received") == [late, first]
    assert found("ann-new", "!cox") == [first]
    assert found("old") == [late]
    assert {v: counts(desk)[v] for v in ("all", "ann-new", "old")} == {
        "all": 3, "ann-new": 2, "old": 1
    }  # fmt: skip
    assert counts(desk, ("cox",))["ann-new"] == 1
    assert plain(desk, Query("ann-new", ("x",))) == Query(
        "all", ("ann", "kind:sar", "x"), "-received"
    )
    assert month_view(desk, date(2026, 12, 1), "ann-new").day(date(2026, 12, 3)).due == 1
    assert month_view(desk, date(2026, 12, 1), "old").day(date(2026, 12, 3)).due == 0
    with pytest.raises(BadInput, match="closed, ann-new, old"):
        found("new")


def test_a_range_in_a_saved_view_follows_that_views_own_order(desk_with: With) -> None:
    desk = desk_with('[[view]]\ntitle = "Names"\nsort = "name"')
    for day, name in ((9, "Ann"), (2, "Bob"), (3, "Cid")):
        log_request(desk, NewRequest("sar", date(2026, 11, day), name))
    ann, bob, _cid = page(desk, Query("names")).rows
    assert numbers_between(desk, Query("names"), ann, bob, 9) == (ann.id, bob.id)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ('title = "x"\nfilter = "knd:sar"', "There is no filter knd: here"),
        ('title = "x"\nsort = "age"', "You can't sort by 'age'"),
        ('title = "x"\nview = "mine"', "view: it is one of overdue,"),
        ('title = " "', "title: this can't be empty"),
        (f'title = "{"x" * (LONGEST_TITLE + 1)}"', "at most 24 fit a tab"),
        ('title = "x"\nfilter = "' + "y" * 301 + '"', "longer than 300"),
        ('title = "All"', "a view of that name already"),
        ('title = "good"\nslug = "other"', "a view of that name already"),
        ('title = "Other"\nslug = "good"', "a view of that name already"),
        ('title = "§§"', "slug: give it one"),
        ('title = "x"\nslug = "a b"', "slug: give it one"),
        ('title = "a\\u001b]52;c;eA==\\u0007"', "ESCAPE"),
        ('title = "x"\nfilter = "a\\u009bb"', "filter: U+009B"),
    ],
)
def test_a_view_that_means_nothing_is_told_with_its_line_and_the_others_count(
    desk_with: With, lines: str, why: str
) -> None:
    desk = desk_with('[[view]]\ntitle = "Good"\n')
    before = desk.home.settings.read_text().count("\n") + 2
    desk = desk_with(f'[[view]]\n{lines}\n\n[[view]]\ntitle = "After"')
    [told] = problems(desk)
    assert told.startswith(f"data/dpo.toml, line {before}: the view “")
    assert why in told
    assert told.isprintable()
    assert [view.title for view in saved(desk)] == ["Good", "After"]
    assert set(counts(desk)) >= {"good", "after"}
    desk.home.settings.unlink()
    assert problems(desk)[0].startswith("data/dpo.toml: the view “")


def test_more_than_can_be_counted_with_every_change_are_told(desk_with: With) -> None:
    desk = desk_with("".join(f'[[view]]\ntitle = "View {n}"\n' for n in range(MOST + 2)))
    assert len(saved(desk)) == MOST
    assert len(problems(desk)) == 2


def test_what_is_misspelt_in_a_view_is_refused_by_name(desk_with: With) -> None:
    with pytest.raises(BadFile, match=r"view\[1\].fliter"):
        desk_with('[[view]]\ntitle = "x"\nfliter = "kind:sar"')


def test_a_view_is_written_below_all_that_is_there_for_its_owner_alone(desk_with: With) -> None:
    desk = desk_with(f"# ours\n{OWN}\n# the end, without a new line")
    before = desk.home.settings.read_text()
    view = View('Quotes " and \\ñ', "kind:sar !school:oak", "-due", "waiting")
    later, new = save_view(desk, view)
    after = desk.home.settings.read_text()
    assert after.startswith(before.rstrip())
    assert saved(later)[-1] == new
    assert plain(later, Query(new.slug)) == Query("waiting", ("kind:sar", "!school:oak"), "-due")
    assert stat.S_IMODE(desk.home.settings.stat().st_mode) == 0o600
    assert problems(later) == ()
    with pytest.raises(BadInput, match="that name already"):
        save_view(desk, view)
    assert desk.home.settings.read_text() == after


def test_only_whoever_may_change_settings_keeps_a_view(desk_of: DeskOf) -> None:
    clerk = desk_of("clerk")
    before = clerk.home.settings.read_bytes()
    with pytest.raises(NotAllowed, match="change the office's settings"):
        save_view(clerk, View("Mine", "owner:me"))
    assert clerk.home.settings.read_bytes() == before


def test_a_file_that_takes_no_further_view_stays_as_it_is(desk_of: DeskOf, home: Path) -> None:
    path = home / "data" / "dpo.toml"
    path.write_text('view = [{ title = "In line" }]\n' + path.read_text())
    desk = desk_of()
    before = path.read_bytes()
    with pytest.raises((Refused, BadFile)):
        save_view(desk, View("Second", "kind:sar"))
    assert path.read_bytes() == before
    assert [view.title for view in saved(desk)] == ["In line"]
