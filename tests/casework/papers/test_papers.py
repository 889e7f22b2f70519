"""A paper kept with a case is the file that came, and nobody loses it or alters it unseen."""

import errno
import os
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.papers import TEMPORARY
from dpo_console.cases.records.verify import verify
from dpo_console.cases.sharing.ruling import decided_by
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import assess
from dpo_console.casework.papers import keeping
from dpo_console.casework.papers.fetching import fetch_paper
from dpo_console.casework.papers.keeping import keep_paper
from dpo_console.casework.people.parties import add_party, change_party
from dpo_console.casework.reports.evidence_pack import make_pack
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.restricted import restrict
from dpo_console.casework.sharing.ruling import decide
from dpo_console.errors import (
    BadFile,
    BadInput,
    GateClosed,
    NoSuchCase,
    NotAllowed,
    Refused,
    TryAgain,
)
from tests.casework.killed import in_child
from tests.conftest import DeskOf

MESSAGE = b"From: jane@example.org\r\n\r\nPlease send me everything.\x00\xff"
SHEET = b"%PDF-1.7 a signed sheet"


class Killed(BaseException):
    """The end of a process at this very place."""


@pytest.fixture
def sar(desk: Desk) -> str:
    request = NewRequest("sar", date(2026, 11, 2), "Jane Doe", "parent", subjects=("Tom Doe",))
    return log_request(desk, request).reference


@pytest.fixture
def dsc(desk: Desk) -> str:
    request = NewRequest("disclosure", date(2026, 11, 2), "Ann Roe", requester_kind="school")
    return log_request(desk, request).reference


def files(desk: Desk) -> list[Path]:
    return [path for path in desk.home.papers.rglob("*") if path.is_file()]


def off(desk: Desk) -> str:
    """Return what verify says is wrong with the papers, or ''."""
    report = verify(desk)
    wrong = [check for check in report.checks if not check.sound]
    assert {check.name for check in wrong} <= {"papers"}, wrong
    return "".join(check.text for check in wrong)


def kill(*_: object) -> None:
    raise Killed


def no_right(*_: object, **__: object) -> None:
    raise PermissionError(errno.EACCES, "no right")


def test_a_paper_is_kept_and_fetched_byte_for_byte(desk: Desk, sar: str, desk_of: DeskOf) -> None:
    assert keep_paper(desk_of("clerk"), sar, MESSAGE, "C:\\Post\\request.eml") == 1
    assert keep_paper(desk, sar, SHEET, "post/sheet.pdf") == 2
    rows = case_view(desk, sar).papers
    assert [(row.number, row.name, row.by) for row in rows] == [
        (1, "request.eml", "clerk"), (2, "sheet.pdf", "dpo"),
    ]  # fmt: skip
    assert [fetch_paper(desk_of("auditor"), sar, n).data for n in (1, 2)] == [MESSAGE, SHEET]
    last = case_view(desk, sar).timeline[-1]
    assert last.text == "Kept paper 2: sheet.pdf"
    assert off(desk) == ""


def test_the_files_are_for_this_account_alone_and_name_nobody(desk: Desk, sar: str) -> None:
    keep_paper(desk, sar, MESSAGE, "Jane Doe passport.jpg")
    (file,) = files(desk)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in file.parents[:2]} == {0o700}
    assert file.relative_to(desk.home.papers).parts == (sar, case_view(desk, sar).papers[0].sha256)


@pytest.mark.parametrize(
    ("data", "name", "problem"),
    [
        (b"", "request.eml", BadInput),
        (b"x", "", BadInput),
        (b"x", "../..", BadInput),
        (b"x", "a\nb.eml", BadInput),
        (b"x", "x" * 121, BadInput),
        (b"x" * 25_000_001, "request.eml", BadFile),
        (MESSAGE, "again.eml", Refused),
    ],
)
def test_what_can_not_be_kept_leaves_no_file(
    desk: Desk, sar: str, data: bytes, name: str, problem: type[Exception]
) -> None:
    keep_paper(desk, sar, MESSAGE, "request.eml")
    with pytest.raises(problem):
        keep_paper(desk, sar, data, name)
    assert len(files(desk)) == len(case_view(desk, sar).papers) == 1


def test_only_caseworkers_keep_papers_and_only_readers_of_the_case_see_them(
    desk: Desk, sar: str, desk_of: DeskOf
) -> None:
    for person in ("auditor", "head"):
        with pytest.raises(NotAllowed):
            keep_paper(desk_of(person), sar, MESSAGE, "request.eml")
    keep_paper(desk, sar, MESSAGE, "request.eml")
    restrict(desk, sar, (), "Staff are concerned")
    for act in (
        lambda: fetch_paper(desk_of("clerk"), sar, 1),
        lambda: keep_paper(desk_of("clerk"), sar, SHEET, "sheet.pdf"),
    ):
        with pytest.raises(NoSuchCase):
            act()
    assert len(files(desk)) == 1


