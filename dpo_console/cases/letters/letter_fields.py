"""The fields that a case supplies to its letters, as letters.wording.fields names them.

A letter says about a group's data what the office stated, and nothing is supposed: purposes,
categories, recipients, retention, source, transfers and automated decisions differ by whose data it
is (UK GDPR Art 15(1) and 15(2)).

A schedule's items are counted by category and place, never named: a title may hold another person's
name.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from dpo_console.cases.checklist.particulars import particulars_of, said
from dpo_console.cases.clock.answers import results_counted, time_to_answer
from dpo_console.cases.clock.projection import case_clock, law_facts, school_for_dates
from dpo_console.cases.disclosure import LEFT_OUT, page_words
from dpo_console.cases.leaving.reader.consulted import UNTOLD
from dpo_console.cases.letters.letter_conditions import ANSWERS, has_passed
from dpo_console.cases.letters.reply_days import usual_days
from dpo_console.cases.letters.sharing_fields import sharing_fields
from dpo_console.cases.letters.typed_fields import INFORMED, is_untold, taken
from dpo_console.cases.notice.composing import how_to_complain
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.papers import FIELD, in_words
from dpo_console.cases.people.addressee import on_an_envelope
from dpo_console.cases.people.people_fields import (
    addressee_fields,
    asker,
    dpo_concerned,
    people_fields,
    sender_fields,
    whom,
)
from dpo_console.cases.search import (
    due_for,
    holder_fields,
    place_rows,
    searched,
    usual_reply_by,
)
from dpo_console.config import Settings
from dpo_console.config.methods import CHANNEL_WORDS
from dpo_console.config.notice.notice import NO_WORDS, PARTS, Whose, parts_of, read_notice
from dpo_console.law.clock import read_clock
from dpo_console.law.exemptions.exemptions import Exemption, exemptions
from dpo_console.law.exemptions.item_categories import item_categories
from dpo_console.law.facts import EXTENSION
from dpo_console.law.model import Clock, Fact, Moment
from dpo_console.law.regimes import SAME_MESSAGE
from dpo_console.law.statutes import statute
from dpo_console.law.words import in_full, listed
from dpo_console.letters.catalogue import letter_kind
from dpo_console.letters.composing.filling import (
    counted_if_answered,
    counted_words,
    start_reason,
)
from dpo_console.letters.letter import Unstated, Value
from dpo_console.letters.wording.conditions import FIELDS, day_in_full
from dpo_console.sentences import Phrase, Remedy, first_upper
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.disclosure_rows import ItemRow
from dpo_console.text import counted


def disclosure_fields(file: CaseFile) -> dict[str, str]:
    """Return the fields for enclosures, withheld items and the exemptions that may be named.

    Fields that the schedule can't fill are left out. The law requires reasons for a refusal: UK
    GDPR Art 15(3); Art 12(4), FOIA s.17, EIR reg 14.
    """
    grounds = _grounds(file.items)
    left_out = "\n".join(dict.fromkeys(_ground(e, items) for e, items in grounds))
    fields = {
        "schedule": "\n".join(_enclosed(file)),
        "disclosure.withheld": left_out,
        "record.withheld": left_out,
        "refusal.exemption": "; ".join(
            f"{e.title} ({in_full(e.law)})" for e, _ in grounds if e.named
        ),
    }
    return {name: words for name, words in fields.items() if words}


def _enclosed(file: CaseFile) -> list[str]:
    groups: dict[tuple[str, int], list[ItemRow]] = {}
    for item in file.items:
        if item.treatment in ("release", "redact"):
            groups.setdefault((item.category, item.place_id or 0), []).append(item)
    places = {place.id: place.title for place in file.places}
    return [
        f"{_what(category, places.get(place, ''))}: {_counted(items)}"
        for (category, place), items in groups.items()
    ]


def _what(category: str, place: str) -> str:
    known = item_categories().get(category)
    title = known.title if known else category
    return f"{title} ({place})" if place else title


def _counted(items: Sequence[ItemRow]) -> str:
    pages = sum(item.pages for item in items)
    blacked = sum(1 for item in items if item.treatment == "redact")
    said, where = _sized(len(items), pages), page_words(items)
    if blacked:
        alone = len(items) == 1
        parts = f". Parts of {counted(blacked, 'document')} are redacted"
        said += ", with parts redacted" if alone else parts
    return said + (f" ({where})" if where else "")


def _sized(documents: int, pages: int) -> str:
    """Return how many documents there are, and how many pages they have in all."""
    said = counted(documents, "document")
    if not pages:
        return said
    number = counted(pages, "page")
    return f"{said} of {number}" if documents == 1 else f"{said}, {number} in all"


def _grounds(items: Sequence[ItemRow]) -> list[tuple[Exemption, list[ItemRow]]]:
    """Return each exemption relied on, with its items."""
    groups: dict[str, list[ItemRow]] = {}
    for item in items:
        if item.treatment in LEFT_OUT and item.exemption in exemptions():
            groups.setdefault(item.exemption, []).append(item)
    return [(exemptions()[slug], group) for slug, group in groups.items()]


def _ground(exemption: Exemption, items: Sequence[ItemRow]) -> str:
    """Return how many items are left out on a ground, or neither if it may not be named."""
    title = first_upper(exemption.letter)
    if not exemption.named:
        return title
    withheld = sum(1 for item in items if item.treatment == "withhold")
    parts = [f"{counted(withheld, 'document')} left out" if withheld else ""]
    blacked = len(items) - withheld
    parts.append(f"parts of {counted(blacked, 'document')} redacted" if blacked else "")
    return f"{title} ({in_full(exemption.law)}): {', '.join(part for part in parts if part)}"


DETAIL = "data.whose"
"""The case detail that says whose data it is."""

OWN = {
    "pupil": Whose.PUPIL,
    "former-pupil": Whose.PUPIL,
    "parent": Whose.PARENT,
    "staff": Whose.WORKFORCE,
}
"""The groups of requesters who ask for their own data."""

PEOPLE = {
    Whose.PUPIL: "pupils",
    Whose.PARENT: "parents",
    Whose.WORKFORCE: "the workforce",
    Whose.VOLUNTEER: "governors and volunteers",
    Whose.VISITOR: "visitors",
}
WHAT = {
    "purposes": "the purposes",
    "categories": "the categories of data",
    "recipients": "the recipients",
    "retention": "how long you keep the data",
    "source": "where the data come from",
    "transfers": "whether you send the data abroad",
    "automated": "whether a computer decides alone",
}


def whose_data(file: CaseFile) -> Whose | None:
    """Return the group of people whose data it is, or None if the case doesn't show it.

    The case detail decides. Otherwise it is the requester's own group, or the pupils if it is
    about somebody else.
    """
    if detail := said(file, DETAIL):
        return Whose(detail)
    requester = file.requester.name
    subjects = {*file.subjects}
    if subjects - {requester}:
        return Whose.PUPIL
    return OWN.get(file.case.requester_kind)


def notice_fields(desk: Desk, file: CaseFile) -> dict[str, str]:
    """Return the statements on the people whose data it is. One not made says where to make it."""
    if all(detail.name != DETAIL for detail in particulars_of(file.case.kind)):
        return {}
    whose = whose_data(file)
    if whose is None:
        choose = Remedy("particulars", (file.case.reference, f"{DETAIL}=..."))
        return dict.fromkeys(_NAMES.values(), Unstated(Phrase("Say whose data it is: ", choose)))
    schools = [school.slug for school in desk.settings.schools]
    notice = read_notice(desk.home.notice, schools, desk.settings.notice)
    found = {part: notice.words(whose, part, file.case.school) for part in PARTS}
    says = {_NAMES[part]: words or _unstated(whose, part) for part, words in found.items()}
    children = notice.for_children(file.case.school) if whose is Whose.PUPIL else NO_WORDS
    return says | {
        f"child.{part}": children.words(part) for part in parts_of(children) if part in PARTS
    }


_NAMES: Mapping[str, str] = {part: f"notice.{part}" for part in PARTS}


def _unstated(whose: Whose, part: str) -> Unstated:
    return Unstated(
        f"You haven't stated {WHAT[part]} for {PEOPLE[whose]}. "
        f"Add {part} under [{whose}] in data/notice.toml."
    )


PROOF = {
    "id_requested": "proof of who you are",
    "authority_requested": "proof that you may act for someone else",
}
"""The proofs we ask for, by fact, in the words of a letter."""

DETAIL_OR_FEE = {
    "clarification_requested": "more detail about your request",
    "fee_requested": "a fee",
}
"""What else a request can wait for, by fact."""

PARTICULAR = "particular."
"""The prefix of notes that hold answers to a letter form's questions about the case."""


