"""The forms of a case: a fact, a note, and the choice of an owner."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial, wraps
from typing import Concatenate, NamedTuple, ParamSpec

from rich.console import RenderableType

from dpo_console.cases.checklist.checklists import waiting_for_words
from dpo_console.cases.clock.clocks import what_if
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import ROLES, others_who_may_own
from dpo_console.cases.papers import names_paper
from dpo_console.cases.sharing.release_terms import SIGNING, WITH_A_PAPER, word_counts
from dpo_console.cases.view.case import case_view, why_not
from dpo_console.cases.view.views import CaseView
from dpo_console.casework import facts as recording
from dpo_console.casework import notes
from dpo_console.casework.office import own_files
from dpo_console.config.methods import METHODS
from dpo_console.errors import BadInput, Refused
from dpo_console.law.facts import fact_kind, moves_clocks, notices
from dpo_console.law.facts import words as fact_words
from dpo_console.law.model import day_of, minute_of
from dpo_console.law.statutes import statute
from dpo_console.tui import draw
from dpo_console.tui.commands import Choice
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.case.case_keys import letter_key
from dpo_console.tui.screens.frame.ask import Ask
from dpo_console.tui.widgets import case_headline
from dpo_console.typed_days import parse_day, parse_moment

Opened = tuple[Ask[CaseView], str]
"""A form, and the sentence for its success."""

Save = Callable[[Mapping[str, str], int], str]

Rest = ParamSpec("Rest")

Maker = Callable[Concatenate[Desk, CaseView, Rest], Opened]
"""A maker of a form on a case.

