"""Term dates from files as schools and councils make them, and from hostile ones."""

from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpo_console.config.files.incoming import read_file
from dpo_console.config.terms.reading import (
    LARGEST,
    CalendarEntry,
    Meaning,
    Understood,
    meanings,
    read_terms,
)
from dpo_console.config.terms.term_dates import TermDates
from dpo_console.errors import BadFile
from tests.hostile import CONTROL, HOSTILE

FILES = Path(__file__).parent / "terms"


def d(text: str) -> date:
    """Return a day of the school year 2026/27 from four digits: 0902 is 2 Sep 26."""
    month, day = int(text[:2]), int(text[2:])
    return date(2026 if month >= 9 else 2027, month, day)


def spans(*pairs: str) -> tuple[tuple[date, date], ...]:
    return tuple((d(first), d(last)) for first, last in (pair.split("-") for pair in pairs))


def read(path: Path) -> Understood:
    return read_terms(path, read_file(path, LARGEST))


def of(tmp_path: Path, text: str | bytes, name: str = "terms.csv") -> Understood:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(path)


def test_a_councils_calendar() -> None:
    found = read(FILES / "council.ics")
    assert found.dates.spans == spans(
        "0902-1023", "1102-1218", "0105-0212", "0222-0325", "0412-0528", "0607-0721"
    )
    assert found.dates.inset == {d("0901"): "safeguarding"}
    assert found.dates.closures == {d("0506"): "polling station"}
    assert [(entry.entry.partition(",")[0], entry.why) for entry in found.unused] == [
        ("event 7: Good Friday", "bank holidays are known without the file"),
        ("event 9: Bank holiday", "bank holidays are known without the file"),
        ("event 13: Staff training (twilight)", "it takes some hours only"),
        ("event 14: Year 6 swimming", "it repeats; give each of its dates as an entry of its own"),
        ("event 15: Harvest festival", "its words aren't known here"),
        ("event 16: School closed", "it is cancelled"),
    ]


def test_a_spreadsheet_of_an_academy() -> None:
    found = read(FILES / "academy.csv")
    assert found.dates.spans == spans("0902-1023", "1103-1218", "0105-0212", "0222-0325")
    assert found.dates.inset == {d("1102"): ""}
    assert found.dates.closures == {d("1127"): "boiler, again"}
    assert [entry.entry.partition(",")[0] for entry in found.unused] == ["line 9: Sports day"]


def test_first_and_last_days_alone_are_paired(tmp_path: Path) -> None:
    found = of(tmp_path, f"{HEAD}Autumn term starts (INSET day),2026-09-01,\n"
               "End of autumn term,2026-12-18,\n")  # fmt: skip
    assert found.dates.spans == spans("0901-1218")
    assert found.dates.inset == {d("0901"): ""}
    assert not found.unused


def test_every_wrong_line_is_named_at_once() -> None:
    with pytest.raises(BadFile) as raised:
        read(FILES / "wrong.csv")
    assert str(raised.value).splitlines() == [
        f"{FILES / 'wrong.csv'}: 5 lines can't be taken, so nothing was changed:",
        "  line 3, field first: '31/11/2026' is not a day. Write it like 2026-10-13, 13 Oct 2026 "
        "or 13/10/2026 (day first).",
        "  line 4, field what: this has no name.",
        "  line 5, field first: '22/2/27' is not a day. Write it like 2026-10-13, 13 Oct 2026 or "
        "13/10/2026 (day first).",
        "  line 6, field last: 2027-04-12 is before the first day.",
        "  line 7, field first: 'Mon 27 Oct 2026' is not a day. Write it like 2026-10-13, "
        "13 Oct 2026 or 13/10/2026 (day first).",
    ]


