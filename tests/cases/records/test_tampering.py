"""Changes made outside the console are detected, and nothing stops the checks."""

from contextlib import suppress
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytest

from dpo_console.approval.data_items import ListedItem
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import Check, verify
from dpo_console.cases.sharing.scope_items import Scope
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import assess
from dpo_console.casework.closing import close
from dpo_console.casework.disclosure.schedule import NewItem, add_items
from dpo_console.casework.disclosure.schedule_treatment import give_opinion, look_again, treat_items
from dpo_console.casework.facts import correct_fact, record_fact
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import mark_sent
from dpo_console.casework.links import link
from dpo_console.casework.notes import add_note
from dpo_console.casework.papers.keeping import keep_paper
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.store.cases.case_file import load
from tests.conftest import TODAY, Begin, desks
from tests.store import spoiling

CHECKS = [
    "database", "layout", "audit", "words", "references", "records", "dates", "search", "modes",
    "letters", "messages", "papers", "readers",
]  # fmt: skip


@pytest.fixture
def busy(desk: Desk, home: Path, begin: Begin) -> Desk:
    """Return a desk with three requests, with a fact and a note each."""
    begin(home, three_requests)
    return desk


@pytest.fixture
def full(desk: Desk, home: Path, begin: Begin) -> Desk:
    """Return a desk with a row in every table."""
    begin(home, rows_everywhere)
    return desk


def three_requests(home: Path) -> None:
    desk = desks(home)()
    for name in ("Jane Doe", "Ravi Shah", "Zoë Ågren"):
        reference = log_request(desk, NewRequest("sar", date(2026, 11, 2), name)).reference
        record_fact(desk, reference, "acknowledged", date(2026, 11, 3))
        add_note(desk, reference, f"{name} rang.")


def rows_everywhere(home: Path) -> None:
    desk_of = desks(home)
    desk = desk_of()
    request = NewRequest("sar", date(2026, 11, 2), "Jane Doe", subjects=("Tom",), email="j@x.org")
    sar = log_request(desk, request).reference
    record_fact(desk, sar, "clarification_requested", date(2026, 11, 3), note="Which years?")
    record_fact(desk, sar, "clarification_received", date(2026, 11, 5), answers=2)
    correct_fact(desk, sar, 2, on=date(2026, 11, 4), why="A slip.")
    write_letter(desk, sar, "acknowledgement", {})
    mark_sent(desk, sar, "acknowledgement", TODAY, "email")
    add_items(desk, sar, [NewItem("Card", "health", "paper-file", date(2026, 1, 9), 2)])
    treat_items(desk, sar, [1], "redact", exemption="sch3-5", reason="Harm.")
    give_opinion(desk, sar, [1], "harm", "Dr N. Rao", on=date(2026, 11, 20))
    look_again(desk_of("head"), sar, [1])
    request = NewRequest("disclosure", date(2026, 11, 2), "Ada", requester_kind="researcher")
    shared = log_request(desk, request).reference
    scope = Scope(purpose="p", items="i", cohort="c", lawful_basis="l", method="m", years="2026",
                  until=date(2027, 1, 1), pupils=30, condition="9", dpia="d", agreement="a",
                  review_on=date(2026, 12, 1),
                  listed=(ListedItem("sex", "Sex", "D", 4, "x"),))  # fmt: skip
    set_scope(desk, shared, scope)
    assess(desk, shared, case_view(desk, shared).checklist[0].id, "met", "Seen.")
    decide(desk_of("head"), shared, "refuse", "Not needed.")
    foi = log_request(desk, NewRequest("foi", date(2026, 11, 2), "Zed")).reference
    close(desk, foi, "withdrawn", TODAY)
    link(desk, foi, sar, "related")
    keep_paper(desk, sar, b"Please send me it all.", "request.eml")
    record_fact(desk, sar, "responded", TODAY, override="It went before a hearing.")


def tamper(desk: Desk, *statements: str) -> dict[str, Check]:
    """Change the records as somebody with an editor would, dropping the triggers meanwhile."""
    spoiling.tamper(desk.home.database, *statements)
    return checks(desk)