def fields_of(
    desk: Desk, file: CaseFile, given: Mapping[str, str], letter: str = ""
) -> dict[str, Value]:
    """Return every field of a letter about this case. A value from the officer comes first.

    A protected address appears only in letters to that person. `letter` names the letter, or '' if
    it is addressed to nobody.
    """
    clock = case_clock(file, desk.settings, desk.today)
    found: dict[str, Value] = {
        **_case(desk, file, clock),
        "summary": _plainly_asked(file, clock) if _says_summary(letter) else "",
        **people_fields(file, letter),
        **sender_fields(file, desk.person, desk.settings),
        **_office(desk.settings, file.case.school),
        "complaint.how": _how_to_complain(file, desk.settings),
        **notice_fields(desk, file),
        "disclosure.searched": "\n".join(searched(file)),
        **disclosure_fields(file),
        FIELD: in_words(file),
        **particulars(file),
        **plan_fields(desk, file, letter),
        **(taken(file, letter_kind(letter)) if letter else {}),
    }
    said = {name: value for name, value in given.items() if value.strip()}
    sharing = {**_urgently(desk, file), **sharing_fields(desk, file, letter)}
    to = addressee_fields(file, desk.settings, letter, said, desk.today)
    known = {**found, **sharing, **to, **said}
    if is_untold(str(known.get(INFORMED, ""))):
        known["release.untold"] = "yes"
    return {**known, "asker": asker(file, told=not known.get(UNTOLD))}


