"""The forms for the people of a case, for its readers, and for its evidence pack."""

from collections.abc import Mapping
from functools import partial

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.parties import Party, reach_words
from dpo_console.cases.view.views import CaseView
from dpo_console.casework import restricted
from dpo_console.casework.people import parties
from dpo_console.casework.reports import evidence_pack
from dpo_console.errors import BadInput, Refused
from dpo_console.law.statutes import statute
from dpo_console.law.words import listed
from dpo_console.tui import draw
from dpo_console.tui.commands import Choice
from dpo_console.tui.forms.controls import (
    ACTS_FOR,
    KEPT_FROM,
    PROTECT,
    PROTECTED,
    SEVERAL,
    Field,
    others,
    who_is,
)
from dpo_console.tui.screens.case.case_forms import Choosing, Opened, ask, follows

NEW = {"subject": "a subject", "recipient": "a recipient", "other": "another person"}

PACKS = "leave empty for the usual folder, data/packs; you are told where it is"
"""Where a pack goes if no folder is named."""


def somebody(desk: Desk, case: CaseView) -> Choosing:
    """Choose somebody in the case, to correct or take off, or a role to add."""
    people = [
        Choice(str(p.number), f"{_known_as(case, p)}: {p.name}", reach_words(p))
        for p in case.parties
    ]
    choices = [*people, *(Choice(role, f"Add {words}") for role, words in NEW.items())]
    question = f"Whose details, in {case.reference}?"
    return Choosing(question, choices, lambda chosen: party(desk, case, chosen))


def _known_as(case: CaseView, one: Party) -> str:
    """Return what a person is in the case. Nobody requests anything in a breach."""
    asks = one.role == "requester"
    return statute(case.row.kind).work.asker.lower() if asks else one.known_as


@follows
def party(desk: Desk, case: CaseView, chosen: str) -> Opened:
    """Open the form for a person in the case, by number, or for a new subject or recipient.

    Raises Refused where the person was taken off the case.
    """
    if chosen in NEW:
        return _added(desk, case, chosen)
    people = {str(p.number): p for p in parties.with_protected(desk, case.reference)}
    if chosen not in people:
        raise Refused("This person was taken off the case meanwhile.")
    return _put_right(desk, case, people[chosen])


def _added(desk: Desk, case: CaseView, role: str) -> Opened:
    def save(given: Mapping[str, str], version: int) -> str:
        protected = given["protected"] == "yes"
        return parties.add_party(
            desk, case.reference, role, given, protected=protected, version=version
        )

    title = f"{case.reference}: add {NEW[role]}"
    form = ask(desk, case, title, _fields(None, role), save, act="people", adds=True)
    return form, f"{'Person' if role == 'other' else role.capitalize()} added"


def _put_right(desk: Desk, case: CaseView, one: Party) -> Opened:
    def save(given: Mapping[str, str], version: int) -> str:
        why, number = given["why"], one.number
        if given.get("act") == "off":
            return parties.remove_party(desk, case.reference, number, why, version=version)
        protected, kind = given["protected"] == "yes", given.get("kind", "")
        return parties.change_party(
            desk, case.reference, number, given, why, protected=protected, kind=kind,
            version=version,
        )  # fmt: skip

    acts = [("set", "correct"), ("off", "take off the case")]
    fields = [
        *_fields(one, one.role),
        *([who_is("kind", "" if one.supposed else one.kind)] if one.kind else []),
        *([] if one.role == "requester" else [Field("act", "Do", "set", choices=acts)]),
        Field("why", "Why", hint="kept in the history"),
    ]
    title = f"{case.reference}: {_known_as(case, one)} {one.name}"
    adds = one.role != "requester"  # the release checks depend on the kind of requester
    return ask(desk, case, title, fields, save, act="people", adds=adds), "Corrected"