def _alter(file: Path) -> None:
    file.write_bytes(MESSAGE + b" ")


def _link(file: Path) -> None:
    kept = file.with_name("kept")
    file.rename(kept)
    file.symlink_to(kept)


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "altered": (_alter, "paper 1 (data/papers/{0}): the file was changed"),
    "missing": (os.unlink, "paper 1 (data/papers/{0}): the file is missing"),
    "readable": (lambda file: file.chmod(0o644), "its mode is 0644"),
    "a link": (_link, "paper 1 (data/papers/{0}): this is no file of its own"),
    "foreign": (lambda file: file.with_name("x").touch(0o600), "no case knows this file"),
}


@pytest.mark.parametrize(("spoil", "says"), SPOILT.values(), ids=SPOILT)
def test_verify_tells_what_became_of_a_file(
    desk: Desk, sar: str, spoil: Callable[[Path], object], says: str
) -> None:
    keep_paper(desk, sar, MESSAGE, "request.eml")
    (file,) = files(desk)
    spoil(file)
    assert says.format(file.relative_to(desk.home.papers)) in off(desk)


@pytest.mark.parametrize("spoil", [_alter, os.unlink, _link])
def test_a_spoilt_file_is_never_given_out(
    desk: Desk, sar: str, spoil: Callable[[Path], object]
) -> None:
    keep_paper(desk, sar, MESSAGE, "request.eml")
    spoil(files(desk)[0])
    with pytest.raises(Refused):
        fetch_paper(desk, sar, 1)


def test_a_process_killed_before_its_entry_leaves_nothing_to_find(
    desk: Desk, sar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "record_paper", kill)
    with pytest.raises(Killed):
        keep_paper(desk, sar, MESSAGE, "request.eml")
    (left,) = files(desk)
    assert left.name.startswith(TEMPORARY)
    assert "a process was killed as it kept this file" in off(desk)
    assert keeping.mend_papers(desk) == ()
    assert (files(desk), off(desk)) == ([], "")