def _says_summary(letter: str) -> bool:
    """Return True if a letter must say what is asked for. Otherwise it gets no words of ours."""
    return not letter or any(one.field == "summary" for one in letter_kind(letter).demands)


def _urgently(desk: Desk, file: CaseFile) -> dict[str, str]:
    """Return who released data urgently for safeguarding, because nobody had ruled by then."""
    facts = [f for f in file.standing_facts() if f.name == "released_urgently"]
    if not facts:
        return {}
    by = next((p.name for p in desk.people if p.slug == facts[-1].by), "")
    day = _words(facts[-1].on)
    return {"sharing.decided_by": by or desk.person.name, "sharing.decided_on": day}


def plan_fields(desk: Desk, file: CaseFile, letter: str) -> dict[str, str]:
    """Return what the search plan says for a letter to a holder, or nothing for another letter."""
    rows = due_for(letter, place_rows(file), desk.today)
    if not rows:
        return {}
    act_by = case_clock(file, desk.settings, desk.today).act_by
    return holder_fields(rows, usual_reply_by(desk.today, act_by))


def particulars(file: CaseFile) -> dict[str, str]:
    """Return the answers kept with the case under the name of a letter's field."""
    named = {about.removeprefix(PARTICULAR): body for (about, _), body in file.notes.items()
             if about.startswith(PARTICULAR)}  # fmt: skip
    return {name: body for name, body in named.items() if name in FIELDS}


def _words(moment: Moment | None) -> str:
    if isinstance(moment, datetime):
        return f"{day_in_full(moment)} at {moment:%H:%M}"
    return day_in_full(moment) if moment else ""


def _case(desk: Desk, file: CaseFile, clock: Clock) -> dict[str, str]:
    acknowledge = next((d.due for d in clock.deadlines if d.what == "acknowledgement"), None)
    return {
        "reference": file.case.reference,
        "today": _words(desk.today),
        "kind.title": statute(file.case.kind).work.in_words.removeprefix("a ").removeprefix("an "),
        "received": _words(clock.received),
        "channel": CHANNEL_WORDS[file.case.channel],
        "starts": _words(clock.starts),
        "start_reason": start_reason(clock),
        "due": _words(clock.due),
        "counted": counted_words(clock),
        **time_to_answer(file),
        "target": _words(clock.target) if not has_passed(desk, clock.target) else "",
        "answered_on": _answered_on(file),
        "results.counted": results_counted(file, clock, desk.today),
        "due.is": "was due" if has_passed(desk, clock.due) else "is due",
        "due_if_answered_today": _words(clock.due_if_answered_today),
        "counted_if_answered_today": counted_if_answered(clock),
        "acknowledge_by": _words(acknowledge),
        "also.references": _also(file),
        **_extended(desk, file),
        "refusal.asked_on": _asked_on(file, _proof_awaited(file)),
        "closing.asked_on": _asked_on(file, _awaited(file)),
        **usual_days(desk, file),
    }


