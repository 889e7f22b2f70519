"""The list of messages, and one of them: `intake list`, `intake show`."""

from collections.abc import Iterator

import click

from dpo_console.cases.intake.proposal import CaseProposal
from dpo_console.cases.intake.tray import InTray, in_tray, resembles, state_words, tray
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import columns, document, say
from dpo_console.cli.pages import intake_json
from dpo_console.cli.types import NUMBER
from dpo_console.config import Settings
from dpo_console.law.statutes import statute
from dpo_console.store.reads.messages import ASIDE, CASE, WAITING
from dpo_console.text import day_words, show_line, size_words

ASK = "(for you to say)"
HEADS = ("No.", "Received", "Kind", "Requester", "About", "Message")


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
        document([intake_json.message(one) for one in found])
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
        document(intake_json.message(one, alike))
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
