"""Acts on a third party's request: its scope, the ruling, the release and the review."""

from datetime import date
from typing import TYPE_CHECKING

from dpo_console.cases.office.acts import Act, Key, Later, Step, with_more
from dpo_console.casework.checklist.acts import not_ruled
from dpo_console.config import Role
from dpo_console.lazy_import import later
from dpo_console.sentences import Phrase
from dpo_console.text import day_words

if TYPE_CHECKING:
    from dpo_console.approval import model, proposal
    from dpo_console.cases.office.acts import Words
    from dpo_console.cases.view.views import CaseView
else:  # the first frame tells no entry of the log
    model = later("dpo_console.approval.model")
    proposal = later("dpo_console.approval.proposal")

_CHECKLIST = "dpo_console.tui.screens.sharing.approval:checklist"


def _not_at_once(case: "CaseView", facts: set[str]) -> str:
    already = "The data was released already." if "released" in facts else ""
    return not_ruled(case, facts) or already


def _not_ready(case: "CaseView", facts: set[str]) -> str:
    reason = _not_at_once(case, facts)
    if reason or case.gate is None or case.gate.open:
        return reason
    first, more = case.gate.reasons[0], len(case.gate.reasons) - 1
    also = f" (and {more} more)" if more else ""
    return Phrase("Not ready to release: ", first.said, also)


def _nothing_refused(case: "CaseView", _facts: set[str]) -> str:
    return "" if case.refusals else "No earlier refusal to these people waits for an answer."


def _well_rated(case: "CaseView", facts: set[str]) -> str:
    to_rate = any(c.of_rating and not c.reason for c in case.challenges)
    return not_ruled(case, facts) or ("" if to_rate else "No rating of an item is in question.")


def _not_to_review(case: "CaseView", _facts: set[str]) -> str:
    if case.released is None:
        return "Nothing was released yet."
    return "Its destruction was certified." if case.released.certificate else ""


def _scoped(words: "Words") -> str:
    listed, items = words.get("listed"), words.get("items")
    purpose = f"for: {words['purpose']}" if words.get("purpose") else None
    return with_more("Set what is asked for", listed, items, purpose)


def _released(words: "Words") -> str:
    released = "Released urgently" if words.get("urgent") else "Released"
    at = f" at {words['at']}" if words.get("at") else ""
    told = f"told: {words['told']}" if words.get("told") else ""
    more = (words.get("method"), words.get("reason"), words.get("confirmed"), told)
    return with_more(f"{released}{at}", *((part or "").rstrip(".") for part in more))


def _reviewed(words: "Words") -> str:
    days = (("next review", words.get("next")), ("use ends", words.get("until")))
    said = [f"{what} {day_words(date.fromisoformat(day))}" for what, day in days if day]
    return with_more("Reviewed the sharing", words.get("note"), *said)


def _answered(words: "Words") -> str:
    """Return the point that speaks against a request, with the answer to it."""
    point = proposal.challenge_words(words["challenge"] or "")
    return with_more(f"Answered what speaks against it ({point})", words.get("reason"))


def _ruled(words: "Words") -> str:
    """Return the ruling and its author, the reason, and anything left out."""
    left_out = f"left out: {words['left_out']}" if words.get("left_out") else ""
    paper = " on paper" if words.get("on_paper") else ""
    who = f"{model.RULED[words['ruling'] or '']} by {words['by']}{paper}"
    return with_more(who, words.get("reason"), left_out, words.get("evidence"))


SHARING_ACTS = (
    Act(
        id="scope",
        said="say what is asked for",
        who=(Role.DPO, Role.CLERK, Role.DSL),
        step=Step("Enter what is asked for", 170, not_ruled),
        form=f"{_CHECKLIST}:scope",
        run="dpo_console.casework.sharing.scope:set_scope",
        tells=_scoped,
        instead="say again what is asked for",
        leaves=False,
    ),
    Act(
        id="rate",
        within="scope",
        step=Step("Rate the items, or say why a rating fits", 171, _well_rated),
        form=f"{_CHECKLIST}:items",
        run="dpo_console.casework.sharing.scope:set_scope",
        records="scope",
        leaves=False,
    ),
    Act(
        id="challenge",
        within="assess",
        run="dpo_console.casework.sharing.scope:answer_challenge",
        tells=_answered,
        instead="answer it again",
        leaves=False,
    ),
    Act(
        id="answer_refusal",
        said="answer an earlier refusal",
        who=(Role.DPO, Role.DSL, Role.APPROVER),
        step=Step("Say why it may go on despite an earlier refusal", 205, _nothing_refused),
        form="dpo_console.tui.screens.sharing.release_forms:answer",
        run="dpo_console.casework.sharing.ruling:answer_refusal",
        records="answer refusal",
        tells=Later("dpo_console.casework.sharing.ruling:answered"),
        undo="dpo_console.casework.sharing.ruling:UNANSWER",
        of_two=True,
        leaves=False,
    ),
    Act(
        id="decide",
        who=(Role.APPROVER, Role.DPO),
        step=Step("Decide", 210, not_ruled),
        key=Key("decide", "Approve, approve in part, or refuse", 160, "d", shown=True),
        form="dpo_console.tui.screens.sharing.approval_forms:decide",
        run="dpo_console.casework.sharing.ruling:decide",
        tells=_ruled,
        people=("by",),
        instead="a decision stands until there is another one; decide again",
        leaves=False,
    ),
    Act(
        id="record_ruling",
        said="record somebody else's decision",
        who=(Role.DPO, Role.DSL),
        run="dpo_console.casework.sharing.ruling:decide",
        records="decide",
        leaves=False,
    ),
    Act(
        id="release",
        who=(Role.DPO, Role.DSL),
        step=Step("Record the release", 220, _not_ready),
        form=f"{_CHECKLIST}:release",
        run="dpo_console.casework.sharing.release:release",
        tells=_released,
        instead="what was released can't be called back; a wrong release may be a breach to log",
        leaves=True,
    ),
    Act(
        id="release_urgently",
        said="release urgently",
        who=(Role.DPO, Role.DSL),
        step=Step("Record an urgent release (safeguarding)", 230, _not_at_once),
        key=Key(
            "urgent",
            "Record an urgent release for safeguarding; its checks follow",
            120,
            "U",
            command="case.urgent",
        ),
        form=f"{_CHECKLIST}:release_urgently",
        run="dpo_console.casework.sharing.release:release",
        records="release",
        leaves=True,
    ),
    Act(
        id="review",
        said="review a sharing",
        who=(Role.DPO, Role.DSL),
        step=Step("Sharing reviewed", 250, _not_to_review, fact="reviewed"),
        key=Key("review", "Review data that we go on sharing", 130),
        form="dpo_console.tui.screens.sharing.release_forms:review",
        run="dpo_console.casework.sharing.release:review",
        tells=_reviewed,
        instead="record another review",
        leaves=False,
    ),
)
