"""A case as drawn pieces: its headline, explained clock, facts, people, letters and timeline."""

from collections.abc import Sequence
from datetime import date, datetime

from rich.console import Group, RenderableType
from rich.text import Text

from dpo_console.approval.model import Path, Ruling
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.checklist.open_criteria import open_heads, under_heads
from dpo_console.cases.people.parties import reach_words
from dpo_console.cases.search.search_plan import awaited, summary, warnings
from dpo_console.cases.sharing.release_words import release_lines
from dpo_console.cases.view.linked_cases import due_first
from dpo_console.cases.view.views import (
    AfterRelease,
    CaseView,
    FactRow,
    ParticularRow,
    Party,
    QueueRow,
    Totals,
)
from dpo_console.config.channels import WORDS
from dpo_console.law.facts import words as fact_words
from dpo_console.law.model import Clock, Deadline, Moment, Standing, Step
from dpo_console.law.statutes import statute
from dpo_console.text import counted, each_once
from dpo_console.tui import draw
from dpo_console.tui.widgets.case_row import STYLES, left_words, move_words, who_words
from dpo_console.tui.widgets.clock_bar import ClockBar

STANDING = {Standing.AGREED: "agreed", Standing.TARGET: "our own aim, not law"}


def headline(case: CaseView, now: datetime) -> Text:
    """When the answer is due, how long is left, and whose move it is; led by the case of the same
    message that is due before it.
    """
    first = due_first(case.row, case.links)
    if first is None or first.row.due is None:
        return own_headline(case, now)
    words = f"! {first.row.reference} of the same message is due first: {draw.day(first.row.due)}"
    style = STYLES.get(first.row.band(now), draw.PLAIN)
    return draw.lines([draw.line(words, style), own_headline(case, now)])


def own_headline(case: CaseView, now: datetime) -> Text:
    """When this case's own answer is due, how long is left, and whose move it is."""
    row, style = case.row, STYLES.get(case.row.band(now), draw.PLAIN)
    parts = [draw.line(due_words(case), style)]
    left = left_words(row, now)
    if row.due and not row.closed_on:
        parts.append(draw.line(left if "late" in left or left == "today" else f"in {left}", style))
    if not row.closed_on:
        parts.append(draw.line(f"next: {move_words(row)}"))
    if row.owner:
        parts.append(draw.line(f"owner {case.called(row.owner)}", draw.QUIET))
    if case.readers:
        readers = ", ".join(map(case.called, case.readers))
        parts.append(draw.line(f"restricted to {readers}", draw.STRONG))
    return draw.join(parts, "   ")


def about(case: CaseView) -> Text:
    """`Jane Doe re Tom Doe: all school reports`."""
    summary = f": {case.summary}" if case.summary else ""
    return draw.join([draw.line(who_words(case.row), draw.STRONG), draw.line(summary)])


def due_words(case: CaseView) -> str:
    """`due Tue 13 Oct 2026`, or why there is no such day."""
    row = case.row
    if row.closed_on:
        return f"closed {draw.day(row.closed_on)}: {case.row.outcome_words}"
    if row.due:
        return f"due {draw.day(row.due)}"
    if row.status == "paused":
        since = case.clock.stopped_since
        return "clock stopped" + (f" since {draw.day(since)}" if since else "")
    if row.status == "waiting_to_start":
        return "the clock has not started"
    if all(deadline.met_on for deadline in case.clock.deadlines):
        return "nothing is due any more"
    if row.target and requester_kind(case.requester_kind).sets_day:
        return f"the order's day isn't recorded; our aim {draw.day(row.target)}"
    return f"no limit in law; our aim {draw.day(row.target)}" if row.target else "no limit in law"


def reached(clock: Clock, today: date) -> RenderableType:
    """The clock as a bar, then its explanation; without a bar where there is no course."""
    bar = [ClockBar(clock, today)] if clock.course else []
    return Group(*bar, explained(clock))


def explained(clock: Clock) -> RenderableType:
    """Every step from receipt to the due date, then what else there is to know."""
    pieces: list[RenderableType] = [draw.table(step_row(step) for step in clock.steps)]
    pieces.extend(draw.words(f"! {warning}", draw.WARNING) for warning in clock.warnings)
    if clock.due_if_answered_today:
        due = draw.day(clock.due_if_answered_today)
        pieces.append(draw.line(f"Answered today, it would be due {due}.", draw.STRONG))
    return Group(*pieces)


def step_row(step: Step) -> tuple[Text, Text]:
    """The day a step lands on; its words, with its law after them."""
    law = draw.line(f"  {step.law}", draw.QUIET) if step.law else Text()
    return step_day(step.on), draw.join([draw.words(step.text), law])


