"""Acts on the search plan: where to look, who holds what, and what they answered."""

from datetime import date

from dpo_console.cases.office.acts import CASEWORKERS, Act, Key, Step, Words, with_more
from dpo_console.text import day_words

_DID = {
    "add": "On the search plan",
    "hold": "Sent a preservation notice",
    "ask": "Asked what is held",
    "chase": "Asked again",
    "found": "Found something",
    "nothing": "Nothing held",
    "not-searched": "Not searched",
}

_PLAN = "dpo_console.tui.screens.search.search_plan:SearchPlanScreen"


def _searched(words: Words) -> str:
    by = words.get("by")
    reply = f"reply by {day_words(date.fromisoformat(by))}" if by else None
    did = _DID[words["act"] or ""]
    return with_more(did, words.get("places"), words.get("who"), reply, words.get("note"))


SEARCH_ACTS = (
    Act(
        id="search",
        said="work on the search plan",
        who=CASEWORKERS,
        step=Step("Work the search plan", 172),
        key=Key(
            "search plan",
            "Where to look, who keeps what, and what was answered",
            70,
            "P",
            opens=_PLAN,
        ),
        form=_PLAN,
        run="dpo_console.casework.search.searching:record_answer",
        tells=_searched,
        instead="on the search plan, record the right answer, or that the place is asked again",
        leaves=False,
    ),
)
