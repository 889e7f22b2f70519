"""A third party gets nothing before the checks are met and somebody entitled to has approved."""

import json
import re
from collections.abc import Iterator
from datetime import date

from dpo_console.approval.model import Ruling
from dpo_console.approval.ratings import TELLING_SENSITIVITIES, telling
from dpo_console.cases.leaving.departure import ADDED, GIVEN, RELEASED, Departure
from dpo_console.cases.leaving.publishable import has_no_power
from dpo_console.cases.leaving.reader.paper_reader import is_released_by
from dpo_console.cases.sharing import release_gate
from dpo_console.cases.sharing.after_release import SECURITY
from dpo_console.cases.sharing.release_gate import SHEET
from dpo_console.cases.sharing.release_terms import SIGNING, TERMS_OFFERED, release_gaps
from dpo_console.cases.sharing.scope_items import catalogue
from dpo_console.law.statutes import statute
from dpo_console.law.words import listed
from dpo_console.letters.addressees import To
from dpo_console.letters.catalogue import letter_kind
from dpo_console.london import london_day
from dpo_console.sentences import Gap, Phrase, Remedy
from dpo_console.text import day_words
from dpo_console.typed_days import parse_day

_GIVES = re.compile(
    r"\b(?:enclos|attach)|\byou(?: \w+)? (?:get|receive)\b|\bwe(?: \w+)? "
    r"(?:give|send|share|provide|supply|disclose|add|include|hand|pass)\b(?! (?:it|this)\b)",
    re.IGNORECASE,
)
"""Words that say that we give something more: not just that we share it."""

TERMS = "sharing.terms"
"""The field for further terms of a sharing."""

OBJECT_BY = "sharing.object_by"
"""The field for the day by which a family or pupil may object."""


def ruled_on(going: Departure) -> Iterator[Gap]:
    """Yield every gap of the approval that a release, or a letter about one, rests on.

    An urgent release never waits for it: the record is completed afterwards.
    """
    if going.urgent:
        return
    if going.releases:
        yield from (gap._replace(final=True) for gap in _release_waits(going))
        yield from _other_terms(going)
        yield from _may_still_object(going)
        yield from _certificate_ended(going)
    elif going.letter and going.letter.waits:
        yield from _letter_waits(going)
    elif going.fact == TERMS_OFFERED:
        yield from release_gate.before_terms(going.file, going.settings).reasons
    elif going.fact == statute(going.file.case.kind).work.answered_by:
        yield from _answered(going)


def _release_waits(going: Departure) -> Iterator[Gap]:
    """Yield what a release waits for, and each way in which it goes beyond what was approved."""
    yield from release_gate.gate_of(going.file, going.settings).reasons
    yield from release_gaps(
        going.file, going.on, method=going.method, until=going.until, review=going.review
    )
    yield from release_gate.too_early(going.file, going.on)
    yield from _older_than_answers(going)


def _older_than_answers(going: Departure) -> Iterator[Gap]:
    """Yield a gap for a ruling on paper of a day before anybody had answered the checklist.

    A sheet of ours shows what was signed, or the paper itself, kept with the case. What was ruled
    and released on paper, and is entered later, is history.
    """
    file, ruling = going.file, release_gate.latest_decision(going.file)
    if ruling is None or ruling.paper or not ruling.evidence or going.on < going.today:
        return
    written = (letter.written_at for letter in file.letters if letter.name == SHEET)
    shown = any(london_day(at) <= ruling.on for at in written)
    if not shown and any(answer.on > ruling.on for answer in file.assessments):
        yield Gap("", f"On {day_words(ruling.on)}, nobody had answered the checklist, and no sheet "
                  "of ours was there to sign. Keep the signed paper with the case, and record the "
                  "ruling again with its number.")  # fmt: skip


def _other_terms(going: Departure) -> Iterator[Gap]:
    """Yield a gap for terms that went once more in other words, and nobody signed since."""
    file = going.file
    signed = max((f.on for f in file.standing_facts() if f.name == SIGNING), default=date.max)
    said = {
        str(json.loads(file.note(GIVEN, one.id) or "{}").get(TERMS, "")): one.sent_on
        for one in file.letters
        if one.sent_on and letter_kind(one.name).waits == "terms"
    }
    last = next(reversed(said.values()), None)
    if len(said) > 1 and last and last >= signed:
        yield Gap("", f"Other terms went on {day_words(last)}. Say which of them were signed.")


