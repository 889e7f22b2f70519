"""The server's plans at 10,000 cases, names in one order in any locale, and a layout made once."""

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query, page
from dpo_console.store.asking import Row, Value
from dpo_console.store.reads.people import people_kept
from tests.conftest import desks, make_home
from tests.store import server
from tests.store.postgres_office import ask, database, logged

if why := server.why_none():
    pytest.skip(why, allow_module_level=True)

from psycopg2.errors import FeatureNotSupported

from dpo_console.store.postgres import connections, layouts, write_door  # after the test
from dpo_console.store.postgres.engine import PostgresRecords
from dpo_console.store.postgres.read_door import Asker

pytestmark = [pytest.mark.usefixtures("noon"), pytest.mark.of_the_file]

MANY = """
INSERT INTO cases (reference, kind, requester_kind, school, channel, owner, created_at, created_by,
  version, summary, received, status, next_action, whose_move, urgent_at, restricted)
SELECT 'SAR-2025-' || lpad(n::text, 5, '0'), 'sar', 'parent', 'oak', 'email', 'dpo', '2025-01-01',
  'dpo', 1, '', '2025-01-01', 'running', '', 'us',
  md5(n::text) || CASE n % 1000 WHEN 1 THEN 'h2025-10-01' ELSE '' END, (n % 500 = 0)::int
FROM generate_series(1, 10000) n;
INSERT INTO party (case_id, role, position, name, kind, organisation, email, phone, address)
SELECT id, 'requester', 0, 'Ann ' || translate(md5(id::text), '0123456789', 'ghijklmnop'),
  '', '', '', '', ''
FROM cases WHERE reference LIKE 'SAR-2025%';
INSERT INTO case_search (case_id, words) SELECT id, 'word' || id FROM cases
WHERE reference LIKE 'SAR-2025%';
ANALYZE
"""
NAMES = ("de Souza", "Adams", "Åsa Holm", "O'Neil", "adams", "Zoë Marsh", "ONeil", "_x", "D’Arcy")


def plans(desk: Desk, query: Query) -> str:
    """Return the plans of the questions for a page of the queue."""
    found: list[str] = []
    works = Asker.__call__

    def explained(self: Asker, sql: str, values: Mapping[str, Value]) -> list[Row]:
        found.extend(str(row[0]) for row in works(self, f"EXPLAIN (COSTS OFF) {sql}", values))
        return works(self, sql, values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Asker, "__call__", explained)
        assert page(desk, query).rows
    return "\n".join(found)


def test_pages_of_10_000_cases_read_an_index_and_sort_no_table(office: Desk, there: str) -> None:
    ask(there, MANY)
    for query, index in (
        (Query(), "cases_by_urgency"),
        (Query(sort="name"), "party_by_requester"),
        (Query(filters=("word4711",)), "case_search_by_word"),
        (Query(filters=("hold:overdue",)), "cases_held"),
    ):
        plan = plans(office, query)
        assert index in plan, plan
        assert "Seq Scan on cases" not in plan, plan
        assert query.filters or "Sort" not in plan.partition("Limit")[2], plan


def test_the_names_of_a_letter_are_asked_for_by_an_index(office: Desk, there: str) -> None:
    ask(there, MANY)
    found: list[str] = []

    def explained(sql: str, values: Mapping[str, Value]) -> list[Row]:
        found.extend(str(row[0]) for row in asked(f"EXPLAIN (COSTS OFF) {sql}", values))
        return []

    with office.database.glance() as asked:
        people_kept(explained, "staff", among=["doe", "dear"])
    assert "party_by_word" in (plan := "\n".join(found)), plan
    assert "Seq Scan" not in plan.replace("Seq Scan on reader", ""), plan


def test_names_stand_in_one_order_whatever_the_locale_of_the_database(
    desk: Desk, tmp_path: Path
) -> None:
    try:
        name = server.make(extra="LOCALE_PROVIDER icu ICU_LOCALE 'en-GB'")
    except FeatureNotSupported:
        pytest.skip("this server was built without locales")
    root = make_home(tmp_path / "british")
    with (root / "data" / "dpo.toml").open("a") as settings:
        settings.write(f'\n[records]\ndatabase = "{server.address(name)}"\n')
    british = desks(root)()
    for one in (desk, british):
        for who in NAMES:
            logged(one, who)
    names = [
        [row.requester for row in page(one, Query(sort="name")).rows] for one in (desk, british)
    ]
    assert names[0] == names[1]
    assert sorted(names[0]) == sorted(NAMES)
    server.drop(name)


def test_every_column_of_text_sorts_by_its_bytes(there: str) -> None:
    others = ask(
        there,
        "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
        "JOIN pg_collation o ON o.oid = a.attcollation WHERE o.collname <> 'C' "
        "AND c.relnamespace IN ('records'::regnamespace, 'seen'::regnamespace)",
    )
    assert others == []


def test_a_change_plans_its_first_question_before_it_waits_for_others(there: str) -> None:
    with closing(connections.connect(there)) as connection, connection.cursor() as cursor:
        connection.plans.after = 0

        def asked(question: str) -> str:
            """Ask it in a change, and return the order of its plan, its answer and the lock."""
            write_door.begin(connection, 1)
            cursor.execute(connection.planned(question, {"number": 7}))
            sent = cursor.query.decode()
            connection.rollback()
            words = re.findall(r"PREPARE|EXECUTE \w+\(7\)|advisory|INSERT", sent)
            return " ".join(words)

        assert asked("SELECT %(number)s::int").endswith(
            "PREPARE EXECUTE dpo_2(7) advisory EXECUTE dpo_2(7)"
        )
        assert asked("SELECT %(number)s::int") == "advisory EXECUTE dpo_2(7)"
        once = "INSERT INTO counter VALUES ('SAR', %(number)s, 1)"
        assert asked(once) == "advisory PREPARE INSERT EXECUTE dpo_3(7)"


def test_a_new_layout_is_made_once_by_two_machines_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with database() as address:
        with monkeypatch.context() as older:
            first = dict([*layouts.steps().items()][:-1])
            older.setattr(layouts, "steps", lambda: first)
            PostgresRecords(address, "here").create(datetime(2026, 11, 25, tzinfo=UTC))
        before = layouts.kept_at(address)
        with ThreadPoolExecutor(2) as machines:
            for done in [
                machines.submit(layouts.prepare, address, "here", before) for _ in range(2)
            ]:
                done.result()
        assert ask(address, "SELECT number FROM layout") == [(max(layouts.steps()),)]
        assert ask(address, "SELECT 1 FROM pg_stats WHERE tablename = 'installation'")
