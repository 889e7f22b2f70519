"""Details that this case or another protects, in words that leave, and who may not learn them."""

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from dpo_console.approval.requesters import requester_kinds
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import may_be_the_same
from dpo_console.cases.people.addressee import Addressee
from dpo_console.cases.people.kept_from import (
    REACHING,
    Access,
    Shielded,
    access,
    gave,
    house_of,
    is_kept_from,
    may_be_of,
    may_live_with,
    never_in,
    own_details,
    share_details,
)
from dpo_console.cases.people.matching.details import WORDS, Detail, details
from dpo_console.cases.people.matching.names import bare, names_in, near, same_name, says
from dpo_console.cases.people.matching.squeezed import Squeezed, words_in
from dpo_console.config import Settings
from dpo_console.law.words import listed
from dpo_console.sentences import Gap
from dpo_console.store.asking import Ask
from dpo_console.store.cases.case_file import AuditRow, CaseFile, load
from dpo_console.store.reads.all_cases import (
    cases_protecting,
    kept_from,
    protected_people,
    protecting,
)

WAYS = ("address", "email", "phone", "organisation")
"""The details of a protected person."""

HIDDEN = "[protected]"
"""The text shown in place of a protected detail."""


class ProtectedDetails:
    """The protected details of a case, to be found in words or taken out of them.

    Details that stood in the case while they were protected count, after a correction too.
    """

    def __init__(
        self,
        file: CaseFile,
        history: Sequence[AuditRow] = (),
        settings: Settings | None = None,
        also: "Sequence[ProtectedDetails]" = (),
    ) -> None:
        """Take the protected people of `file`, and those protected earlier in `history`.

        The office's own addresses, in `settings`, are no secret. What `also` protects is found and
        taken out too.
        """
        self.file = file
        self.former = frozenset(former_kinds(history))
        known, names = Squeezed("\n".join(_public(settings))), {*_name_words(file)}
        schools = [Squeezed(s.name).letters for s in settings.schools] if settings else []
        self.people = tuple(
            Shielded(name, kept_from, kept, earlier, party)
            for party, name, kept_from, said, earlier in (*_now(file), *_before(file, history))
            if (kept := tuple(_secret(said, known, schools, names, name)))
        )
        self.any = bool(self.people)
        self.keys = frozenset(d.key for one in self.people for d in one.details)
        everybody = (one for secret in (self, *also) for one in secret.people)
        self._certain = [d for one in everybody for d in one.details if d.sort != WORDS]

    def __call__(self, text: str) -> str:
        """Return the text without protected details."""
        words = Squeezed(text)
        spans = sorted(words.span(*found) for d in self._certain for found in d.spans(words))
        clear, at = "", 0
        for start, end in spans:
            if start >= at:
                clear += f"{text[at:start]}{HIDDEN}"
            at = max(at, end)
        return clear + text[at:]

    def tells(self, text: str) -> bool:
        """Return True if a text contains protected details."""
        words = Squeezed(text)
        return any(True for d in self._certain for _ in d.spans(words))


def protected(words: str, to: Addressee, secret: ProtectedDetails) -> Iterator[Gap]:
    """Yield why words may not go to an addressee as they are.

    A detail is never told to a person it is kept from. Anyone else gets it for a recorded reason.
    """
    given = gave(secret.file, to).letters
    for one, allowed, found in _told(words, to, secret):
        kept = is_kept_from(secret.file, to, one)
        if allowed is Access.NEVER and (kept or not may_live_with(secret.file, to, one)):
            theirs = not kept and any(detail.key in given for detail, _ in found)
            yield from _gaps(one, found, to, allowed, theirs)
        else:
            yield from _gaps(one, [x for x in found if x[0].key not in given], to, allowed)


def protected_of_others(
    words: str,
    to: Addressee,
    secret: ProtectedDetails,
    here: ProtectedDetails,
    *,
    clerks: bool = False,
) -> Iterator[Gap]:
    """Yield why words may not go to an addressee who asks about somebody else.

    A person that the details are kept from, or who never gets them in that case, gets them in no
    other. Anybody else gets them for a recorded reason, and nobody is named. To a private person,
    that reason is no clerk's, because details are kept from every one of them. An addressee's own
    address is no secret to them. What this case protects, `here`, is told there.
    """
    who, own = to.name or "the reader", Squeezed(own_details(to)).letters
    for one, allowed, told in _told(words, to, secret):
        named = allowed is Access.NEVER and is_kept_from(secret.file, to, one)
        found = [(detail, said) for detail, said in told if named or detail.key not in own]
        certain = [(detail, said) for detail, said in found if detail.sort != WORDS]
        asked = (detail for detail, _ in certain if detail.key not in own)
        sorts = dict.fromkeys(detail.sort for detail in asked if detail.key not in here.keys)
        if named or (allowed is Access.NEVER and never_in(secret.file, to, one)):
            phrases = [(detail, said) for detail, said in found if " " in said]
            yield from _gaps(one, certain or phrases, to, allowed)
        elif sorts:
            private = allowed is Access.NEVER
            whose = "The DPO or the safeguarding lead says" if private else "Say"
            yield Gap("", f"It tells {who} the {listed(sorts)} of somebody whom another case "
                      f"protects. {whose} why {who} needs that.",
                      final=private and clerks)  # fmt: skip