def _also(file: CaseFile) -> str:
    """Return the references of the cases that the same message began, or ''."""
    others = [link.reference for link in file.links if link.nature == SAME_MESSAGE]
    return listed(others) if others else ""


def _answered_on(file: CaseFile) -> str:
    answered = [fact.on for fact in file.standing_facts() if fact.name == "responded"]
    return _words(answered[-1]) if answered else ""


def _extended(desk: Desk, file: CaseFile) -> dict[str, str]:
    """Return the last day for the answer if we extend today, with its count, or '' if we can't."""
    facts = [*law_facts(file), Fact(EXTENSION, desk.today)]
    school = school_for_dates(desk.settings, file.case.school, file.case.kind, facts, desk.today)
    then = read_clock(file.case.kind, facts, school, desk.today)
    return {
        "extension.due": _words(then.due),
        "extension.counted": counted_words(then, extends=True),
    }


def _plainly_asked(file: CaseFile, clock: Clock) -> str:
    """Return a neutral description of the request, used unless the officer writes one.

    The case's own summary is never used: it is internal, and may hold what a requester must not
    read. The description never admits that we hold something: the requester may be a stranger to
    the pupil.
    """
    return statute(file.case.kind).work.asks_for.format(
        subjects=whom(file), received=_words(clock.received)
    )


def _awaited(file: CaseFile) -> dict[str, str]:
    """Return the words for each thing that we asked for and still wait for."""
    names = [fact.name for fact in file.standing_facts()]
    words = PROOF | DETAIL_OR_FEE
    return {q: words[q] for q, (_, a) in ANSWERS.items() if names.count(q) > names.count(a)}


def _proof_awaited(file: CaseFile) -> Mapping[str, str]:
    """Return the words for the proof still waited for: of identity first, or of any asked for."""
    open_now = {q: words for q, words in _awaited(file).items() if q in PROOF}
    return dict(tuple(open_now.items())[:1]) or PROOF


def _asked_on(file: CaseFile, words: Mapping[str, str]) -> str:
    """Return when we last asked for one of these, and for which, or '' if we didn't."""
    asked = [f for f in file.standing_facts() if f.name in words]
    if not asked:
        return ""
    last = max(asked, key=lambda fact: fact.on)
    return f"on {_words(last.on)} for {words[last.name]}"


def _school(settings: Settings, slug: str) -> dict[str, str]:
    """Return the fields about a school, its controller and its company."""
    school = settings.school(slug)
    ways = (f"Telephone {school.phone}" if school.phone else "", school.website)
    return {
        "school.name": school.name,
        "school.address": school.address,
        "school.phone": school.phone,
        "school.website": school.website,
        "school.reach": " | ".join(filter(None, ways)),
        "school.head": school.head,
        "controller.name": settings.controller(slug),
        "company": school.company.words if school.company else "",
    }


def _how_to_complain(file: CaseFile, settings: Settings) -> str:
    if dpo_concerned(file, settings):
        return "by letter to the headteacher at the school"
    return how_to_complain(settings, file.case.school, by_post="to the school")


def _office(settings: Settings, slug: str) -> dict[str, str]:
    dpo, regulator = settings.dpo, settings.regulator
    return {
        **_school(settings, slug),
        "dpo.name": dpo.name,
        "dpo.email": dpo.email,
        "dpo.phone": dpo.phone,
        "regulator.name": regulator.name,
        "regulator.address": regulator.address,
        "regulator.addressee": "\n".join(on_an_envelope(regulator)),
        "regulator.phone": regulator.phone,
        "regulator.website": regulator.website,
    }
