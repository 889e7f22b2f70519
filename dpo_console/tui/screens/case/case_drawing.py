"""A case as drawn pieces: its explained clock, facts, people, letters and timeline."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from rich.console import Group, RenderableType
from rich.text import Text

from dpo_console.approval.model import PATH_WORDS, Gate, Path, Ruling
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.checklist.checklists import ParticularRow
from dpo_console.cases.disclosure import Totals
from dpo_console.cases.people.parties import Party, reach_words
from dpo_console.cases.search import awaited, summary, warnings
from dpo_console.cases.sharing.release_terms import release_lines
from dpo_console.cases.sharing.scope_items import AfterRelease
from dpo_console.cases.view.views import CaseView, open_heads, under_heads
from dpo_console.config.methods import CHANNEL_WORDS
from dpo_console.law.facts import words_in
from dpo_console.law.model import Clock, Deadline, Moment, Step
from dpo_console.law.reckoning.settling import last_day
from dpo_console.law.statutes import statute
from dpo_console.letters.addressees import letter_title
from dpo_console.london import london_day
from dpo_console.sentences import Gap, Part
from dpo_console.store.cases.case_rows import FactRow, LetterRow
from dpo_console.store.queue_rows import QueueRow
from dpo_console.text import counted, each_once, size_words
from dpo_console.tui import draw
from dpo_console.tui.widgets import case_headline
from dpo_console.tui.widgets.clock_bar import ClockBar
from dpo_console.tui.widgets.queue.columns import who_words

Say = Callable[[Part], str]
"""The way to word a sentence of casework with the keys of this office."""

ALL_DONE = "All that must be met is met."


def about(case: CaseView) -> Text:
    """Draw `Jane Doe re Tom Doe: all school reports`."""
    summary = f": {case.summary}" if case.summary else ""
    return draw.join([draw.line(who_words(case.row), draw.STRONG), draw.line(summary)])


def reached(clock: Clock, now: datetime) -> RenderableType:
    """Draw the clock as a bar, then its explanation. Leave the bar out where there is no course."""
    bar = [ClockBar(clock, now)] if clock.course else []
    return Group(*bar, explained(clock))


def explained(clock: Clock) -> RenderableType:
    """Draw every step from receipt to the due date, then the warnings.

    Once the first duty is done, the steps to the next one follow.
    """
    steps = (*clock.steps, *steps_to_the_next(clock))
    pieces: list[RenderableType] = [draw.table(step_row(step) for step in steps)]
    pieces.extend(draw.words(f"! {warning}", draw.WARNING) for warning in clock.warnings)
    return Group(*pieces)


def steps_to_the_next(clock: Clock) -> list[Step]:
    """Return the steps to the first open duty where the first of all is done, without its own."""
    first, *others = clock.deadlines
    if not first.met_on:
        return []
    steps = next((other.steps for other in others if not other.met_on), ())
    return [step for step in steps if step not in clock.steps]


def step_row(step: Step) -> tuple[Text, Text]:
    """Draw the day of a step, then its words with its law after them."""
    law = draw.line(f"  {step.law}", draw.QUIET) if step.law else Text()
    return step_day(step.on), draw.join([draw.words(step.text), law])


def _sent(letter: LetterRow) -> str:
    return "sent" if letter.sent_on else "written, not sent yet"


def step_day(moment: Moment | None) -> Text:
    """Draw a day in a column, `Tue 13 Oct 2026`, with days of one digit aligned."""
    if moment is None:
        return Text()
    weekday, rest = draw.day(moment).split(" ", 1)
    return draw.line(f"{weekday} {rest}" if rest[1] != " " else f"{weekday}  {rest}")


def deadlines(case: CaseView, today: date) -> list[tuple[Text, Text]]:
    """Draw each duty of the clock with its day, and the answers awaited in our own search."""
    in_order = sorted(case.clock.deadlines, key=lambda one: str(one.due or "none yet"))
    rows = [deadline_row(deadline, today) for deadline in in_order]
    late = awaited(case.places)
    if late and not case.row.closed_on:
        day, count = late
        due = "Reply" if count == 1 else "Replies"
        passed = draw.line("  late" if day < today else "", draw.QUIET)
        words = draw.line(f"{due} due from {counted(count, 'place')}")
        rows.append((step_day(day), draw.join([words, passed])))
    return rows


def deadline_row(deadline: Deadline, today: date) -> tuple[Text, Text]:
    """Draw one duty: its day, its name, and when it was done or that its day has passed."""
    style = draw.QUIET if deadline.met_on else draw.PLAIN
    standing = "" if deadline.statutory else deadline.footing
    done = f"done {draw.day(deadline.met_on)}" if deadline.met_on else ""
    if not done and deadline.due and last_day(deadline.due) < today:
        done = "late"
    more = "; ".join(words for words in (standing, done) if words)
    return step_day(deadline.due), draw.join(
        [draw.line(deadline.title, style), draw.line(f"  {more}" if more else "", draw.QUIET)]
    )


def facts(rows: Sequence[FactRow], kind: str) -> RenderableType:
    """Draw the facts that hold, oldest first. Corrected ones appear only in the timeline."""
    standing = sorted((f for f in rows if f.superseded_by is None), key=lambda f: (f.on, f.id))
    return draw.table(fact_row(fact, kind) for fact in standing)


def fact_row(fact: FactRow, kind: str) -> tuple[Text, Text]:
    """Draw a fact's day, name and note. The kind of case may have a name for its receipt."""
    moment = datetime.combine(fact.on, fact.at) if fact.at else fact.on
    note = f"  {fact.note}" if fact.note else ""
    return step_day(moment), draw.join(
        [draw.line(words_in(kind, fact.name)), draw.words(note, draw.QUIET)]
    )


