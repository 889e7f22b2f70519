"""Write dpo_console/law/calendar/bank_holidays/*.toml from the `holidays` package.

Run it by hand when a bank holiday is proclaimed or the years are moved on:

    python .dev/make_calendars.py

The result is checked in and read as a diff. An upgrade of the package can therefore never move a
statutory date by itself. A test compares the files with the installed package.
"""

from pathlib import Path

import holidays

FIRST_YEAR, LAST_YEAR = 2015, 2032
FOLDER = Path(__file__).parent.parent / "dpo_console" / "law" / "calendar" / "bank_holidays"
PLACES = {
    "england": ("England", "ENG"),
    "scotland": ("Scotland", "SCT"),
    "northern-ireland": ("Northern Ireland", "NIR"),
}
HEADER = """\
# Bank and public holidays in {place}. Written by .dev/make_calendars.py: change that, not this.
title  = "{place}"
source = "Banking and Financial Dealings Act 1971 s.1 and Sch 1, common-law holidays, and royal \
proclamations (https://www.gov.uk/bank-holidays); generated from holidays {version}"
first  = {first}-01-01
last   = {last}-12-31

[holidays]
"""


def calendar_text(place: str, subdivision: str) -> str:
    """Return one calendar file's text: its years, and a name for each holiday."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    named = holidays.country_holidays("GB", subdiv=subdivision, years=years, language="en_GB")
    header = HEADER.format(
        place=place, version=holidays.__version__, first=FIRST_YEAR, last=LAST_YEAR
    )
    return header + "".join(f'{day} = "{name}"\n' for day, name in sorted(named.items()))


if __name__ == "__main__":
    for slug, (place, subdivision) in PLACES.items():
        (FOLDER / f"{slug}.toml").write_text(calendar_text(place, subdivision), encoding="utf-8")
        print(f"wrote {slug}.toml")
