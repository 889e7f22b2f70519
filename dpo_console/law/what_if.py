"""The dates if something were asked, answered or notified today. Nothing is saved.

The statute of the kind lists the questions and notices to suppose.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dpo_console.law.calendar.schools import School
from dpo_console.law.clock import read_clock_under
from dpo_console.law.explaining.explain import last_open_day
from dpo_console.law.explaining.warnings import (
    CONTESTED,
    JUSTIFIED,
    aim_words,
    on_that_reading,
)
from dpo_console.law.facts import EXTENSION, event, notices, noun, questions
from dpo_console.law.model import Clock, Fact, Moment, Standing, day_of
from dpo_console.law.reckoning.reckoning import open_case
from dpo_console.law.statutes.statute import Statute
from dpo_console.law.words import days_words, listed
from dpo_console.sentences import first_upper
from dpo_console.text import day_words

NOT_ENTERED = -1
"""The number of a supposed fact: no recorded fact has it."""

KEPT = "It is kept, but it doesn't count."
"""The effect of a question or notice after the limit."""

STRICTER = "A stricter reading of the law gives"
"""The beginning of a sentence on the date of a stricter reading."""

A_WEEK = 7
"""Days until the supposed answer to a supposed question."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The effect of a supposition in words for the officer, and the clock that results.

    `facts` are the names of the supposed facts. `warnings` are those given only then. What a
    contested one says, `effect` tells already.
    """

    facts: tuple[str, ...]
    effect: str
    clock: Clock
    warnings: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The effect, with its warnings. The stricter date and the day to work to are told once."""
        return " ".join((self.effect, *map(self._told_once, self.warnings)))

    def _told_once(self, warning: str) -> str:
        """Return a warning without the dates that the effect tells already."""
        strict, aim = self.clock.safe_by, self.clock.act_by
        warning = warning.removesuffix(f" {aim_words(day_words(aim))}" if aim else "")
        if not strict or STRICTER not in self.effect:
            return warning
        same = f" {on_that_reading(day_words(strict))}"
        return warning.removesuffix(same).replace(CONTESTED, "The stricter reading", 1)

    @property
    def in_short(self) -> str:
        """The effect, with the warnings that say more."""
        more = (warning for warning in self.warnings if not warning.startswith(CONTESTED))
        return " ".join((self.effect, *more))


