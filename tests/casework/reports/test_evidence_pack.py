"""An evidence pack holds the whole case, no protected address, and is whole or absent."""

import csv
import errno
import hashlib
import json
import os
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.reports import pack_contents
from dpo_console.cases.sharing.scope_items import Scope, changed
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import assess, say
from dpo_console.casework.disclosure.schedule import NewItem, add_items
from dpo_console.casework.disclosure.schedule_treatment import give_opinion, look_again, treat_items
from dpo_console.casework.facts import correct_fact, record_fact
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import mark_sent
from dpo_console.casework.links import link
from dpo_console.casework.notes import add_note
from dpo_console.casework.people.parties import add_party, change_party, remove_party
from dpo_console.casework.reports import evidence_pack
from dpo_console.casework.reports.evidence_pack import Pack, make_pack
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.restricted import restrict
from dpo_console.casework.search.searching import EVERY, ask_places, record_answer, tell_to_keep
from dpo_console.casework.sharing.release import release
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.errors import BadFile, BadInput, NotAllowed, Refused
from dpo_console.letters.word.reading import words_of
from tests.casework.reports.conftest import EMAIL, PHONE, SECRET
from tests.conftest import DeskOf
from tests.hostile import FORMULAS


def index(pack: Pack) -> str:
    return words_of((pack.folder / evidence_pack.INDEX).read_bytes())


