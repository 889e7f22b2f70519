"""Earlier conduct of an organisation is told wherever it asks again, until somebody answers it."""

from dataclasses import replace
from datetime import timedelta

from dpo_console.approval.model import Path
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.after_release import SECURITY
from dpo_console.cases.view.case import case_view
from dpo_console.casework.facts import record_fact
from dpo_console.casework.links import link
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.sharing.release import release
from dpo_console.casework.sharing.scope import answer_challenge, set_scope
from tests.casework.gates import REQUEST, opened, scope_of
from tests.conftest import TODAY, DeskOf

OURS = replace(REQUEST, requester_kind="researcher", organisation="The Westmarch Partnership Ltd")


def conduct_of(desk: Desk, reference: str) -> list[str]:
    challenges = case_view(desk, reference).challenges
    return [c.reason or c.says for c in challenges if c.name == "conduct"]


def test_overdue_certificates_refusals_and_breaches_are_told_in_the_next_case(
    desk: Desk, desk_of: DeskOf
) -> None:
    before = opened(desk, desk_of("head"), "researcher", Path.ORDINARY)
    ends = TODAY + timedelta(days=10)
    record_fact(desk, before, SECURITY, ends - timedelta(days=4), note="Cyber Essentials")
    (asked,) = (r for r in case_view(desk, before).checklist if r.id == "handling.certification")
    assert asked.evidence == "Cyber Essentials (Tue 1 Dec 2026)"
    release(desk, before, TODAY, method="Encrypted transfer portal", until=ends)
    again = log_request(desk, OURS).reference
    set_scope(desk, again, scope_of(desk, Path.ORDINARY))
    stranger = log_request(desk, replace(OURS, organisation="Eastmarch Partnership")).reference
    set_scope(desk, stranger, scope_of(desk, Path.ORDINARY))
    assert conduct_of(desk, again) == []
    row = case_view(desk, before).row
    assert (row.due, row.next_action) == (
        "2026-12-01", "Ask for a security certificate beyond Tue 1 Dec 2026",
    )  # fmt: skip
    later = desk_of(today=ends + timedelta(days=15))
    (says,) = conduct_of(later, again)
    assert says == (
        "The same organisation: certificate of destruction overdue since Sat 19 Dec 2026 "
        f"({before}); its security certificate ended on Tue 1 Dec 2026 ({before}). "
        "Say why it may have these data."
    )
    breach = log_request(later, NewRequest("breach", TODAY, "Ann Roe", "staff")).reference
    link(later, before, breach, "related")
    (says,) = conduct_of(later, again)
    assert f"a breach is linked with {before} ({breach})" in says
    answer_challenge(later, again, "conduct", "They certified it; the paper is on its way")
    assert conduct_of(later, again) == ["They certified it; the paper is on its way"]
    assert conduct_of(later, stranger) == []
