"""Table rows of an evidence pack's index, as plain text."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from dpo_console.approval.data_items import ListedItem
from dpo_console.approval.model import RULED
from dpo_console.cases.disclosure.schedule_gaps import OPINIONS
from dpo_console.cases.people.parties import reach_words
from dpo_console.cases.people.rows import Party
from dpo_console.cases.sharing.rows import Scope
from dpo_console.law.exemptions.exemptions import exemptions
from dpo_console.store.cases.case_rows import DecisionRow, LetterRow
from dpo_console.store.cases.disclosure_rows import ItemRow
from dpo_console.text import day_words

Cells = Sequence[str]


def moment(value: date | str | None) -> str:
    """Return a day or minute in words, or '' for none."""
    if isinstance(value, str) and value:
        return day_words((datetime if "T" in value else date).fromisoformat(value))
    return day_words(value) if isinstance(value, date) else ""


def stamp(at: datetime) -> str:
    """Return a moment of recording, to the second."""
    return at.strftime("%Y-%m-%d %H:%M:%S")


def by_whom(who: str, more: str) -> str:
    """Return a person, with a description in brackets."""
    return f"{who} ({more})" if more else who


def person(party: Party, requester_kind: str) -> Cells:
    """Return a person's role, name, capacity, organisation and contact details."""
    capacity = (party.kind or requester_kind) if party.role == "requester" else party.kind
    return party.role, party.name, capacity, party.organisation, reach_words(party)


def _when(who: str, on: date | None) -> str:
    return ", ".join(part for part in (who, moment(on)) if part) if on else ""


def schedule_item(item: ItemRow, titles: Mapping[str, str]) -> Cells:
    """Return an item of the disclosure schedule.

    `titles` name treatments and categories by slug.
    """
    ground = exemptions().get(item.exemption)
    opinion = OPINIONS.get(item.opinion_says, "")
    if opinion:
        opinion = f"Opinion: {_when(opinion, item.opinion_on) or opinion}; {item.opinion}"
    looked = _when(item.looked_by, item.looked_on)
    return (
        str(item.number),
        _lines(_joined(item.title, moment(item.dated)), titles.get(item.category, item.category)),
        item.source,
        str(item.pages),
        titles.get(item.treatment, item.treatment) or "not decided",
        _lines(ground.law if ground else item.exemption, item.reason, opinion),
        _lines(item.treated_by, f"2nd check: {looked}" if looked else ""),
    )


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def scope_rows(scope: Scope) -> list[tuple[str, str]]:
    """Return the scope of a third party's request, without the separate items."""
    return [
        ("Purpose", scope.purpose),
        ("In their words", scope.items),
        ("About", scope.cohort),
        ("Years", scope.years),
        ("Pupils", str(scope.pupils) if scope.pupils is not None else ""),
        ("Lawful basis", scope.lawful_basis),
        ("Condition", scope.condition),
        ("Power", scope.power),
        ("Path", scope.path),
        ("Way of sending", scope.method),
        ("Until", moment(scope.until)),
        ("DPIA", scope.dpia),
        ("Agreement", scope.agreement),
        ("Review on", moment(scope.review_on)),
    ]


def listed_item(item: ListedItem) -> Cells:
    """Return a data item with its rating, the part given, and if an order named it."""
    given = (item.instead or "all of it") if item.given else "nothing: withheld"
    rating = f"{item.sensitivity}{item.risk}" if item.sensitivity else ""
    return item.title, rating, given, "yes" if item.ordered else "no"


def decision_rows(decision: DecisionRow) -> list[tuple[str, str]]:
    """Return a ruling with its author, day, reason and evidence."""
    return [
        ("Decision", RULED.get(decision.ruling, decision.ruling).lower()),
        ("By", f"{decision.by}, on paper" if decision.on_paper else decision.by),
        ("On", moment(decision.on)),
        ("Reason", decision.reason),
        ("Left out", decision.left_out),
        ("Kept sheet" if decision.on_paper else "Evidence", decision.evidence),
        ("Kept as", f"paper {decision.paper}" if decision.paper else ""),
        ("Recorded by", decision.recorded_by),
        ("Lapsed", f"yes: {decision.changed}" if decision.lapsed else ""),
    ]


def sent_words(letter: LetterRow) -> str:
    """Return when a letter was sent, how, to whom and if again, or else its state."""
    if letter.sent_on is None:
        return "not sent" if letter.state == "written" else letter.state
    to = f"to {letter.to}" if letter.to else ""
    again = f"again: {letter.again}" if letter.again else ""
    return _joined(moment(letter.sent_on), letter.method, to, again)
