"""The facts that a case may have, and their words for a person."""

import subprocess
import sys

import pytest

from dpo_console.errors import BadInput
from dpo_console.law.facts import fact_kind, fact_kinds, facts_for, questions, recordable
from dpo_console.law.statutes import kinds
from tests.each import each

NAMES = {
    "received", "recognised", "id_requested", "id_received", "authority_requested",
    "authority_received", "fee_requested", "fee_paid", "clarification_requested",
    "clarification_received", "extension_notified", "results_announced", "answer_by",
    "acknowledged", "responded", "withdrawn",
}  # fmt: skip


def offered(kind: str) -> set[str]:
    return {fact.name for fact in facts_for(kind)}


def test_the_names_that_scripts_rely_on_are_there() -> None:
    assert set(fact_kinds()) >= NAMES


def test_each_question_has_its_answer() -> None:
    assert dict(questions()) == {
        "id_requested": "id_received",
        "authority_requested": "authority_received",
        "fee_requested": "fee_paid",
        "clarification_requested": "clarification_received",
    }


def test_words_are_for_a_person() -> None:
    assert fact_kind("clarification_requested").words == "Clarification asked for"
    assert all(kind.words[0].isupper() for kind in fact_kinds().values())


def test_a_misspelt_fact_is_refused_with_close_ones() -> None:
    with pytest.raises(BadInput, match="clarification_requested"):
        fact_kind("clarification_reqested")


def test_a_fact_may_be_typed_with_dashes_and_capitals() -> None:
    assert fact_kind("Id-Requested").name == "id_requested"


@each(kind=kinds())
def test_every_kind_may_be_received_acknowledged_and_closed(kind: str) -> None:
    assert {"received", "acknowledged", "closed", "reclassified", "reopened"} <= offered(kind)


def test_what_is_offered_is_what_the_statute_counts() -> None:
    assert {"clarification_received", "extension_notified"} <= offered("sar")
    assert "clarification_requested" not in offered("rectification")
    assert {"reported", "not_reportable", "individuals_told"} <= offered("breach")
    assert "responded" not in offered("breach")
    assert {"answer_by", "order_seen", "terms_signed", "certificate_received"} <= offered(
        "disclosure"
    )
    assert {"results_announced", "clarification_requested"} <= offered("exam-results")
    assert "outcome_told" in offered("complaint")


def test_what_is_not_counted_may_still_be_recorded() -> None:
    assert "clarification_requested" not in offered("rectification")
    names = {fact.name for fact in recordable("rectification")}
    assert {"clarification_requested", "clarification_received"} <= names
    assert "reported" not in names


def test_what_only_an_action_records_is_not_recorded_by_hand() -> None:
    by_action = {kind.name for kind in fact_kinds().values() if not kind.by_hand}
    ends = {"received", "closed", "reclassified", "reopened", "counted_elsewhere"}
    assert by_action == ends | {
        "released",
        "released_urgently",
        "record_completed",
        "destruction_due",
        "review_due",
        "reviewed",
        "recalled",
        "held",
        "hold_review",
        "hold_ended",
        "erasure_proposed",
        "erased",
        "erasure_complete",
    }


def test_the_clock_loads_nothing_but_itself_and_the_standard_library() -> None:
    code = (
        "import sys; from dpo_console.law.clock import read_clock;"
        "bad = {'textual', 'sqlmodel', 'sqlalchemy', 'docx', 'rich', 'click', 'holidays',"
        "       'pydantic', 'sqlite3', 'dpo_console.law.explaining.explain'} & set(sys.modules);"
        "print(sorted(bad))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"