def checks(desk: Desk) -> dict[str, Check]:
    """Return each check of verify by name, and check that none is missing."""
    found = {check.name: check for check in verify(desk).checks}
    assert list(found) == CHECKS
    return found


def unsound(found: dict[str, Check]) -> set[str]:
    return {check.name for check in found.values() if not check.sound}


def test_nothing_is_off_at_first(busy: Desk) -> None:
    assert verify(busy).sound


def test_nothing_is_off_where_every_table_has_rows(full: Desk) -> None:
    assert unsound(checks(full)) == set()
    assert unsound(tamper(full)) == set()


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE audit SET actor = 'clerk' WHERE seq = 4", "entry 4: it was changed"),
        (
            "UPDATE audit SET at = '2026-11-24T00:00:00+00:00' WHERE seq = 2",
            "entry 2: it was changed",
        ),
        ("UPDATE audit_detail SET detail = '{}' WHERE seq = 5", "entry 5: its words were changed"),
        ("UPDATE audit_detail SET nonce = 'zz' WHERE seq = 5", "entry 5: its words were changed"),
        ("UPDATE audit SET hash = 'x' WHERE seq = 3", "entry 3: it was changed"),
        ("UPDATE installation SET chain = 'x'", "entry 1: it doesn't follow"),
        ("UPDATE installation SET created_at = '2020'", "entry 1: it doesn't follow"),
        ("DELETE FROM installation", "entry 1: it doesn't follow"),
    ],
)
def test_first_bad_entry_is_named(busy: Desk, statement: str, says: str) -> None:
    assert says in tamper(busy, statement)["audit"].text


def test_missing_entry_is_named(busy: Desk) -> None:
    found = tamper(
        busy, "DELETE FROM audit_detail WHERE seq = 4", "DELETE FROM audit WHERE seq = 4"
    )
    assert "entry 4: this entry is missing" in found["audit"].text


def test_words_that_are_gone_are_seen_while_the_chain_and_the_record_hold(busy: Desk) -> None:
    found = tamper(
        busy,
        "DELETE FROM audit_detail WHERE seq IN "
        "(SELECT seq FROM audit WHERE reference = 'SAR-2026-0002')",
        "DELETE FROM note WHERE case_id = 2",
        "UPDATE party SET name = '(erased)' WHERE case_id = 2",
    )
    assert found["audit"].sound
    assert found["records"].sound
    assert found["words"].text.startswith(
        "SAR-2026-0002: the words of entry 5 are gone, and no entry says they were erased; "
    )
    assert found["words"].text.count("SAR-2026-0002") == 3


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE fact SET on_day = '2026-11-20' WHERE id = 1", "SAR-2026-0001: its record changed"),
        ("DELETE FROM note WHERE id = 1", "SAR-2026-0001: its words changed"),
        ("UPDATE note SET recorded_by = 'x' WHERE id = 1", "SAR-2026-0001: its words changed"),
        ("UPDATE note SET recorded_at = '2020' WHERE id = 1", "SAR-2026-0001: its words changed"),
        ("UPDATE party SET name = 'Jane Roe' WHERE id = 1", "SAR-2026-0001: its words changed"),
        ("UPDATE cases SET owner = 'x' WHERE id = 3", "SAR-2026-0003: its record changed"),
    ],
)
def test_changed_records_are_named(busy: Desk, statement: str, says: str) -> None:
    assert says in tamper(busy, statement)["records"].text


def test_a_changed_date_in_the_lists_is_named(busy: Desk) -> None:
    found = tamper(
        busy, "UPDATE cases SET due = '2027-12-31', due_at = '2027-12-31T23:59' WHERE id = 2"
    )
    assert "SAR-2026-0002" in found["dates"].text


NOT_FILLED = ("reader", "message")
"""Tables in which the cases of `full` have no row."""

NOT_IN_THE_LOG = ("look",)
"""Tables of which the log holds no digest: looks are deleted as their time passes."""


