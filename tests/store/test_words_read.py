"""What older records said in words is read once, when they are brought to layout 4."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from dpo_console.store.audit import soundness
from dpo_console.store.migrations.notice_words import criteria_in_words, method_in_words
from dpo_console.store.sqlite.read_door import asker
from tests.store.old_homes import ask, put, records_of

pytestmark = pytest.mark.of_the_file

OPEN_THEN = "who.identity: not met. Who asks?\nsearch.complete: a place is open. Is it?"

RELEASES = ("0.2.0", "0.3.0", "0.4.0")


@pytest.fixture(params=RELEASES)
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return put(str(request.param), tmp_path / "home")


def _rows(home: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(records_of(home))) as records:
        return records.execute(sql).fetchall()


def _opened(home: Path) -> Path:
    assert ask(home, "list").code == 0
    return home


def test_sent_letter_is_linked_with_its_fact(home: Path) -> None:
    linked = _rows(
        _opened(home),
        "SELECT f.name, l.name FROM fact f JOIN letter l ON l.id = f.letter_id ORDER BY f.id",
    )
    assert ("acknowledged", "acknowledgement") in linked


def test_former_kind_is_kept_with_the_reclassification(home: Path) -> None:
    kinds = _rows(_opened(home), "SELECT former_kind FROM fact WHERE name = 'reclassified'")
    assert kinds == [("sar",)]


def test_checks_open_under_an_override_are_kept(home: Path) -> None:
    fact = _record(home, "responded", OPEN_THEN, about="fact.past_gate")
    checks = _rows(_opened(home), "SELECT fact_id, criterion FROM open_check ORDER BY id")
    assert checks == [(fact, "who.identity"), (fact, "search.complete")]


def test_method_of_a_notice_is_kept(home: Path) -> None:
    for name, note in (("extension_notified", "posted first class"), ("acknowledged", "posted")):
        _record(home, name, note)
    methods = _rows(_opened(home), "SELECT name, method FROM fact ORDER BY id DESC LIMIT 2")
    assert methods == [("acknowledged", ""), ("extension_notified", "post")]


def _record(home: Path, name: str, note: str, about: str = "fact") -> int | None:
    """Record a fact with its note, as a program of the older layout did."""
    with closing(sqlite3.connect(records_of(home))) as records, records:
        fact = records.execute(
            "INSERT INTO fact (case_id, name, on_day, struck, reasoned, recorded_by, recorded_at) "
            "VALUES (1, ?, '2026-10-01', 0, 1, 'dpo', '2026-10-01T09:00:00+00:00')",
            (name,),
        ).lastrowid
        records.execute(
            "INSERT INTO note (case_id, about, about_id, body, recorded_by, recorded_at) "
            "VALUES (1, ?, ?, ?, 'dpo', '2026-10-01T09:00:00+00:00')",
            (about, fact, note),
        )
    return fact


def test_facts_can_still_not_be_changed(home: Path) -> None:
    with (
        closing(sqlite3.connect(records_of(_opened(home)))) as records,
        pytest.raises(sqlite3.IntegrityError, match="never changed"),
    ):
        records.execute("UPDATE fact SET method = 'post'")


CHANGES = (
    "UPDATE installation SET words_read = words_read - 1",
    "UPDATE installation SET words_read = 0",
    "UPDATE installation SET words_digest = ''",
    "UPDATE fact SET former_kind = 'foi' WHERE name = 'reclassified'",
    "UPDATE fact SET letter_id = NULL",
    "UPDATE open_check SET criterion = 'x'",
    "DELETE FROM open_check",
    "UPDATE open_check SET recorded_by = 'dpo'",
)


@pytest.mark.parametrize("change", CHANGES)
def test_verify_names_a_change_to_what_was_read(change: str, tmp_path: Path) -> None:
    home = put("0.4.0", tmp_path / "home")
    _record(home, "responded", OPEN_THEN, about="fact.past_gate")
    assert _faults(_opened(home)) == []
    with closing(sqlite3.connect(records_of(home))) as records, records:
        (trigger,) = records.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'fact_stays'"
        ).fetchone()
        records.execute("DROP TRIGGER fact_stays")
        records.execute(change)
        records.execute(trigger)
    assert _faults(home) == ["what was once read from words was changed"]


def _faults(home: Path) -> list[str]:
    with closing(sqlite3.connect(records_of(home))) as records:
        return soundness.problems(asker(records))


@pytest.mark.parametrize(
    ("words", "method"),
    [
        ("Extension, letter no. 1, sent by post", "post"),
        ("sent by first class post to the home address", "post"),
        ("Posted in the 4 pm collection", "post"),
        ("by letter, signed for", "post"),
        ("Extension, letter no. 1, sent by secure e-mail", "email"),
        ("by post and by email", "email"),
        ("handed to the mother at the gate", "hand"),
        ("via the portal", "portal"),
        ("by courier", "other"),
        ("by telephone", "phone"),
        ("through the parents' portal", ""),
        ("complex: over 4,000 emails, and a post is vacant", ""),
        ("Extension, letter no. 1", ""),
        (None, ""),
    ],
)
def test_method_in_words_reads_notes_as_release_0_4_0_did(words: str | None, method: str) -> None:
    assert method_in_words(words) == method


def test_criteria_in_words_takes_the_id_of_each_line() -> None:
    assert criteria_in_words("who.identity: not met. Who?\nNobody has: ruled\nIt was") == (
        '["who.identity"]'
    )
