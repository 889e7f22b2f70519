"""Objections to the sharing that a case proposes, and the answers to them."""

from typing import NamedTuple

from dpo_console.approval import challenges as approval_challenges
from dpo_console.approval.gate import digest
from dpo_console.approval.model import Path, Verdict
from dpo_console.approval.proposal import Challenge, Proposal, challenge_words
from dpo_console.cases.application import said_in
from dpo_console.cases.checklist.checklists import Answers, answers_of, criteria_of, path_of
from dpo_console.cases.checklist.particulars import said
from dpo_console.cases.sharing.scope_items import (
    ChallengeRow,
    catalogue,
    consent_words,
    is_frozen,
    listed_of,
)
from dpo_console.config import Settings
from dpo_console.errors import Refused
from dpo_console.sentences import Gap, Phrase, Remedy
from dpo_console.store.cases.case_file import CaseFile


def refuse_beyond_order(file: CaseFile, settings: Settings) -> None:
    """Raise Refused if the case would give an item that the order or notice doesn't name."""
    beyond = [c.says for c in _challenges(file, settings) if c.name.startswith("beyond-order.")]
    if beyond:
        raise Refused("\n".join(beyond))


class AgainstElsewhere(NamedTuple):
    """What speaks against a sharing beyond its own case, each a sentence or ''.

    `notice` asks about what the privacy notice doesn't mention. `conduct` asks about what the
    records show against the same organisation.
    """

    notice: str = ""
    conduct: str = ""


NOWHERE = AgainstElsewhere()


def proposal(file: CaseFile, settings: Settings, elsewhere: AgainstElsewhere = NOWHERE) -> Proposal:
    """Return the sharing that a case proposes, in the form that challenges are checked against."""
    scope = file.scope
    if scope is None:
        raise ValueError(f"{file.case.reference} is no sharing")
    return Proposal(
        requester_kind=file.case.requester_kind,
        school_type=settings.school(file.case.school).type.value,
        path=Path(scope.path),
        catalogue=catalogue(settings),
        items=listed_of(file),
        cohort="" if is_frozen(file) else scope.cohort,
        pupils=scope.pupils,
        years=scope.years,
        purpose=scope.purpose,
        basis=scope.lawful_basis,
        condition=scope.condition,
        dpia=scope.dpia,
        agreement=scope.agreement,
        named=bool(file.subjects),
        words="" if is_frozen(file) else " ".join(scope.items.split()),
        rated=_is_rated(file),
        urgent=path_of(file) is Path.URGENT,
        small_number=settings.sharing.small_number,
        notice_lacks=elsewhere.notice,
        conduct=elsewhere.conduct,
        role_said=said_in(file, ROLE),
        consent=consent_words(file),
        country=said(file, "recipient.country"),
        cover=said(file, "recipient.cover"),
    )


def _is_rated(file: CaseFile) -> bool:
    """Return True if the checklist says, or must say, that each item is rated."""
    answer = file.verdicts().get(RATING)
    must = any(c.id == RATING and c.mandatory for c in criteria_of(file))
    return must or (answer is not None and answer.verdict == Verdict.MET)


def _challenges(
    file: CaseFile, settings: Settings, elsewhere: AgainstElsewhere = NOWHERE
) -> tuple[Challenge, ...]:
    if file.scope is None:
        return ()
    return approval_challenges.challenges(proposal(file, settings, elsewhere))


def challenges_of(
    file: CaseFile,
    settings: Settings,
    answers: Answers | None = None,
    elsewhere: AgainstElsewhere = NOWHERE,
) -> tuple[ChallengeRow, ...]:
    """Return the objections to the sharing as it stands, each with the reason recorded for it."""
    answers = answers_of(file) if answers is None else answers
    return tuple(
        ChallengeRow(
            c.name, c.says, c.blocks, c.final, *_reason(file, c, answers), ratings=c.ratings
        )
        for c in _challenges(file, settings, elsewhere)
    )


RATING = "sensitivity.rating"
"""The criterion that says that each item is rated."""

ROLE = "who.organisation/role"
"""The field of the form in which a requester states its role for the data."""

ANSWERED = "challenge-said."
"""The prefix of the notes that keep which words of a challenge a reason answered."""


def words_answered(file: CaseFile, challenge: ChallengeRow | Challenge) -> str:
    """Return a keyed digest of a challenge's words, which name the data that it is about."""
    secret = file.scope.nonce if file.scope else ""
    return digest(secret, challenge.name, challenge.says)


def _reason(file: CaseFile, challenge: Challenge, answers: Answers) -> tuple[str, bool]:
    """Return the answer to a challenge, or else the evidence of its criterion once met.

    Tell with it if it is that evidence. A reason answers only the challenge as it stood then: of
    other items, or of other numbers, it is none.
    """
    if challenge.final:
        return "", False
    answered = file.note(f"{ANSWERED}{challenge.name}", file.case.id)
    own = file.note(f"challenge.{challenge.name}", file.case.id)
    if own and answered in ("", words_answered(file, challenge)):
        return own, False
    answer = answers.get(challenge.criterion)
    met = answer is not None and answer.verdict is Verdict.MET
    return (answer.evidence, True) if answer and met else ("", False)


def blocking(file: CaseFile, settings: Settings, answers: Answers | None = None) -> tuple[Gap, ...]:
    """Return the unanswered challenges that prevent a release, each with its remedy."""
    blocks = (c for c in challenges_of(file, settings, answers) if c.blocks and not c.reason)
    return tuple(Gap("", _with_remedy(file, challenge)) for challenge in blocks)


def _with_remedy(file: CaseFile, challenge: ChallengeRow) -> str:
    """Return the words of a challenge, with the command that answers it where one can be told."""
    if challenge.name == "words":
        rate = Remedy("scope", (file.case.reference, "--rate-words", "B2"))
        return Phrase(challenge.says, ", such as B2. To do that: ", rate, ".")
    if challenge.name in ("role", "adequacy"):
        say = Remedy("scope", (file.case.reference, f"--because {challenge.name}=..."))
        return Phrase(challenge.says.removesuffix("."), ": ", say)
    if challenge.name == "no-consent":
        given = Remedy("fact", (file.case.reference, "consent_given", '--note "..."'))
        return Phrase(challenge.says, ": ", given)
    return challenge.says


def next_in_challenges(file: CaseFile, settings: Settings) -> tuple[str, str]:
    """Return the challenges to settle before a decision, and the act that does, or '' for none."""
    blocks = [c for c in challenges_of(file, settings) if c.blocks and not c.reason]
    about = ", ".join(challenge_words(c.name, c.ratings) for c in blocks)
    act = "rate" if all(c.of_rating for c in blocks) else "scope"
    return (f"Settle what isn't allowed: {about}", act) if blocks else ("", "")