def step_day(moment: Moment | None) -> Text:
    """A day in a column: `Tue 13 Oct 2026`, days of one digit aligned."""
    if moment is None:
        return Text()
    weekday, rest = draw.day(moment).split(" ", 1)
    return draw.line(f"{weekday} {rest}" if rest[1] != " " else f"{weekday}  {rest}")


def deadlines(case: CaseView) -> list[tuple[Text, Text]]:
    """What must be done by when: each duty of the clock, and the answers to our own search."""
    in_order = sorted(case.clock.deadlines, key=lambda one: str(one.due or "none yet"))
    rows = [deadline_row(deadline) for deadline in in_order]
    late = awaited(case.places)
    if late and not case.row.closed_on:
        day, count = late
        words = draw.line(f"Answers of {counted(count, 'place')} that we asked")
        rows.append((step_day(day), words))
    return rows


def deadline_row(deadline: Deadline) -> tuple[Text, Text]:
    """One duty: its day, its name, and whether it is done."""
    style = draw.QUIET if deadline.met_on else draw.PLAIN
    standing = STANDING.get(deadline.standing, "")
    done = f"done {draw.day(deadline.met_on)}" if deadline.met_on else ""
    more = "; ".join(words for words in (standing, done) if words)
    return step_day(deadline.due), draw.join(
        [draw.line(deadline.title, style), draw.line(f"  {more}" if more else "", draw.QUIET)]
    )


def facts(rows: Sequence[FactRow]) -> RenderableType:
    """The facts that hold, oldest first; those put right are left to the timeline."""
    standing = sorted((f for f in rows if f.superseded_by is None), key=lambda f: (f.on, f.id))
    return draw.table(fact_row(fact) for fact in standing)


def fact_row(fact: FactRow) -> tuple[Text, Text]:
    """A fact's day, name and note."""
    moment = datetime.fromisoformat(f"{fact.on}T{fact.at}") if fact.at else fact.on
    note = f"  {fact.note}" if fact.note else ""
    return step_day(moment), draw.join(
        [draw.line(fact_words(fact.name)), draw.words(note, draw.QUIET)]
    )


def people(case: CaseView) -> RenderableType:
    """Who asks, about whom, for whom; and what for."""
    asks = case.requester
    who = each_once(asks.name, asks.organisation)
    who += f" ({case.asks_as})" if case.asks_as else ""
    rows = [("requester", who), ("reach at", reach_words(asks))]
    rows += [(p.role, _named(p)) for p in case.parties if p.role != "requester"]
    rows += [("logged as", statute(case.logged_as).title if case.logged_as else "")]
    came = WORDS.get(case.channel, case.channel)
    rows += [("school", case.school), ("came", came), ("asks for", case.summary)]
    kind = requester_kind(case.requester_kind)
    if kind.third_party and not statute(case.row.kind).work.blind:
        rows += [("ask it for", kind.ask), ("never tell", kind.never)]
    return draw.table(
        (draw.line(label, draw.QUIET), draw.words(words)) for label, words in rows if words
    )


def _named(party: Party) -> str:
    return each_once(party.name, party.organisation, reach_words(party))


def links(case: CaseView) -> RenderableType:
    """The cases that belong with it, how, and when they are due."""
    return draw.table(
        (
            draw.line(link.row.reference),
            draw.line(f"({link.words}), {_due_or_closed(link.row)}, {link.row.title.lower()}"),
        )
        for link in case.links
    )


def _due_or_closed(row: QueueRow) -> str:
    if row.closed_on:
        return f"closed {draw.day(row.closed_on)}"
    return f"due {draw.day(row.due)}" if row.due else "no date"


def search(case: CaseView, today: date) -> RenderableType:
    """How the search plan stands, and what is late or will be lost."""
    said = warnings(case.places, today) if not case.row.closed_on else []
    return draw.lines(
        [
            draw.line(f"{summary(case.places)}."),
            *(draw.words(f"! {warning}", draw.WARNING) for warning in said),
        ]
    )


def released(after: AfterRelease, today: date) -> RenderableType:
    """What went to whom under which terms, and what is owed since."""
    return draw.table(
        (
            draw.line(line.label.lower(), draw.QUIET),
            draw.words(line.words, draw.LATE if line.late else draw.PLAIN),
        )
        for line in release_lines(after, today)
    )


def letters(case: CaseView) -> RenderableType:
    """The letters written so far, and whether they went out."""
    return draw.table(
        (
            step_day(letter.sent_on or letter.written_at.date()),
            draw.line(f"{letter.title}: {'sent' if letter.sent_on else 'written, not sent yet'}"),
        )
        for letter in case.letters
    )


