"""Who may make each kind of request: a third party stays a third party.

Only some bodies may ask for pupil data by a duty of their own. Anybody else who asks for it makes a
third-party request, whatever kind was typed.

The register of processors and joint controllers, with their contracts, stands here too (UK GDPR Art
26-30).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dpo_console.approval.model import ROLES, Path
from dpo_console.approval.requesters import RequesterKind, requester_kind
from dpo_console.cases.checklist.checklists import path_of
from dpo_console.cases.checklist.particulars import said
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.people.addressee import PUPIL
from dpo_console.cases.people.hidden import hidden, hiding_everywhere
from dpo_console.cases.people.matching.names import may_be
from dpo_console.cases.people.matching.squeezed import folded, words_in
from dpo_console.cases.people.same.shown import contradicts
from dpo_console.cases.sharing.after_release import SECURITY, after_release
from dpo_console.cases.sharing.asking import supposed_gap
from dpo_console.cases.sharing.scope_items import AfterRelease, as_released, given_words
from dpo_console.config import Settings
from dpo_console.law.calendar.schools import A_SCHOOL, TYPES, SchoolType
from dpo_console.law.exemptions.exemptions import regimes
from dpo_console.law.statutes import kinds, statute
from dpo_console.law.words import listed
from dpo_console.sentences import Gap, Phrase, Remedy
from dpo_console.store.asking import Ask
from dpo_console.store.cases import case_file, case_parts
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.disclosure_rows import ScopeRow
from dpo_console.store.reads import lists
from dpo_console.text import day_words

ONWARD = "who.onward"
"""The criterion whose evidence names sub-processors."""


@dataclass(frozen=True, slots=True)
class ProcessorRow:
    """One contract with a processor, or arrangement with a joint controller, and its days.

    `ends` is the day by which the data are returned or deleted, and `exit` what became of them.
    """

    reference: str
    school: str
    organisation: str
    role: str
    service: str
    data: str
    pupils: str
    legal_basis: str
    contract: str
    signed: str
    since: date
    sub_processors: str
    country: str
    cover: str
    certificate_ends: date | None
    review: date | None
    ends: date | None
    exit: str


def processors(desk: Desk) -> tuple[ProcessorRow, ...]:
    """Return every contract under which data went out, in order of reference.

    Raises NotAllowed for people who may not see all releases.
    """
    require(desk, "full_register")
    hide = hiding_everywhere(desk)
    with desk.database.read() as ask:
        rows = tuple(in_role(ask, desk.today))
    return hidden(rows, hide) if hide else rows


def in_role(ask: Ask, today: date) -> Iterator[ProcessorRow]:
    """Yield the processors and joint controllers that were given data, by reference."""
    for page in case_parts.pages(ask, lists.released(ask)):
        for file in case_file.files(page):
            released = after_release(file)
            if released and file.scope and path_of(file) in (Path.PROCESSOR, Path.JOINT):
                yield _row(file, file.scope, released, today)


def _row(file: CaseFile, scope: ScopeRow, released: AfterRelease, today: date) -> ProcessorRow:
    recipient = as_released(file).recipient
    evidence = file.verdicts().get(ONWARD)
    certificates = [f.on for f in file.standing_facts() if f.name == SECURITY]
    return ProcessorRow(
        reference=file.case.reference,
        school=file.case.school,
        organisation=recipient.organisation or recipient.name,
        role=ROLES[path_of(file)],
        service=scope.purpose,
        data="; ".join(given_words(file).splitlines()),
        pupils=scope.cohort,
        legal_basis=scope.lawful_basis,
        contract=scope.agreement,
        signed="; ".join(day_words(one.on) for one in released.signed),
        since=released.on,
        sub_processors=evidence.evidence if evidence else "",
        country=said(file, "recipient.country"),
        cover=said(file, "recipient.cover"),
        certificate_ends=max(certificates, default=None),
        review=None if released.certificate else released.review_due,
        ends=released.destruction_due,
        exit=_exit(released, today),
    )


def _exit(released: AfterRelease, today: date) -> str:
    """Return what became of the data at the end of the contract, in words."""
    if released.certificate:
        return f"returned or deleted, certified {day_words(released.certificate.on)}"
    return "certificate overdue" if released.is_late(today) else "in use"


_ENACTMENT = re.compile(r"\b(act|regulations|rules)\s+(19|20)\d\d\b|\bsi\s*\d{4}/\d+")
_SECTION = re.compile(
    r"\b(section|sec|s|ss|rule|r|regulation|reg|article|art)\b\.?\s*\d+"
    r"|\b(s|r|reg)\d+\w*\b|\b(cpr|fpr|crimpr)\b"
)
_ASKED = re.compile(r"\b(letter|email|e-mail|mail|request|form|permission|consent)\b")
"""Words for something that anybody may write, with sections of its own."""

_ORDER = re.compile(r"\b(order|ordered|summons|direction|directions|warrant|notice|judgment)\b")
_DAY = re.compile(
    r"\b\d{1,2}(st|nd|rd|th)?\s+(of\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b"
)


def names_power(words: str) -> bool:
    """Return True if words name an enactment, a section or rule, or an order with its day."""
    text = folded(words)
    if _ENACTMENT.search(text) or (_ORDER.search(text) and _DAY.search(text)):
        return True
    return bool(_SECTION.search(text) and not _ASKED.search(text))


def power_gap(file: CaseFile) -> Gap | None:
    """Return the gap of a compelled disclosure whose power is none, or None.

    Where no words stand at all, the approval waits for them.
    """
    scope = file.scope
    if scope is None or scope.path != Path.COMPELLED or not scope.power.strip():
        return None
    if names_power(scope.power):
        return None
    said = f"“{scope.power}” doesn't name"
    what = "the power that compels it: an Act with its section, or an order with its day. Say it: "
    remedy = Remedy("scope", (file.case.reference, "--power ..."))
    return Gap("", Phrase(f"{said} {what}", remedy))


THEMSELVES = {"pupil": "the pupil", "former-pupil": "the former pupil", "staff": "a colleague"}
"""The kinds of requester who ask for their own data alone, in words."""


def third_party_kind() -> str:
    """Return the kind of a third party's request, which goes through the approval gate."""
    return next(kind for kind in kinds() if statute(kind).work.gated)