Told = tuple[Shielded, Access, Sequence[tuple[Detail, str]]]
"""A protected person, an addressee's access, and the details told, with the words that tell them.
"""


def _told(words: str, to: Addressee, secret: ProtectedDetails) -> Iterator[Told]:
    """Yield what words tell an addressee of each protected person whose details aren't theirs."""
    if not secret.any or not words:
        return
    whole, own, others = Squeezed(words), Squeezed(own_details(to)), _without_block(words, to)
    rest = whole if others == words else Squeezed(others)
    for one in secret.people:
        allowed = access(secret.file, to, one, secret.former)
        if allowed is not Access.OWN:
            found = [
                (detail, told)
                for detail, told in _found(one, whole, rest)
                if not share_details(secret.file, to, one, own, detail.key)
            ]
            yield one, allowed, found


def _found(one: Shielded, whole: Squeezed, rest: Squeezed) -> Iterator[tuple[Detail, str]]:
    """Yield the details that words tell, each with the words that tell it."""
    for detail in one.details:
        text = whole if detail.sort in REACHING and not one.earlier else rest
        span = next(detail.spans(text), None)
        if span:
            start, end = text.span(*span)
            yield detail, " ".join(text.text[start:end].split())


def _gaps(
    one: Shielded,
    found: Sequence[tuple[Detail, str]],
    to: Addressee,
    allowed: Access,
    theirs: bool = False,
) -> Iterator[Gap]:
    """Yield a gap for details that the words tell, or else for words that may tell them.

    `theirs`: the addressee gave us one of these details as their own.
    """
    who = to.name or "the reader"
    sorts = dict.fromkeys(detail.sort for detail, _ in found if detail.sort != WORDS)
    if sorts:
        what = f"{'earlier ' if one.earlier else ''}protected {listed(sorts)} of {one.name}"
        never = allowed is Access.NEVER
        remedy = "Take that out." if never else f"Say why {who} needs that."
        remedy += f" If {who} lives there too, protect {who}'s details in this case." * theirs
        yield Gap("", f"It tells {who} the {what}. {remedy}", final=never)
    elif found and allowed is Access.NEVER:
        said = listed(dict.fromkeys(f"“{words}”" for _, words in found))
        yield Gap("", f"It uses {said}, part of {one.name}'s protected details. "
                  f"Say why that doesn't tell {who} where {one.name} is.")  # fmt: skip


def _without_block(words: str, to: Addressee) -> str:
    """Return words without the addressee's own address block, where it stands first."""
    return words.replace(to.envelope, "", 1) if to.name and to.lines else words


Ways = tuple[str, str, str, str]
"""Address, e-mail, telephone and organisation."""

Known = tuple[int, str, str, Ways, bool]
"""A protected person's number and name, who the details are kept from, the details, and True for
earlier ones."""


def _now(file: CaseFile) -> Iterator[Known]:
    for p in file.parties:
        if p.protected:
            yield p.id, p.name, p.kept_from, (p.address, p.email, p.phone, p.organisation), False


def _before(file: CaseFile, history: Sequence[AuditRow]) -> Iterator[Known]:
    """Yield earlier details of protected people, from corrections and removals.

    They are kept from the same people as the present ones. Of somebody who was removed, nobody who
    is called the same is the owner.
    """
    changes = [words for words in _changes(history) if words.get("protected")]
    removed = {str(words.get("name")) for words in changes if words.get("act") == "remove"}
    for words in changes:
        name = str(words.get("name") or "")
        address, email, phone, organisation = (words.get(f"before.{way}") or "" for way in WAYS)
        same = [p for p in file.parties if name not in removed and same_name(p.name, name)]
        same.sort(key=lambda party: not party.protected)
        now = (p.kept_from for p in file.parties if p.protected and same_name(p.name, name))
        kept_from = next(now, str(words.get("kept_from") or ""))
        owner = same[0].id if same else 0
        yield owner, name, kept_from, (address, email, phone, organisation), True


