"""Acts: each is declared once, and everything else that names it is read from there."""

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from dpo_console.cases.office.acts import Act, Acts, Later, Way, function_at, way_at
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.casework.acts import DECLARED, acts
from dpo_console.casework.fact_acts import fact_acts
from dpo_console.law.facts import fact_kinds
from dpo_console.store.audit.erased import KEPT_ACTIONS
from tests.conftest import DeskOf
from tests.each import each

ROOT = Path(__file__).parents[2]
ALL = {act.id: act for act in acts().all}

LEAVING = {
    # letters and papers
    "letter", "letter_edited", "letters", "sent", "sent_again", "fetch_letter", "email_letter",
    "register", "pack", "export_schedule", "fetch_paper", "letter_out", "import_answered",
    "publish", "search_sent",
    # releases
    "release", "release_urgently",
    # facts that say that something went, and closing, which records one where it is missing
    "fact", "close", "acknowledged", "id_requested", "authority_requested", "fee_requested",
    "clarification_requested", "extension_notified", "public_interest_notified", "responded",
    "outcome_told", "reported", "individuals_told", "certificate_chased", "terms_offered",
    "protection_file_sent",
}  # fmt: skip


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what a console shows of an act added in three places, in a process of its own."""
    from tests.conftest import desks, make_home

    home = make_home(tmp_path_factory.mktemp("added") / "home")
    desks(home)()
    command = [sys.executable, "-m", "tests.casework.added.seen", str(home)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    shown: dict[str, str] = json.loads(run.stdout)
    return shown


PLACES = {
    "refusal": "Samir Nath is the designated safeguarding lead, who may not telephone a requester; "
    "the DPO or a clerk may.",
    "key bar": "Z telephone",
    "help": "Z telephone Ring the requester, and record the answer",
    "palette": "Ring the requester, and record the answer",
    "steps": "Z Telephone the requester",
    "form": "Telephone Jane Doe",
    "timeline": "Telephoned: Yes",
    "undo": "can't be undone: telephone again.",
    "many": "Z Telephone the requester",
    "form for many": "Telephone 2 cases",
}


@pytest.mark.parametrize("place", PLACES)
def test_an_act_added_in_three_places_is_seen_everywhere(seen: dict[str, str], place: str) -> None:
    assert PLACES[place] in seen[place]


def test_the_added_act_touches_three_places_of_the_program() -> None:
    added = Path(__file__).parent / "added"
    places = {file.stem for file in added.glob("*.py")} - {"__init__", "seen"}
    assert places == {"acts", "calling", "call_form"}


@each(act=ALL.values())
def test_an_act_leads_to_its_code(act: Act) -> None:
    assert callable(function_at(act.run))
    for where in (act.form, act.many, act.key.opens if act.key else ""):
        assert not where or callable(function_at(where))
    assert not act.undo or isinstance(way_at(act.undo), Way)
    assert not isinstance(act.tells, Later) or callable(function_at(act.tells.where))


@each(act=ALL.values())
def test_an_act_is_whole(act: Act) -> None:
    """An entry tells its words and its undo; a step can be begun; somebody may do it."""
    assert bool(act.tells) == bool(act.undo or act.instead)
    assert not (act.undo and act.instead)
    assert bool(act.step) == bool(act.form)
    assert bool(act.who) != bool(act.within)
    assert act.step or not (act.key or act.many or act.with_key_of)
    assert not act.records or acts().recorded_as(act.records)


def test_the_acts_that_let_something_leave_are_known() -> None:
    assert {act.id for act in acts().all if act.leaves} == LEAVING


def test_an_act_cannot_be_declared_without_saying_whether_it_leaves() -> None:
    with pytest.raises(TypeError, match="leaves"):
        Act(id="odd", run="dpo_console.casework.notes:add_note")  # type: ignore[call-arg]


def test_two_acts_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="same id"):
        Acts((*acts().all, ALL["note"]))


def test_places_in_menu_and_help_are_never_shared() -> None:
    steps = [step.place for _, step in acts().steps]
    keys = [act.key.place for act in acts().all if act.key]
    assert len(set(steps)) == len(steps)
    assert len(set(keys)) == len(keys)


def test_every_audited_action_is_told_by_one_act() -> None:
    """The actions are the third word of every call that opens a change."""
    tellers = [act.records for act in acts().all if act.tells]
    assert len(set(tellers)) == len(tellers)
    assert set(_audited()) == set(tellers)


THIRD_WORD = {"change": 2, "change_meant": 2, "changing": 3, "settle": 1, "tell_of_case": 2}
"""The place of the action among the words of each call that opens or closes a change."""


def _audited() -> Iterator[str]:
    import ast

    for file in (ROOT / "dpo_console" / "casework").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                at = THIRD_WORD.get(node.func.id)
                word = node.args[at] if at is not None and at < len(node.args) else None
                if isinstance(word, ast.Constant) and isinstance(word.value, str):
                    yield word.value
    yield from KEPT_ACTIONS  # these have names, because the audit log keeps their words


def test_the_actions_of_homes_in_use_are_still_told() -> None:
    """Entries stay as they were written, so no action may ever be renamed."""
    assert {act.records for act in acts().all if act.tells} == {
        "log", "note", "assign", "fact", "correct", "scope", "challenge", "assess", "particulars",
        "decide", "release", "letter", "letter edited", "sent", "sent again", "list", "treat",
        "opinion", "look", "correct-item", "remove-item", "item pages", "review", "people",
        "restrict", "unrestrict", "undo", "pack", "close", "reopen", "search", "reclassify", "link",
        "unlink", "correct-case", "override", "answer refusal", "recall",
        "application", "paper", "paper out", "paper off", "files checked", "file left out",
        "files by hand", "import", "letter out", "details shown",
        "hold", "unhold", "propose-erasure", "erase", "erased", "correct sent",
    }  # fmt: skip


def test_the_names_of_commands_in_offices_settings_still_count() -> None:
    commands = {act.command for act in acts().all if act.key}
    assert commands == {
        "case.keep_paper", "case.take_off_paper", "case.check_files", "case.read_application",
        "case.letter", "case.note", "case.search",
        "case.assign", "case.schedule",
        "case.particulars", "case.urgent", "case.review", "case.close", "case.checklist",
        "case.decide", "case.reopen", "case.correct", "case.link", "case.unlink",
        "case.correct_case", "case.recall", "case.hold", "case.unhold", "case.erase",
        "case.reclassify",
        "case.party", "case.restrict", "case.unrestrict", "case.pack", "case.views",
    }  # fmt: skip


def test_a_fact_that_is_a_step_of_its_own_is_an_act() -> None:
    steps = {fact.name for fact in fact_kinds().values() if fact.step}
    assert {act.id for act in fact_acts()} == steps
    assert not steps & {act.id for act in DECLARED}
    for fact in fact_kinds().values():
        assert bool(fact.step) == bool(fact.place)
        assert bool(fact.too_early) == bool(fact.step and (fact.after or fact.answers))


def test_declarations_load_neither_tables_nor_word_files_nor_screens() -> None:
    code = (
        "import sys, dpo_console.casework.acts as a; a.acts(); "
        "heavy = {'sqlmodel', 'sqlalchemy', 'docx', 'textual'} & set(sys.modules); "
        "sys.exit(' '.join(sorted(heavy)) or None)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def test_an_act_within_another_takes_its_roles_and_words(desk: Desk, desk_of: DeskOf) -> None:
    head = desk_of("head")
    assert why_may_not(head, "unlink") == why_may_not(head, "link")
    assert "who may not say which cases belong together" in why_may_not(head, "unlink")
    assert why_may_not(desk, "unlink") == ""


def test_acts_of_a_folder_stand_beside_their_code() -> None:
    """A capability's acts are run by its own code, or by the general code above it."""
    for file in (ROOT / "dpo_console" / "casework").glob("*/acts.py"):
        folder = file.parent.name
        module = import_module(f"dpo_console.casework.{folder}.acts")
        for act in getattr(module, next(n for n in vars(module) if n.endswith("_ACTS"))):
            found = act.run.split(":")[0].split(".")
            assert folder in found or len(found) == 3, act.id
