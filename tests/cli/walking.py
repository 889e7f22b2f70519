"""A walk of a case to its end by commands that the program itself names as missing.

Nothing here knows a kind of case. Each reason for a refusal leads to a command. A reason without a
command fails the test.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dpo_console.casework.checklist.assessing import Assessed, assess_all
from dpo_console.casework.office.opening import open_desk
from tests.cli.conftest import TODAY, Ran, Run

Remedy = Callable[[str, str], list[str]]
"""A function from a case's reference and the name in a reason to the command that answers it."""

AS_HEAD = ("decide",)
"""The commands that the head gives."""

SAID = {
    "breach.people": "27",
    "breach.likelihood": "unlikely",
    "breach.severity": "low",
    "recipient.country": "United Kingdom",
    "recipient.cover": "stays in the United Kingdom",
}
"""Particulars that take a number or a choice."""


@dataclass(frozen=True)
class Walk:
    """A case on its way. `found` is the result at every place of its search plan.

    With its `home`, answers to several criteria are one act.
    """

    dpo: Run
    reference: str
    found: str = "found"
    home: Path | None = None

    def act(self, *command: str) -> Ran:
        """Give a command about the case, as a person who may. It must succeed."""
        person = "head" if command[0] in AS_HEAD else "dpo"
        ran = self.dpo(*command, person=person)
        assert ran.code == 0, (command, ran.err)
        return ran

    def until(self, *goal: str) -> list[str]:
        """Try until it succeeds, doing all that is named. Return the named reasons in order."""
        named: list[str] = []
        for _ in range(8):
            ran = self.dpo(*goal)
            if ran.code == 0:
                return named
            assert ran.code == 1, (goal, ran.code, ran.err)
            reasons = reasons_of(ran)
            assert not set(reasons) <= set(named), ("named again", reasons)
            named += reasons
            self.do(reasons)
        raise AssertionError((goal, named))

    def do(self, reasons: list[str]) -> None:
        """Do what each reason asks for, in order.

        Each is a command, but where the home is known, all answers to criteria after the first are
        one act, as of a form.
        """
        commands = [*dict.fromkeys(tuple(self.remedy(reason)) for reason in reasons)]
        answers = [command for command in commands if self.home and command[0] == "assess"]
        for command in commands:
            if command not in answers[1:]:
                self.act(*command)
            if self.home and command in answers[:1]:
                self._answer(self.home, answers[1:])

    def _answer(self, home: Path, commands: list[tuple[str, ...]]) -> None:
        desk = open_desk(home, as_person="dpo", today=date.fromisoformat(TODAY))
        findings = [Assessed(name, verdict, words) for _, _, name, verdict, _, words in commands]
        if findings:
            assess_all(desk, self.reference, findings)

    def remedy(self, reason: str) -> list[str]:
        """Return the command that a reason asks for."""
        for pattern, remedy in REMEDIES:
            match = re.search(pattern, reason)
            if match:
                return remedy(self, match)
        raise AssertionError(f"nobody would know what to do about: {reason}")

    @property
    def next_action(self) -> str:
        """The next action in the list."""
        return str(self.dpo("show", self.reference, "--json").json["next_action"])


def reasons_of(ran: Ran) -> list[str]:
    """Return each reason of a refusal, its lines as one."""
    found = re.findall(r"^  - (.*(?:\n    .*)*)", ran.err, re.M)
    assert found, ran.err
    return [" ".join(reason.split()) for reason in found]


def _particulars(walk: Walk, match: re.Match[str]) -> list[str]:
    """Give the missing particulars. Of several joined by “or”, the last named is enough."""
    named = match[1].split(" or ")[-1].split(", ")
    said = [f"{name}={SAID.get(name, 'As it is written down')}" for name in named]
    return ["particulars", walk.reference, *said]


def _search(walk: Walk, _: re.Match[str]) -> list[str]:
    return ["search", walk.reference, "answered", "--all", walk.found]


def _met(walk: Walk, match: re.Match[str]) -> list[str]:
    return ["assess", walk.reference, match[1], "met", "--evidence", "Seen on file 7"]


def _late(walk: Walk, _: re.Match[str]) -> list[str]:
    return ["particulars", walk.reference, "late.reason=The mailbox search failed twice"]


def _decide(walk: Walk, _: re.Match[str]) -> list[str]:
    return ["decide", walk.reference, "approve", "--reason", "The least that will do"]


def _because(walk: Walk, match: re.Match[str]) -> list[str]:
    return ["scope", walk.reference, "--because", f"{match[1]}=It was weighed"]


def _certificate(walk: Walk, _: re.Match[str]) -> list[str]:
    return ["fact", walk.reference, "certificate_received", "--note", "Signed by Dr Finch"]


def _review(walk: Walk, _: re.Match[str]) -> list[str]:
    return ["review", walk.reference, "--finding", "It goes on as approved"]


def _power(walk: Walk, _: re.Match[str]) -> list[str]:
    return ["scope", walk.reference, "--power", "Order of 20 November 2026, para 3"]


def _review_day(walk: Walk, _: re.Match[str]) -> list[str]:
    return ["scope", walk.reference, "--review", "2026-11-30"]


def _rate(walk: Walk, _: re.Match[str]) -> list[str]:
    return ["scope", walk.reference, "--rate-words", "C4"]


REMEDIES: tuple[tuple[str, Callable[[Walk, re.Match[str]], list[str]]], ...] = (
    (r"(?:missing from|no reason is in) the case details: ([\w., ]+?)\. ", _particulars),
    (r"^late\.reason: ", _late),
    (r"^search\.\w+: .*places? not answered", _search),
    (r"^([a-z-]+\.[a-z-]+): to answer: ", _met),
    (r"^No approver has decided yet", _decide),
    (r"dpo-console scope \S+ --rate-words", _rate),
    (r"dpo-console scope \S+ --because (\S+)=", _because),
    (r"dpo-console scope \S+ --review ", _review_day),
    (r"^What compels this is not named", _power),
    (r"certificate of destruction\. Record it with: dpo-console fact", _certificate),
    (r"still to be reviewed\. .*dpo-console review", _review),
)


def paths(kinds: list[dict[str, object]]) -> Iterator[tuple[str, str]]:
    """Yield each kind with each of its outcomes."""
    for kind in kinds:
        outcomes = kind["outcomes"]
        assert isinstance(outcomes, list)
        yield from ((str(kind["slug"]), str(outcome["slug"])) for outcome in outcomes)