def _may_still_object(going: Departure) -> Iterator[Gap]:
    """Yield a gap for the last day on which a family or pupil who was told may still object.

    UK GDPR Art 21(1): who was given a day to object has it.
    """
    sent = (letter for letter in going.file.letters if letter.sent_on)
    said = (json.loads(going.file.note(GIVEN, one.id) or "{}").get(OBJECT_BY) for one in sent)
    days = [parse_day(str(day), going.today, OBJECT_BY) for day in said if day]
    if days and max(days) >= going.on:
        yield Gap("", f"Until {day_words(max(days))} those who were told may still object. Release "
                  "it after that day, or say why it can't wait.")  # fmt: skip


def _certificate_ended(going: Departure) -> Iterator[Gap]:
    """Yield a gap for a recipient whose security certificate ended before the release."""
    ends = [f.on for f in going.file.standing_facts() if f.name == SECURITY]
    if ends and max(ends) < going.on:
        ended = f"The recipient's security certificate ended on {day_words(max(ends))}."
        yield Gap("", f"{ended} Record the new one, or say why it may go without.")


def _letter_waits(going: Departure) -> Iterator[Gap]:
    """Yield what a letter about a release waits for. Offering terms is a part of approving."""
    if going.letter and going.letter.waits == "terms":
        gate = release_gate.before_terms(going.file, going.settings)
    elif release_gate.is_released(going.file):
        return
    else:
        gate = release_gate.gate_of(going.file, going.settings)
    yield from (gap._replace(final=True) for gap in gate.reasons)


def older_than_restore(going: Departure) -> Iterator[Gap]:
    """Yield a gap for an approval that a restored backup may have brought back.

    What withdrew it after the backup was made isn't in these records any more.
    """
    rests = going.releases or (going.letter and going.letter.waits) or is_released_by(going)
    ruling = release_gate.latest_decision(going.file)
    if going.urgent or not rests or ruling is None or ruling.ruling == Ruling.REFUSE:
        return
    if release_gate.is_released(going.file):
        return
    number, at = going.restored
    if number > max((one.seq for one in going.history if one.action == "decide"), default=number):
        yield Gap(
            "",
            f"The records were restored on {day_words(london_day(at))}, after the approval of "
            f"{day_words(ruling.on)}. Say how you know that it still stands.",
        )


def added_words(going: Departure) -> Iterator[Gap]:
    """Yield a gap for words that may give a third party more than anybody approved.

    They were added in Word. In a letter of an approval they are a clerk's own terms, say that we
    give something, or name a sensitive item that isn't approved.
    """
    letter = going.letter
    if letter is None or going.urgent or not release_gate.is_gated(going.file):
        return
    given = {item.slug for item in going.file.scope_items if item.given}
    outside = letter.addressee in (To.REQUESTER, To.RECIPIENT)
    outside = outside and (bool(letter.waits) or has_no_power(going.file))
    for field, words in going.said.items():
        named = [
            kind.title
            for kind in (telling(words, catalogue(going.settings)) if letter.waits else ())
            if kind.sensitivity in TELLING_SENSITIVITIES and kind.slug not in given
        ]
        own_terms = field == TERMS and going.clerks
        gives = named or (letter.waits and (own_terms or _GIVES.search(words)))
        if gives or (field == ADDED and outside and words):
            yield Gap(
                "",
                "Added words may give more than was approved"
                f"{f': {listed(named)}' if named else ''}. Take them out, have them approved, or "
                "say why they give nothing more.",
            )


def _answered(going: Departure) -> Iterator[Gap]:
    """Yield a gap for an answer to a third party before anybody has ruled on the request."""
    if not release_gate.is_gated(going.file):
        return
    ruling = release_gate.latest_decision(going.file)
    released = any(fact.name == RELEASED for fact in going.file.standing_facts())
    reference = going.file.case.reference
    if ruling is None:
        asked = "Nobody has ruled on this request yet, so there is no answer to send: "
        yield Gap("", Phrase(asked, Remedy("decide", (reference,))))
    elif ruling.ruling != Ruling.REFUSE and not released:
        told = "It was approved, and the answer is the release: "
        yield Gap("", Phrase(told, Remedy("release", (reference,))))
