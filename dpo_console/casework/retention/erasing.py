"""Erasing a case for good: two people agree, then names, words and letters go.

One transaction erases the words and records the intent. The files follow (completing.py). What
statistics and the audit chain need stays: reference, kind, dates and outcome. UK GDPR Art 5(1)(e).
"""

import os
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import is_concerned, require, roles_today, why_may_not
from dpo_console.cases.office.references import resolve
from dpo_console.cases.people.details import refuse_names
from dpo_console.cases.reports.register import published_row
from dpo_console.cases.retention import (
    PROPOSED,
    ErasureProposal,
    Objection,
    objections,
    proposal_of,
)
from dpo_console.cases.sharing.scope_items import as_released
from dpo_console.casework.change import Change, change
from dpo_console.casework.home_files.keeping import drop_of_case
from dpo_console.casework.retention import completing
from dpo_console.casework.retention.due_list import naming_elsewhere, others
from dpo_console.casework.retention.elsewhere import files_naming, remove_copies, said_elsewhere
from dpo_console.config import Person, Role
from dpo_console.errors import BadInput, NotAllowed, Refused, TryAgain
from dpo_console.london import london_day
from dpo_console.store.audit.erased import ERASE, PROPOSE
from dpo_console.store.cases import case_file
from dpo_console.store.cases.case_file import AuditRow, CaseFile
from dpo_console.store.forgetting import PublishedRelease, forget
from dpo_console.store.reads import lists
from dpo_console.store.session import ask_in
from dpo_console.text import clean, required_words

ERASED = "erased"
"""The fact of an erasure."""

AGAIN = "Erased again after a restore: it was erased first on"

ALONE = "Nobody is listed in data/dpo.toml, so one account proposed and agreed."


