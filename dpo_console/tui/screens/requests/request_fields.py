"""Fields of a request as it is logged, and the reading of their entries."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import cast

from dpo_console.approval.requesters import requester_kinds
from dpo_console.cases import overlaps
from dpo_console.cases.clock import clocks
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.names import names_in
from dpo_console.cases.people.parties import Reach, read_reach
from dpo_console.cases.requests import NewRequest, usual_requester
from dpo_console.cases.sharing.asking import needs_saying
from dpo_console.cases.view.views import CaseView
from dpo_console.casework import correcting, restricted
from dpo_console.config.settings.settings import NOT_KNOWN
from dpo_console.errors import BadInput, NotAllowed, Refused
from dpo_console.law.explaining.headline import headline
from dpo_console.law.statutes import statute, usual_kind
from dpo_console.text import clean, clean_line, required
from dpo_console.tui import draw
from dpo_console.tui.commands import Choice
from dpo_console.tui.forms.controls import (
    CAME,
    KEPT_FROM,
    NOT_SAID,
    PROTECT,
    PROTECTED,
    SEVERAL,
    Field,
    asks,
    others,
    who_is,
)
from dpo_console.tui.screens.case.case_forms import Opened, ask, follows
from dpo_console.tui.widgets import case_headline
from dpo_console.typed_days import parse_day, parse_moment

PARTS = ("school", "summary", "channel", "requester_kind")
"""The fields of the form that correct a part of the case."""

Check = Callable[[str], str]

USUAL_CHANNEL, NO_CHANNEL = "email", "other"
"""The channel that a form begins with, and the one of a line that names none."""

_OF_A_BODY = ("organisation", "their_ref")
"""The fields that a body is asked for, and a private person seldom."""

_IN_HOURS = ("received", "recognised")
"""The fields that decide a limit in hours."""

_EVERYDAY = (
    "requester", "requester_kind", "subjects", "school", "summary", "channel", "received",
)  # fmt: skip

_RARER = ("also", "reach", "recognised", *_OF_A_BODY, "about", "protected", "kept_from", "readers")

FOR_A_CHILD = "parent"
"""The requester kind that asks for somebody else, as a rule."""

OWN_DATA = "asks for data about themselves, say in “They are” if they are a pupil or staff."
"""The end of the advice where nobody is named whom a request is about."""

DIGITS = 10
"""The most schools to choose from by a digit each, with the one not known as 0."""


def request_fields(desk: Desk, counts_hours: Callable[[], bool]) -> list[Field]:
    """Return the fields, in the order in which people tell a request.

    `counts_hours` returns True if the limit of the chosen kind runs in hours.
    """
    kinds = sorted(((k.slug, k.title) for k in clocks.kinds()), key=lambda kind: kind[1])
    also = tuple((slug, overlaps.short_name(slug)) for slug, _ in kinds)
    schools = school_choices(desk)
    found = [
        Field("line", "In one line", wide=True, example=example(desk)),
        Field("kind", "Kind", usual_kind(), choices=kinds, hint="or type it"),
        Field("received", "Received", "today", day=True, check=received(desk, counts_hours)),
        Field("channel", "Came", USUAL_CHANNEL, choices=CAME),
        Field("requester", "Requester", check=named("requester")),
        Field("requester_kind", "They are", offered(usual_kind()),
              choices=[("", NOT_SAID), *asks()]),
        Field("subjects", "About", hint="if several, put ; between",
              check=named("subject")),
        Field("school", "School", schools[0][0] if schools else "", choices=schools,
              hint="leave it to be asked later", until_filled=True),
        Field("summary", "Asks for", hint="not copied into letters", check=free("summary")),
        Field("reach", "Reply to", hint="their e-mail; phone; address",
              check=lambda typed: read_reach(typed).words),
        Field("also", "Also log as", choices=also, several=True, nothing="no other kind"),
        Field("recognised", "Recognised", day=True, check=recognised(desk),
              hint=recognised_hint(usual_kind())),
        Field("organisation", "Organisation", hint="if not the requester",
              check=named("organisation")),
        Field("their_ref", "Their reference", hint="case or order number",
              check=named("their reference")),
        Field("about", "Belongs with", hint="an earlier case's number"),
        Field("protected", PROTECT, "no", choices=PROTECTED),
        Field("kept_from", "Also keep from", hint=KEPT_FROM, check=named("kept from")),
        Field("readers", "Seen by", choices=others(desk), several=True,
              nothing="everybody", hint="or only these", check=seen_by(desk)),
    ]  # fmt: skip
    order = order_of(usual_kind(), offered(usual_kind()))
    shown = [f for f in found if f.name not in ("school", "readers") or len(f.choices) > 1]
    return sorted(shown, key=lambda field: order.index(field.name))


def labels_of(kind: str) -> dict[str, str]:
    """Return the labels of the fields that a kind of case has its own words for."""
    law = statute(kind)
    came = "Became aware" if law.counts_hours else "Received"
    return {"requester": law.work.asker, "summary": law.work.asked, "received": came}


def recognised_hint(kind: str) -> str:
    """Return the hint of the day on which staff saw what had come: a request, or a breach."""
    seen = "that it was a breach" if statute(kind).counts_hours else "it was a request"
    return f"the day staff saw {seen}, if later"


def example(desk: Desk) -> str:
    """Return a line that logs a request, with one of several schools in it."""
    schools = [school for school in desk.settings.schools if desk.person.sees(school.slug)]
    at = f" at {schools[0].slug}" if len(schools) > 1 else ""
    return f"sar Jane Doe re Tom Doe{at}, email, asks for his file"


def order_of(kind: str, requester_kind: str) -> tuple[str, ...]:
    """Return the names of the fields in their order for a kind and who asks.

    The fields that most requests need come first, so that few keys lead through them.
    """
    first = _IN_HOURS if statute(kind).counts_hours else ()
    body = _OF_A_BODY if _is_body(kind, requester_kind) else ()
    who, asks_for = _EVERYDAY[:2], _EVERYDAY[2:]
    names = ("line", "kind", *first, *who, *body, *asks_for, *_RARER)
    return tuple(dict.fromkeys(names))


def _is_body(kind: str, requester_kind: str) -> bool:
    """Return True where an organisation asks, or somebody for one."""
    usual = usual_requester(kind)
    who = requester_kinds()[requester_kind or usual]
    expected = who.private and who.slug == usual
    return statute(kind).work.gated or (who.third_party and not expected)


def offered(kind: str) -> str:
    """Return the requester kind that a form begins with, or '' if the officer must say it.

    A body with a right to pupils' data is supposed for nobody.
    """
    return "" if needs_saying(kind) else usual_requester(kind)


def school_picks(desk: Desk) -> list[Choice]:
    """Return the schools to choose from when a request that names none is logged."""
    schools = school_choices(desk)
    keys = [str(n) if len(schools) <= DIGITS else "" for n in range(len(schools))]
    return [
        Choice(slug, name, "" if slug else "you can't write letters until you choose one", key=key)
        for key, (slug, name) in zip(keys, schools, strict=True)
    ]


def about_nobody(values: Mapping[str, str]) -> bool:
    """Return True where the supposed requester, such as a parent, asks about nobody else.

    It may then be a pupil's own request, of which the checklist would ask other questions.
    """
    supposed = values["requester_kind"] == offered(values["kind"]) == FOR_A_CHILD
    return supposed and bool(values["requester"].strip()) and not values["subjects"].strip()


def school_choices(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return the schools to choose from. Of several none is supposed, so “not known” leads."""
    schools = tuple((s.slug, s.name) for s in desk.settings.schools if desk.person.sees(s.slug))
    supposed = len(schools) < 2 or not desk.person.sees("")
    return schools if supposed else (("", NOT_KNOWN), *schools)


