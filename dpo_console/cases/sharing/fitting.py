"""Who may make each kind of request: a third party stays a third party.

Only some bodies may ask for pupil data by a duty of their own. Anybody else who asks for it makes a
third-party request, whatever kind was typed.
"""

from dpo_console.approval.requesters import requester_kind
from dpo_console.law.statutes import kinds, statute
from dpo_console.sentences import Gap, Phrase, Remedy
from dpo_console.store.cases.case_file import CaseFile


def third_party_kind() -> str:
    """Return the kind of a third party's request, which goes through the approval gate."""
    return next(kind for kind in kinds() if statute(kind).work.gated)


def fits(kind: str, asked_by: str) -> bool:
    """Return True if this kind of requester may make this kind of request. Raises BadInput."""
    may = statute(kind).work.asked_by
    return not may or requester_kind(asked_by).slug in may


def why_unfit(kind: str, asked_by: str) -> str:
    """Return the reason that a requester can't make this kind of request, in a sentence, or ''."""
    if fits(kind, asked_by):
        return ""
    who, what = requester_kind(asked_by).title, statute(kind).work.in_words
    return f"The requester ({who}) makes this a third-party request, not {what}."


def unfit_as_new(kind: str, asked_by: str) -> Phrase | None:
    """Return the refusal of a new request that doesn't fit its requester, or None."""
    why = why_unfit(kind, asked_by)
    return Phrase(f"{why} Log it as one: ", _logged_instead(asked_by)) if why else None


def unfit(file: CaseFile) -> Gap | None:
    """Return the gap of a case whose requester can't make its kind of request, or None."""
    why = why_unfit(file.case.kind, file.case.requester_kind)
    if not why:
        return None
    instead = _logged_instead(file.case.requester_kind, f"--about {file.case.reference}")
    return Gap("", Phrase(f"{why} Log that, and close this case as withdrawn: ", instead))


def _logged_instead(asked_by: str, *more: str) -> Remedy:
    return Remedy("add", (third_party_kind(), f"--requester-kind {asked_by}", "...", *more))