Further arguments point to their object by name or number. They find the same object in the case as
it is later.
"""

NOTE_HINTS = {
    "extension_notified": "why: it is complex, or one of several requests",
    "public_interest_notified": "the exemption, and the estimated date",
    "clarification_requested": "what was asked",
    "id_requested": "why there was a reasonable doubt",
    "authority_requested": "why their authority is in doubt",
    "fee_requested": "why one may be charged, and how much",
    "not_reportable": "why it need not be reported",
    "order_seen": "the court's seal? to whom, scope, date",
}

KEPT = "kept in the history"

DAY_HINTS = {"answer_by": "the day that it sets", "results_announced": "the day of the results"}

GIVEN = (("", "not said"), *METHODS.items())
"""The methods by which a notice can be given."""

STANDS_FOR = {
    "FILE": "the file's name",
    "TEXT": "what you saw, in quotes",
    "HOST": "the name of the computer that runs this program (ask the person who set it up)",
}
"""The words of a command that are to be replaced, and with what."""

STILL_OPEN = "Checks are still open. Saving names them."

SIGNED_PAPER = "who signed, and end with the paper that came back signed, such as “paper 2”"
"""What a clerk writes of signed terms."""

RECOGNISED = "recognised"

EXPLAINS = "No date moves. This only explains the days that were lost."

BY_LETTER = (
    "acknowledged", "extension_notified", "clarification_requested", "id_requested",
    "authority_requested", "fee_requested",
)  # fmt: skip
"""Facts that a letter records once it is sent."""

IN_TIME = ("extension_notified", "clarification_requested")
"""Facts whose letter is refused once the limit has passed."""

ONLY_RECORDS = "This only records what was done already. It is better to write the letter"

RECORDS = "Once you mark it as sent, the day is recorded for you."

OVERRIDE_HINT = "only if it went all the same: why. The case shows it"


def day_field(
    desk: Desk,
    name: str,
    label: str,
    value: str = "today",
    hint: str = "",
    *,
    ahead: bool = False,
) -> Field:
    """Return a field for a day, which shows how the typed day is understood.

    The examples for a day that should be `ahead` are days to come.
    """

    def check(typed: str) -> str:
        return draw.day(parse_day(typed, desk.today, label, ahead=ahead)) if typed else ""

    return Field(name, label, value, hint, check=check, day=True)


def moment_field(desk: Desk, case: CaseView, label: str, value: str) -> Field:
    """Return a field `on` for a day, with a minute where the clock counts hours."""

    def check(typed: str) -> str:
        if not typed:
            return ""
        moment = parse_moment(typed, desk.today, label)
        wanting = statute(case.row.kind).counts_hours and not isinstance(moment, datetime)
        return "add a time, such as 14:20" if wanting else draw.day(moment)

    return Field("on", label, value, check=check, day=True)


def from_own_machine(desk: Desk, line: str, *more: str) -> RenderableType:
    """Draw the `line` that sends a file from another computer, and how to type it there."""
    reads = own_files.reads_files(desk)
    here = "Name a file on the computer that runs this program. ~/ is your own folder there."
    first = here if reads else "This account reads no files here."
    how = (
        "For a file on your own computer, ask the person who set this up to put it there, or type "
        "this in a terminal on your own computer. It is one line, with a space where it breaks:"
    )
    there = line.split()
    stands = [f"{word} is {means}" for word, means in STANDS_FOR.items() if word in there]
    last = [f"{'; '.join(stands)}."] if stands else []
    return draw.lines(map(draw.words, (first, how, f"  {line}", *last, *more)))


def given_day(
    desk: Desk, given: Mapping[str, str], name: str, *, ahead: bool = False
) -> date | None:
    """Return the day typed into a field, or None where it was left empty. Raises BadInput."""
    return parse_day(given[name], desk.today, name, ahead=ahead) if given[name] else None


def _moment(desk: Desk, name: str, typed: str) -> date | datetime:
    """Return the day typed for a fact, with any minute. Raises BadInput."""
    if fact_kind(name).ahead:
        return parse_day(typed, desk.today, "on", ahead=True)
    return parse_moment(typed, desk.today, "on")


def ask(
    desk: Desk,
    case: CaseView,
    title: str,
    fields: Sequence[Field],
    save: Save,
    about: RenderableType = "",
    of: str = "",
    *,
    act: str = "",
    adds: bool = False,
    first: str = "",
) -> Ask[CaseView]:
    """Return a form on a case.

    `of` names the part of the case, where the title doesn't. `act` is casework's name for the act.
    `adds` allows saving on top of others' changes elsewhere in the case. `first` is the field to
    start at.
    """

    def saved(given: Mapping[str, str], version: int) -> CaseView:
        return case_view(desk, save(given, version))

    return Ask(
        title, fields, saved, about=about, version=case.version, reference=case.reference, of=of,
        act=act, adds=adds, first=first,
    )  # fmt: skip


def case_now(desk: Desk, reference: str, act: str) -> CaseView:
    """Return the case as it is now. Raises Refused where `act` is closed now, or NoSuchCase."""
    now = case_view(desk, reference)
    reason = why_not(desk, now).get(act, "")
    if reason:
        raise Refused(reason)
    return now


def follows(maker: Maker[Rest]) -> Maker[Rest]:
    """Make a form that can be rebuilt on the case as it is later, while its act is possible."""

    @wraps(maker)
    def made(desk: Desk, case: CaseView, /, *rest: Rest.args, **more: Rest.kwargs) -> Opened:
        dialog, done = maker(desk, case, *rest, **more)

        def again() -> Ask[CaseView]:
            return made(desk, case_now(desk, case.reference, dialog.act), *rest, **more)[0]

        dialog.again = again
        return dialog, done

    return made


@follows
def fact(desk: Desk, case: CaseView, name: str) -> Opened:
    """Open a form for the day and the words of a fact, with its effect on the clock."""
    words, check = fact_words(name), words_once(words_wanted(desk, name))

    def save(given: Mapping[str, str], version: int) -> str:
        on, note = _moment(desk, name, given["on"]), given["note"]
        override = given.get("override", "")
        check(note)
        return recording.record_fact(
            desk, case.reference, name, day_of(on), at=minute_of(on), note=note, override=override,
            method=given.get("method", ""), version=version,
        )  # fmt: skip

    title, about = f"{words}: {case.reference}", effect(desk, case, name)
    form = ask(desk, case, title, _fields_of_fact(desk, case, name), save, about, act=name)
    form.preview = partial(_effect_as_typed, desk, case, name)
    return form, words


def _fields_of_fact(desk: Desk, case: CaseView, name: str) -> list[Field]:
    """Return the fields of a fact. The note comes first where nothing counts without it."""
    on = (
        day_field(desk, "on", "On", "", hint=DAY_HINTS.get(name, ""), ahead=True)
        if fact_kind(name).ahead
        else moment_field(desk, case, "On", _day_of_words(case, name))
    )
    wanted, hint = words_wanted(desk, name), note_hint(name, [case.row.kind]) or KEPT
    lost = "the date isn't moved" if moves_clocks(name) else "this counts for nothing"
    label = "Reason" if wanted.startswith("the reason") else "Note"
    hint = f"{hint} (without it, {lost})" if wanted else hint
    note = Field("note", label, lines=2, hint=hint)
    fields = [note, on] if wanted else [on, note]
    if name in notices():
        fields.append(Field("method", "How", choices=GIVEN, hint="left/right arrows choose"))
    if _waits(case, name):
        fields.append(Field("override", "Override", lines=2, hint=OVERRIDE_HINT))
    return fields


def note_hint(name: str, kinds: Iterable[str]) -> str:
    """Return what belongs in the words of a fact, or '' where these kinds of case differ in it."""
    usual = NOTE_HINTS.get(name, "")
    hints = {statute(kind).hints.get(name, usual) for kind in kinds}
    return hints.pop() if len(hints) == 1 else ""


def words_once(wanted: str) -> Callable[[str], None]:
    """Return a check that refuses a note once that is empty, or names no paper if one is wanted."""
    told: set[str] = set()

    def check(note: str) -> None:
        lacks = not names_paper(note) if wanted == SIGNED_PAPER else not note
        if wanted and lacks and wanted not in told:
            told.add(wanted)
            again = "Press enter again to record this without: it then counts for nothing."
            raise BadInput(f"Write {wanted}. {again}", "note")

    return check


def words_wanted(desk: Desk, name: str) -> str:
    """Return the words without which a fact counts for nothing, such as `the question`, or ''."""
    if word_counts(desk, name):
        return ""
    return SIGNED_PAPER if name == SIGNING else fact_kind(name).reason.rstrip(",")


def _effect_as_typed(
    desk: Desk, case: CaseView, name: str, given: Mapping[str, str]
) -> RenderableType:
    """Draw the effect of a fact on the day typed. Raises BadInput if it isn't a day yet."""
    return effect(desk, case, name, day_of(_moment(desk, name, given["on"])))


