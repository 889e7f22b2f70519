"""An erased case is nowhere in its home, and its record without words goes on verifying."""

import re
import shutil
import zipfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from dpo_console.cases.records.verify import verify
from dpo_console.cases.reports.register import register
from dpo_console.cases.reports.statistics import statistics
from dpo_console.cases.retention import hold_of
from dpo_console.casework.links import link
from dpo_console.casework.notes import add_note
from dpo_console.casework.office import drafts
from dpo_console.casework.restricted import restrict
from dpo_console.casework.retention import completing, erasing
from dpo_console.casework.retention import completing as files
from dpo_console.casework.retention.due_list import hold, unhold
from dpo_console.casework.retention.erasing import erase
from dpo_console.errors import BadInput, NotAllowed, Refused, TryAgain
from dpo_console.letters.word.reading import words_of
from dpo_console.store import forgetting
from dpo_console.store.asking import Ask, Row, Value
from dpo_console.store.cases.case_rows import PARTS
from dpo_console.store.forgetting import PublishedRelease
from tests.casework.killed import in_child
from tests.casework.retention import canaries
from tests.conftest import TODAY, DeskOf, desks, make_home
from tests.store import ledger, spoiling

WHY, ALTHOUGH = "The period has ended", "The objection was upheld"


@dataclass(frozen=True)
class Office:
    """A home with two cases that hold a canary word in every field, and one to leave alone."""

    root: Path

    @property
    def desk_of(self) -> DeskOf:
        return desks(self.root)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_home(tmp_path_factory.mktemp("forget") / "home")
    canaries.fill(desks(root))
    return root


@pytest.fixture
def office(filled: Path, tmp_path: Path) -> Office:
    return Office(Path(shutil.copytree(filled, tmp_path / "home")))


def gone(office: Office, reference: str) -> None:
    """Erase a case by two people."""
    sit = office.desk_of
    erase(sit("dpo"), reference, WHY, although=ALTHOUGH)
    done = erase(sit("head"), reference)
    assert done.certificate is not None


def test_no_byte_of_the_home_holds_a_word_of_an_erased_case(office: Office) -> None:
    assert canaries.places(office.root, canaries.SAR) != []
    gone(office, canaries.SAR)
    assert canaries.places(office.root, canaries.SAR) == []
    assert canaries.places(office.root, canaries.DSC) != []
    gone(office, canaries.DSC)
    assert canaries.places(office.root, canaries.DSC) == []


