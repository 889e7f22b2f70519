"""The acts of an officer in a step of a made-up case, through casework like any other."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from dpo_console.approval.adequacy import AT_HOME
from dpo_console.approval.model import Path as SharingPath
from dpo_console.approval.model import Verdict
from dpo_console.cases.checklist.answers_elsewhere import TRANSFERS
from dpo_console.cases.checklist.checklists import ChecklistRow
from dpo_console.cases.disclosure import parse_numbers
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.overlaps import candidates
from dpo_console.cases.sharing.scope_items import Scope, changed
from dpo_console.cases.view.case import case_to_check
from dpo_console.casework.checklist.assessing import Assessed, assess_all, say
from dpo_console.casework.closing import close
from dpo_console.casework.disclosure.schedule import NewItem, add_items
from dpo_console.casework.disclosure.schedule_treatment import look_again, treat_items
from dpo_console.casework.facts import correct_fact, record_fact
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import mark_sent
from dpo_console.casework.links import link
from dpo_console.casework.notes import add_note, assign
from dpo_console.casework.search.searching import EVERY, ask_places, record_answer, tell_to_keep
from dpo_console.casework.sharing.release import release
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.demo.scenario import Days, ScenarioStep

EVIDENCE = Path(__file__).parent / "evidence.toml"

HERE = {"recipient.country": "United Kingdom", "recipient.cover": AT_HOME}
"""The case details of data that stay in the country, as almost all do."""


def perform(desk: Desk, reference: str, step: ScenarioStep, days: Days) -> None:
    """Do one step of a case at this desk. Raises the errors of casework."""
    _DEEDS[step.verb](desk, reference, step, days)


def _record(desk: Desk, reference: str, step: ScenarioStep, days: Days) -> None:
    on = days.named(step) or desk.today
    record_fact(desk, reference, step.what, on, note=step.words["note"])


def _correct(desk: Desk, reference: str, step: ScenarioStep, days: Days) -> None:
    wrong = next(f for f in case_to_check(desk, reference).facts if f.name == step.what)
    correct_fact(desk, reference, wrong.id, on=days.named(step), why=step.words["why"])


def _note(desk: Desk, reference: str, step: ScenarioStep, days: Days) -> None:
    add_note(desk, reference, step.what)


def _assign(desk: Desk, reference: str, step: ScenarioStep, days: Days) -> None:
    assign(desk, reference, step.what)


def _scope(desk: Desk, reference: str, step: ScenarioStep, days: Days) -> None:
    words = step.words
    items = [item.strip() for item in words["listed"].split(";") if item.strip()]
    scope = Scope(
        purpose=words["purpose"],
        items=words["items"],
        cohort=words["cohort"],
        lawful_basis=words["lawful_basis"],
        power=words["power"],
        path=step.what,
        method=words["method"],
        until=days.named(step),
        years=words["years"],
        pupils=int(words["pupils"]) if words["pupils"] else None,
        condition=words["condition"],
        dpia=words["dpia"],
        agreement=words["agreement"],
        review_on=days.named(step) if step.what == SharingPath.PROCESSOR else None,
        listed=changed(
            desk.settings, (), **{"ordered" if step.what == SharingPath.COMPELLED else "add": items}
        ),
    )
    set_scope(desk, reference, scope)


def _assess(desk: Desk, reference: str, step: ScenarioStep, days: Days) -> None:
    """Answer one criterion, or meet every mandatory one of a head or of `all`."""
    verdict = step.words["verdict"] or Verdict.MET
    if any(_is_wanted(row, step) for row in _transfers(desk, reference)):
        say(desk, reference, HERE)
    findings = [
        Assessed(row.id, verdict, _said(row, step))
        for row in case_to_check(desk, reference).checklist
        if not row.computed and _is_wanted(row, step)
    ]
    assess_all(desk, reference, findings)


def _transfers(desk: Desk, reference: str) -> Iterator[ChecklistRow]:
    """Yield the question on transfers abroad, which the case details answer."""
    return (row for row in case_to_check(desk, reference).checklist if row.id == TRANSFERS)


def _is_wanted(row: ChecklistRow, step: ScenarioStep) -> bool:
    wanted = (row.mandatory or row.id in step.given) and step.what in (row.head, "all")
    return row.id == step.what or wanted


def _said(row: ChecklistRow, step: ScenarioStep) -> str:
    return step.given.get(row.id) or step.words["evidence"] or _evidence(row)


def _evidence(row: ChecklistRow) -> str:
    head, _, name = row.id.partition(".")
    return _usual_evidence()[head][name]


@cache
def _usual_evidence() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(EVIDENCE.read_text("utf-8"))


def _say(desk: Desk, reference: str, step: ScenarioStep, days: Days) -> None:
    say(desk, reference, {step.what: step.words["words"], **step.given})


def _decide(desk: Desk, reference: str, step: ScenarioStep, days: Days) -> None:
    """Record the head's ruling, at the keyboard or on paper if there is evidence of it."""
    on_paper = step.words["evidence"]
    decide(
        desk, reference, step.what, step.words["why"],
        by="head" if on_paper else None, evidence=on_paper,
    )  # fmt: skip


