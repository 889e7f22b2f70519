"""One whole case, put together for screens, commands and checks by one look at the records."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, NamedTuple

from dpo_console.approval.criteria import checklist_for
from dpo_console.approval.model import Gate, Ruling
from dpo_console.cases.application import forms_back, said_on_forms
from dpo_console.cases.checklist import checklists
from dpo_console.cases.checklist.checklists import ChecklistRow, ParticularRow
from dpo_console.cases.checklist.particulars import (
    ADVICE,
    LATE,
    adviser,
    particulars_of,
    risk_words,
    said,
)
from dpo_console.cases.clock import projection
from dpo_console.cases.clock.next_move import next_move
from dpo_console.cases.clock.projection import case_clock
from dpo_console.cases.disclosure import narrowed, totals_of
from dpo_console.cases.leaving.overrides import overridden
from dpo_console.cases.letters.kept_file import reader_of
from dpo_console.cases.notice.coverage import told_elsewhere
from dpo_console.cases.notice.versions import version_on
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.looking import How, keep_look
from dpo_console.cases.office.references import case_meant, file_meant
from dpo_console.cases.people.hidden import Hide, hidden, hiding
from dpo_console.cases.people.parties import people_of
from dpo_console.cases.retention import Hold, hold_of, hold_words
from dpo_console.cases.search import place_rows
from dpo_console.cases.sharing import release_gate
from dpo_console.cases.sharing.after_release import after_release
from dpo_console.cases.sharing.challenged import AgainstElsewhere, challenges_of
from dpo_console.cases.sharing.chasing import as_owed
from dpo_console.cases.sharing.earlier import (
    Refusal,
    earlier_refusals,
    refusal_words,
    unanswered,
)
from dpo_console.cases.sharing.fitting import misfits
from dpo_console.cases.sharing.scope_items import Scope, listed_of
from dpo_console.cases.view.contradicted import as_recorded, shown_by, unexplained
from dpo_console.cases.view.timeline import seen_history, timeline
from dpo_console.cases.view.views import CaseView, Linked, linked_cases, received_otherwise
from dpo_console.config import Settings
from dpo_console.config.methods import spoken_words
from dpo_console.law.facts import words as fact_words
from dpo_console.law.model import Clock
from dpo_console.law.statutes import statute
from dpo_console.letters.addressees import letter_title
from dpo_console.sentences import CriterionId, Phrase, Remedy, TypedOnly, joined
from dpo_console.store.asking import Ask
from dpo_console.store.cases import case_file
from dpo_console.store.cases.case_file import AuditRow, CaseFile
from dpo_console.store.cases.case_rows import DecisionRow, FactRow, LetterRow
from dpo_console.store.cases.disclosure_rows import ShownParts
from dpo_console.store.queue_rows import QueueRow
from dpo_console.store.reads import lists
from dpo_console.text import day_words

SHOWN = tuple(part.name for part in fields(ShownParts))


def case_view(desk: Desk, reference: str, how: How = How.CASE) -> CaseView:
    """Return one whole case for a person to read, and keep that they looked.

    Raises BadInput if it doesn't exist, Refused if a look at a restricted one can't be kept.
    """
    return _case(desk, reference, how)


def case_to_check(desk: Desk, reference: str) -> CaseView:
    """Return one whole case for the program itself, which shows it to nobody. Raises BadInput."""
    return _case(desk, reference, None)


class _Read(NamedTuple):
    """A case as one look at the records found it. `log` is its history before any is left out."""

    file: CaseFile
    row: QueueRow
    log: tuple[AuditRow, ...]
    history: tuple[AuditRow, ...]
    links: tuple[Linked, ...]
    notice: str
    told: AgainstElsewhere
    refusals: tuple[Refusal, ...]


def _case(desk: Desk, reference: str, how: How | None) -> CaseView:
    with desk.database.read() as ask:
        found = _read(desk, ask, *case_meant(ask, reference))
    if how:
        keep_look(desk, found.file.case, how)
    view = _view(desk, found)
    hide = hiding(desk, found.file, found.log) if how else None
    return _without(view, hide) if hide else view


def _read(desk: Desk, ask: Ask, reference: str, number: int) -> _Read:
    file, log = case_file.load(ask, number), case_file.history(ask, reference)
    row = as_owed(lists.one(ask, number), desk.now)
    received = date.fromisoformat(row.received[:10])
    notice = version_on(ask, desk.settings, file.case.school, received)
    return _Read(
        file=file,
        row=row,
        log=log,
        history=seen_history(desk, ask, log),
        links=linked_cases(ask, file),
        notice=notice.words if notice else "",
        told=told_elsewhere(ask, desk, file),
        refusals=() if file.case.closed_on else unanswered(file, earlier_refusals(ask, file)),
    )


def _view(desk: Desk, found: _Read) -> CaseView:
    file, parties = found.file, people_of(found.file)
    clock = case_clock(file, desk.settings, desk.today)
    return CaseView(
        row=found.row,
        requester=next(p for p in parties if p.role == "requester"),
        parties=parties,
        requester_kind=file.case.requester_kind,
        channel=file.case.channel,
        summary=file.case.summary,
        created_by=file.case.created_by,
        facts=tuple(fact for fact in file.facts if not fact.struck),
        clock=clock,
        scope=_scope(file),
        checklist=_checklist(desk, file),
        gate=_gate(desk, file),
        decision=_decision(file),
        letters=_letters(file),
        papers=file.papers,
        forms=forms_back(file),
        notice=found.notice,
        timeline=timeline(desk, found.history),
        outcomes=tuple(statute(file.case.kind).outcomes.items()),
        challenges=challenges_of(file, desk.settings, elsewhere=found.told),
        schedule=totals_of(file, desk.today),
        links=found.links,
        logged_as=_logged_as(file),
        released=after_release(file),
        ruled=release_gate.is_gated(file),
        particulars=_particulars(file, found.history),
        flags=(
            *_flags(desk, file, clock, found.refusals),
            *received_otherwise(found.row, found.links),
        ),
        refusals=found.refusals,
        hold=hold_of(file),
        readers=file.readers if file.case.restricted else (),
        names=desk.settings.names,
        school=desk.settings.school(file.case.school).name or file.case.school,
        next_act=next_move(file, clock, desk.settings).step,
        **_shown(file),
    )


def _shown(file: CaseFile) -> dict[str, Any]:
    """Return what the checklist is called, and the parts that are shown row by row.

    A place also tells when its data will be lost.
    """
    asked = checklist_for(file.case.kind)
    heads = tuple((head.slug, head.title) for head in asked.heads)
    kept = {name: getattr(file, name) for name in SHOWN} | {"places": place_rows(file)}
    return kept | {"checklist_title": asked.title, "heads": heads, "holds": asked.holds}


def _without(view: CaseView, hide: Hide) -> CaseView:
    """Return a case without protected details in the words that people typed.

    Words with any of them taken out aren't offered: saving would record them so.
    """
    rows = (row if hide(row.offers) == row.offers else replace(row, offers="")
            for row in view.particulars)  # fmt: skip
    view = replace(view, particulars=tuple(rows))
    typed = ("summary", "facts", "scope", "checklist", "timeline", "challenges", "particulars",
             "flags", "papers", *SHOWN)  # fmt: skip
    return replace(view, **{name: hidden(getattr(view, name), hide) for name in typed})


def outcomes_as_recorded(desk: Desk, reference: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """Return the outcomes to close a case with, and the one that its record shows, or ''.

    Those that the record allows today come first.
    """
    file = file_meant(desk, reference)
    clock, today = case_clock(file, desk.settings, desk.today), desk.today
    return as_recorded(file, clock, today), shown_by(file, clock, today)


def _logged_as(file: CaseFile) -> str:
    logged = projection.logged_as(file.case.reference)
    return "" if logged == file.case.kind else logged


def _scope(file: CaseFile) -> Scope:
    if file.scope is None:
        return Scope()
    own = [part.name for part in fields(Scope) if part.name != "listed"]
    return Scope(**{name: getattr(file.scope, name) for name in own}, listed=listed_of(file))


def _checklist(desk: Desk, file: CaseFile) -> tuple[ChecklistRow, ...]:
    answers = checklists.answers_of(file, desk.today)
    given, told = file.verdicts(), said_on_forms(file)
    rows = []
    for c in checklists.criteria_of(file):
        answer, theirs = answers.get(c.id), told.get(c.id)
        rows.append(
            ChecklistRow(
                id=c.id,
                head=c.head,
                question=c.question,
                hint=c.evidence,
                mandatory=c.mandatory,
                source=c.source,
                verdict=answer.verdict.value if answer else "",
                evidence=answer.evidence if answer else "",
                by=answer.by if answer else "",
                on=answer.on if answer else None,
                computed=answer.computed if answer else False,
                paper=given[c.id].paper
                if c.id in given and not (answer and answer.computed)
                else "",
                says=theirs.words if theirs else "",
                says_paper=theirs.paper if theirs else 0,
                was=given[c.id].verdict if answer and answer.before else "",
                later=answer.before if answer else "",
            )
        )
    return tuple(rows)


def _gate(desk: Desk, file: CaseFile) -> Gate | None:
    if release_gate.is_gated(file):
        return release_gate.gate_of(file, desk.settings)
    asked = checklists.criteria_of(file)
    return checklists.state_of(file, today=desk.today) if asked else None


def _particulars(file: CaseFile, history: Sequence[AuditRow]) -> tuple[ParticularRow, ...]:
    by = {ADVICE: adviser(history)} if said(file, ADVICE) else {}
    kind = file.case.kind
    hints = statute(kind).hints
    return tuple(
        ParticularRow(
            p.name, p.label, hints.get(p.name, p.hint), said(file, p.name), p.choices,
            by.get(p.name, ""), file.case.summary if p.logged else "",
        )
        for p in particulars_of(kind)
    )  # fmt: skip


def _held(hold: Hold | None, desk: Desk) -> Iterator[str]:
    if hold:
        yield hold_words(hold, desk.settings.names.get(hold.by, hold.by), desk.today)


def _unknown(file: CaseFile, settings: Settings) -> Iterator[str]:
    """Yield the gap left by a case that was logged without saying which school it is about."""
    if not settings.is_known(file.case.school) and not file.case.closed_on:
        command = Remedy("correct-case", (file.case.reference, "--school ...", "--why ..."))
        yield Phrase(
            "The school isn't known. The earliest date of any school counts, and you can't write "
            "letters, until you correct the entry.",
            TypedOnly(f" Choose it: {command}"),
        )


def _flags(desk: Desk, file: CaseFile, clock: Clock, refusals: Iterable[Refusal]) -> Iterator[str]:
    """Yield the warnings that anyone opening the case must see first. An erased one has none."""
    if any(fact.name == "erased" for fact in file.facts):
        return
    yield from _held(hold_of(file), desk)
    yield from _unknown(file, desk.settings)
    yield from _spoken(file)
    yield from (refusal_words(file.case.reference, one) for one in refusals)
    yield from _of_checks_and_dates(file, clock, desk.settings)


def _spoken(file: CaseFile) -> Iterator[str]:
    """Yield what a spoken request lacks, until it is answered or its entry is corrected."""
    answered = any(fact.name == "responded" for fact in file.standing_facts())
    spoken = spoken_words(file.case.kind, file.case.channel)
    if spoken and not (answered or file.case.closed_on):
        command = Remedy("correct-case", (file.case.reference, "--channel ...", "--why ..."))
        yield Phrase(f"{spoken}.", TypedOnly(f" Once it is written: {command}"))


def _of_checks_and_dates(file: CaseFile, clock: Clock, settings: Settings) -> Iterator[str]:
    past = checklists.past_gate(file)
    if past:
        by = settings.names.get(past.by, past.by)
        open_then = joined(", ", map(CriterionId, past.open_then))
        yield Phrase(
            f"Sent under an override on {day_words(past.on)} (“{past.why}”, says {by}).",
            *((" Open then: ", open_then, ".") if open_then else ()),
            *(f" {gap}" for gap in past.others),
        )
    yield from recalled_words(file)
    for gone in overridden(file):
        title = letter_title(gone.letter.name)
        yield f"“{title}” no. {gone.letter.number} went under an override (“{gone.why}”)."
    if not file.case.closed_on:
        yield from (misfit.missing for misfit in misfits(file, settings))
    yield from _unsaid(file)
    yield from _untold(file)
    yield from narrowed(file)
    late = unexplained(clock)
    if late and not said(file, LATE) and not file.case.closed_on:
        yield late
    yield from risk_words(file)


def recalled_words(file: CaseFile) -> Iterator[str]:
    """Yield what was sent by mistake. A request isn't answered by a letter that others read."""
    titles = {letter.id: f"“{letter_title(letter.name)}”" for letter in file.letters}
    reopen = "reopen the case and " if file.case.closed_on else ""
    for fact in file.standing_facts():
        if fact.name == "recalled":
            what = titles.get(fact.letter_id or 0, "What was released")
            yield (
                f"{what} was sent by mistake (noticed {day_words(fact.on)}). If the right reader "
                f"never got it, {reopen}correct the fact “{_recorded_by(file, fact)}”. The time "
                "limit then runs on."
            )