@pytest.mark.parametrize("table", [*forgetting.DELETED, "audit_detail", "party", "scope"])
@pytest.mark.of_the_file
def test_a_table_left_out_of_an_erasure_would_be_found(
    office: Office, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    def forgetful(ask: Ask, case: int, reference: str, kept: PublishedRelease | None) -> None:
        def but(sql: str, values: Mapping[str, Value]) -> list[Row]:
            touches = re.match(rf"(DELETE FROM|UPDATE) {table}\b", sql)
            return [] if touches else ask(sql, values)

        forgetting.forget(but, case, reference, kept)

    monkeypatch.setattr(erasing, "forget", forgetful)
    reference = canaries.SAR if table in ("item", "place") else canaries.DSC
    gone(office, reference)
    assert canaries.places(office.root, reference) != []


@pytest.mark.of_the_file
def test_an_erasure_clears_the_records_that_a_killed_process_left(office: Office) -> None:
    erase(office.desk_of("dpo"), canaries.SAR, WHY, although=ALTHOUGH)
    desk = office.desk_of("head")
    left = desk.home.data / ".tmp-backup-x" / "1"
    left.mkdir(parents=True)
    for copy in (left / "records.sqlite3", desk.home.data / ".tmp-moving-records.sqlite3"):
        copy.write_bytes(desk.home.database.read_bytes())
    erase(desk, canaries.SAR)
    assert canaries.places(office.root, canaries.SAR) == []


@pytest.mark.of_the_file
def test_the_records_verify_and_say_what_was_erased_by_whom_and_why(office: Office) -> None:
    gone(office, canaries.SAR)
    report = verify(office.desk_of("dpo"))
    assert [check for check in report.checks if not check.sound] == []
    (told,) = (check.text for check in report.checks if check.name == "erased")
    assert told == (
        f"{canaries.SAR} was erased Wed 25 Nov 2026 by Amara Okafor and Ruth Castle: {WHY}"
    )
    with closing(ledger.opened(spoiling.records_of(office.root))) as connection:
        assert ledger.problems(connection) == []


def test_statistics_and_the_published_register_stay_as_they_were(office: Office) -> None:
    def figures() -> object:
        desk = office.desk_of("dpo")
        found = register(desk)
        return statistics(desk, date(2026, 9, 1), TODAY), found.rows, found.counted

    before = figures()
    gone(office, canaries.SAR)
    gone(office, canaries.DSC)
    assert figures() == before


def test_the_certificate_names_nobody_of_the_case_and_says_why(office: Office) -> None:
    sit = office.desk_of
    erase(sit("dpo"), canaries.SAR, WHY, although=ALTHOUGH)
    done = erase(sit("head"), canaries.SAR)
    assert done.certificate is not None
    with zipfile.ZipFile(BytesIO(done.certificate.read_bytes())) as word:
        text = word.read("word/document.xml").decode()
    (told, *_) = done.left
    assert told == "No backup in the audit log holds the case."
    for words in (canaries.SAR, WHY, "Amara Okafor", "Ruth Castle", ALTHOUGH, told):
        assert words in text


KILLS = ("keep_erasure", "remove_files", "wipe", "write_certificate", "_record")


@pytest.mark.parametrize("step", KILLS)
@pytest.mark.parametrize("by", ["opening", "erase"])
def test_an_erasure_killed_at_a_step_is_completed_by_the_next_opening(
    office: Office, monkeypatch: pytest.MonkeyPatch, step: str, by: str
) -> None:
    sit = office.desk_of
    erase(sit("dpo"), canaries.SAR, WHY, although=ALTHOUGH)
    head = sit("head")
    with monkeypatch.context() as killed:
        killed.setattr(type(head.database.engine) if step == "wipe" else completing, step, _die)
        with pytest.raises(KeyboardInterrupt):
            erase(head, canaries.SAR)
    desk = sit("auditor") if by == "opening" else head
    if by == "erase":
        erase(head, canaries.SAR)
    assert canaries.places(office.root, canaries.SAR) == []
    assert verify(desk).sound


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_kill_between_two_files_leaves_the_rest_for_the_next_opening(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit = office.desk_of
    erase(sit("dpo"), canaries.SAR, WHY, although=ALTHOUGH)
    head = sit("head")
    with monkeypatch.context() as killed:
        killed.setattr(files, "_drafts", _die)
        with pytest.raises(KeyboardInterrupt):
            erase(head, canaries.SAR)
    sit("clerk")
    assert canaries.places(office.root, canaries.SAR) == []


def killed_and_completed(filled: Path, root: Path, kill_at: int) -> int:
    """Kill an erasure at a call of the system, go on, and return the number of its calls."""
    sit = desks(shutil.copytree(filled, root))
    erase(sit("dpo"), canaries.SAR, WHY, although=ALTHOUGH)
    head = sit("head")
    calls = in_child(lambda: erase(head, canaries.SAR), kill_at)
    desk = sit("clerk")  # opening goes on with an erasure that was begun
    if canaries.places(root, canaries.SAR):
        assert verify(desk).sound
        erase(sit("head"), canaries.SAR)
    assert canaries.places(root, canaries.SAR) == []
    report = verify(desk)
    assert [check.text for check in report.checks if not check.sound] == []
    shutil.rmtree(root)
    return calls


def test_an_erasure_killed_at_any_moment_is_completed(filled: Path, tmp_path: Path) -> None:
    total = killed_and_completed(filled, tmp_path / "home", 0)
    assert total > 20
    for kill_at in range(1, total + 1, total // 4):
        killed_and_completed(filled, tmp_path / "home", kill_at)


@pytest.mark.slow
def test_an_erasure_killed_at_each_call_is_completed(filled: Path, tmp_path: Path) -> None:
    total = killed_and_completed(filled, tmp_path / "home", 0)
    for kill_at in range(1, total + 1):
        killed_and_completed(filled, tmp_path / "home", kill_at)


def test_words_put_back_into_an_erased_case_are_found(office: Office) -> None:
    gone(office, canaries.SAR)
    records = spoiling.records_of(office.root)
    spoiling.tamper(records, "UPDATE party SET name = 'Jane' WHERE case_id = 1")
    report = verify(office.desk_of("dpo"))
    failed = {check.name for check in report.checks if not check.sound}
    assert {"records", "erased", "search"} <= failed


def test_words_lost_without_an_erasure_are_found_as_before(office: Office) -> None:
    gone(office, canaries.SAR)
    records = spoiling.records_of(office.root)
    spoiling.tamper(
        records,
        "DELETE FROM audit_detail WHERE seq = (SELECT max(seq) FROM audit WHERE reference = "
        f"'{canaries.DSC}')",
        f"DELETE FROM audit_detail WHERE seq IN (SELECT seq FROM audit WHERE reference = "
        f"'{canaries.SAR}' AND action = 'erase')",
    )
    (words,) = (c for c in verify(office.desk_of("dpo")).checks if c.name == "words")
    assert not words.sound
    assert canaries.DSC in words.text
    assert canaries.SAR in words.text


@pytest.mark.parametrize(
    ("person", "said", "error", "says"),
    [
        ("clerk", {"why": WHY}, NotAllowed, "may not erase"),
        ("dpo", {}, BadInput, "why"),
        ("dpo", {"why": "Quayle has moved away"}, BadInput, "quayle"),
        ("dpo", {"why": WHY}, Refused, "retention period ends"),
        ("dpo", {"why": WHY, "although": ALTHOUGH, "by": "head"}, BadInput, "evidence"),
        ("dpo", {"why": WHY, "by": "dsl", "evidence": "Minute 7"}, NotAllowed, "no approver"),
        ("head", {"why": WHY, "by": "head", "evidence": "Minute 7"}, NotAllowed, "DPO records"),
    ],
)
def test_an_erasure_is_refused(
    office: Office, person: str, said: dict[str, Any], error: type[Exception], says: str
) -> None:
    before = canaries.places(office.root, canaries.SAR)
    with pytest.raises(error, match=says):
        erase(office.desk_of(person), canaries.SAR, **said)
    assert canaries.places(office.root, canaries.SAR) == before


def test_one_person_cannot_propose_and_confirm(office: Office) -> None:
    erase(office.desk_of("dpo"), canaries.SAR, WHY, although=ALTHOUGH)
    with pytest.raises(NotAllowed, match="another person confirms: Ruth Castle"):
        erase(office.desk_of("dpo"), canaries.SAR)


def test_only_who_sees_a_restricted_case_is_named_to_confirm(office: Office) -> None:
    desk = office.desk_of("dpo")
    restrict(desk, canaries.SAR, ["dsl"], "About the head")
    assert erase(desk, canaries.SAR, WHY, although=ALTHOUGH).waits_for == ()
    with pytest.raises(NotAllowed, match=r"another person confirms\. Or record"):
        erase(desk, canaries.SAR)


def test_the_second_person_names_nobody_in_words_that_stay(office: Office) -> None:
    erase(office.desk_of("dpo"), canaries.SAR, WHY, although=ALTHOUGH)
    with pytest.raises(BadInput, match="quayle"):
        erase(office.desk_of("head"), canaries.SAR, although="Quayle has agreed")


def test_a_proposal_falls_if_the_case_changes(office: Office) -> None:
    erase(office.desk_of("dpo"), canaries.SAR, WHY, although=ALTHOUGH)
    add_note(office.desk_of("dpo"), canaries.SAR, "A solicitor has written")
    with pytest.raises(BadInput, match="why"):
        erase(office.desk_of("head"), canaries.SAR)


def test_an_agreement_on_paper_erases_at_once(office: Office) -> None:
    said: dict[str, Any] = {"by": "head", "evidence": "Minute 7", "although": ALTHOUGH}
    done = erase(office.desk_of("dpo"), canaries.SAR, WHY, **said)
    assert done.certificate is not None
    assert canaries.places(office.root, canaries.SAR) == []


def test_a_hold_stops_an_erasure_until_it_is_lifted(office: Office) -> None:
    desk = office.desk_of("dpo")
    hold(desk, canaries.SAR, TODAY.replace(year=2027), "A claim is announced")
    with pytest.raises(Refused, match="Kept from disposal since Wed 25 Nov 2026, by Amara Okafor"):
        erase(desk, canaries.SAR, WHY, although=ALTHOUGH)
    late = office.desk_of("dpo", TODAY.replace(year=2028))
    with pytest.raises(Refused, match="The review was due Thu 25 Nov 2027"):
        erase(late, canaries.SAR, WHY, although=ALTHOUGH)
    unhold(late, canaries.SAR, "Settled")
    assert hold_of(canaries.file(late, canaries.SAR)) is None
    erase(late, canaries.SAR, WHY, although=ALTHOUGH)


def test_an_open_case_is_never_erased(office: Office) -> None:
    with pytest.raises(Refused, match="The case is open"):
        erase(office.desk_of("dpo"), canaries.OPEN, WHY, although=ALTHOUGH)


def test_nothing_of_an_erased_case_can_be_changed(office: Office) -> None:
    gone(office, canaries.SAR)
    with pytest.raises(Refused, match="was erased"):
        add_note(office.desk_of("dpo"), canaries.SAR, "Jane rang again")
    with pytest.raises(Refused, match="was erased"):
        link(office.desk_of("dpo"), canaries.OPEN, canaries.SAR)


def test_every_column_of_words_is_erased_by_the_declaration() -> None:
    words = {
        (covered.table, column)
        for part in PARTS.values()
        for covered in part.covered
        if covered.words
        for column in covered.columns.split(", ")
    }
    stay = {
        ("party", "id"), ("party", "role"), ("party", "position"), ("party", "kind"),
        ("scope", "path"), ("scope", "until"), ("scope", "pupils"), ("scope", "review_on"),
        ("scope_item", "id"),
    }  # fmt: skip
    erased = {(t, c) for t, columns in forgetting.BLANKED.items() for c in columns}
    assert {w for w in words if w[0] not in forgetting.DELETED} - erased == stay


def test_a_restored_case_is_erased_again_by_the_list_of_the_witness(office: Office) -> None:
    desk = office.desk_of("dpo")
    listed = [(canaries.SAR, "2026-11-25T09:00:00Z"), ("SAR-2020-0001", "2026-11-25T09:00:00Z")]
    assert erasing.erase_again(desk, listed) == (canaries.SAR,)
    assert canaries.places(office.root, canaries.SAR) == []
    assert erasing.erase_again(desk, listed) == ()
    assert verify(desk).sound


def test_files_written_into_the_home_are_named_by_the_erasure_and_its_certificate(
    office: Office,
) -> None:
    desk = office.desk_of("dpo")
    name = canaries.file(desk, canaries.SAR).parties[0].name
    (office.root / "lists").mkdir()
    (office.root / "lists" / "now.csv").write_text(f"reference,requester\nx,{name}\n")
    (office.root / f"{name}.txt").write_text("nothing")
    (office.root / "data" / "other.csv").write_text("reference,requester\nx,Ann Nobody\n")
    with zipfile.ZipFile(office.root / "now.xlsx", "w") as sheet:
        sheet.writestr("xl/sharedStrings.xml", f"<sst><si><t>{name}</t></si></sst>")
    erase(desk, canaries.SAR, WHY, although=ALTHOUGH)
    done = erase(office.desk_of("head"), canaries.SAR)
    told = [one for one in done.besides if "Delete it, or write it again" in one]
    assert [one.partition(" names")[0] for one in told] == [
        "A file in the home", "now.xlsx", "lists/now.csv"
    ]  # fmt: skip
    assert done.certificate
    certificate = words_of(done.certificate.read_bytes())
    assert all(one in certificate for one in told)
    assert name not in certificate


VIEWS = """
[[view]]
title = "The Quayle family"
filter = "quayle"

[[view]]
title = "Zqsrequester"
"""


def test_settings_and_unsaved_forms_that_name_the_same_people_are_told(office: Office) -> None:
    desk = office.desk_of("dpo")
    settings = desk.home.settings
    before = settings.read_text()
    copy = settings.with_name(f"{settings.name}.before-terms-20261101T090000Z")
    other = settings.with_name(f"{settings.name}.before-terms-20261102T090000Z")
    copy.write_text(before + VIEWS)
    other.write_text(before)
    settings.write_text(before + VIEWS)
    drafts.keep(desk, canaries.OPEN, "Note", {"note": "Ms Quayle rang"})
    drafts.keep(desk, canaries.OPEN, "Close", {"note": "Nothing else"})
    said: dict[str, Any] = {"by": "head", "evidence": "Minute 7", "although": ALTHOUGH}
    done = erase(office.desk_of("dpo"), canaries.SAR, WHY, **said)
    first = len(before.splitlines()) + 3
    assert done.elsewhere == (
        *(
            f"data/dpo.toml, line {line} names a person of the case. Change that line."
            for line in (first, first + 1, first + 4)
        ),
        f"An unsaved form of {canaries.OPEN} (“Note”, by Amara Okafor) names a person of the case. "
        "Save it or discard it.",
    )
    assert not copy.exists()
    assert other.exists()
    assert canaries.places(office.root, canaries.SAR) == ["data/dpo.toml"]


def test_a_copy_of_settings_that_cannot_be_removed_stops_the_erasure(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stuck(*_: object) -> None:
        raise PermissionError(13, "", "dpo.toml.before-terms")

    before = canaries.places(office.root, canaries.SAR)
    monkeypatch.setattr(erasing, "remove_copies", stuck)
    said: dict[str, Any] = {"by": "head", "evidence": "Minute 7", "although": ALTHOUGH}
    with pytest.raises(TryAgain, match="Nothing was erased"):
        erase(office.desk_of("dpo"), canaries.SAR, WHY, **said)
    assert canaries.places(office.root, canaries.SAR) == before
