"""Whoever asks fits the kind of request, and no earlier refusal to them waits for an answer."""

from collections.abc import Iterator
from dataclasses import replace

from dpo_console.approval.model import Ruling
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.checklist.answers_elsewhere import REFUSAL
from dpo_console.cases.checklist.checklists import REFUSED, ending_of
from dpo_console.cases.leaving.departure import PROTECTION_FILE, Departure
from dpo_console.cases.sharing.earlier.refusals import refusal_gaps
from dpo_console.cases.sharing.fitting import misfits
from dpo_console.cases.sharing.release_gate import latest_decision
from dpo_console.cases.sharing.release_terms import TERMS_OFFERED
from dpo_console.law.statutes import statute
from dpo_console.sentences import Gap
from dpo_console.text import day_words


def who_asks(going: Departure) -> Iterator[Gap]:
    """Yield why these people may not be given what they ask for.

    Acknowledging and asking them something give nothing. A refusal gives nothing. An urgent release
    never waits, but to a private person: nobody becomes one to be told at once.
    """
    if going.urgent:
        if requester_kind(going.file.case.requester_kind).private:
            yield from (replace(gap, final=True) for gap in _urgent(going))
    elif _gives(going) and not _refuses(going):
        yield from misfits(going.file)
        yield from refusal_gaps(going.file, going.refusals)


def _urgent(going: Departure) -> Iterator[Gap]:
    yield from misfits(going.file)
    yield from refusal_gaps(going.file, going.refusals)
    ruling = latest_decision(going.file)
    if ruling is not None and ruling.ruling == Ruling.REFUSE:
        yield Gap(
            "", f"It was refused on {day_words(ruling.on)}. Log what is new as a new request."
        )


def _gives(going: Departure) -> bool:
    """Return True for a release, an answer, terms, a child protection file, or a letter of one."""
    gives = (statute(going.file.case.kind).work.answered_by, PROTECTION_FILE, TERMS_OFFERED)
    return going.releases or going.fact in gives or bool(going.letter and going.letter.waits)


def _refuses(going: Departure) -> bool:
    if going.letter and going.letter.name.startswith(REFUSAL):
        return True
    ruling = latest_decision(going.file)
    if ruling is not None:
        return ruling.ruling == Ruling.REFUSE
    return (going.ending or ending_of(going.file)) == REFUSED