HEAD = "what,first,last\n"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("Autumn term starts,2026-09-02,\nAutumn term starts,2026-09-03,\n"
         "Autumn term ends,2026-10-23,", "line 2: Autumn term starts, Wed 2 Sep 2026"),
        ("Autumn term starts,2026-09-02,", "names the first day of a term without its last one"),
        ("Autumn term ends,2026-10-23,", "line 2: Autumn term ends"),
        ("October holiday,2026-10-26,2026-10-30", "names no term, closure or INSET day"),
        ("Sports day,2026-09-02,", "names no term, closure or INSET day.*\n.*Sports day"),
        ("", "names no term, closure or INSET day"),
    ],
)  # fmt: skip
def test_what_would_make_holidays_of_lessons_is_refused(
    tmp_path: Path, lines: str, says: str
) -> None:
    with pytest.raises(BadFile, match=f"(?s){says}"):
        of(tmp_path, HEAD + lines)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("Autumn term,2026-09-02,2026-12-18\nAutumn 1,2026-09-02,2026-10-23", "overlap"),
        ("Autumn 1,2026-09-02,2026-10-23\nHoliday,2026-09-01,2026-10-30\n"
         "Autumn 2,2026-11-02,2026-12-18", "lies wholly in a holiday"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_told(tmp_path: Path, lines: str, says: str) -> None:
    found = of(tmp_path, HEAD + lines)
    assert found.dates.spans
    assert not found.dates.inset.keys() & found.dates.closures.keys()
    (doubt,) = found.doubts
    assert says.replace("\\", "") in doubt


@pytest.mark.parametrize(
    ("name", "days", "meant"),
    [
        ("Term", 50, "term"), ("Autumn Term (Half Term 1)", 50, "term"), ("Spring 2", 50, "term"),
        ("Half term 1", 50, "term"), ("Half term", 5, "holiday"), ("Half term", 50, ""),
        ("Christmas holidays", 14, "holiday"), ("Spring bank holiday half-term", 5, "holiday"),
        ("Summer term begins", 1, "starts"), ("First day of term", 1, "starts"),
        ("Autumn term ends", 1, "ends"), ("Last day of the summer term", 1, "ends"),
        ("Staff Training Day", 1, "inset"), ("INSET day 2: phonics", 1, "inset"),
        ("School closed: polling", 1, "closed"), ("Closure day", 1, "closed"),
        ("Summer holiday club", 5, ""), ("Half term club", 5, ""), ("Autumn term clubs", 50, ""),
        ("Library closed", 1, ""), ("Road closure", 1, ""), ("Half term begins", 1, ""),
        ("Year 7 return", 1, ""), ("Twilight INSET", 1, ""), ("Autumn term", 1, ""),
        ("Christmas concert: last day for tickets", 1, ""),
    ],
)  # fmt: skip
def test_names_that_are_known_and_those_that_are_not(name: str, days: int, meant: str) -> None:
    first = date(2026, 11, 9)
    event = CalendarEntry("line 2", name, first, first + timedelta(days=days - 1))
    assert meanings(event) == ((Meaning(meant),) if meant else ())


def an_event(*lines: str) -> str:
    body = "\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT"))
    term = "BEGIN:VEVENT\r\nDTSTART:20260902\r\nDTEND:20261219\r\nSUMMARY:Autumn term\r\nEND:VEVENT"
    return f"BEGIN:VCALENDAR\r\n{term}\r\n{body}\r\nEND:VCALENDAR\r\n".replace(
        "DTSTART:2", "DTSTART;VALUE=DATE:2"
    ).replace("DTEND:2", "DTEND;VALUE=DATE:2")


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("DTSTART:x", "SUMMARY:INSET day"), "its days can't be read"),
        (("SUMMARY:INSET day",), "its days can't be read"),
        (("DTSTART:20261105", "DTEND:20261101", "SUMMARY:INSET day"), "its days can't be read"),
        (("DTSTART:99991231", "SUMMARY:INSET day"), "its days can't be read"),
        (("DTSTART:19011231", "SUMMARY:INSET day"), "its year can't be right: 1901 to 1902"),
        (("DTSTART;TZID=Europe/London:20261105T090000", "DURATION:PT3H", "SUMMARY:INSET"),
         "it takes some hours only"),
        (("DTSTART:20261105", "RDATE:20261106", "SUMMARY:INSET"), "it repeats; give each"),
    ],
)  # fmt: skip
def test_an_event_that_can_not_be_used_is_told(
    tmp_path: Path, lines: tuple[str, ...], why: str
) -> None:
    found = of(tmp_path, an_event(*lines), "x.ics")
    assert not found.dates.inset
    (unused,) = found.unused
    assert unused.entry.startswith("event 2: INSET")
    assert unused.why.startswith(why)


