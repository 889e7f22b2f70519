"""The governors' report: the office's own figures, without small counts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest

from dpo_console.cases.clock.answers import Answered
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.reports.statistics import statistics
from dpo_console.casework.facts import record_fact
from dpo_console.casework.reports import statistics_report
from dpo_console.casework.reports.statistics_report import (
    kinds_in_enough,
    months_in_enough,
    report_blocks,
    write_report,
)
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.restricted import restrict
from dpo_console.errors import BadInput, NotAllowed, Refused
from dpo_console.letters.letter import Rows
from dpo_console.letters.word.word_body import broken
from tests.conftest import DeskOf

SINCE, UNTIL = date(2026, 9, 1), date(2026, 11, 25)
RECEIVED = date(2026, 9, 1)
NOTE = "sent before the checklist was done: it was urgent"


def answer(desk: Desk, on: date, kind: str = "sar", name: str = "Jane Doe") -> str:
    reference = log_request(desk, NewRequest(kind, RECEIVED, name, subjects=("Tom Doe",))).reference
    record_fact(desk, reference, "responded", on, override=NOTE)
    return reference


def some(number: int, kind: str = "sar") -> list[Answered]:
    return [Answered(kind, UNTIL, True, 20, 0, False)] * number


def words_of(desk: Desk) -> str:
    blocks = report_blocks(desk, SINCE, UNTIL)
    tables = (cell for b in blocks if isinstance(b, Rows) for row in b.rows for cell in row)
    return "\n".join([*(b.text for b in blocks if not isinstance(b, Rows)), *tables])


def tables_of(desk: Desk) -> list[tuple[tuple[str, ...], ...]]:
    return [b.rows for b in report_blocks(desk, SINCE, UNTIL) if isinstance(b, Rows)]


def test_it_tells_the_figures_of_the_command_with_extensions_and_pauses_apart(desk: Desk) -> None:
    for _ in range(5):
        answer(desk, date(2026, 9, 30))
    late = answer(desk, date(2026, 10, 2))
    paused = log_request(desk, NewRequest("sar", RECEIVED, "Ann Reed")).reference
    record_fact(desk, paused, "clarification_requested", date(2026, 9, 3), note="because")
    record_fact(desk, paused, "clarification_received", date(2026, 9, 14), note="because")
    record_fact(desk, paused, "responded", date(2026, 10, 13), override=NOTE)
    longer = log_request(desk, NewRequest("sar", RECEIVED, "Ann Reed")).reference
    record_fact(desk, longer, "extension_notified", date(2026, 9, 28), note="because")
    record_fact(desk, longer, "responded", date(2026, 11, 20), override=NOTE)
    total = statistics(desk, SINCE, UNTIL).total
    assert (total.answered, total.late, total.stopped_days, total.extended) == (8, 1, 12, 1)
    whole = ("All", "8", "7 (87%)", "1", "29 days", "80 days", "12 days", "1", "0")
    months, kinds, _ = tables_of(desk)
    assert months == (("Sep 2026 to Nov 2026", *whole[1:-1], "-"), whole)
    assert kinds == (("Subject access request", *whole[1:-1], "-"), whole)
    said = words_of(desk)
    assert "8 answers with a time limit in law were given, 7 of them on time (87%). 1 came" in said
    assert (
        "The clock was stopped for 12 days in all. The time limit was extended for 1 of them."
        in said
    )
    for told in ("Doe", "Reed", late, paused):
        assert told not in said


@pytest.mark.parametrize(
    ("answered", "rows"),
    [
        ((5, 5, 5), [("Sep 2026", 5), ("Oct 2026", 5), ("Nov 2026", 5)]),
        ((2, 5, 0), [("Sep 2026 to Oct 2026", 7), ("Nov 2026", 0)]),
        ((5, 0, 3), [("Sep 2026 to Nov 2026", 8)]),
        ((5, 1, 3), [("Sep 2026 to Nov 2026", 9)]),
        ((0, 0, 6), [("Sep 2026 to Oct 2026", 0), ("Nov 2026", 6)]),
        ((1, 1, 1), [("Sep 2026 to Nov 2026", 3)]),
    ],
)
def test_no_month_tells_of_a_few_answers(
    answered: Sequence[int], rows: list[tuple[str, int]]
) -> None:
    months = {date(2026, 9 + place, 1): some(n) for place, n in enumerate(answered)}
    assert [(said, len(given)) for said, given in months_in_enough(months)] == rows


@pytest.mark.parametrize(
    ("answered", "rows"),
    [
        ((9, 6), [("Subject access request", 9), ("Freedom of information request", 6)]),
        ((9, 3, 2), [("Subject access request", 9), ("Other kinds, together", 5)]),
        ((9, 6, 1), [("Subject access request", 9), ("Other kinds, together", 7)]),
        ((9, 1), []),
        ((3, 3), []),
    ],
)
def test_no_kind_tells_of_a_few_answers_nor_can_be_reckoned(
    answered: Sequence[int], rows: list[tuple[str, int]]
) -> None:
    kinds = dict(zip(("sar", "foi", "eir"), map(some, answered), strict=False))
    assert [(said, len(given)) for said, given in kinds_in_enough(kinds)] == rows


def test_a_few_answers_and_a_few_open_cases_are_not_described(desk: Desk) -> None:
    for _ in range(4):
        answer(desk, date(2026, 9, 30))
    said = words_of(desk)
    assert "Fewer than 5 answers with a time limit" in said
    assert "Fewer than 5 cases are open" in said
    assert tables_of(desk) == []
    for told in ("100%", "29 days", "Subject access"):
        assert told not in said


def test_what_is_open_is_told_by_urgency(desk: Desk) -> None:
    for _ in range(5):
        log_request(desk, NewRequest("sar", RECEIVED, "Jane Doe"))
    assert "No answer with a time limit in law was given" in words_of(desk)
    (bands,) = tables_of(desk)
    assert bands[0] == ("Overdue", "5")
    assert bands[-1] == ("All", "5")


@pytest.mark.parametrize(
    ("still_open", "overdue", "told"), [(9, 2, "2"), (4, 2, "fewer than 5"), (4, 0, "0")]
)
def test_overdue_cases_stand_beside_the_percentage_but_not_those_of_a_few(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, still_open: int, overdue: int, told: str
) -> None:
    for _ in range(5):
        answer(desk, date(2026, 9, 30))
    for _ in range(overdue):
        log_request(desk, NewRequest("sar", RECEIVED, "Jane Doe"))
    monkeypatch.setattr(statistics_report, "counts_by_band", lambda _: {"overdue": still_open})
    for table in tables_of(desk)[:2]:
        assert table[-1][:3] == ("All", "5", "5 (100%)")
        assert [row[-1] for row in table] == [*"-" * (len(table) - 1), told]
    assert f"past their last day, which the percentage doesn't count: {told}." in words_of(desk)


def test_a_restricted_case_counts_only_for_those_who_may_see_it(
    desk: Desk, desk_of: DeskOf
) -> None:
    for _ in range(5):
        answer(desk, date(2026, 9, 30))
    restrict(desk, answer(desk, date(2026, 9, 30)), ["dpo"])
    assert "6 answers with a time limit" in words_of(desk)
    assert "5 answers with a time limit" in words_of(desk_of("clerk"))


def test_it_is_written_below_exports_and_verify_knows_it(desk: Desk) -> None:
    for _ in range(5):
        answer(desk, date(2026, 9, 30))
    written = write_report(desk, SINCE, UNTIL)
    assert written.path.parent == desk.home.exports / "statistics"
    assert verify(desk).sound
    document = docx.Document(str(written.path))
    said = [broken(p.text) for p in document.paragraphs]
    assert said[0] == "Requests and their time limits"
    assert "From Tuesday 1 September 2026 to Wednesday 25 November 2026." in "\n".join(said)
    assert [cell.text for cell in document.tables[0].rows[1].cells][:3] == [
        "Sep 2026", "5", "5 (100%)",
    ]  # fmt: skip


def test_a_report_has_a_readable_name_and_is_never_written_over(desk: Desk) -> None:
    first = write_report(desk, SINCE, UNTIL)
    assert first.path.name == "statistics-2026-09-01-to-2026-11-25.docx"
    later = replace(desk, clock=lambda: desk.clock() + timedelta(hours=3))
    assert write_report(later, SINCE, UNTIL) == first  # the same content gives the same file
    for _ in range(5):
        answer(desk, date(2026, 9, 30))
    second = write_report(desk, SINCE, UNTIL)
    assert second.path.name == "statistics-2026-09-01-to-2026-11-25-2.docx"
    assert write_report(desk, SINCE, UNTIL) == second
    assert verify(desk).sound
    second.path.write_bytes(second.path.read_bytes() + b" ")
    assert not verify(desk).sound
    third = write_report(desk, SINCE, UNTIL)  # never the file that was changed
    assert third.path.name == "statistics-2026-09-01-to-2026-11-25-3.docx"


def test_it_is_written_to_a_file_of_one_s_own_once(desk: Desk, tmp_path: Path) -> None:
    own = tmp_path / "for governors.docx"
    assert write_report(desk, SINCE, UNTIL, str(own)).path == own
    assert own.stat().st_mode & 0o777 == 0o600
    before = own.read_bytes()
    with pytest.raises(Refused, match="exists already"):
        write_report(desk, SINCE, UNTIL, str(own))
    assert own.read_bytes() == before
    with pytest.raises(BadInput, match=r"ends in \.docx"):
        write_report(desk, SINCE, UNTIL, str(tmp_path / "report.pdf"))
    with pytest.raises(BadInput, match="exports/"):
        write_report(desk, SINCE, UNTIL, str(desk.home.exports / "mine.docx"))


def test_an_auditor_reads_only_and_days_go_forward(desk: Desk, desk_of: DeskOf) -> None:
    with pytest.raises(NotAllowed, match="write the report of statistics"):
        write_report(desk_of("auditor"), SINCE, UNTIL)
    with pytest.raises(BadInput, match="is after the last"):
        write_report(desk, UNTIL, SINCE)


def test_a_hostile_name_of_an_office_is_only_a_name(desk: Desk) -> None:
    hostile = "=cmd {dpo.email} <w:p>"
    named = replace(desk, settings=desk.settings._replace(name=hostile))
    document = docx.Document(str(write_report(named, SINCE, UNTIL).path))
    assert "=cmd {dpo.email} <w:p>" in document.paragraphs[1].text