def fits(kind: str, asked_by: str, schools: Iterable[SchoolType]) -> bool:
    """Return True if this kind of requester may ask such a school for this. Raises BadInput."""
    return statute(kind).work.serves(requester_kind(asked_by).slug, schools)


def why_unfit(kind: str, asked_by: str, schools: Sequence[SchoolType]) -> str:
    """Return why a requester can't make this kind of request of such a school, or ''."""
    if fits(kind, asked_by, schools):
        return ""
    who, what = requester_kind(asked_by).title, statute(kind).work.in_words
    if not fits(kind, asked_by, TYPES):
        return f"The requester ({who}) makes this a third-party request, not {what}."
    asked = listed([A_SCHOOL[school] for school in dict.fromkeys(schools)])
    return (
        f"The requester ({who}) asks {asked}: that is a third-party request, not {what} "
        f"({statute(kind).law})."
    )


def unfit_as_new(kind: str, asked_by: str, schools: Sequence[SchoolType]) -> Phrase | None:
    """Return the refusal of a new request that doesn't fit its requester, or None."""
    why = why_unfit(kind, asked_by, schools)
    return Phrase(f"{why} Log it as one: ", _logged_instead(asked_by)) if why else None


def unfit_cases(desk: Desk) -> Iterator[tuple[str, str]]:
    """Yield each open case whose law doesn't serve its requester at its school, and why."""
    with desk.database.read() as ask:
        rows = [tuple(map(str, row)) for row in lists.open_askers(ask)]
    for reference, kind, asked_by, school in rows:
        if why := why_unfit(kind, asked_by, desk.settings.types_meant(school)):
            yield reference, why