def columns(desk: Desk) -> list[tuple[str, str, int | str | None]]:
    """Return every column of every table, with the value in its first row."""
    found = []
    for table, columns in groupby(spoiling.columns(desk.home.database), itemgetter(0)):
        names = [column for _, column in columns]
        rows = spoiling.ask(desk.home.database, f"SELECT {', '.join(names)} FROM {table}")
        if table in NOT_IN_THE_LOG or (not rows and table in NOT_FILLED):
            continue
        [first, *_] = rows
        found += [(table, *pair) for pair in zip(names, first, strict=True)]
    return found


def other(value: int | str | None) -> str:
    if isinstance(value, int):
        return str(1 - value if value in (0, 1) else value + 1)
    return "'2026-11-01'" if value and len(value) == len("2026-11-01") else "'zz'"


def test_no_column_of_any_table_can_be_changed_unseen(full: Desk) -> None:
    changed, missed = 0, []
    for table, column, value in columns(full):
        which = "prefix = 'SAR'" if table == "counter" else spoiling.first_row(table)
        statement = f"UPDATE {table} SET {column} = {other(value)} WHERE {which}"
        with spoiling.kept(full.home.database), suppress(spoiling.RefusedByTable):
            found = tamper(full, statement)
            changed += 1
            missed += [f"{table}.{column}"] if not unsound(found) else []
    assert missed == []
    assert changed > 90


@pytest.mark.parametrize(
    "table",
    ["installation", "counter", "cases", "party", "fact", "note", "scope", "assessment",
     "decision", "letter", "link", "audit", "audit_detail", "case_search", "scope_item",
     "item"],
)  # fmt: skip
def test_no_row_of_any_table_can_be_taken_out_unseen(full: Desk, table: str) -> None:
    which = "prefix = 'SAR'" if table == "counter" else spoiling.last_row(table)
    assert unsound(tamper(full, f"DELETE FROM {table} WHERE {which}"))


def test_each_scope_has_a_secret_of_its_own_among_its_words(full: Desk) -> None:
    log_request(full, NewRequest("disclosure", date(2026, 11, 2), "Bo", requester_kind="police"))
    with full.database.read() as ask:
        first, second = (load(ask, number).scope for number in (2, 4))
    assert first
    assert second
    assert first.nonce != second.nonce
    assert len(bytes.fromhex(first.nonce)) == 32
    found = tamper(full, f"UPDATE scope SET nonce = '{second.nonce}' WHERE case_id = 2")
    assert "DSC-2026-0001: its words changed" in found["records"].text


def test_a_whole_case_taken_out_is_named(full: Desk) -> None:
    found = tamper(
        full,
        "DELETE FROM party WHERE case_id = 3",
        "DELETE FROM fact WHERE case_id = 3",
        "DELETE FROM place WHERE case_id = 3",
        "DELETE FROM link WHERE case_id = 3",
        "DELETE FROM case_search WHERE rowid = 3",
        "DELETE FROM cases WHERE id = 3",
    )
    assert unsound(found) == {"references"}
    assert found["references"].text == (
        "FOI-2026-0001: the audit log has this case, but it is gone"
    )


def test_a_case_slipped_in_is_named(full: Desk) -> None:
    found = tamper(
        full,
        "CREATE TEMP TABLE copy AS SELECT * FROM cases WHERE id = 3",
        "UPDATE copy SET id = 4, reference = 'FOI-2026-0002'",
        "INSERT INTO cases SELECT * FROM copy",
    )
    assert "FOI-2026-0002: the audit log knows nothing of this case" in found["references"].text


def test_the_last_case_cut_off_with_its_entries_leaves_a_number_too_many(busy: Desk) -> None:
    found = tamper(
        busy,
        "DELETE FROM audit_detail WHERE seq > 7",
        "DELETE FROM audit WHERE seq > 7",
        *(f"DELETE FROM {table} WHERE case_id = 3" for table in ("note", "party", "fact", "place")),
        "DELETE FROM case_search WHERE rowid = 3",
        "DELETE FROM cases WHERE id = 3",
    )
    assert unsound(found) == {"references"}
    assert found["references"].text == (
        "SAR-2026: 3 references were counted, but the last is number 2"
    )


