"""The forms of the approval screen: the scope and the ruling."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from rich.console import RenderableType
from rich.text import Text

from dpo_console.approval.lawful_bases import understood
from dpo_console.approval.model import PATH_WORDS, Path, Ruling
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import acts_as, who_else_decides
from dpo_console.cases.sharing.scope_items import Scope, number_of_pupils, words_rated
from dpo_console.cases.view.case import why_not
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.sharing import ruling
from dpo_console.casework.sharing import scope as scopes
from dpo_console.config import Person, Role
from dpo_console.errors import BadInput
from dpo_console.tui import draw
from dpo_console.tui.forms.controls import SEVERAL, Field
from dpo_console.tui.screens.case.case_forms import Opened, ask, day_field, follows, given_day
from dpo_console.tui.screens.sharing import release_forms
from dpo_console.tui.screens.sharing.release_forms import REVIEW, UNTIL, what_goes
from dpo_console.typed_days import parse_day

RULINGS = (("approve", "approve"), ("part", "approve in part"), ("refuse", "refuse"))

CHOOSE = "Choose first: left/right arrows, or a for approve, r for refuse."
"""The sentence beside a ruling that was not chosen."""

NOTHING_FILLED = "Nothing is filled in, so nothing was saved."
"""The refusal of a form in which nothing was said."""

SHOWN = 2
"""The listed items that the form of the scope names."""

NOTHING_SAID = "What {} shared is not written down yet."
"""The words above a ruling on a request of which nothing was entered."""


@follows
def scope(desk: Desk, case: CaseView) -> Opened:
    """Open a form for the data requested and the terms. An approval covers exactly these."""
    asked = case.scope

    def save(given: Mapping[str, str], version: int) -> str:
        days = {name: given_day(desk, given, name, ahead=True) for name in ("until", "review_on")}
        pupils = number_of_pupils(given["pupils"])
        apart = ("until", "review_on", "pupils", "rating")
        words = {k: v for k, v in given.items() if k not in apart}
        wanted = replace(asked, **words, **days, pupils=pupils)  # type: ignore[arg-type]
        if given["rating"]:
            wanted = words_rated(wanted, given["rating"])
        if wanted == asked == Scope(path=asked.path):
            raise BadInput(NOTHING_FILLED)
        return scopes.set_scope(desk, case.reference, wanted, version)

    title = f"{case.reference}: what would be shared"
    warning = "A change here ends the approval: it covers only what was approved."
    about = draw.words(warning, draw.WARNING) if case.decision else ""
    return ask(desk, case, title, _scope_fields(desk, case), save, about, act="scope"), "Scope set"


def _already_listed(asked: Scope) -> str:
    """Return the items that are listed beside the words, and the key to list or change them."""
    listed = [f"{i.title} ({i.sensitivity}{i.risk})" for i in asked.listed]
    if not listed:
        return "or go back, and list the items with T"
    more = f" and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
    return f"may be left empty: the items (T) are {', '.join(listed[:SHOWN])}{more}"


def _scope_fields(desk: Desk, case: CaseView) -> list[Field]:
    asked = case.scope
    school = desk.settings.school(case.row.school).type.value
    until, review = (day.isoformat() if day else "" for day in (asked.until, asked.review_on))
    many = "" if asked.pupils is None else str(asked.pupils)
    return [
        Field("purpose", "Purpose", asked.purpose, lines=2, hint="what it is for"),
        Field("items", "Data in words", asked.items, lines=2,
              hint=_already_listed(asked)),
        Field("rating", "Rating", hint="of those words: A1 (sensitive, identifying) to E5"),
        Field("cohort", "Which pupils", asked.cohort),
        Field("pupils", "How many", many, hint="such as 60", check=_count),
        Field("years", "Years of data", asked.years, hint="such as 2024-2026"),
        day_field(desk, "until", "Destroy by", until, hint=UNTIL, ahead=True),
        Field("lawful_basis", "Lawful basis", asked.lawful_basis,
              check=lambda typed: understood(typed, school)),
        Field("condition", "Condition", asked.condition,
              hint="if health, race or crime: Art 9(2), Sch 1; Art 10"),
        Field("power", "Power or order", asked.power, hint="the law or order, if any"),
        Field("path", "Recipient", asked.path, choices=_paths(case),
              hint="it went out urgently" if case.path == Path.URGENT else ""),
        Field("method", "Way of sending", asked.method, hint="such as secure e-mail"),
        Field("dpia", "DPIA", asked.dpia, hint="its reference, or why none"),
        Field("agreement", "Agreement", asked.agreement, hint="its reference"),
        day_field(desk, "review_on", "Review on", review, hint=REVIEW, ahead=True),
    ]  # fmt: skip


def _paths(case: CaseView) -> tuple[tuple[str, str], ...]:
    """Return the paths that this kind of requester may have, in words."""
    may = {*requester_kind(case.requester_kind).paths, case.scope.path}
    return tuple((path, words) for path, words in PATH_WORDS.items() if path in may)


def _count(typed: str) -> str:
    number_of_pupils(typed)
    return ""


@follows
def decide(desk: Desk, case: CaseView) -> Opened:
    """Record the ruling. For a decision on paper, name its maker and where the paper is kept."""
    concerned = [party.name for party in case.parties]
    people = who_else_decides(desk, concerned)
    others = tuple((p.slug, p.name) for p in people)
    left_out = _left_out(case)
    me = ("", f"me ({desk.person.name or desk.person.slug})")

    def save(given: Mapping[str, str], version: int) -> str:
        words = given["left_out"]
        if not given["ruling"]:
            raise BadInput(CHOOSE, "ruling")
        return ruling.decide(
            desk, case.reference, given["ruling"], given["reason"], by=given["by"] or None,
            on=parse_day(given["on"], desk.today, "on"), evidence=given["evidence"],
            left_out=words.replace(SEVERAL, "; ") if left_out.several else words, version=version,
        )  # fmt: skip

    decides = acts_as(desk, Role.APPROVER)
    label, on_paper = (
        ("Decided by", "or who signed, if on paper")
        if decides
        else ("Signed by", "as on the decision sheet")
    )
    by = (
        Field("by", label, _who_decides(desk, others), choices=(me, *others),
              hint=on_paper)
        if others
        else Field("by", label, hint="empty: you; a name, if on paper" if decides else on_paper)
    )  # fmt: skip
    fields = [
        Field("ruling", "Decision", choices=RULINGS, hint="left/right arrows choose"),
        Field("reason", "Reason", lines=2),
        by,
        day_field(desk, "on", "Decided on"),
        Field("evidence", "Evidence", hint="where the signed sheet is"),
        left_out,
    ]
    about = _above(case, "" if decides else _who_rules(people))
    form = ask(desk, case, f"Decide {case.reference}", fields, save, about, act="decide")
    form.tell = partial(_then, desk)
    return form, "Decision recorded"


def _who_rules(people: Sequence[Person]) -> str:
    """Return when somebody who never approves may record a decision, and who decides otherwise."""
    names = " or ".join(person.name for person in people if person.role is Role.APPROVER)
    instead = f" If nothing is signed, press esc: {names} decides in this program."
    return f"Only fill this in if the decision was signed on paper.{instead if names else ''}"


def _above(case: CaseView, who: str) -> RenderableType:
    """Draw who rules, what the ruling covers, and what an approver must have seen of it."""
    what = what_goes(case)
    unsaid = NOTHING_SAID.format("was" if case.path == Path.URGENT else "would be")
    covers = draw.words(f"The decision covers exactly: {what}" if what else unsaid)
    checks = draw.words(f"The checklist: {release_forms.checks(case)}")
    said = release_forms.advice(case)
    advice = [draw.words(f"The DPO's advice: {said}")] if said else []
    first = [draw.words(who, draw.WARNING)] if who else []
    read = [covers, *_kept_back(case), checks, *release_forms.unanswered(case), *advice]
    return draw.lines([*first, *read])


def _then(desk: Desk, case: CaseView) -> str:
    """Return what follows a ruling, and who does it, as other sentences."""
    refused = case.decision and case.decision.ruling == Ruling.REFUSE
    nothing = " Nothing is released." if refused and not case.released else ""
    nothing += gives(case)
    if not case.row.next_action:
        return f".{nothing}"
    others = why_not(desk, case).get(case.row.next_act)
    owner = case.called(case.row.owner) if case.row.owner else "a colleague"
    then = f"Your part is done. Next, for {owner}" if others else "Next"
    return f".{nothing} {then}: {case.row.next_action}"


def gives(case: CaseView) -> str:
    """Return the data that an approval in part gives, as another sentence, or ''."""
    part = case.decision and case.decision.ruling == Ruling.PART and case.scope.listed
    return f" It gives: {what_goes(case)}." if part else ""


def _who_decides(desk: Desk, others: Sequence[tuple[str, str]]) -> str:
    """Return the approver to start with, where the person at work advises and never approves."""
    return "" if acts_as(desk, Role.APPROVER) else others[0][0]


def _left_out(case: CaseView) -> Field:
    """Return the field for the parts an approval leaves out: items where listed, else words."""
    items = tuple((i.key, i.title) for i in case.scope.listed if i.given)
    if not items:
        return Field("left_out", "Left out", hint="what is not approved")
    return Field(
        "left_out", "Left out", choices=items, several=True, nothing="nothing",
        hint="if approved in part",
    )  # fmt: skip


def _kept_back(case: CaseView) -> list[Text]:
    """Draw the items that were requested and wouldn't be given."""
    titles = "; ".join(item.title for item in case.scope.listed if not item.given)
    return [draw.words(f"Withheld: {titles}")] if titles else []
