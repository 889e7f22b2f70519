"""The messages that came: `intake`, a group of commands."""

from collections.abc import Iterator, Sequence

import click

from dpo_console.cases.intake.proposal import CaseProposal
from dpo_console.cases.intake.tray import (
    InTray,
    in_tray,
    request_from,
    resembles,
    state_words,
    tray,
)
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import file_meant
from dpo_console.casework import intake as working
from dpo_console.casework.intake import (
    Taken,
    keep_with,
    largest,
    messages_at,
    messages_in,
    take_in,
)
from dpo_console.casework.office.own_files import STREAM
from dpo_console.casework.requests import Logged
from dpo_console.casework.restricted import suggestion
from dpo_console.cli.commands.people import KEPT_FROM
from dpo_console.cli.commands.requests import logged_json, print_logged
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Group, subcommand, text_option
from dpo_console.cli.output import Json, columns, document, narrate, picked, progress, report, say
from dpo_console.cli.streams import read_stdin
from dpo_console.cli.types import NUMBER, DayOrMinute
from dpo_console.config import Settings
from dpo_console.config.files.incoming import within
from dpo_console.law.model import Moment
from dpo_console.law.statutes import statute
from dpo_console.mail.boxes import Raw
from dpo_console.store.reads.messages import ASIDE, CASE, WAITING
from dpo_console.text import counted, day_words, show_line, size_words

FIELDS = ("kind", "requester", "subjects", "received", "school")
"""The proposed fields that come with a reason."""

ASK = "(for you to say)"

HEADS = ("No.", "Received", "Kind", "Requester", "About", "Message")

_WITH_VALUE = ("--home", "--today", "--as")


class IntakeGroup(Group):
    """A group whose first word may be a file: then it is `take`, and without a word `list`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command that is meant before a file, or in place of none."""
        first = 0
        while first < len(args) and args[first].startswith("--"):
            first += 2 if args[first] in _WITH_VALUE else 1
        if "--help" not in args[:first] and (first >= len(args) or args[first] not in self.entries):
            args = [*args[:first], "take" if first < len(args) else "list", *args[first:]]
        return super().parse_args(ctx, args)


@click.group(cls=IntakeGroup)
def intake() -> None:
    """Read incoming messages, and log those that you confirm as cases.

    FILE is an e-mail (.eml or .msg), an mbox, a folder such as a Maildir, a zip of one, or -
    for stdin. Without a file, this lists what waits.

    \b
      ssh host dpo-console intake - < request.eml
      dpo-console intake ~/Maildir
      dpo-console intake accept 3
    """


@subcommand("list")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Include those set aside, and those that became cases.",
)
def list_(invocation: Invocation, everything: bool) -> None:
    """List the messages that wait, each with the kind of request that it seems to be.

    \b
      dpo-console intake list
      dpo-console intake list --all --json
    """
    found = tray(invocation.desk(), (WAITING, ASIDE, CASE) if everything else (WAITING,))
    if invocation.json:
        document([message(one) for one in found])
    elif found:
        columns([_cells(one) for one in found], HEADS, wrapped=3)
    else:
        say("No messages waiting.")


def _cells(one: InTray) -> tuple[str, ...]:
    if one.row.state != WAITING or one.message.problem:
        said = state_words(one.row) if one.row.state != WAITING else one.message.problem
        return str(one.row.number), "", "", "", "", f"{one.title[:60]}: {said}".lstrip(": ")
    asked = one.proposal
    return (
        str(one.row.number), day_words(asked.moment) or ASK, kind_words(asked) or ASK,
        asked.requester.value or ASK, "; ".join(asked.names), show_line(one.title, 60),
    )  # fmt: skip


def kind_words(proposal: CaseProposal) -> str:
    """Return the title of the proposed kind, or ''."""
    return statute(proposal.kind.value).title if proposal.kind.value else ""


def proposal_words(proposal: CaseProposal) -> str:
    """Return what a message seems to be, in one sentence."""
    about = f" re {', '.join(proposal.names)}" if proposal.names else ""
    kind = kind_words(proposal) or "Kind not known"
    requester = proposal.requester.value or "requester not known"
    received = day_words(proposal.moment)
    return f"{kind}, {requester}{about}, {f'received {received}' if received else 'no day known'}."