@dataclass(frozen=True, slots=True)
class Disposal:
    """The outcome: `waits_for` names who may confirm a proposal.

    `certificate` is the Word file, or None if nothing was erased yet. `naming` are other cases that
    name the same people, and `elsewhere` says which settings and unsaved forms do. `left` says what
    may hold the case still, such as a backup, and until when.
    """

    reference: str
    waits_for: tuple[str, ...] = ()
    certificate: Path | None = None
    naming: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def besides(self) -> tuple[str, ...]:
        """What remains outside the case, in sentences for the officer."""
        cases = ", ".join(self.naming)
        named = (f"These cases name the same people still: {cases}.",) if cases else ()
        return (*named, *self.elsewhere, *self.left)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Who proposed an erasure and who agreed, by slug or in words, and why.

    `evidence` is that of an agreement on paper.
    """

    why: str
    proposed: str
    approved: str
    although: str = ""
    evidence: str = ""


def erase(
    desk: Desk, reference: str, why: str = "", *, by: str = "", evidence: str = "",
    although: str = "", version: int | None = None,
) -> Disposal:  # fmt: skip
    """Propose to erase a case, confirm what another person proposed, or complete an erasure.

    The DPO and an approver must agree. `by` and `evidence` record an agreement on paper.
    `although` says why it is lawful in spite of an objection. Raises NotAllowed, BadInput without a
    reason or for words that name a person of the case, and Refused with every objection.
    """
    require(desk, "erase")
    found = resolve(desk, reference)
    if completing.is_pending(desk, found):
        return _outcome(desk, Disposal(found))
    file, history = _as_it_stands(desk, found)
    if any(fact.name == ERASED for fact in file.facts):
        raise Refused(f"{found} was erased already.")
    words = Agreement(clean(why, "why"), desk.person.slug, clean(by, "by"),
                      clean(although, "although"), clean(evidence, "evidence"))  # fmt: skip
    agreed = _agreed(desk, file, words, proposal_of(history))
    _refuse_concerned(desk, file, desk.person)
    _refuse_objections(desk, file, agreed.although)
    seen = version if version is not None else file.case.version
    if not agreed.approved:
        _propose(desk, found, agreed, seen)
        return Disposal(found, waits_for=who_confirms(desk, seen_by(file)))
    naming, elsewhere = naming_elsewhere(desk, file), said_elsewhere(desk, file)
    files = files_naming(desk, file)
    with change(desk, found, ERASE, version=seen) as this:
        erase_words(this, file, agreed)
        this.detail |= {"files": "\n".join(files)} if files else {}
        _remove_copies(this, desk, file)
    return _outcome(desk, Disposal(found, naming=naming, elsewhere=elsewhere))


def _remove_copies(this: Change, desk: Desk, file: CaseFile) -> None:
    try:
        remove_copies(this.session, desk, file)
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise TryAgain(
            f"A copy of earlier settings names a person of the case and can't be removed: "
            f"{problem.filename} ({why}). Nothing was erased."
        ) from None


def _as_it_stands(desk: Desk, reference: str) -> tuple[CaseFile, tuple[AuditRow, ...]]:
    with desk.database.read() as ask:
        file = case_file.load(ask, case_file.find(ask, reference))
        return file, case_file.history(ask, reference)


def proposed(desk: Desk, reference: str) -> ErasureProposal | None:
    """Return the proposal to erase a case that still stands, or None."""
    _, history = _as_it_stands(desk, resolve(desk, reference))
    return proposal_of(history)


def against(desk: Desk, reference: str) -> tuple[Objection, ...]:
    """Return everything that speaks against erasing a case, the final reasons first."""
    file, _ = _as_it_stands(desk, resolve(desk, reference))
    return objections(file, desk.settings, desk.today, others(desk, file))


def erase_again(desk: Desk, erased: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Erase cases that were erased after a backup was made, and return their references.

    `erased` has the reference and the moment of each, as the witness kept them. Two people agreed
    then. What is unknown here, or erased already, is passed over.
    """
    done = []
    for reference, at in dict(erased).items():
        with desk.database.whole.read() as ask:
            if not lists.those_there(ask, [reference]):
                continue
        file, _ = _as_it_stands(desk, reference)
        if any(fact.name == ERASED for fact in file.facts):
            continue
        why = f"{AGAIN} {london_day(at)}."
        with change(desk, reference, ERASE) as this:
            erase_words(this, file, Agreement(why, desk.person.slug, desk.person.slug))
            _remove_copies(this, desk, file)
        completing.complete(desk, reference)
        done.append(reference)
    return tuple(done)


def _outcome(desk: Desk, so_far: Disposal) -> Disposal:
    done = completing.complete(desk, so_far.reference)
    return replace(so_far, certificate=done.certificate, left=done.left)


def _agreed(
    desk: Desk, file: CaseFile, words: Agreement, proposal: ErasureProposal | None
) -> Agreement:
    """Return what is agreed, from this officer's words and an earlier proposal. Raises BadInput."""
    if proposal and not words.approved:
        refuse_names(file, words.although, "although")
        said = Agreement(
            proposal.why, proposal.by, desk.person.slug, proposal.although or words.although
        )
        _refuse_one_person(desk, file, said)
        return said
    said = replace(words, why=required_words(words.why, "why"))
    for field in ("why", "although", "evidence", "approved"):
        refuse_names(file, getattr(said, field), "by" if field == "approved" else field)
    if desk.person.role is Role.SOLE:
        return replace(said, approved=desk.person.slug, evidence=said.evidence or ALONE)
    if said.approved:
        return replace(said, approved=_on_paper(desk, file, said))
    return said


def _refuse_one_person(desk: Desk, file: CaseFile, said: Agreement) -> None:
    """Raise NotAllowed if one person proposed and confirms, or neither is the DPO or approver."""
    if said.proposed == said.approved:
        names = " or ".join(who_confirms(desk, seen_by(file)))
        raise NotAllowed(
            f"{desk.person.name} proposed it, so another person confirms"
            f"{f': {names}' if names else ''}. Or record an "
            "agreement on paper, with --by and --evidence."
        )
    roles = {
        role
        for slug in (said.proposed, said.approved)
        for role in roles_today(desk, desk.settings.person(slug))
    }
    if not {Role.DPO, Role.APPROVER} <= roles:
        raise NotAllowed("The DPO and an approver must agree to an erasure.")


