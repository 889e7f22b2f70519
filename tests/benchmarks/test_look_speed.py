"""Reading a case for a person beside reading it for the program: the cost of keeping a look."""

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.looking import How, keep_look
from dpo_console.cases.view.case import case_to_check
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.store import looks
from dpo_console.store.cases import case_file
from tests.benchmarks.timing import say, seconds

READS = 10_000


@pytest.mark.benchmark
def test_the_cost_of_a_look(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    reference = log_request(desk, NewRequest("sar", desk.today, "Jane Doe")).reference
    with desk.database.read() as ask:
        case = case_file.load(ask, 1).case

    def look() -> None:
        for _ in range(READS):
            desk.looked.clear()
            keep_look(desk, case, How.CASE)

    def look_again() -> None:
        for _ in range(READS):
            keep_look(desk, case, How.CASE)

    def read() -> None:
        for _ in range(READS // 50):
            case_to_check(desk, reference)

    rows = {
        "reading a case": seconds(read, 2) / (READS // 50) * 1e3,
        f"a look that is kept, of {READS:,}": seconds(look, 2) / READS * 1e3,
        "a look within ten minutes": seconds(look_again, 2) / READS * 1e3,
    }
    assert len(looks.waiting(desk.database.path)) >= 2 * READS
    say(capsys, "Who looked", rows, "ms")