@subcommand()
@click.argument("number", type=NUMBER)
@click.option("--words", is_flag=True, help="Print the words of the message too.")
def show(invocation: Invocation, number: int, words: bool) -> None:
    """Show the kind of request that a message seems to be, and the words that say so.

    \b
      dpo-console intake show 1 --words
    """
    desk = invocation.desk()
    one = in_tray(desk, number)
    alike = resembles(desk, one)
    if invocation.json:
        document(message(one, alike))
        return
    say(f"Message {number} ({state_words(one.row)}): {one.title}")
    if one.row.state != CASE:  # which has the words as its paper
        columns([*_fields(one, desk.settings)], indent=2)
    for sentence in alike:
        say(f"! {sentence}")
    for sentence in filter(None, (one.message.problem, *one.proposal.doubts)):
        say(f"! {sentence}")
    if words:
        say(f"\n{one.message.words}")


def _fields(one: InTray, settings: Settings) -> Iterator[tuple[str, str, str]]:
    asked = one.proposal
    school = settings.school(asked.school.value).name if asked.school.value else ""
    yield "Kind", kind_words(asked) or ASK, asked.kind.why
    for kind, words, _ in asked.also:
        yield "May be too", statute(kind).title, f"It says “{words}”."
    yield "Requester", asked.requester.value or ASK, asked.requester.why
    if asked.email:
        yield "E-mail", asked.email, ""
    yield "About", "; ".join(asked.names), asked.subjects.why
    yield "Received", day_words(asked.moment) or ASK, asked.received.why
    yield "School", school, asked.school.why
    for name, type_, size in one.message.attachments:
        yield "Attached", name, f"{type_}, {size_words(size)}"


@subcommand()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--private", is_flag=True, help="Only you see it until it is a case.")
def take(invocation: Invocation, files: tuple[str, ...], private: bool) -> int:
    """Read messages from a file, a folder, or stdin (-).

    Each message waits in the list, kept byte for byte. One that can't be read says why.

    \b
      dpo-console intake take request.eml
      ssh host dpo-console intake take - < mailbox.mbox
    """
    desk = invocation.desk()

    def incoming() -> Iterator[Raw]:
        for name in files:
            if name == STREAM:
                most = largest(desk)
                yield from messages_in(desk, within(read_stdin(most), most, "stdin"), "stdin.eml")
            else:
                yield from messages_at(desk, name, among=len(files) > 1)

    found: list[Taken] = []
    for one in take_in(desk, incoming(), privately=private):
        found.append(one)
        invocation.saved = invocation.saved or bool(one.number and not one.again)
        progress(f"{len(found)} messages read", last=False)
    if found:
        progress(f"{len(found)} messages read", last=True)
    if invocation.json:
        document([_taken_json(desk, one) for one in found])
    else:
        for one in found:
            say(_taken_line(desk, one))
        _tell_taken(found)
    return 1 if any(one.problem for one in found) else 0


def _taken_line(desk: Desk, one: Taken) -> str:
    if not one.number:
        return f"{one.name}: {one.problem}"
    there = ", there already" if one.again else ""
    found = in_tray(desk, one.number)
    if found.row.state != WAITING:
        return f"{one.name}: message {one.number}{there}. It {state_words(found.row)}."
    seems = one.problem or proposal_words(found.proposal)
    return f"{one.name}: message {one.number}{there}. {seems}"


def _tell_taken(found: list[Taken]) -> None:
    new = sum(1 for one in found if one.number and not one.again)
    narrate(f"Took in {counted(new, 'message')}. Nothing is logged yet: dpo-console intake list")


def _taken_json(desk: Desk, one: Taken) -> Json:
    """Return a message with what it seems to be, or why it wasn't taken in."""
    if not one.number:
        return {"name": one.name, "number": None, "again": False, "problem": one.problem}
    return {**message(in_tray(desk, one.number)), "name": one.name, "again": one.again}