def people(case: CaseView) -> RenderableType:
    """Draw the requester, the subject, anyone acting for another, and the request."""
    asks = case.requester
    work, who = statute(case.row.kind).work, each_once(asks.name, asks.organisation)
    who += f" ({case.asks_as})" if case.asks_as else ""
    rows = [(work.asker.lower(), who), ("reply to", reach_words(asks))]
    rows += [(p.known_as, _named(p)) for p in case.parties if p.role != "requester"]
    rows += [("logged as", statute(case.logged_as).title if case.logged_as else "")]
    came = CHANNEL_WORDS.get(case.channel, case.channel)
    rows += [("school", case.school), ("came", came)]
    rows += [(work.asked.lower(), case.summary)]
    kind = requester_kind(case.requester_kind)
    if kind.third_party and not (work.blind or work.asked_in_name):
        rows += [("we need", kind.ask), ("take care", kind.never)]
    return draw.table(
        (draw.line(label, draw.QUIET), draw.words(words)) for label, words in rows if words
    )


def _named(party: Party) -> str:
    return each_once(party.name, party.organisation, reach_words(party))


def links(case: CaseView) -> RenderableType:
    """Draw the linked cases, the kind of link, and when each is due."""
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
    """Draw the state of the search plan, and warn of late answers and records at risk."""
    said = warnings(case.places, today) if not case.row.closed_on else []
    return draw.lines(
        [
            draw.words(f"{summary(case.places)}."),
            *(draw.words(f"! {warning}", draw.WARNING) for warning in said),
        ]
    )


def released(after: AfterRelease, today: date) -> RenderableType:
    """Draw each release with its recipient and terms, and the duties that followed."""
    return draw.table(
        (
            draw.line(line.label.lower(), draw.QUIET),
            draw.words(line.words, draw.LATE if line.late else draw.PLAIN),
        )
        for line in release_lines(after, today)
    )


def letters(case: CaseView) -> RenderableType:
    """Draw the letters written so far, and when each was sent."""
    return draw.table(
        (
            step_day(letter.sent_on or london_day(letter.written_at)),
            draw.line(f"{letter_title(letter.name)}{_reader(letter)}: {_sent(letter)}"),
        )
        for letter in case.letters
    )


def _reader(letter: LetterRow) -> str:
    """Return the reader of a letter that several may get, such as `, to IT support`, or ''."""
    return f", to {letter.to}" if letter.to else ""


def papers(case: CaseView) -> RenderableType:
    """Draw the papers kept with the case, with their numbers."""
    return draw.table(
        (
            draw.line(f"{row.number}"),
            draw.join([draw.line(row.name), draw.line(f"  {size_words(row.size)}", draw.QUIET)]),
        )
        for row in case.papers
    )


def timeline(case: CaseView, last: int = 0) -> RenderableType:
    """Draw the events, latest first: all of them, or the `last` few."""
    return draw.table(
        (step_day(event.on), draw.join([draw.words(event.text), _by(case.called(event.by))]))
        for event in reversed(case.timeline[-last:])
    )


def _by(name: str) -> Text:
    return draw.line(f"  {name}", draw.QUIET)


