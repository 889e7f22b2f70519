"""The plain values that go into the gate and come out of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dpo_console.toml_marks import Words


class Verdict(StrEnum):
    """How a criterion stands."""

    MET = "met"
    NOT_MET = "not-met"
    NOT_APPLICABLE = "not-applicable"
    NEEDS_INFORMATION = "needs-information"


QUESTIONS = (Verdict.NOT_MET, Verdict.NEEDS_INFORMATION)
"""The answers by which whoever decides sends a request back: until they are met it stays shut."""


class Path(StrEnum):
    """The three ways through the gate.

    Compelled: a court order or a statutory duty; the balancing questions fall away, identity,
    scope, security and a record stay. Urgent: safeguarding, released at once with a reason by
    the designated safeguarding lead or the DPO, and completed after.
    """

    ORDINARY = "ordinary"
    COMPELLED = "compelled"
    URGENT = "urgent"


class Ruling(StrEnum):
    """What the controller decided."""

    APPROVE = "approve"
    PART = "part"
    REFUSE = "refuse"


RULED = {"approve": "Approved", "part": "Approved in part", "refuse": "Refused"}
"""Each ruling in words."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question of the checklist.

    `head` is one head of its checklist, such as the notice's four (a slug of heads.toml); `kinds`
    are the requester kinds it applies to, `case_kinds` the kinds of case and `endings` what the
    case comes to (each empty: all); `paths` the ways on which it is asked; `optional_for` the
    kinds and paths for which a mandatory one may be left open; `not_applicable` whether that
    verdict may settle it, with evidence; `source` where the question comes from.
    """

    id: str
    head: str
    question: Words
    evidence: Words
    mandatory: bool
    source: Words
    kinds: tuple[str, ...]
    paths: tuple[Path, ...]
    not_applicable: bool = False
    optional_for: tuple[str, ...] = ()
    case_kinds: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict on one criterion: by whom, when, and on what evidence ('' where none).

    A `computed` one follows from what stands elsewhere in the case, which `by` then names: nobody
    answers that by hand. Where it isn't met, its evidence says what is missing.
    """

    criterion: str
    verdict: Verdict
    evidence: str
    by: str
    on: date | None
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The controller's ruling. `covers` is the fingerprint of what was approved."""

    ruling: Ruling
    by: str
    on: date
    covers: str


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a release may go ahead; `reasons` lists every gap, one sentence each."""

    open: bool
    path: Path
    reasons: tuple[str, ...]