@subcommand()
@click.argument("number", type=NUMBER)
@text_option("--kind", "KIND", "If it isn't the proposed one.")
@click.option("--received", type=DayOrMinute(), metavar="DATE", help="The day it reached us.")
@text_option("--requester", "NAME", "Who asks.")
@text_option("--requester-kind", "SLUG", "pupil, parent, solicitor ...")
@click.option("--subject", "subjects", multiple=True, metavar="NAME", help="Whose data.")
@text_option("--school", "SLUG", "Which school.")
@click.option(
    "--also",
    multiple=True,
    metavar="KIND",
    help="Another kind of request that it is. May be repeated.",
)
@text_option("--about", "REF", "The case that it is about.")
@text_option("--kept-from", "PEOPLE", KEPT_FROM)
@text_option("--restrict-to", "PEOPLE", "The only people who may see the case.")
def accept(
    invocation: Invocation,
    /,
    number: int,
    restrict_to: str,
    received: Moment | None,
    subjects: tuple[str, ...],
    **given: str | tuple[str, ...],
) -> None:
    """Log a message as a request, and keep the message with the case.

    What was recognised counts unless you say otherwise. Give what the message doesn't say.

    \b
      dpo-console intake accept 3
      dpo-console intake accept 4 --kind sar --requester "Jane Doe" --received 2026-11-02
    """
    desk = invocation.desk()
    readers = tuple(filter(None, restrict_to.split(",")))
    said = {name: value for name, value in given.items() if value}
    one = working.to_accept(desk, number)
    request = request_from(
        one.proposal, received=received, subjects=subjects, readers=readers, **said
    )
    alike = resembles(desk, one)
    logged = working.accept(desk, number, request)
    invocation.saved = True
    _tell(invocation, logged)
    case = file_meant(desk, logged.reference).case
    open_to_all = "" if case.restricted else suggestion(desk, case.requester_kind, case.reference)
    for sentence in filter(None, (*one.proposal.doubts, *alike, open_to_all)):
        narrate(sentence)


def _tell(invocation: Invocation, logged: Logged) -> None:
    """Print the case."""
    if invocation.json:
        document(logged_json(logged, (), ()))
    else:
        print_logged(logged, invocation.desk())
        narrate(f"The message is kept with {logged.reference} as paper 1.")


@subcommand()
@click.argument("number", type=NUMBER)
@click.argument("reference", metavar="REF")
def keep(invocation: Invocation, number: int, reference: str) -> None:
    """Keep a message with an existing case.

    It may be proof of identity, an answer to our question, or the same request again.

    \b
      dpo-console intake keep 4 SAR-2026-0042
    """
    found = keep_with(invocation.desk(), number, reference)
    _told(invocation, number, "case", f"Message {number} is kept with {found}.", found)


@subcommand("set-aside")
@click.argument("number", type=NUMBER)
@click.option("--reason", required=True, metavar="TEXT", help="Why it is no request.")
def set_aside(invocation: Invocation, number: int, reason: str) -> None:
    """Set aside a message that isn't a request, and say why.

    \b
      dpo-console intake set-aside 5 --reason "An offer of training"
    """
    working.set_aside(invocation.desk(), number, reason)
    _told(invocation, number, "aside", f"Message {number} is set aside.")


@subcommand("take-up")
@click.argument("number", type=NUMBER)
def take_up(invocation: Invocation, number: int) -> None:
    """Put a message that was set aside back among those that wait."""
    working.take_up(invocation.desk(), number)
    _told(invocation, number, "waiting", f"Message {number} waits again.")


@subcommand()
@click.argument("number", type=NUMBER)
def delete(invocation: Invocation, number: int) -> None:
    """Delete a message that was set aside, for good.

    Its words and file are erased. The log keeps its number.
    """
    working.delete(invocation.desk(), number)
    _told(invocation, number, "deleted", f"Message {number} is deleted.")


def _told(
    invocation: Invocation, number: int, state: str, sentence: str, reference: str = ""
) -> None:
    invocation.saved = True
    report(invocation, {"number": number, "state": state, "reference": reference or None}, sentence)


def message(one: InTray, resembles: Sequence[str] = ()) -> Json:
    """Return a message with what it seems to be. A field that is left to the officer is null.

    A message that became a case has no fields: the case has them.
    """
    row, proposal = one.row, one.proposal
    return {
        **picked(row, "number name"),
        "title": one.title,
        **picked(row, "state reference=case? reason?"),
        "problem": one.message.problem or None,
        "kind": proposal.kind.value or None,
        "requester": proposal.requester.value or None,
        "requester_kind": None,
        **picked(proposal, "email? subjects=names received=moment"),
        "school": proposal.school.value or None,
        "summary": proposal.summary,
        "also": [{"kind": kind, "words": words} for kind, words, _ in proposal.also],
        "why": {} if row.state == CASE else {n: getattr(proposal, n).why for n in FIELDS},
        "doubts": list(proposal.doubts),
        "resembles": list(resembles),
        "attachments": [one._asdict() for one in one.message.attachments],
    }
