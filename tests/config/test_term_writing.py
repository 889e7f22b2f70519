"""Term dates merged with existing ones, and written into dpo.toml beside the officer's words."""

import os
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpo_console.config import Home, load_settings
from dpo_console.config.new_home import example
from dpo_console.config.settings.settings_file import read_settings_file, replace_settings
from dpo_console.config.terms.merging import difference, merge, straddled, with_dates
from dpo_console.config.terms.term_dates import TermDates
from dpo_console.errors import BadFile, Refused
from tests.config.test_term_files import d, spans

MOMENT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
YEAR = spans("0902-1023", "1103-1218", "0105-0212")

OFFICE = """\
# Our own settings
name = "Brookfield"   # as on letters

[[school]]
slug     = "oak"  # never change it
name     = "Oak Lane"
terms    = [  # agreed by governors
  # autumn
  [2026-09-02, 2026-10-23], # autumn 1
  [2026-11-02, 2026-12-18], # autumn 2
]  # more to come
closures = []   # none yet

# The academy
[[school]]
slug = "elm"
name = "Elm Park"


# Who may do what
# [[people]]

[dpo]
name = "Amara Okafor" # the DPO
"""

WRITTEN = """\
# Our own settings
name = "Brookfield"   # as on letters

[[school]]
slug     = "oak"  # never change it
name     = "Oak Lane"
terms    = [
  # agreed by governors
  # autumn
  [2026-09-02, 2026-10-23],  # autumn 1
  # autumn 2
  [2026-11-03, 2026-12-18],
  [2027-01-05, 2027-02-12],
]  # more to come
closures = [{ on = 2026-11-27, why = "Polling \\"station\\" # 3" }]   # none yet
inset    = [2026-09-02]

# The academy
[[school]]
slug = "elm"
name = "Elm Park"


# Who may do what
# [[people]]

[dpo]
name = "Amara Okafor" # the DPO
"""

DATES = TermDates(YEAR, {d("1127"): 'Polling "station" # 3'}, {d("0902"): ""})


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "dpo.toml").write_text(OFFICE)
    return Home(tmp_path)


def test_only_the_schools_dates_change(home: Home) -> None:
    assert with_dates(OFFICE, "oak", DATES) == WRITTEN
    assert with_dates(WRITTEN, "oak", DATES) == WRITTEN
    home.settings.write_text(WRITTEN)
    assert load_settings(home).school("oak").dates == DATES


def test_a_list_that_says_the_same_is_left_as_it_was_written() -> None:
    odd = OFFICE.replace("closures = []", "closures=[ 2026-11-27,\n\n  # a boiler\n]")
    written = with_dates(odd, "oak", TermDates(YEAR, {d("1127"): ""}))
    assert "closures=[ 2026-11-27,\n\n  # a boiler\n]" in written
    assert "[2027-01-05, 2027-02-12]" in written


def test_new_lists_stand_with_their_school(home: Home) -> None:
    written = with_dates(OFFICE, "elm", DATES)
    home.settings.write_text(written)
    assert load_settings(home).school("elm").dates == DATES
    assert OFFICE.replace('"Elm Park"\n', '"Elm Park"\n@').split("@")[0] in written
    assert written.endswith(OFFICE[OFFICE.index("\n\n# Who may do what") :])


@pytest.mark.parametrize(
    "office",
    [
        OFFICE.replace("\n", "\r\n"),
        'school = [{slug="oak", name="x", terms=[[2020-01-01,2020-02-01]]}] # ours\n',
        'school = [{slug="oak", name="x"}]\n',
        '[[school]]\nslug = " oak "\nname = "x"',
        "[[school]]\n  name = 'x'\n  'slug' = 'oak'\n",
    ],
)
def test_however_the_file_was_written(home: Home, office: str) -> None:
    written = with_dates(office, "oak", DATES)
    home.settings.write_bytes(written.encode())
    assert load_settings(home).school("oak").dates == DATES
    assert ("\r\n" in office) == ("\r\n" in written)
    assert written.count("\r") == (written.count("\n") if "\r" in office else 0)


def test_the_example_can_be_filled_in(home: Home) -> None:
    text = example()
    for line in ("[[school]]", 'slug     = "oak"', 'name     = "Oak Lane Primary School"'):
        assert f"# {line}\n" in text
        text = text.replace(f"# {line}\n", f"{line}\n")
    home.settings.write_text(with_dates(text, "oak", DATES))
    assert load_settings(home).school("oak").dates == DATES