def scope(case: CaseView) -> RenderableType:
    """Draw the data requested and the terms of sharing. A dash marks a missing entry."""
    asked = case.scope
    rows = [
        ("purpose", asked.purpose),
        ("data", asked.items),
        ("which pupils", asked.cohort),
        ("lawful basis", asked.lawful_basis),
        ("power or order", asked.power),
        ("recipient", PATH_WORDS.get(case.path, case.path)),
        ("way of sending", asked.method),
        ("destroy by", draw.day(asked.until) if isinstance(asked.until, date) else ""),
    ]
    return draw.table(
        (draw.line(label, draw.QUIET), draw.words(words) if words else draw.line("-", draw.QUIET))
        for label, words in rows
    )


def gate(case: CaseView, say: Say, *, wraps: bool = True, short: bool = False) -> RenderableType:
    """Draw the state of the release checks, with every reason against release.

    Each reason takes one line unless `wraps`. With `short`, one line covers all the unanswered
    questions.
    """
    if case.gate is None:
        return Text()
    if case.gate.open:
        ready = "Released." if case.released else "Ready to release."
        open_words = ready if case.ruled else ALL_DONE
        return draw.line(open_words, draw.STRONG)
    if case.decision and case.decision.ruling == Ruling.REFUSE and not case.released:
        return draw.line("Nothing is released: the request was refused.", draw.STRONG)
    named = case.gate.to_name if case.ruled else None
    title = _closed_words(case, case.gate, say(named) if named else "")
    reasons = case.gate.reasons[1:] if named else case.gate.reasons
    said = map(say, _in_short(case, reasons) if short else reasons)
    rows = [(draw.line("-", draw.QUIET), draw.words(reason)) for reason in said]
    return Group(draw.line(title, draw.WARNING), draw.table(rows, last_wraps=wraps))


def _in_short(case: CaseView, reasons: Sequence[Gap]) -> list[Gap | str]:
    """Return the count of unanswered questions under their heads, then the other reasons."""
    blank = {row.id for row in case.checklist if not row.verdict}
    open_ = [gap.criterion for gap in reasons if gap.criterion in blank]
    others = [gap for gap in reasons if gap.criterion not in blank]
    return [*([f"To answer, {under_heads(case, open_)}"] if open_ else []), *others]


def _closed_words(case: CaseView, gate: Gate, named: str) -> str:
    """Return the state of a closed gate: with its reason, if `named`, else the checks left."""
    if not case.ruled:
        return f"{counted(len(gate.reasons), 'required check')} still open"
    left = named or f"{counted(gate.checks, 'check')} outstanding"
    if case.path == Path.URGENT:
        return f"Released urgently. To complete its record: {left}"
    return f"Not ready to release. {left}" if named else f"Not ready to release: {left}"


def still_open(case: CaseView) -> RenderableType:
    """Draw the number of checks outstanding under each head of the checklist."""
    return draw.words(open_heads(case) or ALL_DONE)


def flag_lines(case: CaseView, say: Say) -> list[Text]:
    """Return the warnings that the officer must see first, one piece each."""
    return [draw.words(f"! {say(flag)}", draw.WARNING) for flag in case.flags]


def particulars(rows: Sequence[ParticularRow]) -> RenderableType:
    """Draw the case details that are written in words."""
    return draw.table((draw.line(row.label, draw.QUIET), draw.words(row.value)) for row in rows)


def preview(case: CaseView, now: datetime) -> RenderableType:
    """Draw a case beside the list: its people, its due date explained and its last events."""
    return Group(
        draw.line(f"{case.reference}  {case.row.title}", draw.STRONG),
        case_headline.headline(case, now),
        Text(),
        people(case),
        Text(),
        reached(case.clock, now),
        Text(),
        timeline(case, last=3),
    )


def schedule(totals: Totals) -> RenderableType:
    """Draw the number of items of each treatment, and the gaps in them."""
    said = [f"{c.title} {c.items}" for c in totals.treatments if c.items]
    pages = f", {counted(totals.pages, 'page')}" if totals.pages else ""
    size = f"{counted(totals.items, 'item')}{pages}"
    line = draw.line(f"{size}: {', '.join(said)}")
    gaps = [(draw.line("-", draw.QUIET), draw.words(gap, draw.WARNING)) for gap in totals.gaps]
    return Group(line, draw.table(gaps)) if gaps else line


def section(title: str, drawn: RenderableType) -> RenderableType:
    """Draw a piece under its title, with room below it."""
    return Group(draw.line(title, draw.HEADING), drawn, Text())
