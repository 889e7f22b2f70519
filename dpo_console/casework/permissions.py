"""Who may do what: the one function that casework asks."""

from dpo_console.config import Person, Role
from dpo_console.errors import NotAllowed
from dpo_console.text import fold

_EVERYONE_WHO_WRITES = (Role.DPO, Role.CLERK, Role.APPROVER, Role.DSL)
_CASEWORKERS = (Role.DPO, Role.CLERK, Role.DSL)

MAY: dict[str, tuple[Role, ...]] = {
    "log": _CASEWORKERS,
    "note": _EVERYONE_WHO_WRITES,
    "assign": (Role.DPO, Role.CLERK),
    "fact": _CASEWORKERS,
    "correct": (Role.DPO, Role.CLERK),
    "letter": _CASEWORKERS,
    "scope": (Role.DPO, Role.CLERK, Role.DSL),
    "assess": (Role.DPO, Role.DSL),
    "decide": (Role.APPROVER, Role.DPO),
    "release": (Role.DPO, Role.DSL),
    "release urgently": (Role.DPO, Role.DSL),
    "close": (Role.DPO,),
    "reopen": (Role.DPO,),
}
"""Act to the roles that may do it. Reading is for everybody who is listed."""

WORDS = {
    Role.DPO: "the DPO",
    Role.CLERK: "a clerk",
    Role.APPROVER: "the approver",
    Role.DSL: "the designated safeguarding lead",
    Role.AUDITOR: "an auditor",
}


def why_may_not(person: Person, act: str) -> str:
    """'' when this person may do this, else the reason as a sentence."""
    if person.role is Role.SOLE or person.role in MAY[act]:
        return ""
    who = " or ".join(WORDS[role] for role in MAY[act])
    what = {"log": "log a request", "fact": "record a fact", "letter": "write letters"}.get(
        act, act
    )
    return f"{person.name} is {WORDS[person.role]}, who may not {what}; {who} may."


def require(person: Person, act: str) -> None:
    """Raise NotAllowed where this person may not do this."""
    reason = why_may_not(person, act)
    if reason:
        raise NotAllowed(reason)


def why_may_not_decide(
    person: Person, people: tuple[Person, ...], advisers: set[str], concerned: tuple[str, ...]
) -> str:
    """'' when this person may decide on this request, else the reason.

    The DPO advises and the controller decides (UK GDPR Art 38-39): who assessed the request may
    not also approve it where there is an approver. Nobody decides on their own data: `concerned`
    are the names of the case's requester and subjects.
    """
    reason = why_may_not(person, "decide")
    if reason:
        return reason
    if any(fold(name) == fold(person.name) for name in concerned):
        return f"{person.name} is concerned in this case and can't decide it."
    approvers = [p.name for p in people if p.role is Role.APPROVER]
    if person.role is Role.DPO and approvers and person.slug in advisers:
        return (
            f"{person.name} advised on this request, so the approver decides: "
            f"{', '.join(approvers)}. If it was decided on paper, say by whom and on what evidence."
        )
    return ""
