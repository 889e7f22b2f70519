"""Files to import that were mutated: each is read or refused with a sentence, and none hangs."""

import io
import signal
import zipfile
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from pathlib import Path
from random import Random
from typing import NamedTuple

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.disclosure.schedule_import import ImportedSheet
from dpo_console.casework.importing.cases import import_cases
from dpo_console.casework.schools import plan_import
from dpo_console.errors import DpoConsoleError
from dpo_console.letters.word.returned.edited import read_edited
from tests.casework.importing.test_import_cases import HEADS, TWO, xlsx
from tests.conftest import TODAY, desks
from tests.proving.kills import SAR
from tests.proving.offices import begin
from tests.proving.row import WRONG, Row

SECONDS = 20
"""The seconds of the processor that a file may take. Most take milliseconds."""

DATES = b"what,first,last\nAutumn term 2,2026-11-03,2026-12-11\nINSET day: phonics,2026-11-16,\n"
CALENDAR = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example.org//EN\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    b"DTSTAMP:20260901T090000Z\r\nDTSTART;VALUE=DATE:20261103\r\nDTEND;VALUE=DATE:20261212\r\n"
    b"SUMMARY:Autumn term 2\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\n"
    b"DTSTAMP:20260901T090000Z\r\n"
    b"DTSTART;VALUE=DATE:20261116\r\nRRULE:FREQ=DAILY;COUNT=2\r\nSUMMARY:INSET day\r\n"
    b"END:VEVENT\r\nEND:VCALENDAR\r\n"
)
ITEMS = (
    b"title,category,source,date,pages\nMinutes of 3 November,other,Office,2026-11-03,4\n"
    b'"E-mail, ""Tom""",other,Mailbox,3 Nov 2026,1\n'
)
ROWS = (
    tuple(HEADS.split(",")),
    ("02/11/2026", "SAR", "Jane Doe", "Tom Doe; Ana Doe", "", "", "", ""),
    ("1 Sep 2026", "FOI", "Ida Wren", "", "15/09/2026", "disclosed in full", "14/09/2026", ""),
)
TOKENS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"\r", b"\n\n", b"9999-12-31", b"0000-00-00",
    b"'=1+1", b"\xe2\x80\xae", b"\xed\xa0\x80", b",,,,,,", b";", b"\t", b"1" * 5000,
    b"&#0;", b"<!--",
    b"FREQ=SECONDLY", b"COUNT=999999999", b"BEGIN:VEVENT\r\n", b"TZID=Nowhere/City",
)  # fmt: skip
"""Bytes that importers trip over."""

Import = Callable[[Desk, bytes], object]
IMPORTERS: Mapping[str, Import] = {
    "terms, iCalendar": lambda desk, data: plan_import(desk, Path("t.ics"), "oak", content=data),
    "terms, CSV": lambda desk, data: plan_import(desk, Path("t.csv"), "oak", content=data),
    "cases, CSV": lambda desk, data: import_cases(desk, data, "c.csv", {}, dry_run=True),
    "cases, XLSX": lambda desk, data: import_cases(desk, data, "c.xlsx", {}, dry_run=True),
    "schedule, CSV": lambda _, data: ImportedSheet("s.csv", data).items("sar", TODAY, ()),
    "letter, Word": lambda _, data: read_edited(data, "letter.docx"),
}


class Files(NamedTuple):
    """A desk, a whole file for each importer, and the importers in turn."""

    desk: Desk
    whole: Mapping[str, bytes]
    turns: Iterator[str]


def make_files(root: Path) -> Files:
    """Make an office and files that its importers take. Raises DpoConsoleError if they don't."""
    desk = desks(begin(root))()
    letter = next((desk.home.exports / SAR).glob("*.docx")).read_bytes()
    files = (CALENDAR, DATES, TWO.encode(), xlsx(*ROWS), ITEMS, letter)
    whole = dict(zip(IMPORTERS, files, strict=True))
    for name, data in whole.items():
        IMPORTERS[name](desk, data)
    return Files(desk, whole, cycle(IMPORTERS))


def mutate(files: object, _: Path, random: Random) -> str:
    """Mutate a file and import it."""
    assert isinstance(files, Files)
    name = next(files.turns)
    whole = files.whole[name]
    data = _inside(whole, random) if whole[:2] == b"PK" else _mutated(whole, random)
    signal.signal(signal.SIGPROF, _hangs)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        IMPORTERS[name](files.desk, data)
    except DpoConsoleError:
        return f"{name}: refused"
    except Exception as defect:
        return f"{WRONG}: {name}: {type(defect).__name__}: {defect}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return f"{name}: read"


def _hangs(*_: object) -> None:
    raise TimeoutError(f"longer than {SECONDS} seconds")


def _mutated(data: bytes, random: Random) -> bytes:
    for _ in range(random.choice((1, 1, 2, 5))):
        at, end = sorted(random.randrange(len(data) + 1) for _ in range(2))
        end = min(end, at + random.choice((1, 4, 64, len(data))))
        match random.randrange(6):
            case 0:
                data = data[:at]
            case 1:
                flipped = bytes(byte ^ 1 << random.randrange(8) for byte in data[at : at + 1])
                data = data[:at] + flipped + data[at + 1 :]
            case 2:
                data = data[:at] + data[end:]
            case 3:
                data = data[:at] + random.randbytes(random.choice((1, 2, 16))) + data[at:]
            case 4:
                data = data[:at] + random.choice(TOKENS) + data[end:]
            case 5:
                data = data[:end] + data[at:end] * random.choice((1, 3, 50)) + data[end:]
    return data


def _inside(data: bytes, random: Random) -> bytes:
    """Mutate the archive itself, or one file within it."""
    if random.random() < 0.3:
        return _mutated(data, random)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        names = before.namelist()
        spoilt = random.choice(names)
        for name in names:
            content = before.read(name)
            after.writestr(name, _mutated(content, random) if name == spoilt else content)
    return made.getvalue()


MUTATED = Row(
    "imports",
    "A file to import is mutated, for each of six importers in turn. It is read, or refused with a "
    "sentence, within 20 s of the processor.",
    10_000 * len(IMPORTERS), make_files, mutate,
)  # fmt: skip