def _on_paper(desk: Desk, file: CaseFile, said: Agreement) -> str:
    """Return who agreed on paper: the slug of an approver, or a name where none is listed."""
    required_words(said.evidence, "evidence")
    listed = next((p for p in desk.people if p.slug == said.approved), None)
    approvers = desk.settings.in_role(Role.APPROVER, desk.today)
    if listed is None and approvers:
        raise BadInput(f"{said.approved!r} is no approver: {', '.join(p.slug for p in approvers)}.")
    if listed and listed not in approvers:
        raise NotAllowed(f"{listed.name} is no approver, and can't agree to an erasure.")
    if listed == desk.person or Role.DPO not in roles_today(desk, desk.person):
        raise NotAllowed("The DPO records an agreement on paper, and another person agreed.")
    if listed:
        _refuse_concerned(desk, file, listed)
    return said.approved


def _refuse_concerned(desk: Desk, file: CaseFile, person: Person) -> None:
    if person.role is not Role.SOLE and is_concerned(person, [p.name for p in file.parties]):
        raise NotAllowed(f"{person.name} is concerned in this case and can't erase it.")


def _refuse_objections(desk: Desk, file: CaseFile, although: str) -> None:
    """Raise Refused with everything that speaks against it, unless a sentence answers that."""
    found = objections(file, desk.settings, desk.today, others(desk, file))
    final = any(one.final for one in found)
    if found and (final or not although):
        raise Refused(_against(file.case.reference, found, final=final))


def _against(reference: str, found: tuple[Objection, ...], *, final: bool) -> str:
    lines = "\n".join(f"  - {one.says}" for one in found)
    way = "" if final else '\nIf it is lawful all the same, say why: --although "..."'
    return f"{reference} can't be erased:\n{lines}{way}"


def seen_by(file: CaseFile) -> tuple[str, ...]:
    """Return the slugs of the only people who see a case, or none where everybody does."""
    return file.readers if file.case.restricted else ()


def who_confirms(desk: Desk, readers: Collection[str]) -> tuple[str, ...]:
    """Return the people who may confirm an erasure that this officer proposes.

    `readers` are the only people who see the case, or none where everybody does.
    """
    mine = roles_today(desk, desk.person)
    role = Role.DPO if Role.APPROVER in mine else Role.APPROVER
    found = [
        p for p in desk.settings.in_role(role, desk.today)
        if p != desk.person and (not readers or p.slug in readers)
    ]  # fmt: skip
    return tuple(p.name for p in found if not why_may_not(desk, "erase", p))


def _propose(desk: Desk, reference: str, agreed: Agreement, version: int) -> None:
    with change(desk, reference, PROPOSE, version=version) as this:
        this.fact(PROPOSED, desk.today, note=agreed.why)
        this.detail |= {
            "why": agreed.why, "proposed": agreed.proposed, "although": agreed.although
        }  # fmt: skip


def erase_words(this: Change, file: CaseFile, agreed: Agreement) -> None:
    """Erase the words of a case, inside a change that records who agreed and why."""
    forget(ask_in(this.session), this.case_id, this.case.reference, _published(this.desk, file))
    drop_of_case(this.session, this.desk, this.case_id)
    this.session.expire_all()
    this.fact(ERASED, this.desk.today, note=agreed.why)
    this.detail |= asdict(agreed)


def _published(desk: Desk, file: CaseFile) -> PublishedRelease | None:
    """Return what the published register goes on telling of a release."""
    row, scope = published_row(desk, file), file.scope
    if row is None or scope is None:
        return None
    subjects = len(file.subjects)
    return PublishedRelease(
        recipient=as_released(file).recipient.id,
        organisation=row.organisation,
        purpose=scope.purpose,
        lawful_basis=scope.lawful_basis,
        power=scope.power,
        method=row.method,
        pupils=scope.pupils or subjects or None,
    )