def timeline(case: CaseView, last: int = 0) -> RenderableType:
    """What happened, the latest first: all of it, or the `last` few."""
    return draw.table(
        (step_day(event.on), draw.join([draw.words(event.text), _by(case.called(event.by))]))
        for event in reversed(case.timeline[-last:])
    )


def _by(name: str) -> Text:
    return draw.line(f"  {name}", draw.QUIET)


def scope(case: CaseView) -> RenderableType:
    """What is asked for and would be shared; what isn't said yet is left to be seen."""
    asked = case.scope
    rows = [
        ("purpose", asked.purpose),
        ("data", asked.items),
        ("pupils", asked.cohort),
        ("lawful basis", asked.lawful_basis),
        ("power or order", asked.power),
        ("path", case.path),
        ("sent by", asked.method),
        ("keep until", draw.day(asked.until) if isinstance(asked.until, date) else ""),
    ]
    return draw.table(
        (draw.line(label, draw.QUIET), draw.words(words) if words else draw.line("-", draw.QUIET))
        for label, words in rows
    )


def gate(case: CaseView, *, wraps: bool = True, short: bool = False) -> RenderableType:
    """Whether it may go out, and every reason why not; cut to a line each unless it wraps, and in
    `short` with one line for all that nobody has answered yet.
    """
    if case.gate is None:
        return Text()
    if case.gate.open:
        open_words = f"The gate is open ({case.path} path)." if case.ruled else "All is met."
        return draw.line(open_words, draw.STRONG)
    if case.decision and case.decision.ruling == Ruling.REFUSE and not case.released:
        return draw.line("Nothing goes out: it was refused.", draw.STRONG)
    title = _closed_words(case, len(case.gate.reasons))
    from dpo_console.tui.remedies import labelled

    reasons: Sequence[str] = case.gate.reasons
    said = map(labelled, _in_short(case, reasons) if short else reasons)
    rows = [(draw.line("-", draw.QUIET), draw.words(reason)) for reason in said]
    return Group(draw.line(title, draw.WARNING), draw.table(rows, last_wraps=wraps))


def _in_short(case: CaseView, reasons: Sequence[str]) -> list[str]:
    """How many questions nobody has answered, under which heads; then the other reasons."""
    blank = {row.id for row in case.checklist if not row.verdict}
    about = [(reason.partition(":")[0], reason) for reason in reasons]
    open_ = [id for id, _ in about if id in blank]
    others = [reason for id, reason in about if id not in blank]
    return [*([f"Not answered yet, {under_heads(case, open_)}"] if open_ else []), *others]


def _closed_words(case: CaseView, count: int) -> str:
    if not case.ruled:
        return f"{count} still open"
    if case.path == Path.URGENT:
        return f"It went out urgently; to complete its record, {count} still open"
    return f"The gate is closed ({case.path} path), for {counted(count, 'reason')}"


def still_open(case: CaseView) -> RenderableType:
    """What the checklist still wants: how much under each of its heads."""
    return draw.words(open_heads(case) or "All is met.")


def flags(case: CaseView) -> RenderableType:
    """What must be seen first."""
    return Group(*flag_lines(case))


def flag_lines(case: CaseView) -> list[Text]:
    """The same, a piece each."""
    from dpo_console.tui.remedies import labelled

    return [draw.words(f"! {labelled(flag)}", draw.WARNING) for flag in case.flags]


def particulars(rows: Sequence[ParticularRow]) -> RenderableType:
    """What the case says in words."""
    return draw.table((draw.line(row.label, draw.QUIET), draw.words(row.value)) for row in rows)


def preview(case: CaseView, now: datetime) -> RenderableType:
    """A case beside the list: who and what, how the date was reached, what happened last."""
    return Group(
        draw.line(f"{case.reference}  {case.row.title}", draw.STRONG),
        headline(case, now),
        Text(),
        people(case),
        Text(),
        reached(case.clock, now.date()),
        Text(),
        timeline(case, last=3),
    )


def schedule(totals: Totals) -> RenderableType:
    """How many items there are of each treatment, and what they lack."""
    said = [f"{c.title} {c.items}" for c in totals.treatments if c.items]
    size = f"{counted(totals.items, 'item')}, {counted(totals.pages, 'page')}"
    line = draw.line(f"{size}: {', '.join(said)}")
    gaps = [(draw.line("-", draw.QUIET), draw.words(gap, draw.WARNING)) for gap in totals.gaps]
    return Group(line, draw.table(gaps)) if gaps else line


def section(title: str, drawn: RenderableType) -> RenderableType:
    """A titled piece, with room below it."""
    return Group(draw.line(title, draw.HEADING), drawn, Text())
