"""Treatment of a schedule's items, opinions on them, and second checks."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dpo_console.cases.disclosure import (
    LEFT_OUT,
    OPINIONS,
    TREATMENTS,
    Schedule,
    held_among,
    held_lines,
    items_words,
    number_words,
    schedule,
)
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require, why_may_not
from dpo_console.casework.change import change_meant
from dpo_console.casework.facts import check_open
from dpo_console.errors import BadInput, NotAllowed
from dpo_console.law.exemptions.exemptions import exemption as known_exemption
from dpo_console.law.exemptions.exemptions import exemptions_for
from dpo_console.law.words import listed
from dpo_console.sentences import Phrase, Remedy
from dpo_console.store import bulk_writes as stored
from dpo_console.store.asking import Value
from dpo_console.store.cases.disclosure_rows import ItemRow
from dpo_console.store.session import ask_in
from dpo_console.text import clean, day_words, required, required_words, says_something


def treat_items(
    desk: Desk,
    reference: str,
    numbers: Sequence[int],
    treatment: str,
    *,
    exemption: str = "",
    reason: str = "",
    version: int | None = None,
) -> Schedule:
    """Release, redact or withhold items, or reopen the decision with ''.

    Redacted or withheld items need a reason and, if the law has exemptions, one that fits the kind
    of request. Their second check must be done again. To release or reopen them needs a reason too,
    which is kept with them alone. Raises BadInput, StaleSave.
    """
    require(desk, "schedule")
    with change_meant(desk, reference, "treat", version=version) as this:
        check_open(this)
        file = this.file()
        check_listed(file.items, numbers)
        ground, why = ground_of(file.case.kind, treatment, exemption, reason)
        held = () if treatment in LEFT_OUT else held_among(file.items, numbers)
        if held:
            _check_why_given(desk, held, treatment, why)
        columns: dict[str, Value] = {"treatment": treatment, "exemption": ground, "reason": ""}
        columns |= {"treated_by": desk.person.slug if treatment else ""}
        columns |= {"looked_by": "", "looked_on": None}
        ask = ask_in(this.session)
        stored.change_items(ask, this.case_id, numbers, columns)
        of_reason = [item.number for item in held] or numbers
        if treatment and why:
            stored.change_items(ask, this.case_id, of_reason, {"reason": why})
        this.detail |= {"numbers": number_words(numbers), "treatment": treatment}
        this.detail |= {"exemption": ground, "reason": why}
        this.detail |= {"held": number_words(of_reason)} if held else {}
    return schedule(desk, this.case.reference)


def _check_why_given(desk: Desk, held: Sequence[ItemRow], treatment: str, why: str) -> None:
    """Raise BadInput where no reason says why redacted or withheld items are released or reopened.

    Their ground, their reason and their second check go from them.
    """
    if not says_something(why):
        what = "release" if treatment else "open again"
        stands = " ".join(held_lines(held, desk.settings.names))
        raise BadInput(f"say why you {what} what is redacted or withheld. {stands}", "reason")


def ground_of(kind: str, treatment: str, exemption: str, reason: str) -> tuple[str, str]:
    """Return the exemption and reason of a treatment, cleaned.

    A refused requester is told why: UK GDPR Art 12(4), FOIA s.17 and EIR reg 14. Raises BadInput if
    they don't fit.
    """
    if treatment not in TREATMENTS:
        known = ", ".join(name for name in TREATMENTS if name)
        raise BadInput(f"treatment: there is no {treatment!r}; there are {known}.")
    why = clean(reason, "reason")
    if treatment not in LEFT_OUT:
        if exemption:
            raise BadInput(f"exemption: {exemption} is for what is redacted or withheld.")
        return "", why
    offered = [e.slug for e in exemptions_for(kind)]
    slug = known_exemption(exemption).slug if exemption else ""
    if slug and slug not in offered:
        raise BadInput(f"exemption: {slug} is not for a request of kind {kind}.")
    if offered and not slug:
        raise BadInput(
            Phrase(
                "exemption: what is left out needs one. See them with: ",
                Remedy("exemptions", ("--kind", kind)),
            )
        )
    return slug, required_words(why, "reason")


def give_opinion(
    desk: Desk,
    reference: str,
    numbers: Sequence[int],
    says: str,
    words: str,
    *,
    on: date | None = None,
    version: int | None = None,
) -> Schedule:
    """Record the opinion that the law requires on items, or why none is needed.

    `says` is harm, no-harm or known. `words` name the source of the opinion, or say how the person
    knows. `on` is the opinion's own day (none for known). Raises BadInput.
    """
    require(desk, "schedule")
    if says not in OPINIONS:
        raise BadInput(f"opinion: there is no {says!r}; there are {', '.join(OPINIONS)}.")
    body = required(clean(words, "opinion"), "opinion")
    day = None if says == "known" else on or desk.today
    if day and day > desk.today:
        raise BadInput(f"opinion: {day_words(day)} is in the future.")
    with change_meant(desk, reference, "opinion", version=version) as this:
        check_open(this)
        check_listed(this.file().items, numbers)
        told = day.isoformat() if day else None
        columns: Mapping[str, Value] = {"opinion_says": says, "opinion": body, "opinion_on": told}
        stored.change_items(ask_in(this.session), this.case_id, numbers, columns)
        this.detail |= {"numbers": number_words(numbers), "says": says, "opinion": body}
    return schedule(desk, this.case.reference)


def look_again(
    desk: Desk, reference: str, numbers: Sequence[int], *, version: int | None = None
) -> Schedule:
    """Record a second check of the redacted or withheld items.

    Another person than the one who treated them must make it, if anybody else may. Raises
    NotAllowed naming the items, BadInput if none of them is redacted or withheld.
    """
    require(desk, "look")
    with change_meant(desk, reference, "look", version=version) as this:
        check_open(this)
        items = this.file().items
        check_listed(items, numbers)
        among = set(numbers)
        wanted = [i for i in items if i.number in among and i.treatment in LEFT_OUT]
        if not wanted:
            raise BadInput(
                f"{items_words(numbers)}: nothing here is redacted or withheld, so it needs no "
                "second check."
            )
        check_other_eyes(desk, wanted)
        seen = [item.number for item in wanted]
        columns: Mapping[str, Value] = {
            "looked_by": desk.person.slug,
            "looked_on": desk.today.isoformat(),
        }
        stored.change_items(ask_in(this.session), this.case_id, seen, columns)
        this.detail |= {"numbers": number_words(seen)}
    return schedule(desk, this.case.reference)


def check_other_eyes(desk: Desk, items: Sequence[ItemRow]) -> None:
    """Raise NotAllowed if someone else must do the second check of any of these items."""
    others = [p for p in desk.people if p != desk.person and not why_may_not(desk, "look", p)]
    own = [item.number for item in items if item.treated_by == desk.person.slug]
    if own and others:
        names = listed((p.name for p in others), "or")
        them = "it" if len(own) == 1 else "them"
        what = items_words(own).casefold()
        raise NotAllowed(f"You decided on {what}, so a colleague must check {them}: {names}.")


def check_listed(items: Iterable[ItemRow], numbers: Sequence[int]) -> None:
    """Raise BadInput if some numbers are not items, or none is given."""
    listed = {item.number for item in items}
    missing = [number for number in numbers if number not in listed]
    if missing or not numbers:
        has = f"There are {number_words(listed)}." if listed else "Nothing is listed yet."
        raise BadInput(f"{items_words(missing)}: not listed. {has}")