def test_the_examples_own_lists_mean_what_they_say(home: Home) -> None:
    lists = [line for line in example().splitlines() if line.startswith(("# terms    =",
             "# inset    =", "# closures ="))]  # fmt: skip
    text = "\n".join(line.removeprefix("# ") for line in lists)
    home.settings.write_text(f'[[school]]\nslug = "oak"\nname = "Oak"\n{text}\n')
    dates = load_settings(home).school("oak").dates
    assert dates.inset == {d("0902"): "", d("0105"): "Safeguarding"}
    assert list(dates.closures) == [d("1127")]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("inset = ['2026-09-02']", "inset: has '2026-09-02'"),
        ("inset = [{ on = 2026-09-02, who = 'x' }]", "inset: has"),
        ("closures = [{ why = 'x' }]", "closures: has"),
        ("closures = [{ on = 2026-09-02, why = 3 }]", "why = 3"),
    ],
)
def test_a_day_without_lessons_is_read_strictly(home: Home, entry: str, says: str) -> None:
    home.settings.write_text(f"[[school]]\nslug = 'oak'\nname = 'x'\n{entry}\n")
    with pytest.raises(BadFile, match=says):
        load_settings(home)


days = st.dates(date(2020, 1, 1), date(2040, 1, 1))
reasons = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=20)


@given(
    st.lists(st.tuples(days, st.integers(0, 100)), max_size=6, unique_by=lambda span: span[0]),
    st.dictionaries(days, reasons.map(str.strip), max_size=4),
    st.dictionaries(days, reasons.map(str.strip), max_size=4),
    st.sampled_from(["oak", "elm"]),
)
def test_whatever_is_written_is_read_again(
    starts: list[tuple[date, int]], closures: dict[date, str], inset: dict[date, str], slug: str
) -> None:
    terms = tuple(sorted((first, first + timedelta(days=n)) for first, n in starts))
    written = with_dates(OFFICE, slug, TermDates(terms, closures, inset))
    school = next(s for s in tomllib.loads(written)["school"] if s["slug"] == slug)
    assert sorted(tuple(span) for span in school.get("terms", [])) == list(terms)
    for key, said in (("closures", closures), ("inset", inset)):
        found = [e if isinstance(e, dict) else {"on": e} for e in school.get(key, [])]
        assert {e["on"]: e.get("why", "") for e in found} == said
    comments = [line.partition("#")[2] for line in OFFICE.splitlines() if "#" in line]
    assert all(comment in written for comment in comments)


def merged(standing: TermDates, new: TermDates, *, whole: bool = False) -> TermDates:
    return merge(standing, new, whole_years=whole)


def test_years_that_the_file_is_silent_on_are_kept() -> None:
    old = ((date(2025, 9, 3), date(2025, 12, 19)),)
    later = ((date(2027, 9, 2), date(2027, 12, 17)),)
    standing = TermDates((*old, *spans("0902-1218"), *later), {date(2025, 10, 1): "boiler"})
    for whole in (False, True):
        found = merged(standing, TermDates(YEAR), whole=whole)
        assert found.spans == (*old, *YEAR, *later)
        assert found.closures == standing.closures


def test_days_before_the_files_first_term_stay_and_are_told() -> None:
    standing = TermDates(spans("0902-1023", "1102-1218"))
    new = TermDates(spans("1103-1218"))
    assert merged(standing, new).spans == spans("0902-1023", "1102-1218")
    (note,) = straddled(standing, new)
    assert note.startswith("Mon 2 Nov 2026 stays in term, as it stood")
    assert merged(standing, new, whole=True).spans == spans("1103-1218")


def test_how_the_last_term_ends_is_the_files_to_say() -> None:
    standing = TermDates(spans("0902-1218", "0105-0212"))
    new = TermDates(spans("0902-1216"))
    assert merged(standing, new).spans == spans("0902-1216", "0105-0212")
    (note,) = straddled(standing, new)
    assert note.startswith("Thu 17 Dec 2026 to Fri 18 Dec 2026 is in no term any more")


