"""The fingerprints of approvals given before each part had a digest of its own.

Such an approval stays valid while the content that it covered then is unchanged.
"""

import json

from dpo_console.approval import gate as approval_gate
from dpo_console.cases.sharing.ruling.covered import ASKED_AS
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.disclosure_rows import ScopeRow


def earlier_covers(file: CaseFile) -> tuple[str, str]:
    """Return the fingerprints of this case in the two earlier forms.

    The later form includes the pupils named, even if there are none. The earlier one doesn't.
    """
    named = sorted(file.subjects)
    return _fingerprint(file, subjects=json.dumps(named)), _fingerprint(file)


def _fingerprint(file: CaseFile, **about: str) -> str:
    recipient, scope = file.recipient, file.scope
    return approval_gate.fingerprint(
        secret=scope.nonce if scope else "",
        recipient=recipient.name,
        organisation=recipient.organisation,
        purpose=scope.purpose if scope else "",
        items=scope.items if scope else "",
        cohort=scope.cohort if scope else "",
        lawful_basis=scope.lawful_basis if scope else "",
        power=scope.power if scope else "",
        path=scope.path if scope else "",
        method=scope.method if scope else "",
        until=scope.until.isoformat() if scope and scope.until else "",
        **(_covered_further(file, scope) if scope else {}),
        **about,
        **_where_to(file),
        **_asked_as(file),
    )


def _asked_as(file: CaseFile) -> dict[str, str]:
    """Return the requester's kind once corrected: the approval was for another kind."""
    kind = file.note(ASKED_AS, file.requester.id)
    return {"asked as": kind} if kind else {}


def _where_to(file: CaseFile) -> dict[str, str]:
    """Return the contact details of a separate recipient: a new address needs a new approval."""
    recipients = (p for p in file.parties if p.role == "recipient")
    said = {f"to.{way}": getattr(p, way) for p in recipients for way in ("address", "email")}
    return {name: value for name, value in said.items() if value}


def _covered_further(file: CaseFile, scope: ScopeRow) -> dict[str, str]:
    """Return the item-by-item scope, leaving out empty parts.

    An approval given before these parts existed therefore stays valid. Withheld items, and papers
    about the sharing, are not covered.
    """
    given = sorted((i.slug, i.title, i.instead) for i in file.scope_items if i.given)
    said = {
        "listed": json.dumps(given) if given else "",
        "years": scope.years,
        "pupils": "" if scope.pupils is None else str(scope.pupils),
        "condition": scope.condition,
    }
    return {name: value for name, value in said.items() if value}