def received(desk: Desk, counts_hours: Callable[[], bool]) -> Check:
    """Return a check that reads the day of receipt back."""

    def check(typed: str) -> str:
        moment = parse_moment(typed, desk.today, "received")
        if not isinstance(moment, datetime) and counts_hours():
            return "add a time, such as 14:20"
        return draw.day(moment)

    return check


def recognised(desk: Desk) -> Check:
    """Return a check that reads the day of recognition back."""
    return lambda typed: draw.day(parse_day(typed, desk.today, "recognised")) if typed else ""


def seen_by(desk: Desk) -> Check:
    """Return a check that a case may be restricted to the chosen people."""

    def check(typed: str) -> str:
        try:
            restricted.readers_with(desk, chosen_of(typed)) if typed else ()
        except Refused as refusal:
            raise BadInput(str(refusal)) from None
        return ""

    return check


def read_request(
    values: Mapping[str, str], today: date
) -> tuple[NewRequest | None, dict[str, str]]:
    """Return the request in the fields, or None with the errors by field."""
    readers: dict[str, Callable[[str], object]] = {
        "received": lambda v: parse_moment(v, today, "received"),
        "recognised": lambda v: parse_day(v, today, "recognised") if v else None,
        "requester": lambda v: required(clean_line(v, "requester"), "requester"),
        "subjects": lambda v: tuple(clean_line(n, "subject") for n in names_in(v)),
        "organisation": lambda v: clean_line(v, "organisation"),
        "their_ref": lambda v: clean_line(v, "their reference"),
        "reach": read_reach,
        "summary": lambda v: clean(v, "summary"),
        "also": chosen_of,
        "about": lambda v: clean_line(v, "about"),
    }
    found: dict[str, object] = dict(values)
    wrong: dict[str, str] = {}
    for name, read in readers.items():
        try:
            found[name] = read(values[name])
        except BadInput as error:
            wrong[name] = error.said
    if wrong:
        return None, wrong
    found.pop("line")
    found |= asdict(cast("Reach", found.pop("reach")))
    found["protected"] = found["protected"] == "yes"
    found["readers"] = chosen_of(values.get("readers", ""))
    return NewRequest(**found), wrong  # type: ignore[arg-type]  # each was read just above


