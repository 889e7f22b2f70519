"""The contested points of law that give the safe day, found by trying each reading."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from dpo_console.law.facts import notices, noun
from dpo_console.law.reckoning.history import Asking
from dpo_console.law.reckoning.reckoning import GovernedCase, Reckoning
from dpo_console.law.reckoning.settling import AS_ENACTED, SettledLimit, open_points, settle
from dpo_console.law.statutes.duties import Duty
from dpo_console.law.words import listed
from dpo_console.text import day_words

DOUBTS = {
    "waits": (False, "the clock doesn't wait for an authority to act"),
    "answers_run": (True, "the clock restarts on the day a clarification is answered"),
    "stricter": (True, "{start} is day 1"),
    "rolls": (False, "a weekend or holiday doesn't move the last day"),
}
"""The contested points of a `Reading`: the strict side of each, and its words with `{start}`."""


@dataclass(frozen=True, slots=True)
class Strictest:
    """The fewest strict points that give the safe day, and the acts that they make late.

    `start` is the day from which the time runs, in words.
    """

    doubts: tuple[str, ...]
    start: str
    too_late: tuple[Asking, ...]

    @property
    def words(self) -> str:
        """The reading in words, such as `some hold that the clock restarts ...`."""
        points = [DOUBTS[name][1].format(start=self.start) for name in self.doubts]
        held = f"some hold {listed(f'that {point}' for point in points)}"
        late = [_late_words(asking) for asking in self.too_late]
        if not late:
            return held
        return f"{held}, which makes {listed(late)} too late"


def strictest(case: GovernedCase, reckoning: Reckoning) -> Strictest | None:
    """Return the reading that puts `safe_by` before the due date, or None if no reading does."""
    if reckoning.safe_by is None or reckoning.safe_by == reckoning.settled.due:
        return None
    for doubts, settled in _readings(case, reckoning):
        if settled.due == reckoning.safe_by:
            known = [late.asking for late in reckoning.settled.late]
            newly = [late.asking for late in settled.late if late.asking not in known]
            return Strictest(doubts, _start_words(reckoning.duty), tuple(newly))
    return None


def _start_words(duty: Duty) -> str:
    """Return the day from which the limit runs that a stricter reading ends sooner."""
    sooner = next((limit for limit in duty.limits if limit not in duty.strictly), None)
    return f"the day of {noun(sooner.since)}" if sooner and sooner.since else "the day of receipt"


def laws(case: GovernedCase, reckoning: Reckoning, doubts: tuple[str, ...]) -> str:
    """Return the law behind these points."""
    version, duty = case.version, reckoning.duty
    found = {
        "waits": next((start.law for start in version.starts if start.contested), ""),
        "answers_run": next((p.law for p in version.pauses if p.strictly != p.counts), ""),
        "stricter": duty.law_for(case.setting.school.type),
        "rolls": duty.rolls_by,
    }
    return "; ".join(found[name] for name in doubts)


def _readings(
    case: GovernedCase, reckoning: Reckoning
) -> Iterator[tuple[tuple[str, ...], SettledLimit]]:
    """Yield every combination of strict points, the fewest first."""
    points = open_points(case.version, reckoning.duty, case.history)
    for count in range(1, len(points) + 1):
        for doubts in combinations(points, count):
            how = replace(AS_ENACTED, **{name: DOUBTS[name][0] for name in doubts})
            yield doubts, settle(case.version, reckoning.duty, case.setting, how)[0].settled()


def _late_words(asking: Asking) -> str:
    what = "the notice of" if asking.name in notices() else "asking on"
    return f"{what} {day_words(asking.asked)}"