def former_kinds(history: Sequence[AuditRow]) -> Iterator[str]:
    """Yield the requester kinds that the requester had before a correction."""
    for words in _changes(history):
        kind = str(words.get("before.kind") or words.get("before.requester_kind") or "")
        if kind in requester_kinds():
            yield kind


def _changes(history: Sequence[AuditRow]) -> Iterator[dict[str, Any]]:
    """Yield the words of the entries that keep what a correction replaced."""
    for entry in history:
        if entry.detail and '"before.' in entry.detail:
            yield json.loads(entry.detail)


def _secret(
    said: Ways, known: Squeezed, schools: Sequence[str], names: Collection[str], own: str
) -> Iterator[Detail]:
    """Yield the details that the office itself doesn't publish.

    The name of a school among them tells where a child is, whoever publishes it. A word of an
    address that is one in the name of a person of the case tells nothing alone, nor does their own
    name, by which an e-mail address begins.
    """
    text = "\n".join(said)
    theirs, words = Squeezed(text).letters, {*words_in(text)} & {*names} | {"".join(bare(own))}
    named = [school for school in schools if school and school in theirs]
    yield from (Detail(school, WORDS) for school in named)
    for detail in details(*said):
        if detail.key not in (*named, *words) and not any(True for _ in detail.spans(known)):
            yield detail


def _name_words(file: CaseFile) -> Iterator[str]:
    """Yield the words of people's names. One with a digit in it is no name."""
    for party in file.parties:
        yield from (w for w in words_in(party.name) if not any(c.isdigit() for c in w))


def _public(settings: Settings | None) -> Iterator[str]:
    """Yield the names and contact details that stand in every letter, and the office's people."""
    if settings:
        yield settings.name
        for contact in (settings.dpo, settings.regulator):
            yield from contact
        for one in settings.schools:
            yield from (one.name, one.address)
        yield from (person.name for person in settings.people)


class ProtectedElsewhere(NamedTuple):
    """Another case that protects somebody. `seen`: this officer may see it.

    `same_pupil`: it is about the same pupil, and not about somebody else.
    """

    file: CaseFile
    seen: bool
    same_pupil: bool = True


def protected_elsewhere(
    desk: Desk, file: CaseFile, words: str = ""
) -> tuple[ProtectedElsewhere, ...]:
    """Return the other cases about the same pupils that protect somebody's details.

    Cases about somebody else follow if the words tell a detail that they protect, or if they keep
    details from somebody of this case, or from a reader whom the words name. A case that this
    officer may not see protects too, and nobody in it is named.
    """
    about = file.subjects
    with desk.database.whole.read() as ask:
        found = {
            int(case or 0): str(reference)
            for case, reference, name in protecting(ask)
            if case != file.case.id and any(may_be_the_same(str(name), one) for one in about)
        }
        others = (_telling(ask, words) if words else {}) | _keeping(ask, file, words)
        cases = {**others, **found}
        cases.pop(file.case.id, None)
        files = [(load(ask, case), reference) for case, reference in cases.items()]
    with desk.database.glance() as ask:
        seen = {str(row[1]) for row in protected_people(ask)} if files else set()
    return tuple(
        ProtectedElsewhere(f, reference in seen, f.case.id in found) for f, reference in files
    )


def _keeping(ask: Ask, file: CaseFile, words: str) -> dict[int, str]:
    """Return the number and reference of each case that keeps details from somebody of this one."""
    ways = {key for p in file.parties for way in (p.email, p.address) for key in _keys(way)}
    return {
        int(case or 0): str(reference)
        for case, reference, names, name, organisation, *reached in kept_from(ask)
        if any(ways & _keys(str(way or "")) for way in reached)
        or any(may_be_of(p.name, p, str(name), str(organisation or "")) for p in file.parties)
        or any(
            says(words, bare(one)) or any(near(p.name, one) for p in file.parties)
            for one in names_in(str(names))
        )
    }


def _keys(way: str) -> set[str]:
    """Return an address or e-mail address as it is compared, and the house that it is in."""
    return {Squeezed(one).letters for one in (way, house_of(way))} - {""}


def _telling(ask: Ask, words: str) -> dict[int, str]:
    """Return the number and reference of each case of which words tell a protected detail."""
    text = Squeezed(words)
    return {
        int(case or 0): str(reference)
        for case, reference, *ways in protected_people(ask)
        for detail in details(*(str(way or "") for way in ways), "")
        if detail.sort != WORDS and any(True for _ in detail.spans(text))
    }


def protected_anywhere(desk: Desk) -> tuple[ProtectedDetails, ...]:
    """Return the protected details of every case, one that this officer may not see too."""
    with desk.database.whole.read() as ask:
        protecting = (load(ask, case) for case in cases_protecting(ask))
        return tuple(ProtectedDetails(file, (), desk.settings) for file in protecting)
