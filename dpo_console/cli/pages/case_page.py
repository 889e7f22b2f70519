"""A whole case drawn as a page of text, and as JSON."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.checklist.checklists import without_ids
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.parties import Party, reach_words
from dpo_console.cases.retention import Hold
from dpo_console.cases.sharing.release_terms import release_lines
from dpo_console.cases.view.views import CaseView, Linked, due_first, open_heads
from dpo_console.cli.output import Json, columns, picked, say, section
from dpo_console.cli.pages import queue_json
from dpo_console.cli.pages.checklist_page import checklist_json, ruling_and_gate
from dpo_console.cli.pages.clock_page import clock_json, print_clock
from dpo_console.cli.pages.schedule_page import print_totals, totals_json
from dpo_console.cli.pages.scope_page import decision_json, print_scope, released_json
from dpo_console.cli.pages.search_page import place_cells, plan_json
from dpo_console.cli.pages.words import MOVES, day_cell, moment_of
from dpo_console.config.methods import CHANNEL_WORDS
from dpo_console.law.facts import words
from dpo_console.law.statutes import statute
from dpo_console.letters.addressees import letter_title
from dpo_console.london import london_day
from dpo_console.sentences import first_upper
from dpo_console.store.cases.case_rows import FactRow, LetterRow, PaperRow
from dpo_console.text import day_words, size_words

PARTY_KEYS = (
    "role name kind organisation email phone address number protected relation kept_from acts_for "
    "salutation their_ref"
)


def print_case(case: CaseView, now: datetime) -> None:
    """Print a case from top to bottom: the date first, history last."""
    first = due_first(case.row, case.links)
    if first and first.row.due:
        due = day_words(moment_of(first.row.due))
        say(f"From the same message, due first: {first.row.reference}, {due}\n")
    print_clock(f"{case.reference}   {case.row.title}", case.clock, now)
    for flag in case.flags:
        columns([("!", without_ids(flag))])
    _print_about(case)
    section("Belongs with", [_linked(link) for link in case.links])
    section("Facts", [_fact(fact) for fact in case.facts])
    section("Case details", [(row.label, row.value) for row in case.particulars if row.value])
    _print_checklist(case)
    if case.released:
        lines = release_lines(case.released, now.date())
        section("After the release", [(line.label, line.words) for line in lines])
    section("Search plan", [place_cells(row, now.date()) for row in case.places])
    if case.schedule and case.schedule.items:
        say("\nDisclosure schedule")
        print_totals(case.schedule, indent=2)
    section("Letters", [_letter(letter, case) for letter in case.letters])
    section("Papers", [paper_cells(row, case.names) for row in case.papers])
    section("History", [(day_cell(e.on), case.called(e.by), e.text) for e in case.timeline])


def _print_checklist(case: CaseView) -> None:
    """Print the planned sharing and its gate, or the checklist's open heads in any other case."""
    if case.ruled:
        say("\nSharing")
        print_scope(case, indent=2)
        for line in ruling_and_gate(case):
            say(f"  {line}")
    elif case.gate and not case.row.closed_on:
        section(case.checklist_title, [(open_heads(case) or "all checks done",)])


def _linked(link: Linked) -> tuple[str, ...]:
    row = link.row
    if row.closed_on:
        return (row.reference, link.words, f"closed {day_words(moment_of(row.closed_on))}")
    return (row.reference, link.words, f"due {day_words(moment_of(row.due))}" if row.due else "")


def _print_about(case: CaseView) -> None:
    row, readers = case.row, ", ".join(map(case.called, case.readers))
    work = statute(row.kind).work
    lines = [
        ("State", _state(case)),
        ("Seen by", f"{readers} alone: restricted" if readers else ""),
        ("Logged as", statute(case.logged_as).title if case.logged_as else ""),
        *((_role(party, work.asker), _who(party)) for party in case.parties),
        ("Came", CHANNEL_WORDS[case.channel]),
        ("School", case.school),
        ("Owner", case.called(row.owner) or "nobody"),
        (work.asked, case.summary),
        ("Privacy notice", case.notice),
    ]
    section("The request", [line for line in lines if line[1]])