def _recorded_by(file: CaseFile, recalled: FactRow) -> str:
    """Return the title of the fact that the sending recorded."""
    if not recalled.letter_id:
        return fact_words("released")
    names = (
        fact.name
        for fact in file.standing_facts()
        if fact.letter_id == recalled.letter_id and fact.name != recalled.name
    )
    return fact_words(next(names, "responded"))


def _unsaid(file: CaseFile) -> Iterator[str]:
    """Yield what a complete record must say and this one doesn't."""
    withdrawn = [f.id for f in file.standing_facts() if f.name == "withdrawn"]
    if withdrawn and not any(file.note("fact", number) for number in withdrawn):
        yield "Withdrawn, and nothing says by whom and how: put it in a note."
    later = release_gate.answered_after_ruling(file)
    if later:
        answered = joined(", ", map(CriterionId, later))
        yield Phrase("Decided before these were answered: ", answered, ".")


def _untold(file: CaseFile) -> Iterator[str]:
    """Yield a refusal that the requester doesn't know of. Closing the case would hide it."""
    ruling = release_gate.latest_decision(file)
    told = {"responded", "withdrawn"} & {f.name for f in file.standing_facts()}
    if ruling and ruling.ruling == Ruling.REFUSE and not told and not file.case.closed_on:
        yield "Refused, and the refusal is not recorded as sent."