def audit(pack: Pack) -> list[dict[str, str]]:
    with (pack.folder / "audit.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def everything(pack: Pack) -> str:
    """Return the words of every file of a pack, as a reader sees them."""
    found = []
    for name in pack.files:
        data = (pack.folder / name).read_bytes()
        found.append(words_of(data) if name.endswith(".docx") else data.decode("utf-8"))
    case = json.loads((pack.folder / "case.json").read_text())
    assert case["case"]["row"]["kind"]
    return "\n".join([*found, json.dumps(case, ensure_ascii=False)])


def worked(desk: Desk, head: Desk, sar: str) -> list[str]:
    """Work on a request in every way, and return the words that its pack must hold."""
    fact = case_view(
        desk,
        record_fact(desk, sar, "id_requested", date(2026, 11, 4), note="Passport seen by post"),
    )
    wrong = next(f.id for f in fact.facts if f.name == "id_requested")
    correct_fact(desk, sar, wrong, on=date(2026, 11, 5), why="Asked on the Thursday")
    ask_places(desk, sar, ["1"], on=date(2026, 11, 3), by=date(2026, 11, 10))
    tell_to_keep(desk, sar, EVERY, "Ben of IT")
    record_answer(desk, sar, ["1"], "found", "Two folders of them")
    add_items(desk, sar, [
        NewItem("Nurse's letter", "health", "Paper file", pages=3),
        NewItem("A neighbour's message", "emails", "Old mailbox", pages=7),
    ])  # fmt: skip
    give_opinion(desk, sar, [1], "no-harm", "Dr Ash sees no harm", on=date(2026, 11, 9))
    treat_items(desk, sar, [1], "release")
    treat_items(desk, sar, [2], "withhold", exemption="sch2-16", reason="She wrote in confidence")
    look_again(head, sar, [2])
    assess(desk, sar, "content.harm", "met", "Nothing that would harm")
    say(desk, sar, {"late.reason": "The storm closed the school"})
    add_note(desk, sar, "She rang twice")
    write_letter(desk, sar, "acknowledgement", {})
    mark_sent(desk, sar, "acknowledgement", desk.today, "first-class post")
    return [
        "Everything on Tom", "Oak Lane Primary School", "Amara Okafor", "Ruth Castle", "Ben Hale",
        "Passport seen by post", "Asked on the Thursday", "corrected by no.", "Ben of IT",
        "Two folders of them", "Nurse's letter", "Dr Ash sees no harm", "harm is not likely",
        "She wrote in confidence", "DPA 2018 Sch 2 para 16", "withhold", "2nd check: head",
        "Nothing that would harm", "The storm closed the school", "She rang twice",
        "first-class post", "letters/SAR-2026-0001-acknowledgement-1.docx",
        "UK GDPR Art 12A", "Wed 2 Dec 2026",
    ]  # fmt: skip


def test_the_index_of_a_request_tells_all_that_was_done(
    desk: Desk, desk_of: DeskOf, sar: str
) -> None:
    must_be_read = worked(desk, desk_of("head"), sar)
    pack = make_pack(desk, sar)
    shown = " ".join(index(pack).split())
    assert [words for words in must_be_read if words not in shown] == []
    assert f"Data controller {desk.settings.controller('')}" in shown
    events = case_view(desk, sar).timeline[:-1]
    assert [e.text for e in events if " ".join(e.text.split()) not in shown] == []
    assert verify(desk).sound


def test_the_index_of_a_sharing_tells_what_was_weighed_ruled_and_given(
    desk: Desk, desk_of: DeskOf
) -> None:
    request = NewRequest("disclosure", date(2026, 11, 2), "Priya Nair", "police",
                         organisation="Harbourton Police", subjects=("Tom Doe",))  # fmt: skip
    reference = log_request(desk, request).reference
    listed = changed(desk.settings, (), add=["Name", "Date of birth"])
    scope = Scope(purpose="A missing child", cohort="Tom Doe", power="DPA 2018 Sch 2 para 2",
                  lawful_basis="UK GDPR Art 6(1)(d)", method="By hand", dpia="DPIA 7",
                  agreement="MoU 3", listed=listed)  # fmt: skip
    set_scope(desk, reference, scope)
    release(desk_of("dsl"), reference, desk.today, urgent=True, reason="A child is missing")
    decide(desk_of("head"), reference, "approve", "It could not wait")
    shown = " ".join(index(make_pack(desk, reference)).split())
    for words in (
        "A missing child", "DPA 2018 Sch 2 para 2", "By hand", "DPIA 7", "MoU 3", "Date of birth",
        "all of it", "A child is missing", "approved", "It could not wait", "Harbourton Police",
        "Samir Nath", "Still open:",
    ):  # fmt: skip
        assert words in shown, words


def test_the_hashes_are_right_and_the_folder_is_private(desk: Desk, sar: str) -> None:
    write_letter(desk, sar, "acknowledgement", {})
    pack = make_pack(desk, sar)
    assert pack.folder == desk.home.data / "packs" / sar / f"{sar}-pack-1"
    there = {p.relative_to(pack.folder).as_posix() for p in pack.folder.rglob("*") if p.is_file()}
    assert there == set(pack.files)
    sums = (pack.folder / evidence_pack.SUMS).read_text().splitlines()
    assert {line.partition("  ")[2] for line in sums} == there - {evidence_pack.SUMS}
    for line in sums:
        whole, _, name = line.partition("  ")
        assert hashlib.sha256((pack.folder / name).read_bytes()).hexdigest() == whole
    for path in (pack.folder, *pack.folder.rglob("*"), pack.folder.parent):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path
    detail = case_view(desk, sar).timeline[-1]
    assert detail.text == "Made an evidence pack, no. 1, for Information Commissioner's Office"


def test_the_audit_log_can_be_followed_and_does_nothing(desk: Desk, sar: str) -> None:
    for formula in FORMULAS:
        add_note(desk, sar, formula)
    rows = audit(make_pack(desk, sar))
    assert [row["action"] for row in rows] == ["log", *["note"] * len(FORMULAS)]
    assert all(row["what"].startswith("'") for row in rows[1:])
    assert [row["what"][1:] for row in rows[1:]] == list(FORMULAS)
    assert all(row["prev"] == before["hash"] for before, row in pairwise(rows))


def fled(desk: Desk, sar: str) -> None:
    change_party(desk, sar, 1, {}, "She fled", protected=True)


def fled_and_moved(desk: Desk, sar: str) -> None:
    fled(desk, sar)
    change_party(desk, sar, 1, {"address": "1 New Street", "phone": "", "email": ""}, "Moved on")


def safe_again(desk: Desk, sar: str) -> None:
    fled(desk, sar)
    said = {"address": "1 New Street", "phone": "", "email": ""}
    change_party(desk, sar, 1, said, "Safe now, elsewhere", protected=False)


def taken_off(desk: Desk, sar: str) -> None:
    said = {"name": "Ana Doe", "address": SECRET, "phone": PHONE, "email": EMAIL}
    add_party(desk, sar, "subject", said, protected=True)
    change_party(desk, sar, 1, {"address": "", "phone": "", "email": ""}, "Hers, not his")
    remove_party(desk, sar, 3, "Another family")


@pytest.mark.parametrize("how", [fled, fled_and_moved, safe_again, taken_off])
def test_a_protected_address_is_in_no_file_of_it(
    desk: Desk, sar: str, how: Callable[[Desk, str], None]
) -> None:
    told = f"She wrote from 4 REFUGE ROW (hb49zz), rang from 01632-960555, mails {EMAIL}"
    add_note(desk, sar, told)
    record_fact(desk, sar, "acknowledged", date(2026, 11, 3), note=told)
    record_answer(desk, sar, ["1"], "found", told)
    add_items(desk, sar, [NewItem(f"Envelope: {SECRET.splitlines()[0]}", "emails", "Box", pages=1)])
    assess(desk, sar, "who.identity", "met", told)
    write_letter(desk, sar, "acknowledgement", {})
    how(desk, sar)
    pack = make_pack(desk, sar)
    shown = everything(pack).casefold()
    for secret in ("refuge row", "4 9zz", "49zz", "960555", "960 555", "hidden@"):
        assert secret not in shown, secret
    assert "[protected]" in index(pack)
    assert pack.left_out == ((f"{sar}-acknowledgement-1.docx", pack_contents.PROTECTED),)


def test_an_address_that_another_case_protects_is_in_no_file_of_it(desk: Desk, sar: str) -> None:
    given = {"address": SECRET, "phone": PHONE, "email": EMAIL}
    add_note(desk, sar, f"She is at number four, Refuge Row, {PHONE}")
    other = NewRequest("sar", date(2026, 11, 2), "Ina Roe", "parent", subjects=("Max Roe",))
    add_party(
        desk, log_request(desk, other).reference, "other", {"name": "Ida"} | given, protected=True
    )
    shown = everything(make_pack(desk, sar)).casefold()
    assert "refuge row" not in shown
    assert PHONE not in shown


def test_what_is_no_secret_is_not_hidden(desk: Desk, sar: str) -> None:
    change_party(desk, sar, 1, {"address": "4\nRefuge Row"}, "A bare number", protected=True)
    add_note(desk, sar, "4 e-mails of 4 November")
    assert "4 e-mails of 4 November" in index(make_pack(desk, sar))


def test_a_letter_that_is_not_as_it_was_written_is_said_and_not_enclosed(
    desk: Desk, sar: str
) -> None:
    paths = [write_letter(desk, sar, "acknowledgement", {}).path for _ in range(3)]
    whole, spoilt, gone = (desk.home.exports / path for path in paths)
    spoilt.write_bytes(whole.read_bytes())
    gone.unlink()
    pack = make_pack(desk, sar)
    assert pack.left_out == (
        (spoilt.name, pack_contents.SPOILT),
        (gone.name, pack_contents.MISSING),
    )
    assert [name for name in pack.files if name.startswith("letters/")] == [f"letters/{whole.name}"]
    assert (pack.folder / "letters" / whole.name).read_bytes() == whole.read_bytes()
    assert pack_contents.SPOILT in index(pack)
    assert pack_contents.MISSING in index(pack)


def test_a_letter_that_cannot_be_read_stops_it(
    desk: Desk, sar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_letter(desk, sar, "acknowledgement", {})

    def fail(*_: object) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr("dpo_console.cases.reports.pack_contents.read_file", fail)
    with pytest.raises(BadFile, match="can't be read"):
        make_pack(desk, sar)


@pytest.mark.parametrize("person", ["dpo", "head"])
def test_nothing_of_a_restricted_case_that_it_is_linked_with(
    desk: Desk, desk_of: DeskOf, sar: str, person: str
) -> None:
    request = NewRequest("complaint", date(2026, 11, 3), "Wilhelmina Quist", about=sar)
    other = log_request(desk_of("clerk"), request).reference
    third = log_request(desk, NewRequest("foi", date(2026, 11, 4), "Jo Fry")).reference
    link(desk, sar, third)
    restrict(desk_of(person), other, ["head"])
    pack = make_pack(desk, sar)
    seen = person == "dpo"
    assert (other in everything(pack)) == seen
    assert "Quist" not in everything(pack)
    assert third in everything(pack)
    assert [row["action"] for row in audit(pack)] == ["log", *["link"] * (1 + seen)]


def test_two_packs_stand_side_by_side(desk: Desk, sar: str, tmp_path: Path) -> None:
    first, second = make_pack(desk, sar), make_pack(desk, sar, whom="  The governors ")
    elsewhere = make_pack(desk, sar, str(tmp_path / "new" / "place"))
    assert (first.folder.name, second.folder.name) == (f"{sar}-pack-1", f"{sar}-pack-2")
    assert first.folder.parent == second.folder.parent
    assert elsewhere.folder == tmp_path / "new" / "place" / f"{sar}-pack-1"
    assert "Made for: The governors." in index(second)
    assert "no. 1, for Information Commissioner's Office" in index(second)
    assert verify(desk).sound


def test_where_it_can_be_put(desk: Desk, sar: str, tmp_path: Path) -> None:
    for below in (desk.home.exports, desk.home.exports / "new", desk.home.data / ".." / "exports"):
        with pytest.raises(BadInput, match="exports/ is for what"):
            make_pack(desk, sar, str(below))
    with pytest.raises(BadInput, match=r"U\+001B \(ESCAPE\) can't stand in a path"):
        make_pack(desk, sar, str(tmp_path / "a\x1b[2J"))
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="can't be made in"):
        make_pack(desk, sar, str(tmp_path / "file"))
    assert case_view(desk, sar).version == 1


def test_who_may(desk_of: DeskOf, sar: str) -> None:
    for person in ("clerk", "head", "dsl", "auditor"):
        with pytest.raises(NotAllowed):
            make_pack(desk_of(person), sar)
    assert not (desk_of().home.data / "packs").exists()
