"""The made-up office: its home, its settings, and term dates around today."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from shlex import quote

from dpo_console.config import Home
from dpo_console.config.new_home import make_home
from dpo_console.config.notice import notice
from dpo_console.errors import Refused
from dpo_console.law.calendar import calendars
from dpo_console.law.calendar.calendars import DAY
from dpo_console.law.calendar.schools import SchoolType
from dpo_console.law.notice.points import unfit_laws

FILE = Path(__file__).parent / "office.toml"

PRIMARY = ("pennywort", "saltmarsh")
"""The schools whose pupils' records move on with the pupils."""

OTHER_TYPES = (
    ("pennywort", SchoolType.MAINTAINED),
    ("tamarisk", SchoolType.NON_MAINTAINED_SPECIAL),
)
"""The schools that are no academy, which rest on other laws."""
MONDAY, FRIDAY = 0, 4

Span = tuple[date, date]


@contextmanager
def whole_or_gone(root: Path) -> Iterator[None]:
    """Guard a folder, new or empty, for a home: a failure within leaves nothing of it.

    Raises Refused if the folder holds anything, or this account may not look.
    """
    home, was_there = Home(root), _is_empty_folder(root)
    try:
        yield
    except BaseException:
        for folder in (home.data, home.exports):
            shutil.rmtree(folder, ignore_errors=True)
        if not was_there:
            with suppress(OSError):
                root.rmdir()
        raise


def _is_empty_folder(root: Path) -> bool:
    try:
        something = next(root.iterdir(), None)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise Refused(f"{root} can't be used: {why}. Name a new folder for the demo.") from None
    if something:
        back = f"dpo-console --home {quote(str(root))} opens the demo that is there"
        kept = f" {back}." if (root / "data" / "dpo.toml").exists() else ""
        raise Refused(f"{root} is not empty.{kept} Name a new folder for a new demo.")
    return True


def make_office(root: Path, account: str, today: date, years: int = 1) -> Home:
    """Make a home with the made-up office's settings, for one Unix account.

    Its terms are known for `years` years back. Raises Refused if a home exists already, or can't be
    made.
    """
    return make_home(root, settings_text(account, today, years), statements())


def statements() -> str:
    """Return the text of notice.toml: the example for a trust, as it holds for each school here."""
    start = "\n[school.oak.pupil]\n"
    common, primary = notice.example("trust").split(start)
    retention, rest = primary.split("\n\n", 1)
    schools = "\n\n".join(f"[school.{slug}.pupil]\n{retention}" for slug in PRIMARY)
    own = "".join(_own_laws(notice.example("trust"), *school) for school in OTHER_TYPES)
    return f"{common}\n{schools}\n\n{rest}\n{own}"


def _own_laws(text: str, slug: str, school: SchoolType) -> str:
    """Return the uses and recipients of a school that isn't an academy, with its own laws."""
    blocks = re.findall(r"(?ms)^\[\[(\w[\w-]*\.(?:use|recipient))\]\]\n(.*?)\n\n", text)
    own = [(table, _bound(block, school)) for table, block in blocks]
    changed = {table for (table, was), (_, now) in zip(blocks, own, strict=True) if was != now}
    return "".join(f"\n[[school.{slug}.{t}]]\n{words}\n" for t, words in own if t in changed)


def _bound(block: str, school: SchoolType) -> str:
    """Return a use or recipient with each law that doesn't bind this school replaced by its own."""
    for law in unfit_laws(block, school):
        first, *others = law.words_in(block)
        block = block.replace(first, law.instead[school])
        for other in others:
            block = block.replace(f"; {other}", "")
    return block


def settings_text(account: str, today: date, years: int = 1) -> str:
    """Return the text of dpo.toml, with terms from `years` years ago to a year ahead at least."""
    known = range(today.year - 1 - years, today.year + 2)
    spans = [span for year in known for span in terms(year)]
    training = [first for year in known for first in training_days(year)]
    text = FILE.read_text("utf-8")
    # A TOML string is quoted as JSON quotes one.
    text = text.replace('account = ""', f"account = {json.dumps(account, ensure_ascii=False)}")
    text = text.replace("terms    = []", f"terms    = [\n{_lines(spans)}]")
    text = text.replace("inset    = []", f"inset    = [{', '.join(map(str, training))}]")
    polling = ", ".join(_polling_day(year) for year in known)
    return text.replace("closures = []", f"closures = [{polling}]", 1)


def _polling_day(year: int) -> str:
    """Return a closure: the trust's first school lends its hall as a polling station in May."""
    day = _on_or_before(date(year + 1, 5, 7), MONDAY + 3)
    return f'{{ on = {day}, why = "Polling station" }}'


def _lines(spans: list[Span]) -> str:
    return "".join(f"  [{first}, {last}],\n" for first, last in spans)


def terms(year: int) -> Iterator[Span]:
    """Yield the six half-terms of the school year that begins in September of `year`.

    They follow most English councils: a week off in late October, mid-February and at the spring
    bank holiday, two weeks at Christmas and at Easter.
    """
    autumn_break = _on_or_before(date(year, 10, 31), MONDAY)
    winter_break = _on_or_after(date(year + 1, 2, 15), MONDAY)
    easter_break = _on_or_before(_good_friday(year + 1), MONDAY)
    spring_break = _on_or_before(date(year + 1, 5, 31), MONDAY)
    yield _weekday(date(year, 9, 2)), autumn_break - 3 * DAY
    yield autumn_break + 7 * DAY, _on_or_before(date(year, 12, 21), FRIDAY)
    yield _weekday(date(year + 1, 1, 4)), winter_break - 3 * DAY
    yield winter_break + 7 * DAY, easter_break - 3 * DAY
    yield easter_break + 14 * DAY, spring_break - 3 * DAY
    yield spring_break + 7 * DAY, _on_or_before(date(year + 1, 7, 23), FRIDAY)


def training_days(year: int) -> Iterator[date]:
    """Yield the staff training days without pupils: the first of the autumn and spring terms."""
    yield _weekday(date(year, 9, 2))
    yield _weekday(date(year + 1, 1, 4))


def _weekday(day: date) -> date:
    return day if day.weekday() < 5 else _on_or_after(day, MONDAY)


def _on_or_before(day: date, weekday: int) -> date:
    return day - DAY * ((day.weekday() - weekday) % 7)


def _on_or_after(day: date, weekday: int) -> date:
    return day + DAY * ((weekday - day.weekday()) % 7)


def _good_friday(year: int) -> date:
    """Return Good Friday, or mid-April in a year without known bank holidays."""
    names = calendars.holidays("england").names
    fridays = (day for day, name in names.items() if day.year == year and name == "Good Friday")
    return next(fridays, date(year, 4, 14))
