"""A disk that fails while a change is saved: the answer says what is so, and no letter is lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.records.mending import mend
from dpo_console.casework.reports.evidence_pack import make_pack
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import BadFile, DpoConsoleError, Refused, TryAgain, Unsure
from dpo_console.store.asking import Ask
from dpo_console.store.database import Database
from tests.conftest import TODAY

FAILED = OperationalError("COMMIT", {}, Exception("disk I/O error"))


@pytest.fixture
def case(desk: Desk) -> str:
    return log_request(desk, NewRequest("sar", TODAY, "Jane Doe")).reference


def fails(patch: pytest.MonkeyPatch, *, saved: bool) -> None:
    """Have each commit fail, before or after the change is saved."""
    commit = Session.commit

    def failing(session: Session) -> None:
        if saved:
            commit(session)
        raise FAILED

    patch.setattr(Session, "commit", failing)


def write_acknowledgement(desk: Desk, case: str) -> None:
    write_letter(desk, case, "acknowledgement", {})


def unable(*_: object, **__: object) -> None:
    """Fail as a broken disk does."""
    raise OSError(5, "Input/output error")


def letters(desk: Desk) -> list[str]:
    return [path.name for path in desk.home.exports.rglob("*.docx")]


def test_a_change_that_was_saved_is_never_denied(
    desk: Desk, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        fails(patch, saved=True)
        assert write_letter(desk, case, "acknowledgement", {}).number == 1
    assert letters(desk) == ["SAR-2026-0001-acknowledgement-1.docx"]
    assert verify(desk).sound


def test_a_change_that_was_not_saved_leaves_nothing(
    desk: Desk, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        fails(patch, saved=False)
        with pytest.raises(TryAgain, match="Nothing was changed"):
            write_letter(desk, case, "acknowledgement", {})
    assert letters(desk) == []
    assert verify(desk).sound


def test_a_change_that_cannot_be_looked_for_keeps_its_letter(
    desk: Desk, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, failed = Database.read, False

    @contextmanager
    def away(database: Database) -> Iterator[Ask]:
        if failed:
            raise Refused("The disk is away.")
        with read(database) as ask:
            yield ask

    def commit(_: Session) -> None:
        nonlocal failed
        failed = True
        raise FAILED

    with monkeypatch.context() as patch:
        patch.setattr(Session, "commit", commit)
        patch.setattr(Database, "read", away)
        with pytest.raises(Unsure, match="can't be told if this was saved") as raised:
            write_letter(desk, case, "acknowledgement", {})
    assert isinstance(raised.value, DpoConsoleError)
    assert letters(desk) == ["SAR-2026-0001-acknowledgement-1.docx"]


@pytest.mark.parametrize("work", [write_acknowledgement, make_pack])
def test_work_is_saved_where_its_mark_cannot_be_deleted(
    desk: Desk, case: str, monkeypatch: pytest.MonkeyPatch, work: Callable[[Desk, str], object]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", unable)
        work(desk, case)
    assert case_view(desk, case).version == 2
    mend(desk)
    assert verify(desk).sound


def test_a_part_of_a_wording_that_cannot_be_read_is_a_sentence(
    desk: Desk, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_text

    def fails(path: Path, *given: str) -> str:
        if path.name == "signature.md":
            unable()
        return read(path, *given)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", fails)
        with pytest.raises(BadFile, match=r"signature\.md.*this wording can't be read"):
            write_letter(desk, case, "acknowledgement", {})
    assert letters(desk) == []