class WhatIfs:
    """A case as it stands, and as it would be with one more event, today or on another day."""

    def __init__(
        self,
        law: Statute,
        facts: Sequence[Fact],
        school: School,
        today: date,
        on: date | None = None,
    ) -> None:
        """Take `facts` as for the clock. Raises BadInput as the clock does.

        `on` is the day of the supposed event, if not today.
        """
        self.law, self.facts, self.school, self.today = law, tuple(facts), school, today
        self.on = on or today
        self.when = "today" if self.on == today else f"on {day_words(self.on)}"
        self.now = self.clock_with()

    def clock_with(self, *supposed: Fact) -> Clock:
        """Return the clock with further facts."""
        return read_clock_under(self.law, [*self.facts, *supposed], self.school, self.today)

    def of(self, name: str) -> WhatIf | None:
        """Return the effect of that question, answer or notice, or None for any other fact."""
        if name in notices():
            return self.extended(name)
        if name in questions():
            return self.asked(name)
        return self.answered(name) if name in questions().values() else None

    def asked(self, name: str, after_days: int = A_WEEK) -> WhatIf:
        """Return the effect of asking a question, with an answer some days later."""
        on = self.on + timedelta(days=after_days)
        answer = Fact(questions()[name], on, id=NOT_ENTERED, answers=NOT_ENTERED)
        then = self.clock_with(Fact(name, self.on, id=NOT_ENTERED), answer)
        lead = (
            f"If {noun(name)} is asked for {self.when} and comes "
            f"{days_words(after_days)} later, on {day_words(on)},{self._starts(name, then)}"
        )
        more = name not in dict(then.waits_for)
        supposed = f" and {noun(name)} on {day_words(on)}" * more
        return self._effect((name,), lead, then, self._notice(then), supposed)

    def _starts(self, question: str, then: Clock) -> str:
        """Return that the clock starts only with the answer, if that gives the date."""
        moves = _date(then) not in (None, _date(self.now))
        return " the time runs from that day, and" * (moves and question in self._starting())

    def _starting(self) -> set[str]:
        """Return the questions with whose answer the time starts."""
        version = open_case(self.law, self.facts, self.school, self.today).version
        return {start.by for start in version.starts}

    def extended(self, name: str = EXTENSION) -> WhatIf:
        """Return the effect of telling the requester of a later limit."""
        then = self.clock_with(Fact(name, self.on, id=NOT_ENTERED))
        by = then.extension_notice_by
        notice = f"The notice must be given, with the reasons, by {day_words(by)}." if by else ""
        lead = f"If {noun(name)} is given {self.when},"
        moved = _date(then) != _date(self.now)
        return self._effect((name,), lead, then, notice if moved else "")

    def answered(self, *names: str) -> WhatIf:
        """Return the effect of these answers coming."""
        then = self.clock_with(*(Fact(name, self.on) for name in names))
        asked = [noun(question) for question, answer in questions().items() if answer in names]
        lead = f"If {listed(asked)} {'came' if len(asked) > 1 else 'comes'} {self.when},"
        return self._effect(names, lead, then, self._notice(then))

    def all(self) -> tuple[WhatIf, ...]:
        """Return every sensible supposition, and those that move nothing, or () once it is met."""
        if self.now.deadlines[0].met_on is not None:
            return ()
        return (*self._answers(), *self._moving(), *self._moving_nothing())

    def _answers(self) -> Iterator[WhatIf]:
        waits = dict(self.now.waits_for)
        if waits and max(waits.values()) <= self.today:
            yield self.answered(*(questions()[name] for name in waits))

    def _moving(self) -> Iterator[WhatIf]:
        """Yield the questions that count here and are not open, and an extension not yet given."""
        counted, there = self._counted(), {fact.name for fact in self.facts}
        asked = [n for n in questions() if n in counted and n not in dict(self.now.waits_for)]
        to_give = sorted(notices() & counted - there)
        due = self.now.due
        if due is None or day_of(due) >= self.today:
            yield from map(self.asked, asked)
            yield from map(self.extended, to_give)
        elif asked or to_give:
            what = listed((noun(name) for name in (*asked, *to_give)), "or")
            words = (
                f"The limit of {day_words(due)} has passed, so it isn't moved any more by {what}."
            )
            yield WhatIf((*asked, *to_give), words, self.now)

    def _moving_nothing(self) -> Iterator[WhatIf]:
        """Yield the questions and notices that this kind doesn't count, with the reasons."""
        counted, whys = self._counted(), self.law.not_counted
        if not open_case(self.law, self.facts, self.school, self.today).bound:
            whys = dict.fromkeys(whys, "no law sets it here, and it is our own target")
        for reason in dict.fromkeys(whys.values()):
            names = [name for name, why in whys.items() if why == reason]
            left = tuple(name for name in names if name not in counted)
            if left:
                what = listed((event(name) for name in left), "or")
                yield WhatIf(
                    left, f"{first_upper(what)} doesn't move the date: {reason}.", self.now
                )

    def _counted(self) -> frozenset[str]:
        """Return the questions and notices that count, in the governing version of the law."""
        version = open_case(self.law, self.facts, self.school, self.today).version
        return version.questions | {duty.extension.by for duty in version.duties if duty.extension}

    def _notice(self, then: Clock) -> str:
        """Return the last day to notify an extension, in words, if that moves too."""
        by = then.extension_notice_by
        if by is None or by == self.now.extension_notice_by:
            return ""
        told = f"To extend as well, tell the requester by {day_words(by)}"
        safe = then.act_by
        return f"{told}, or to be safe by {day_words(safe)}." if safe and safe < by else f"{told}."

    def _effect(
        self, names: tuple[str, ...], lead: str, then: Clock, more: str, supposed: str = ""
    ) -> WhatIf:
        """Return the effect in words, and any new warnings.

        `supposed` is the answer that `lead` supposes, for a sentence that supposes another too.
        """
        new = tuple(warning for warning in then.warnings if warning not in self.now.warnings)
        doubted = JUSTIFIED.keys() & set(names) & self._starting()
        sure = not doubted or _date(self.now) is None
        safer = self._safer(then) if sure else ""
        outcome, due = _outcome(self.now, then, safer, supposed, sure=sure), self.now.due
        safest, aim = self.now.safe_by, self.now.act_by
        if not sure or (safest and _date(then) is None):
            # An earlier day is the safe one, whichever reading of the supposed date holds.
            new = tuple(warning for warning in new if not warning.startswith(CONTESTED))
        if safest and _date(then) is None:
            sooner = f" Aim for {day_words(aim)}." if aim and aim != day_of(safest) else ""
            outcome = f"{outcome} The safest deadline stays {day_words(safest)}.{sooner}"
        if due and day_of(due) < day_of(self.on) and _date(then) == due:
            stays = outcome.partition(".")[0]
            outcome, new = f"{stays}, because the limit has passed. {KEPT}", ()
        told = " ".join(part for part in (lead, outcome, more if sure else "") if part)
        return WhatIf(names, told, then, new)

    def _safer(self, then: Clock) -> str:
        """Return the day to aim for under a stricter reading of the law, or '' if none differs."""
        strict, aim = then.safe_by, then.act_by
        if strict is None or strict == then.due or aim is None:
            return ""
        to_aim = "that day"
        if day_of(strict) != aim:
            last = last_open_day(aim, self.school)
            to_aim = f"{day_words(aim)}{last and f', {last} before it'}"
        return f" {STRICTER} {day_words(strict)}: aim for {to_aim}."


def _outcome(now: Clock, then: Clock, safe: str, supposed: str, *, sure: bool) -> str:
    """Return the date that results. `safe` is a sentence on a safer day, or ''.

    `supposed` is what the date supposes besides an answer today. The date is not `sure` if it
    holds only where asking was justified.
    """
    before, after = _date(now), _date(then)
    if after is None:
        waits = [noun(name) for name, _ in then.waits_for]
        if then.due_if_answered_today is None or not waits:
            return "there is still no date to give."
        day, are = day_words(then.due_if_answered_today), "is" if len(waits) == 1 else "are"
        return (
            f"there is still no date: {listed(waits)} {are} awaited too. If {listed(waits)} came "
            f"today{supposed}, the date would be {day}."
        )
    date_or_target = "our own target" if then.due is None else "the date"
    if after == before:
        return f"{date_or_target} stays {day_words(after)}.{safe}"
    instead = f", not {day_words(before)}" if before else ""
    will = "will" if sure else "could"
    return f"{date_or_target} {will} be {day_words(after)}{instead}.{safe}"


def _date(clock: Clock) -> Moment | None:
    """Return the date that counts: the limit in law, or else the office's own target."""
    first = clock.deadlines[0]
    return first.due if first.standing is Standing.TARGET else clock.due