def _fields(one: Party | None, role: str) -> list[Field]:
    relation = Field("relation", "Is the pupil's", one.relation if one else "",
                     hint="father, carer, sibling")  # fmt: skip
    return [
        Field("name", "Name", one.name if one else ""),
        *([relation] if role == "other" else []),
        Field("organisation", "Organisation", one.organisation if one else ""),
        Field("their_ref", "Their reference", one.their_ref if one else "",
              hint="case or order number"),
        Field("salutation", "Salutation", one.salutation if one else "",
              hint="such as Dear Ms Doe"),
        Field("email", "E-mail", one.email if one else ""),
        Field("phone", "Telephone", one.phone if one else ""),
        Field("address", "Address", one.address if one else "", lines=2, hint="ctrl+j: next line"),
        Field("protected", PROTECT, "yes" if one and one.protected else "no",
              choices=PROTECTED),
        Field("kept_from", "Also keep from", one.kept_from if one else "", hint=KEPT_FROM),
        Field("acts_for", "Acts for", one.acts_for if one else "", hint=ACTS_FOR),
    ]  # fmt: skip


@follows
def restrict(desk: Desk, case: CaseView) -> Opened:
    """Open a form for the people who may see the case, besides the person at work."""

    def save(given: Mapping[str, str], version: int) -> str:
        to = given["to"].split(SEVERAL)
        return restricted.restrict(desk, case.reference, to, given["why"], version=version)

    now = SEVERAL.join(slug for slug, _ in others(desk) if slug in case.readers)
    fields = [
        Field("to", "Also seen by", now, choices=others(desk), several=True,
              nothing="nobody else"),
        Field("why", "Why", lines=2, hint="kept in the history"),
    ]  # fmt: skip
    about = draw.words(
        "Nobody but you and these people sees it in any list, count, search or letter. "
        "If its owner isn't you or one of these people, the case will have no owner. "
        "Left and right arrows offer another person; space adds the one offered."
    )
    title = f"Limit who can see {case.reference}?"
    form = ask(desk, case, title, fields, save, about, act="restrict")
    form.tell = partial(_seen_by, desk)
    return form, "Restricted"


def _seen_by(desk: Desk, case: CaseView) -> str:
    """Return the readers of a restricted case, the person at work first."""
    others = [case.called(slug) for slug in case.readers if slug != desk.person.slug]
    return f": seen by {listed(['you', *others])}{'' if others else ' alone'}"


@follows
def unrestrict(desk: Desk, case: CaseView) -> Opened:
    """Open a form for the reason to let everybody see the case again."""

    def save(given: Mapping[str, str], version: int) -> str:
        return restricted.unrestrict(desk, case.reference, given["why"], version=version)

    fields = [Field("why", "Why", lines=2, hint="kept in the history")]
    title = f"Let everyone see {case.reference} again?"
    form = ask(desk, case, title, fields, save, act="unrestrict")
    return form, "Everyone may see it again"


@follows
def _pack(desk: Desk, case: CaseView, made: list[str]) -> Opened:
    """Open a form for the place of the evidence pack. `made` receives the folder chosen."""

    def check(typed: str) -> str:
        if typed.strip() and not typed.strip().startswith(("/", "~")):
            raise BadInput("Write the whole path: it begins with / or ~.")
        return str(evidence_pack.folder_for(desk, case.reference, typed))

    def save(given: Mapping[str, str], _version: int) -> str:
        if not given["whom"].strip():
            raise BadInput("Say for whom the pack is: it stands on its first page.")
        check(given["to"])
        pack = evidence_pack.make_pack(desk, case.reference, given["to"], given["whom"])
        root = desk.home.root
        inside = pack.folder.is_relative_to(root)
        made.append(str(pack.folder.relative_to(root) if inside else pack.folder))
        return case.reference

    fields = [
        Field("whom", "For whom", "The Information Commissioner"),
        Field("to", "Folder", hint=PACKS, wide=True, check=check),
    ]
    about = draw.words("The whole case as one folder, with names in it, for the Commissioner.")
    title = f"{case.reference}: make an evidence pack?"
    form = ask(desk, case, title, fields, save, about, act="pack", adds=True)
    form.tell = lambda _: f": {made[-1]}"
    form.naming("make it")
    return form, "Evidence pack made"


def pack(desk: Desk, case: CaseView) -> Opened:
    """Open the form that makes an evidence pack."""
    return _pack(desk, case, [])