def named(field: str) -> Callable[[str], str]:
    """Return a check for a name, which speaks only of characters that can't be stored."""

    def check(typed: str) -> str:
        clean_line(typed, field)
        return ""

    return check


def free(field: str) -> Callable[[str], str]:
    """Return a check for free text, which speaks only of characters that can't be stored."""

    def check(typed: str) -> str:
        clean(typed, field)
        return ""

    return check


def chosen_of(value: str) -> tuple[str, ...]:
    """Return the values chosen in a field of several."""
    return tuple(one for one in value.split(SEVERAL) if one)


def fields_of(request: NewRequest, values: dict[str, str]) -> dict[str, str]:
    """Return a request as the form's fields."""
    address = request.address.replace(";", ",").replace("\n", ", ")
    fields = {
        "kind": request.kind,
        "received": _as_typed(request.received),
        "channel": "" if request.channel == NO_CHANNEL else request.channel,
        "requester": request.requester,
        "requester_kind": request.requester_kind or offered(request.kind),
        "subjects": "; ".join(request.subjects),
        "organisation": request.organisation,
        "their_ref": request.their_ref,
        "school": request.school,
        "summary": request.summary,
        "about": request.about,
        "reach": "; ".join(way for way in (request.email, request.phone, address) if way),
        "protected": "yes" if request.protected else "",
    }
    told = {name: value for name, value in fields.items() if name in values and value}
    return told | {"also": SEVERAL.join(request.also)}


def _as_typed(received: date | datetime) -> str:
    """Return a day, or a day and its minute, as a field of the form reads it."""
    return f"{received:%Y-%m-%dT%H:%M}" if isinstance(received, datetime) else f"{received}"


@follows
def correct_case(desk: Desk, case: CaseView) -> Opened:
    """Open a form with what was logged, showing the date that another school would give."""
    clock_if = correcting.outlook(desk, case)
    stands = {
        "school": case.row.school, "summary": case.summary, "channel": case.channel,
        "requester_kind": "" if case.requester.supposed else case.requester_kind,
    }  # fmt: skip

    def check(school: str) -> str:
        if school == stands["school"]:
            return case_headline.due_words(case)
        try:
            clock = clock_if(correcting.Correction(school=school))
        except (NotAllowed, Refused) as error:
            raise BadInput(str(error)) from error
        return f"{headline(clock, desk.now)}; now {case_headline.due_words(case)}"

    def save(given: Mapping[str, str], version: int) -> str:
        wanted = {
            name: given[name] for name in PARTS if given.get(name) not in (None, stands[name])
        }
        found = correcting.Correction(**wanted)
        return correcting.correct_case(desk, case.reference, found, given["why"], version=version)

    schools = [(school.slug, school.name) for school in desk.settings.schools]
    unknown = [] if desk.settings.is_known(case.row.school) else [("", NOT_KNOWN)]
    fields = [
        Field("school", "School", case.row.school, choices=[*unknown, *schools], wide=True,
              check=check),
        Field("summary", statute(case.row.kind).work.asked, case.summary, lines=2),
        Field("channel", "Came", case.channel, choices=CAME),
        who_is("requester_kind", stands["requester_kind"]),
        Field("why", "Why", lines=2, hint="required; kept in the history"),
    ]  # fmt: skip
    if len(schools) < 2:
        fields = fields[1:]
    about = draw.words("The history keeps what stood before. The dates are counted again.")
    title = f"Correct {case.reference}"
    return ask(desk, case, title, fields, save, about, act="correct_case"), "Corrected"
