"""What the dates would be if something were asked, answered or notified today; nothing is saved.

Which questions and notices there are to suppose stands in the statute of the kind.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dpo_console.law.calendar.schools import School
from dpo_console.law.clock import read_clock_under
from dpo_console.law.facts import EXTENSION, noun, questions
from dpo_console.law.model import Clock, Fact, Moment, Standing
from dpo_console.law.reckoning.limits import day_of
from dpo_console.law.reckoning.reckoning import open_case
from dpo_console.law.statutes import Statute
from dpo_console.law.words import days_words, listed
from dpo_console.text import day_words

NOT_ENTERED = -1
"""The number of a fact that is only supposed: no recorded fact has it."""

A_WEEK = 7
"""Days after which a supposed question is supposed to be answered."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What would follow: a sentence for the officer, and the clock as it would then stand.

    `facts` are the names of what is supposed.
    """

    facts: tuple[str, ...]
    sentence: str
    clock: Clock


class WhatIfs:
    """A case as it stands, and what it would be if something more had happened today."""

    def __init__(self, law: Statute, facts: Sequence[Fact], school: School, today: date) -> None:
        """`facts` as for the clock. Raises BadInput likewise."""
        self.law, self.facts, self.school, self.today = law, tuple(facts), school, today
        self.now = self.clock_with()

    def clock_with(self, *supposed: Fact) -> Clock:
        """The clock with further facts."""
        return read_clock_under(self.law, [*self.facts, *supposed], self.school, self.today)

    def of(self, name: str) -> WhatIf | None:
        """What the question, answer or notice of that name would do; None for any other fact."""
        if name == EXTENSION:
            return self.extended()
        if name in questions():
            return self.asked(name)
        return self.answered(name) if name in questions().values() else None

    def asked(self, name: str, after_days: int = A_WEEK) -> WhatIf:
        """If a question were put today, and answered some days later."""
        on = self.today + timedelta(days=after_days)
        answer = Fact(questions()[name], on, id=NOT_ENTERED, answers=NOT_ENTERED)
        then = self.clock_with(Fact(name, self.today, id=NOT_ENTERED), answer)
        lead = (
            f"If you ask for {noun(name)} today and it comes after {days_words(after_days)}, on "
            f"{day_words(on)},"
        )
        return WhatIf((name,), self._sentence(lead, then, self._notice(then)), then)

    def extended(self) -> WhatIf:
        """If the requester were told of an extension today."""
        then = self.clock_with(Fact(EXTENSION, self.today, id=NOT_ENTERED))
        by = then.extension_notice_by
        notice = f"The notice must be given, with the reasons, by {day_words(by)}." if by else ""
        lead = "If you tell the requester of an extension today,"
        moved = _date(then) != _date(self.now)
        return WhatIf((EXTENSION,), self._sentence(lead, then, notice if moved else ""), then)

    def answered(self, *names: str) -> WhatIf:
        """If these answers came today."""
        then = self.clock_with(*(Fact(name, self.today) for name in names))
        asked = [noun(question) for question, answer in questions().items() if answer in names]
        lead = f"If {listed(asked)} {'came' if len(asked) > 1 else 'comes'} today,"
        return WhatIf(names, self._sentence(lead, then, self._notice(then)), then)

    def all(self) -> tuple[WhatIf, ...]:
        """What makes sense to suppose now, and what would move nothing; none once it is met."""
        if self.now.deadlines[0].met_on is not None:
            return ()
        return (*self._answers(), *self._moving(), *self._moving_nothing())

    def _answers(self) -> Iterator[WhatIf]:
        waits = dict(self.now.waits_for)
        if waits and max(waits.values()) <= self.today:
            yield self.answered(*(questions()[name] for name in waits))

    def _moving(self) -> Iterator[WhatIf]:
        """Questions that count in this kind and are not open; the extension, if there is none."""
        counted, there = self._counted(), {fact.name for fact in self.facts}
        asked = [n for n in questions() if n in counted and n not in dict(self.now.waits_for)]
        notices = [EXTENSION] if EXTENSION in counted - there else []
        due = self.now.due
        if due is None or day_of(due) >= self.today:
            yield from map(self.asked, asked)
            yield from (self.extended() for _ in notices)
        elif asked or notices:
            what = listed(noun(name) for name in (*asked, *notices))
            words = (
                f"The limit of {day_words(due)} has passed, so it isn't moved any more by {what}."
            )
            yield WhatIf((*asked, *notices), words, self.now)

    def _moving_nothing(self) -> Iterator[WhatIf]:
        """What the law of this kind doesn't count, with the reasons why."""
        counted = self._counted()
        for reason in dict.fromkeys(self.law.not_counted.values()):
            names = [name for name, why in self.law.not_counted.items() if why == reason]
            left = tuple(name for name in names if name not in counted)
            if left:
                what = listed(noun(name) for name in left)
                yield WhatIf(left, f"Nothing is moved by {what}: {reason}.", self.now)

    def _counted(self) -> frozenset[str]:
        """The questions and notices that count, by the version of the law that governs."""
        version = open_case(self.law, self.facts, self.school, self.today).version
        extended = any(duty.extension for duty in version.duties)
        return version.questions | ({EXTENSION} if extended else frozenset())

    def _notice(self, then: Clock) -> str:
        """By when an extension would have to be notified, where that moves too."""
        by = then.extension_notice_by
        if by is None or by == self.now.extension_notice_by:
            return ""
        return f"An extension must then be notified by {day_words(by)}."

    def _sentence(self, lead: str, then: Clock, more: str) -> str:
        """What follows, and what the officer would have to beware of then, but not now."""
        new = [warning for warning in then.warnings if warning not in self.now.warnings]
        return " ".join(part for part in (lead, _outcome(self.now, then), more, *new) if part)


def _outcome(now: Clock, then: Clock) -> str:
    before, after = _date(now), _date(then)
    if after is None:
        answered = then.due_if_answered_today
        if answered is None:
            return "there is still no date to give."
        day = day_words(answered)
        return f"there is still no date; if all were answered today, it would be {day}."
    date_or_target = "our own target" if then.due is None else "the date"
    safe = then.safe_by if then.safe_by != then.due else None
    day = f"{day_words(after)} (safe by {day_words(safe)})" if safe else day_words(after)
    if after == before:
        return f"{date_or_target} stays {day}."
    instead = f" instead of {day_words(before)}" if before else ""
    return f"{date_or_target} will be {day}{instead}."


def _date(clock: Clock) -> Moment | None:
    """The date that counts: the limit in law, or else the office's own target."""
    first = clock.deadlines[0]
    return first.due if first.standing is Standing.TARGET else clock.due
