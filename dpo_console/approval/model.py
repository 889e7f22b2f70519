"""The plain values that go into the gate and come out of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from dpo_console.sentences import Gap
from dpo_console.toml_marks import Key, Words


class Fills(StrEnum):
    """The ways to fill in a field. A mark is ours: it says which form a file is."""

    WORDS = "words"
    DAY = "day"
    CHOICE = "choice"
    TICK = "tick"
    MARK = "mark"


MARK = "form:"
"""The beginning of the tag that says which form a file is."""

EMPTY = {
    Fills.WORDS: "Click to answer",
    Fills.DAY: "Choose a day",
    Fills.CHOICE: "Choose",
    Fills.TICK: "☐",
}
"""The words of a field that nobody has filled in yet."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One field: its question, and the way to fill it in. `slug` tells fields of a criterion apart.

    A field with `choices` is a list to choose from.
    """

    asks: Words
    slug: Words = ""
    fills: Fills = Fills.WORDS
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicForm:
    """A form by which people may ask or complain. It is published as `file`, and linked as `link`.

    `slug` is the word in its mark, and `mark` the words that people see of it. `kind` is the kind
    of case that it begins, as a requester of the kind `requester` would see it. `says` are the
    paragraphs at its top, and `parts` the heads of the checklist that it asks, with their titles.
    """

    slug: Words
    kind: Words
    requester: Words
    file: Words
    title: Words
    link: Words
    mark: Words
    says: tuple[str, ...]
    parts: Mapping[str, str]


class Verdict(StrEnum):
    """The state of a criterion."""

    MET = "met"
    NOT_MET = "not-met"
    NOT_APPLICABLE = "not-applicable"
    NEEDS_INFORMATION = "needs-information"


QUESTIONS = (Verdict.NOT_MET, Verdict.NEEDS_INFORMATION)
"""The answers that send a request back. The gate stays shut until they are met."""


class Path(StrEnum):
    """The ways through the gate.

    Ordinary: we choose to share with a controller of its own. Processor: with a supplier that
    processes for us (UK GDPR Art 28). Joint: with a joint controller (Art 26). Both ask what the
    ordinary way asks, and more. Compelled: a court order or a statutory duty. The balancing
    questions don't apply, but identity, scope, security and a record do. Urgent: safeguarding. The
    designated safeguarding lead or the DPO releases at once with a reason, and completes the
    checklist afterwards.
    """

    ORDINARY = "ordinary"
    PROCESSOR = "processor"
    JOINT = "joint"
    COMPELLED = "compelled"
    URGENT = "urgent"

    @property
    def by_choice(self) -> bool:
        """True where we choose to share: neither compelled nor urgent."""
        return self in ROLES


ROLES = {Path.ORDINARY: "Controller", Path.PROCESSOR: "Processor", Path.JOINT: "Joint controller"}
"""The recipient's role on each path by choice. Its own words about its role begin so."""


CHOSEN = (*ROLES, Path.COMPELLED)
"""The paths that an officer may choose. A release for safeguarding makes a sharing urgent."""


class Ruling(StrEnum):
    """The controller's decision."""

    APPROVE = "approve"
    PART = "part"
    REFUSE = "refuse"


ABOUT = ("items", "cohort", "schedule")
"""The data that a criterion can be about: the data items, whose they are, what was found."""

RULED = {"approve": "Approved", "part": "Approved in part", "refuse": "Refused"}
"""Each ruling in words."""

PATH_WORDS: Mapping[str, str] = {
    Path.ORDINARY: "an independent controller",
    Path.PROCESSOR: "a supplier that processes for us",
    Path.JOINT: "a joint controller, deciding with us",
    Path.COMPELLED: "compelled by an order or a duty",
    Path.URGENT: "urgent, for safeguarding",
}
"""The recipient's role, or the reason that leaves no choice, on each path in words."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question of the checklist.

    `head` is one head of its checklist, such as the notice's four (a slug of heads.toml). It
    applies to the requester kinds `kinds`, the kinds of case `case_kinds` and the `endings`, or to
    all if empty. `paths` are the ways on which it is asked. `optional_for` are the kinds and paths
    that may leave a mandatory one open. `not_applicable`: that verdict may settle it, with
    evidence. `source` is the source of the question. `afterwards`: it is settled by the sending, or
    later, so nothing waits for it before then. `about` is the data that it is about, of ABOUT: new
    or altered ones need a new answer. `protects`: it is always to be met where details of a person
    are protected. `judged`: the DPO or the designated safeguarding lead answers it. `asks` is the
    question to the requester who alone can answer it, or ''. On a form, several `fields` may ask it
    instead. `agrees` is a term in the school's words: "you" is the requester.
    `told` is what it means, in plain words for the public. A case of the kind `twin` that came by
    the same message answers it.
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
    protects: bool = False
    judged: bool = False
    optional_for: tuple[str, ...] = ()
    case_kinds: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    afterwards: bool = False
    about: tuple[str, ...] = ()
    asks: Words = ""
    agrees: Words = ""
    told: Words = ""
    twin: str = ""
    fields: Annotated[tuple[FormField, ...], Key("field")] = ()

    @property
    def on_form(self) -> tuple[FormField, ...]:
        """The fields by which a form asks it, or none if only we can answer it."""
        if self.agrees:
            return (FormField(self.agrees, fills=Fills.TICK),)
        return self.fields or ((FormField(self.asks),) if self.asks else ())

    def tag(self, field: FormField) -> str:
        """Return the name of one of its fields in a form that comes back."""
        return f"{self.id}/{field.slug}" if field.slug else self.id


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict on one criterion: by whom, when, and on what evidence, or ''.

    A `computed` answer follows from another part of the case, which `by` names. Nobody gives that
    answer by hand. If it isn't met, its evidence says what is missing. `before` names the data that
    were listed only after the answer, or is ''.
    """

    criterion: str
    verdict: Verdict
    evidence: str
    by: str
    on: date | None
    computed: bool = False
    before: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The controller's ruling. `covers` is the fingerprint of the approved sharing."""

    ruling: Ruling
    by: str
    on: date
    covers: str


@dataclass(frozen=True, slots=True)
class Gate:
    """The state of the gate for a release. `reasons` lists every gap."""

    open: bool
    path: Path
    reasons: tuple[Gap, ...]

    @property
    def checks(self) -> int:
        """The number of checks outstanding. A missing ruling, for one, is a reason but no check."""
        return sum(bool(gap.criterion) for gap in self.reasons)

    @property
    def to_name(self) -> Gap | None:
        """The first reason, where no number says more: it is the only one, or none is a check."""
        return self.reasons[0] if len(self.reasons) == 1 or not self.checks else None
