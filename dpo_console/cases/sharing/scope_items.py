"""The data that a third party asks for: the items, the consents, and what was released.

Consents say by whom and for what they were given, and may be withdrawn (UK GDPR Art 7). Before the
people of a released case are first corrected, we keep who they were. The register and the case then
show what was released, and each correction beside it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from dpo_console.approval import data_items
from dpo_console.approval.data_items import SENSITIVITIES, DataItem, ListedItem
from dpo_console.approval.model import Path
from dpo_console.cases.checklist.particulars import said
from dpo_console.config import Settings
from dpo_console.config.settings.settings import Sharing
from dpo_console.errors import BadInput
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import FactRow, PartyRow
from dpo_console.store.cases.disclosure_rows import ScopeRow
from dpo_console.text import clean_line, day_words, required

KEPT = "released.people"
"""The kind of note that keeps the people of a case as they were told."""

CORRECTION = "release.correction"
"""The case detail that corrects what is recorded of a release, in words."""

WAYS = ("email", "phone", "address")
"""The contact details of a person."""

TOLD = ("name", "organisation", *WAYS)
"""The details of a person that a correction can change."""

PUBLISHED = ("organisation",)
"""Those of them that the published register tells."""


def is_frozen(file: CaseFile) -> bool:
    """Return True if data were released and the record of an urgent release is complete."""
    facts = {f.name for f in file.standing_facts()}
    return "released" in facts and ("released_urgently" not in facts or "record_completed" in facts)


def people_words(file: CaseFile) -> str:
    """Return the people of a case as they are kept."""
    return json.dumps([asdict(party) for party in file.parties])


def as_released(file: CaseFile) -> CaseFile:
    """Return the case with its people as they were when it was released."""
    kept = file.note(KEPT, file.case.id)
    if not kept:
        return file
    parts = {field.name: getattr(file, field.name) for field in fields(CaseFile)}
    people = tuple(PartyRow(**one) for one in json.loads(kept))
    return CaseFile(**parts | {"parties": people})


def corrections(file: CaseFile, *, published: bool = False) -> tuple[str, ...]:
    """Return what was corrected since the release, in words.

    `published` leaves out all that the published register doesn't tell. Protected details are
    never repeated.
    """
    found = [*_of_people(file, PUBLISHED if published else TOLD), *_of_day(file)]
    if words := said(file, CORRECTION):
        found.append(words)
    return tuple(found)


def _of_people(file: CaseFile, details: Sequence[str]) -> Iterator[str]:
    now = {party.id: party for party in file.parties}
    before = {party.id: party for party in as_released(file).parties}
    for was in before.values():
        yield from _of_person(was, now.get(was.id, was), details)
    if details is TOLD:
        yield from (f"Added: {p.role} {p.name}" for n, p in now.items() if n not in before)


def _of_person(was: PartyRow, now: PartyRow, details: Sequence[str]) -> Iterator[str]:
    for detail in details:
        old, new = getattr(was, detail), getattr(now, detail)
        if old == new:
            continue
        change = f"{old or 'none'}, corrected to {new or 'none'}"
        if detail in WAYS and (was.protected or now.protected):
            change = "corrected (protected)"
        yield f"The {was.role}'s {detail}: {' '.join(change.split())}"


def _of_day(file: CaseFile) -> Iterator[str]:
    """Yield the day of the release as it was told first, if it was corrected."""
    released = [f for f in file.facts if f.name == "released" and not f.struck]
    if len(released) > 1:
        first, last = released[0], released[-1]
        yield f"Released {day_words(first.on)}, corrected to {day_words(last.on)}"


GIVEN, WITHDRAWN = "consent_given", "consent_withdrawn"
"""The facts about a consent."""


def consents(file: CaseFile) -> tuple[FactRow, ...]:
    """Return the consents that stand: each says who gave it and for what, and wasn't withdrawn.

    A withdrawal that names no consent withdraws every earlier one.
    """
    facts = file.standing_facts()
    gone = [f for f in facts if f.name == WITHDRAWN]
    return tuple(
        f
        for f in facts
        if f.name == GIVEN
        and f.reasoned
        and not any(w.id > f.id and w.answers in (None, f.id) for w in gone)
    )


def consent_words(file: CaseFile) -> str:
    """Return the consents that stand, in words, or ''."""
    return "; ".join(f"{f.note} ({day_words(f.on)})" for f in consents(file))


DAYS_TO_CERTIFY = 14
"""The days a recipient has, after its use ends, to certify that the data were destroyed.