def _decision(file: CaseFile) -> DecisionRow | None:
    row = release_gate.latest_decision(file)
    changed = release_gate.why_lapsed(file, row) if row else ""
    return replace(row, lapsed=bool(changed), changed=changed) if row else None


def _letters(file: CaseFile) -> tuple[LetterRow, ...]:
    readers = {letter.id: reader_of(file, letter) for letter in file.letters}
    newest = {(letter.name, readers[letter.id]): letter.id for letter in file.letters}
    return tuple(
        _as_it_stands(letter, readers[letter.id], newest[letter.name, readers[letter.id]])
        for letter in file.letters
    )


def _as_it_stands(letter: LetterRow, reader: str, newest: int) -> LetterRow:
    """Return a letter with its reader, superseded if a newer one to them replaced it unsent.

    How an unsent letter was sent before is of no interest.
    """
    if letter.sent_on is None:
        letter = replace(letter, method="", to=reader)
    elif not letter.to:
        letter = replace(letter, to=reader)
    if letter.state == "written" and letter.id != newest:
        return replace(letter, state="superseded")
    return letter


def why_not(desk: Desk, case: CaseView) -> Mapping[str, str]:
    """Return each act with '' if it may be done to this case now, else the reason in a sentence."""
    from dpo_console.cases.view.next_steps import reasons

    return reasons(desk, case)