def _release(desk: Desk, reference: str, step: ScenarioStep, days: Days) -> None:
    reason = step.words["urgent"]
    release(
        desk, reference, desk.today, method=step.what, urgent=bool(reason), reason=reason,
        review=days.named(step),
    )  # fmt: skip


def _letter(desk: Desk, reference: str, step: ScenarioStep, days: Days) -> None:
    write_letter(desk, reference, step.what, step.given)
    if step.words["sent"]:
        mark_sent(desk, reference, step.what, desk.today, step.words["sent"])


def _search(desk: Desk, reference: str, step: ScenarioStep, days: Days) -> None:
    """Work the search plan: hold, ask, or answer. `rest` stands for every place still open."""
    if step.what == "hold":
        tell_to_keep(desk, reference, EVERY, step.words["told"])
    elif step.what == "ask":
        ask_places(desk, reference, EVERY)
    for place, said in step.given.items():
        result, _, note = said.partition(": ")
        which = EVERY if place == "rest" else place.split()
        record_answer(desk, reference, which, result, note)


def _schedule(desk: Desk, reference: str, step: ScenarioStep, days: Days) -> None:
    """List the found items (category; place; pages), decide on them, or check them again."""
    numbers = parse_numbers(step.words["numbers"]) if step.words["numbers"] else ()
    if step.what == "list":
        found = [(title, *said.split("; ")) for title, said in step.given.items()]
        items = [NewItem(t, c, place, pages=int(pages)) for t, c, place, pages in found]
        add_items(desk, reference, items)
    elif step.what == "look":
        look_again(desk, reference, numbers)
    else:
        ground, why = step.words["ground"], step.words["why"]
        treat_items(desk, reference, numbers, step.what, exemption=ground, reason=why)


def _link(desk: Desk, reference: str, step: ScenarioStep, days: Days) -> None:
    """Link with the requester's other case in the scenarios, with the named nature, if any."""
    found = candidates(desk, [case_to_check(desk, reference).requester.name])
    for other in (c.row.reference for c in found if c.row.reference != reference):
        link(desk, reference, other, step.what)


def _close(desk: Desk, reference: str, step: ScenarioStep, days: Days) -> None:
    close(desk, reference, step.what, desk.today)


_DEEDS: Mapping[str, Callable[[Desk, str, ScenarioStep, Days], None]] = {
    "record": _record,
    "correct": _correct,
    "note": _note,
    "assign": _assign,
    "scope": _scope,
    "assess": _assess,
    "say": _say,
    "decide": _decide,
    "release": _release,
    "letter": _letter,
    "search": _search,
    "schedule": _schedule,
    "link": _link,
    "close": _close,
}