def _state(case: CaseView) -> str:
    row = case.row
    if row.closed_on:
        return f"closed {day_words(moment_of(row.closed_on))}: {case.row.outcome_words}"
    move = MOVES.get(row.whose_move, row.whose_move)
    return f"next: {row.next_action} ({move} move)" if move else f"next: {row.next_action}"


def _role(party: Party, asker: str) -> str:
    return asker if party.role == "requester" else first_upper(party.known_as)


def _who(party: Party) -> str:
    name = f"{party.name} ({requester_kind(party.kind).title})" if party.kind else party.name
    parts = (name, party.organisation, reach_words(party))
    return ", ".join(part for part in parts if part)


def _fact(fact: FactRow) -> tuple[str, ...]:
    day = f"{day_cell(fact.on)} {fact.at:%H:%M}" if fact.at else day_cell(fact.on)
    right = f"corrected by {fact.superseded_by}" if fact.superseded_by else ""
    note = "; ".join(part for part in (fact.note, right) if part)
    return (str(fact.id), day, f"{words(fact.name)}: {note}" if note else words(fact.name))


def _letter(letter: LetterRow, case: CaseView) -> tuple[str, ...]:
    sent = f"sent {day_words(letter.sent_on)} {letter.method}" if letter.sent_on else letter.state
    file = "its file was erased" if case.erased else f"exports/{letter.path}"
    return (letter_title(letter.name), sent, file)


def paper_cells(row: PaperRow, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the cells of a paper: number, name, size, and who kept it when."""
    kept = f"kept {day_words(london_day(row.added_at))} by {names.get(row.by, row.by)}"
    return (str(row.number), row.name, size_words(row.size), kept)


def case_json(value: CaseView, desk: Desk) -> Json:
    """Return a whole case, as it stands at a desk."""
    released = value.released
    return queue_json.row(value.row, desk.now) | {
        "facts": [_fact_json(fact) for fact in value.facts],
        "parties": parties_json(value.parties),
        "deadlines": [picked(one, "what due statutory met_on") for one in value.clock.deadlines],
        "checklist": checklist_json(value),
        "particulars": {row.name: row.value for row in value.particulars if row.value},
        "flags": list(value.flags),
        "letters": [_letter_json(letter, desk.home.exports) for letter in value.letters],
        "papers": papers_json(value.papers),
        "decision": decision_json(value.decision) if value.decision else None,
        "timeline": [picked(event, "at on text by") for event in value.timeline],
        "schedule": totals_json(value.schedule),
        "search": plan_json(value, desk.today),
        "version": value.version,
        "clock": clock_json(value.clock),
        "released": released_json(released, desk.today) if released else None,
        "links": [_link_json(link) for link in value.links],
        "logged_as": value.logged_as or value.row.kind,
        "restricted": value.row.restricted,
        "readers": list(value.readers),
        "hold": _hold_json(value.hold, desk.today) if value.hold else None,
        "notice": value.notice,
    }


def _hold_json(hold: Hold, today: date) -> Json:
    return picked(hold, "since by why review_on") | {"overdue": hold.is_overdue(today)}


def _link_json(link: Linked) -> Json:
    return {
        **picked(link.row, "reference kind"),
        **picked(link, "nature towards"),
        "due": link.row.due,
    }


def _fact_json(fact: FactRow) -> Json:
    return {
        **picked(fact, "id name"),
        "on": f"{fact.on.isoformat()}T{fact.at:%H:%M}" if fact.at else fact.on.isoformat(),
        **picked(fact, "note by recorded_at superseded_by"),
    }


def parties_json(values: Iterable[Party]) -> list[Json]:
    """Return the people of a case, with a protected one's contact details only on request."""
    return [picked(party, PARTY_KEYS) for party in values]


def _letter_json(letter: LetterRow, exports: Path) -> Json:
    return {
        "name": letter.name,
        "title": letter_title(letter.name),
        "path": str(exports / letter.path),
        **picked(letter, "sha256 state to again by written_at sent_on method"),
        "edited": bool(letter.edited),
    }


def papers_json(values: Iterable[PaperRow]) -> list[Json]:
    """Return the papers kept with a case."""
    return [paper_json(row) for row in values]


def paper_json(row: PaperRow) -> Json:
    """Return a paper kept with a case."""
    return picked(row, "number name size sha256 by added_at")