def test_a_process_killed_after_its_entry_has_its_paper_put_in_place(
    desk: Desk, sar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(keeping.OnDisk, "put", kill)
        with pytest.raises(Killed):
            keep_paper(desk, sar, MESSAGE, "request.eml")
    assert "paper 1" in off(desk)
    (said,) = keeping.mend_papers(desk)
    assert said.startswith(f"{sar}: paper 1 was put in its place.")
    assert fetch_paper(desk, sar, 1).data == MESSAGE
    assert (off(desk), keeping.mend_papers(desk)) == ("", ())


def test_killed_at_any_moment_a_paper_is_whole_or_was_never_kept(desk: Desk, sar: str) -> None:
    keep_paper(desk, sar, SHEET, "sheet.pdf")
    total = in_child(lambda: keep_paper(desk, sar, MESSAGE, "request.eml"), 0)
    assert total > 5
    for step in range(1, total + 1):
        data = MESSAGE + bytes([step])
        in_child(lambda data=data: keep_paper(desk, sar, data, "request.eml"), step)  # type: ignore[misc]  # bound now
        keeping.mend_papers(desk)
        rows = case_view(desk, sar).papers
        assert all(fetch_paper(desk, sar, row.number) for row in rows)
        assert (len(files(desk)), off(desk)) == (len(rows), "")


def test_a_file_that_can_not_be_put_in_place_is_recorded_and_mended(
    desk: Desk, sar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("os.rename", no_right)
        with pytest.raises(TryAgain, match="recorded"):
            keep_paper(desk, sar, MESSAGE, "request.eml")
    assert len(keeping.mend_papers(desk)) == 1
    assert fetch_paper(desk, sar, 1).data == MESSAGE


def test_a_living_process_keeps_its_file(desk: Desk, sar: str) -> None:
    with keeping.laid_down(desk, sar, MESSAGE) as placed:
        assert keeping.mend_papers(desk) == ()
        assert off(desk) == ""
        placed.put()
    assert "no case knows this file" in off(desk)


def test_no_link_is_followed_to_keep_a_paper(desk: Desk, sar: str, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    desk.home.papers.mkdir(0o700)
    (desk.home.papers / sar).symlink_to(elsewhere)
    with pytest.raises(Refused, match="link"):
        keep_paper(desk, sar, MESSAGE, "request.eml")
    assert [*elsewhere.iterdir()] == []


def test_evidence_points_to_a_paper_by_its_last_words(desk: Desk, sar: str) -> None:
    keep_paper(desk, sar, MESSAGE, "passport.jpg")
    assess(desk, sar, "who.identity", "met", "Her passport, paper 1")
    assess(desk, sar, "who.orders", "met", "None on file, says the office")
    papers = {row.id: row.paper for row in case_view(desk, sar).checklist if row.paper}
    assert papers == {"who.identity": "1"}
    with pytest.raises(BadInput, match=r"no paper 7\. Kept are: 1"):
        assess(desk, sar, "who.identity", "met", "paper 7")


@pytest.mark.parametrize(
    ("evidence", "told"),
    [
        ("paper 1", "kept as paper 1)"),
        ("Signed sheet of 24 November (Paper 1).", "kept as paper 1: Signed sheet of 24 November)"),
    ],
)
def test_a_ruling_on_paper_points_to_the_signed_sheet(
    desk: Desk, dsc: str, evidence: str, told: str
) -> None:
    keep_paper(desk, dsc, SHEET, "sheet.pdf")
    decide(desk, dsc, "refuse", "No lawful basis", by="head", evidence=evidence)
    case = case_view(desk, dsc)
    assert case.decision is not None
    by = decided_by(case.decision, case.names)
    assert by == f"Ruth Castle (on paper, recorded by Amara Okafor, {told}"


def test_a_paper_for_somebody_else_is_told_and_passes_the_door(
    desk: Desk, sar: str, desk_of: DeskOf
) -> None:
    add_party(desk, sar, "other", {"name": "Paul Doe", "relation": "father"})
    keep_paper(desk, sar, MESSAGE, "request.eml")
    with pytest.raises(GateClosed, match="to answer: Are we sure who the requester is"):
        fetch_paper(desk, sar, 1, "Paul Doe")
    why = "It is the form for him to sign"
    assert fetch_paper(desk, sar, 1, "Paul Doe", override=why).data == MESSAGE
    told = case_view(desk, sar).timeline[-1].text
    assert told.startswith("Fetched paper 1 for Paul Doe")
    assert why in told
    with pytest.raises(NotAllowed):
        fetch_paper(desk_of("auditor"), sar, 1, "Paul Doe")
    change_party(
        desk, sar, 1, {"address": "4 Refuge Row"}, "She fled", protected=True, kind="parent"
    )
    for reader in ("Paul Doe", "Somebody Else"):
        with pytest.raises(GateClosed, match="Details of Jane Doe are kept from"):
            fetch_paper(desk, sar, 1, reader)
    assert fetch_paper(desk, sar, 1).data == MESSAGE
    looked = "I read all pages and none shows where she lives"
    assert fetch_paper(desk, sar, 1, "Paul Doe", override=looked).data == MESSAGE
    assert looked in case_view(desk, sar).timeline[-1].text
    keep_paper(desk, sar, b"She lives at 4 Refuge Row now.", "note.txt")
    keep_paper(desk, sar, b"He asks for the reports.", "plain.txt")
    for person in ("auditor", "head"):
        with pytest.raises(NotAllowed, match=r"Paper 1 .*may tell protected details"):
            fetch_paper(desk_of(person), sar, 1)
        with pytest.raises(NotAllowed, match=r"Paper 2 .*tells protected details"):
            fetch_paper(desk_of(person), sar, 2)
        assert fetch_paper(desk_of(person), sar, 3).data == b"He asks for the reports."


def test_a_pack_lists_papers_and_encloses_those_named(desk: Desk, sar: str) -> None:
    keep_paper(desk, sar, MESSAGE, "request.eml")
    keep_paper(desk, sar, SHEET, "Jane Doe's sheet.PDF")
    assert not any("papers/" in name for name in make_pack(desk, sar).files)
    pack = make_pack(desk, sar, papers=[2])
    assert [name for name in pack.files if "papers/" in name] == ["papers/paper-2.pdf"]
    assert (pack.folder / "papers/paper-2.pdf").read_bytes() == SHEET
    with pytest.raises(BadInput, match="no paper 3"):
        make_pack(desk, sar, papers=[3])
    change_party(
        desk, sar, 1, {"address": "4 Refuge Row"}, "She fled", protected=True, kind="parent"
    )
    pack = make_pack(desk, sar, papers=[2])
    ((name, why),) = pack.left_out
    assert (name, "papers/" in str(pack.files)) == ("paper-2.pdf", False)
    assert "protected" in why