def test_days_that_the_school_closed_itself_are_kept_unless_replaced() -> None:
    standing = TermDates(YEAR, {d("1127"): "boiler", d("0902"): ""}, {d("0105"): ""})
    new = TermDates(YEAR, {}, {d("0902"): "training", d("0105"): ""})
    found = merged(standing, new)
    assert found.closures == {d("1127"): "boiler"}
    assert found.inset == {d("0902"): "training", d("0105"): ""}
    assert merged(standing, new, whole=True).closures == {}
    again = TermDates(YEAR, {d("1127"): ""}, {})
    assert merged(standing, again).closures[d("1127")] == "boiler"


def test_a_changed_past_is_shown() -> None:
    before = TermDates(YEAR, {d("1005"): ""})
    after = TermDates(spans("0903-1023", "1103-1218", "0105-0212"), {d("0106"): "snow"})
    found = difference(before, after, date(2026, 11, 25))
    assert found.lines == (
        "term Wed 2 Sep 2026 to Fri 23 Oct 2026 becomes Thu 3 Sep 2026 to Fri 23 Oct 2026",
        "- closure Mon 5 Oct 2026",
        "+ closure Wed 6 Jan 2027 (snow)",
    )
    assert found.notes == (
        "These past days were school days and are no longer: 2 Sep.",
        "These past days are school days now and were not before: 5 Oct.",
    )


def test_a_term_in_two_halves_is_no_changed_term() -> None:
    halves = spans("0902-1009", "1012-1023", "1103-1218", "0105-0212")
    assert difference(TermDates(YEAR), TermDates(halves), date(2026, 9, 1)).lines == (
        "- term Wed 2 Sep 2026 to Fri 23 Oct 2026",
        "+ term Wed 2 Sep 2026 to Fri 9 Oct 2026",
        "+ term Mon 12 Oct 2026 to Fri 23 Oct 2026",
    )


def test_the_file_is_replaced_whole_and_a_copy_is_kept(home: Home) -> None:
    home.settings.chmod(0o644)
    backup = replace_settings(read_settings_file(home), WRITTEN, MOMENT, "terms")
    assert home.settings.read_text() == WRITTEN
    assert backup.name == "dpo.toml.before-terms-20261125T090000Z"
    assert backup.read_text() == OFFICE
    assert [path.stat().st_mode & 0o777 for path in (home.settings, backup)] == [0o600, 0o600]
    assert len(list(home.data.iterdir())) == 2


def test_a_link_stays_a_link(home: Home, tmp_path: Path) -> None:
    real = tmp_path / "etc" / "office.toml"
    real.parent.mkdir()
    home.settings.rename(real)
    home.settings.symlink_to(real)
    backup = replace_settings(read_settings_file(home), WRITTEN, MOMENT, "terms")
    assert home.settings.is_symlink()
    assert real.read_text() == WRITTEN
    assert backup.parent == real.parent


def test_no_link_is_written_through_for_the_copy(home: Home, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (home.data / "dpo.toml.before-terms-20261125T090000Z").symlink_to(elsewhere)
    backup = replace_settings(read_settings_file(home), WRITTEN, MOMENT, "terms")
    assert backup.name == "dpo.toml.before-terms-20261125T090000Z-2"
    assert not elsewhere.exists()
    assert (backup.read_text(), home.settings.read_text()) == (OFFICE, WRITTEN)


def test_a_file_that_was_changed_meanwhile_is_left_alone(home: Home) -> None:
    read = read_settings_file(home)
    home.settings.write_text(OFFICE + "# one more\n")
    with pytest.raises(Refused, match="changed by somebody else in the meantime"):
        replace_settings(read, WRITTEN, MOMENT, "terms")
    assert [path.name for path in home.data.iterdir()] == ["dpo.toml"]


def failing(*_: object, **__: object) -> None:
    raise OSError(28, os.strerror(28))


@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_a_disk_that_fails_leaves_what_stood(
    home: Home, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    read = read_settings_file(home)
    spoil: Callable[[], None] = {
        "replace": lambda: monkeypatch.setattr(Path, "replace", failing),
        "fsync": lambda: monkeypatch.setattr(os, "fsync", failing),
    }[step]
    spoil()
    with pytest.raises(Refused, match="No space left on device"):
        replace_settings(read, WRITTEN, MOMENT, "terms")
    assert home.settings.read_text() == OFFICE
    assert [path.name for path in home.data.iterdir()] == ["dpo.toml"]
