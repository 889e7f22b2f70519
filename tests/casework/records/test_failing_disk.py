"""A disk that fails while a change is saved: the answer says what is so, and no letter is lost."""

from collections.abc import Callable
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
from dpo_console.errors import BadFile, Refused, TryAgain, Unsure
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


@pytest.mark.parametrize("saved", [True, False])
def test_a_change_in_doubt_keeps_its_letter_and_is_never_made_twice(
    desk: Desk, case: str, monkeypatch: pytest.MonkeyPatch, saved: bool
) -> None:
    def away(_: object) -> None:
        raise TryAgain("The disk is away.")

    with monkeypatch.context() as patch:
        patch.setattr(type(desk.database.engine), "settled", away)
        with monkeypatch.context() as commits:
            fails(commits, saved=saved)
            with pytest.raises(Unsure, match="can't be told yet if this was saved"):
                write_letter(desk, case, "acknowledgement", {})
        with pytest.raises(Unsure, match="your last change"):
            write_letter(desk, case, "acknowledgement", {})
    assert letters(desk) == ["SAR-2026-0001-acknowledgement-1.docx"]
    if saved:
        with pytest.raises(Refused, match="is saved: it is entry"):
            write_letter(desk, case, "acknowledgement", {})
    write_letter(desk, case, "acknowledgement", {})
    assert len(case_view(desk, case).letters) == (2 if saved else 1)
    assert not desk.database.doubts.exists()


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