@pytest.mark.parametrize(
    "statement", ["UPDATE counter SET last = 1 WHERE prefix = 'SAR'", "DELETE FROM counter"]
)
def test_a_counter_set_back_is_seen(busy: Desk, statement: str) -> None:
    assert "the last is number 3" in tamper(busy, statement)["references"].text


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE case_search SET words = 'zz' WHERE rowid = 2", "SAR-2026-0002: it isn't found"),
        ("DELETE FROM case_search WHERE rowid = 2", "SAR-2026-0002: it isn't found"),
        ("INSERT INTO case_search (rowid, words) VALUES (9, 'jane')", "words of 1 cases"),
    ],
)
def test_a_search_out_of_step_is_seen(busy: Desk, statement: str, says: str) -> None:
    found = tamper(busy, statement)
    assert unsound(found) == {"search"}
    assert says in found["search"].text


def test_an_index_of_search_that_lost_a_word_is_seen(busy: Desk) -> None:
    if not spoiling.FINDS_LOST_WORDS:
        pytest.skip("this SQLite doesn't look into the index by itself")
    found = tamper(busy, "DELETE FROM case_search_data WHERE id > 10")
    assert unsound(found) == {"database"}


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("DROP TRIGGER audit_kept", "the trigger audit_kept is missing"),
        ("DROP INDEX fact_by_case", "the index fact_by_case is missing"),
        ("ALTER TABLE note ADD COLUMN more TEXT", "the table note was changed"),
        ("CREATE TABLE more (id INTEGER)", "the table more isn't ours"),
        ("CREATE VIEW sqlitely AS SELECT 1", "the view sqlitely isn't ours"),
        (
            "CREATE TRIGGER case_search_no AFTER INSERT ON audit BEGIN SELECT 1; END",
            "the trigger case_search_no isn't ours",
        ),
    ],
)
def test_a_changed_layout_is_seen(busy: Desk, statement: str, says: str) -> None:
    spoiling.change(busy.home.database, statement)
    assert says in checks(busy)["layout"].text


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM fact WHERE case_id = 2 AND name = 'received'",
        "UPDATE fact SET at_minute = 'zz' WHERE case_id = 2",
        "UPDATE fact SET on_day = 'soon' WHERE case_id = 2",
        "UPDATE cases SET kind = 'zz' WHERE id = 2",
        "UPDATE cases SET school = 'zz' WHERE id = 2",
        "UPDATE cases SET requester_kind = 'zz', kind = 'disclosure' WHERE id = 2",
        "UPDATE cases SET summary = CAST(x'ff' AS TEXT) WHERE id = 2",
        "DELETE FROM installation",
    ],
)
def test_whatever_is_wrong_with_a_row_the_others_are_looked_at(busy: Desk, statement: str) -> None:
    found = tamper(
        busy,
        statement,
        "UPDATE cases SET target = '2026-01-01' WHERE id = 3",
    )
    assert "SAR-2026-0003: target shown" in found["dates"].text
    assert "SAR-2026-0001" not in found["dates"].text
    if "installation" not in statement:
        assert "SAR-2026-0002: " in found["dates"].text + found["records"].text
        assert "SAR-2026-0002: " in found["records"].text


@pytest.mark.parametrize("statement", ["DELETE FROM party", "UPDATE party SET role = 'subject'"])
def test_a_third_party_request_without_its_requester(full: Desk, statement: str) -> None:
    found = tamper(full, f"{statement} WHERE case_id = 2")
    assert "DSC-2026-0001: its words changed" in found["records"].text


def test_a_table_that_is_gone_leaves_the_other_checks(busy: Desk) -> None:
    spoiling.change(busy.home.database, "DROP TABLE letter")
    found = checks(busy)
    assert "the table letter is missing" in found["layout"].text
    assert not found["letters"].sound
    assert found["audit"].sound


@pytest.mark.parametrize("name", ["", "records.sqlite3", "drafts/half.json"])
def test_a_file_that_others_may_read_is_named(name: str, busy: Desk) -> None:
    path = busy.home.data / name
    busy.home.drafts.mkdir(mode=0o700)
    (busy.home.drafts / "half.json").touch(mode=0o600)
    assert verify(busy).sound
    path.chmod(path.stat().st_mode | 0o040)
    (found,) = (check for check in verify(busy).checks if not check.sound)
    assert (found.name, f"{path}: its mode is" in found.text) == ("modes", True)