def test_a_minute_elsewhere_is_a_day_in_london(tmp_path: Path) -> None:
    line = "DTSTART:20260930T233000Z"
    found = of(tmp_path, an_event(line, "SUMMARY:INSET day"), "x.ics")
    assert list(found.dates.inset) == [date(2026, 10, 1)]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\x00\x01\x02",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Autumn te",
        b"BEGIN:VCALENDAR\n;;;\nEND:VEVENT\n",
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=Europe/:20261105T090000\nEND:VEVENT\n",
        b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 5_000,
        b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 5_000 + b"END:VEVENT\n" * 5_000,
        b"PK\x03\x04 a workbook",
        b"what,first,last\n" + b'"' + b"x" * 200_000,
        b"what,first,last\na\x00b,2026-09-02,\n",
        b"what,first,last\n" + b"x" * 3_000_000,
        b"a,b,c\n1,2,3\n",
        "\ufeff".encode("utf-16"),
    ],
)
@pytest.mark.parametrize("name", ["x.ics", "x.csv"])
def test_a_file_that_is_none_is_refused_kindly(tmp_path: Path, text: bytes, name: str) -> None:
    with pytest.raises(BadFile) as raised:
        of(tmp_path, text, name)
    assert name in str(raised.value)
    assert len(str(raised.value)) < 5_000


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.ics", Path("/dev/zero"), tmp_path / ("x" * 300)):
        with pytest.raises(BadFile, match=r"can't be read|is no file"):
            read(path)


@pytest.mark.parametrize("words", [*HOSTILE, *CONTROL])
def test_a_strangers_words_are_kept_and_mean_nothing(tmp_path: Path, words: str) -> None:
    quoted = words.replace('"', '""')
    text = f'what,first,last\nTerm 1,2026-09-02,2026-10-23\n"School closed: {quoted}",2026-09-09,\n'
    found = of(tmp_path, text)
    assert found.dates.spans == spans("0902-1023")
    assert list(found.dates.closures) == [d("0909")]


PIECES = (
    *(f"{line}\r\n".encode() for line in (FILES / "council.ics").read_text().splitlines()),
    b"DTSTART;VALUE=PERIOD:20260902T000000Z/P1D\r\n", b"DTEND;TZID=Mars/One:20269902T250000\r\n",
    b"DURATION:-P1W\r\n", b"DTSTART;TZID=Europe/:20260902T000000\r\n", b";;", b'"', b"\x00",
    b"\xff", b"\r\n ", b"SUMMARY;X=\"", b"INSET,2026-09-02,\n", b"what,first,last\n",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from(["x.ics", "x.csv"]))
def test_whatever_is_in_a_file_the_answer_is_dates_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes], name: str
) -> None:
    with suppress(BadFile):
        found = of(tmp_path_factory.mktemp("terms"), b"".join(pieces), name)
        assert all(first <= last for first, last in found.dates.spans)


FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%a %d %b %Y", "%d %B %Y", "%d.%m.%Y")


@given(
    st.lists(st.integers(1, 12), min_size=1, max_size=12),
    st.lists(st.integers(3, 20), min_size=12, max_size=12),
    st.sampled_from(FORMATS),
    st.randoms(use_true_random=False),
)
def test_terms_come_through_a_csv_file_as_they_were(
    tmp_path_factory: pytest.TempPathFactory,
    weeks: list[int],
    gaps: list[int],
    form: str,
    random: object,
) -> None:
    day, terms = date(2026, 9, 7), []
    for length, gap in zip(weeks, gaps, strict=False):
        last = day + timedelta(days=7 * length - 3)
        terms.append((day, last))
        day = last + timedelta(days=7 * gap + 3)
    lines = [
        ",".join((f"Term {n % 6 + 1}", first.strftime(form), last.strftime(form)))
        for n, (first, last) in enumerate(terms)
    ]
    random.shuffle(lines)  # type: ignore[attr-defined]
    path = tmp_path_factory.mktemp("terms") / "terms.csv"
    path.write_text("\n".join([HEAD.strip(), *lines]))
    assert read(path).dates == TermDates(tuple(terms))