The statute of third-party requests counts the same days.
"""


def certificate_by(ends: date) -> date:
    """Return the day by which a certificate should come, if use ends on a day."""
    return ends + timedelta(days=DAYS_TO_CERTIFY)


@dataclass(frozen=True, slots=True)
class Scope:
    """The scope of a request, which is exactly what an approval covers.

    `items` are free words, and `listed` the separate data items. `years` is such as 2024-2026.
    `condition` is the condition of UK GDPR Art 9 or 10. `dpia` and `agreement` are references to
    papers. `review_on` is the day of the review of the sharing.
    """

    purpose: str = ""
    items: str = ""
    cohort: str = ""
    lawful_basis: str = ""
    power: str = ""
    path: str = "ordinary"
    method: str = ""
    until: date | None = None
    years: str = ""
    pupils: int | None = None
    condition: str = ""
    dpia: str = ""
    agreement: str = ""
    review_on: date | None = None
    listed: tuple[ListedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class ChallengeRow:
    """An objection to a sharing.

    One that `blocks` prevents a release until it has a `reason`. A `final` one accepts no reason:
    the scope must change. `on_checklist` is True if the reason is the evidence of a check, which
    speaks of the whole list, and not an answer to this objection alone. `ratings` are the two
    ratings that differ, where it is about one.
    """

    name: str
    says: str
    blocks: bool
    final: bool
    reason: str
    on_checklist: bool = False
    ratings: str = ""

    @property
    def of_rating(self) -> bool:
        """True if it doubts how a listed item is rated, which the list of items settles."""
        return self.name.partition(".")[0] in ("rating", "only")

    @property
    def answer(self) -> str:
        """The reason with the place where it was given, in words."""
        where = " on the checklist" if self.on_checklist else ""
        return f"Your answer{where}: “{self.reason}”"


@dataclass(frozen=True, slots=True)
class Signed:
    """An event on a day, with the words recorded about it."""

    on: date
    words: str


@dataclass(frozen=True, slots=True)
class AfterRelease:
    """The follow-up of a release.

    `what` has a line for each item. `about` is whose data it is. `urgently` is why it could not
    wait, or ''. `terms` says where to find them. `signed` is who signed them, and when. `chased`
    lists the days on which the certificate of destruction was chased. If a review is the last one,
    `review_due` is empty. `corrections` is what was corrected since. Nobody signs for data that
    were `compelled`.
    """

    on: date
    what: str
    about: str
    to: str
    how: str
    urgently: str
    terms: str
    signed: tuple[Signed, ...]
    review_due: date | None
    reviews: tuple[Signed, ...]
    destruction_due: date | None
    chased: tuple[date, ...]
    certificate: Signed | None
    corrections: tuple[str, ...] = ()
    compelled: bool = False

    @property
    def owes_certificate(self) -> bool:
        """True if a certificate of destruction has still to come."""
        return self.destruction_due is not None and self.certificate is None

    @property
    def certificate_due(self) -> date | None:
        """The day by which the certificate should come, or None if none is owed."""
        return certificate_by(self.destruction_due) if self.destruction_due else None

    def is_late(self, today: date) -> bool:
        """Return True if the certificate should have come by now and has not."""
        due = self.certificate_due
        return self.certificate is None and due is not None and due < today


EVERYTHING = "all"
"""The word for every item, when removing, withholding or giving items."""


def catalogue(settings: Settings) -> Mapping[str, DataItem]:
    """Return the data items of this office by slug, with no risk beyond the office's scale."""
    return _catalogue(settings.sharing)


@cache
def _catalogue(sharing: Sharing) -> Mapping[str, DataItem]:
    def within(item: DataItem) -> DataItem:
        risk, less = min(item.risk, sharing.risks), min(item.less_risk, sharing.risks)
        return replace(item, risk=risk, less_risk=less)

    items = data_items.catalogue(sharing.items)
    return MappingProxyType({slug: within(item) for slug, item in items.items()})


def listed_of(file: CaseFile) -> tuple[ListedItem, ...]:
    """Return the items a case lists, in their order."""
    return tuple(
        ListedItem(i.slug, i.title, i.sensitivity, i.risk, i.instead, i.given, i.ordered)
        for i in file.scope_items
    )


def listed_words(items: Sequence[ListedItem]) -> str:
    """Return the list in words, marking the items withheld."""
    return "; ".join(f"{i.words}{'' if i.given else ' (withheld)'}" for i in items)


def given_words(file: CaseFile, *, plainly: bool = False) -> str:
    """Return the data to be given, in words: the free text, then a line for each item.

    `plainly`: a lesser item doesn't name the one that it stands for.
    """
    items = listed_of(file)
    if plainly:
        items = tuple(replace(i, title=i.instead or i.title, instead="") for i in items)
    return words_given(file.scope.items if file.scope else "", items)


def words_given(free: str, items: Sequence[ListedItem]) -> str:
    """Return the data to be given from free text and a list, as lines of words."""
    return "\n".join([*([free] if free else []), *(i.words for i in items if i.given)])


def ways(settings: Settings, item: ListedItem) -> tuple[str, ...]:
    """Return the lesser versions of an item that would do, the best first."""
    kind = catalogue(settings).get(item.slug)
    return kind.less if kind else ()


def whole(settings: Settings, item: ListedItem) -> ListedItem:
    """Return the item given whole."""
    return _given_as(settings, item, "")


def less(settings: Settings, item: ListedItem) -> ListedItem:
    """Return the item given in the next of its lesser versions."""
    known = ways(settings, item)
    following = known.index(item.instead) + 1 if item.instead in known else 0
    return _given_as(settings, item, known[following % len(known)])