def _day_of_words(case: CaseView, name: str) -> str:
    """Return the day of the fact whose reason or question is to be added, or `today`."""
    waiting = waiting_for_words(case.facts, name)
    return waiting.on.isoformat() if waiting else "today"


def effect(desk: Desk, case: CaseView, name: str, on: date | None = None) -> RenderableType:
    """Draw the due date of the case, and the effect on it of a fact today, or `on` a day."""
    pieces = [case_headline.when_due(case, desk.now)]
    found = what_if(desk, case.row, name, on)
    if found:
        pieces.append(draw.words(found.in_short))
    if name == RECOGNISED:
        pieces.append(draw.words(EXPLAINS))
    if name == SIGNING and not word_counts(desk, name):
        pieces.append(draw.words(WITH_A_PAPER, draw.QUIET))
    over = name in IN_TIME and case.row.band(desk.now) == "overdue"
    if name in BY_LETTER and not over:
        letter = letter_key(desk)
        pieces.append(draw.words(f"{ONLY_RECORDS} ({letter} on the case). {RECORDS}"))
    if case.gate and _waits(case, name):
        pieces.append(draw.words(STILL_OPEN, draw.WARNING))
    return draw.lines(pieces)


def _waits(case: CaseView, name: str) -> bool:
    """Return True if a fact waits for the checklist, and checks are outstanding."""
    return name in case.holds and case.gate is not None and not case.gate.open


@follows
def note(desk: Desk, case: CaseView) -> Opened:
    """Open a form for a note.

    A note rests on nothing that others might change, so no version guards it.
    """

    def save(given: Mapping[str, str], _version: int) -> str:
        return notes.add_note(desk, case.reference, given["text"])

    fields = [Field("text", "Note", lines=4, hint="ctrl+j starts a new line")]
    title = f"Note on {case.reference}"
    return ask(desk, case, title, fields, save, act="note", adds=True), "Note added"


class Saving(NamedTuple):
    """An act to do at once, and the words for it afterwards. The act returns the reference."""

    act: Callable[[], str]
    done: str


class Choosing(NamedTuple):
    """A question before the form. `then` returns the form of the chosen value, or an act."""

    question: str
    choices: Sequence[Choice]
    then: "Callable[[str], Opened | Saving]"


def owner(desk: Desk, case: CaseView) -> Choosing:
    """Choose the owner of the case."""
    me, others = desk.person, others_who_may_own(desk, case.row.school, case.readers)
    choices = [Choice("me", f"Me, {me.name}", key="m")]
    choices += [Choice(p.slug, p.name, ROLES[p.role].in_menu) for p in others]
    choices.append(Choice("", "Nobody", key="0"))
    names = {"me": me.name, "": "nobody", **{p.slug: p.name for p in others}}

    def then(who: str) -> Saving:
        assign = partial(notes.assign, desk, case.reference, who, version=case.version)
        return Saving(assign, f"Assigned to {names[who] or 'you'}")

    return Choosing(f"Who works on {case.reference}?", choices, then)