def misfits(file: CaseFile, settings: Settings) -> Iterator[Gap]:
    """Yield why the requester of a case, as recorded, may not be given what is asked for."""
    found = (
        supposed_gap(file),
        unfit(file, settings),
        misnamed(file),
        unlike(file),
        power_gap(file),
    )
    yield from filter(None, found)


def unfit(file: CaseFile, settings: Settings) -> Gap | None:
    """Return the gap of a case whose requester can't make its kind of request, or None.

    The requester is the one recorded, or the one that the organisation's name shows.
    """
    case = file.case
    schools = settings.types_meant(case.school)
    why = why_unfit(case.kind, case.requester_kind, schools)
    return _log_instead(file, case.requester_kind, why) if why else _shown_as_another(file, schools)


def misnamed(file: CaseFile) -> Gap | None:
    """Return the gap of a kind that one body alone may ask for, and somebody else does, or None."""
    names = statute(file.case.kind).work.asked_in_name
    asks = file.requester
    said = {*words_in(asks.name), *words_in(asks.organisation)}
    if not names or said & {*names}:
        return None
    what = statute(file.case.kind).work.in_words
    why = f"Neither the name nor the organisation of the requester fits {what}. Correct it: "
    change = Remedy("party", (file.case.reference, "set", "1", "--organisation ...", "--why ..."))
    return Gap("", Phrase(why, change))


def unlike(file: CaseFile) -> Gap | None:
    """Return the gap of a pupil or a colleague who asks for another person's data, or None.

    A parent who is recorded as the pupil would need no parental responsibility. A pupil asks for
    nothing of others; a colleague may complain of what happened to a pupil.
    """
    case, asks = file.case, file.requester
    about = [name for name in file.subjects if not may_be(name, asks.name)]
    told = THEMSELVES.get(case.requester_kind, "")
    access = case.requester_kind == PUPIL or case.kind in regimes()["access"].kinds
    if not (told and access and about):
        return None
    why = f"{asks.name} is recorded as {told}, but it is about {listed(about)}. Correct it: "
    change = Remedy("correct-case", (case.reference, "--requester-kind ...", "--why ..."))
    return Gap("", Phrase(why, change))


def _shown_as_another(file: CaseFile, schools: Sequence[SchoolType]) -> Gap | None:
    """Return the gap of a requester whose organisation shows another kind of requester, or None."""
    case, asks = file.case, file.requester
    work = statute(case.kind).work
    if not (work.gated or work.only_some) or work.asked_in_name:
        return None
    shown = contradicts(case.requester_kind, asks.name, asks.organisation)
    if shown is None:
        return None
    words, kinds = shown
    recorded, other = requester_kind(case.requester_kind), requester_kind(min(kinds))
    if work.gated and not _gains(recorded, other):
        return None
    why = (
        f"The requester is recorded as: {recorded.title}. “{words}” in the name or organisation "
        f"shows: {other.title}."
    )
    if not fits(case.kind, other.slug, schools):
        return _log_instead(file, other.slug, f"{why} This is a third-party request.")
    correct = (case.reference, f"--requester-kind {other.slug}", "--why ...")
    return Gap("", Phrase(f"{why} Correct whichever is wrong: ", Remedy("correct-case", correct)))


def _gains(recorded: RequesterKind, shown: RequesterKind) -> bool:
    """Return True if somebody gains by being recorded as another third party.

    A council's solicitor who is recorded as a solicitor gains nothing.
    """
    if recorded.of_business:
        return recorded.compelled_possible and shown.of_business
    return True


def _log_instead(file: CaseFile, kind: str, why: str) -> Gap:
    instead = _logged_instead(kind, f"--about {file.case.reference}")
    return Gap("", Phrase(f"{why} Log that, and close this case as withdrawn: ", instead))


def _logged_instead(asked_by: str, *more: str) -> Remedy:
    return Remedy("add", (third_party_kind(), f"--requester-kind {asked_by}", "...", *more))