def _given_as(settings: Settings, item: ListedItem, instead: str) -> ListedItem:
    """Return the item given in this version. A risk that the officer assessed stays."""
    kind = catalogue(settings).get(item.slug)
    risk = item.risk
    if kind and risk == (kind.less_risk if item.instead else kind.risk):
        risk = kind.less_risk if instead else kind.risk
    return replace(item, instead=instead, risk=risk, given=True)


def number_of_pupils(typed: str) -> int | None:
    """Return the number of pupils typed, or None for an empty text. Raises BadInput."""
    digits = typed.strip().replace(",", "")
    if digits and not (digits.isdecimal() and digits.isascii()):
        said = f"{typed!r} is not a number. Write how many pupils, such as 60."
        raise BadInput(said, "pupils")
    return int(digits) if digits else None


def cohort_words(scope: Scope | ScopeRow) -> str:
    """Return whose data it is, in words: the pupils, their number and the years."""
    count = f"{scope.pupils:,} pupils" if scope.pupils and scope.pupils > 1 else ""
    if scope.pupils == 1 and not scope.cohort:
        count = "1 pupil"
    return ", ".join(part for part in (scope.cohort, count, scope.years) if part)


def highest(items: Sequence[ListedItem]) -> tuple[str, int] | None:
    """Return the highest sensitivity and identification risk of the items to be given."""
    given = [item for item in items if item.given]
    if not given:
        return None
    return min(i.sensitivity for i in given), min(i.risk for i in given)


def changed(
    settings: Settings,
    items: Sequence[ListedItem],
    *,
    drop: Sequence[str] = (),
    add: Sequence[str] = (),
    ordered: Sequence[str] = (),
    keep_back: Sequence[str] = (),
    give: Sequence[str] = (),
) -> tuple[ListedItem, ...]:
    """Return the list with items removed, added, named in the order, withheld or given.

    An added item gives slug, lesser version and rating as data_items.listed reads them. The other
    lists name an item by slug, title or its former number, or say `all`. Raises BadInput.
    """
    found = {item.key: item for item in items}
    numbers = {str(number): key for number, key in enumerate(found, 1)}
    drop, keep_back, give = (
        [numbers.get(name, name) for name in names] for names in (drop, keep_back, give)
    )
    for key in _keys(found, drop):
        del found[key]
    for wanted, named in [*((w, False) for w in add), *((w, True) for w in ordered)]:
        _add(settings, found, wanted, named)
    for keys, given in ((keep_back, False), (give, True)):
        for key in _keys(found, keys):
            found[key] = replace(found[key], given=given)
    return tuple(found.values())


def words_rated(scope: Scope, rating: str) -> Scope:
    """Return the scope with each line of its words as an item of that rating, such as B2.

    Under an order the words are what it names. Raises BadInput for no words or no rating.
    """
    if not scope.items.strip():
        raise BadInput("a rating needs words here. A listed item has its own rating.", "items")
    ordered = scope.path == Path.COMPELLED
    lines = (line for line in scope.items.splitlines() if line.strip())
    rated = (data_items.rated_words(line, rating, ordered=ordered) for line in lines)
    return replace(scope, items="", listed=(*scope.listed, *rated))


def _add(settings: Settings, found: dict[str, ListedItem], wanted: str, ordered: bool) -> None:
    """Add an item to the list, or change the one already there."""
    if wanted in found and ordered:
        found[wanted] = replace(found[wanted], ordered=True)
        return
    item = data_items.listed(catalogue(settings), wanted, ordered=ordered)
    old = found.get(item.key)
    if old:
        item = replace(item, given=old.given, ordered=old.ordered or ordered)
    found[item.key] = item


def _keys(found: Mapping[str, ListedItem], wanted: Sequence[str]) -> list[str]:
    """Return the keys of the items named. Raises BadInput for one that isn't listed."""
    meant: list[str] = []
    for name in wanted:
        meant += found if name.casefold() == EVERYTHING else [_key(found, name)]
    return list(dict.fromkeys(meant))


def _key(found: Mapping[str, ListedItem], name: str) -> str:
    for key, item in found.items():
        if name.casefold() in (key.casefold(), item.title.casefold()):
            return key
    known = "; ".join(item.title for item in found.values()) or "nothing"
    raise BadInput(f"{name!r} is not among the items that are asked for: {known}.")


def checked(settings: Settings, items: Sequence[ListedItem]) -> tuple[ListedItem, ...]:
    """Return the items with their words cleaned. Raises BadInput for a wrong rating, or twins."""
    keys = [item.key for item in items]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice:
        raise BadInput(f"{twice!r} is listed twice; list each item once.")
    return tuple(_checked(settings, item) for item in items)


def _checked(settings: Settings, item: ListedItem) -> ListedItem:
    lowest = settings.sharing.risks
    if item.sensitivity not in SENSITIVITIES or not 1 <= item.risk <= lowest:
        raise BadInput(
            f"{item.title}: {item.sensitivity}{item.risk} is no rating: sensitivity A to E, "
            f"identification risk 1 to {lowest}, 1 the highest."
        )
    return replace(
        item,
        title=required(clean_line(item.title, "item"), "item"),
        instead=clean_line(item.instead, "what is given instead"),
    )
