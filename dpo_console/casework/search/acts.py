"""Acts on the search plan: where to look, who holds what, and what they answered."""

from datetime import date

from dpo_console.cases.office.acts import CASEWORKERS, Act, Key, Step, Words, overridden, with_more
from dpo_console.text import day_words

_DID = {
    "add": "On the search plan",
    "hold": "Sent a preservation notice",
    "ask": "Asked what is held",
    "chase": "Asked again",
    "found": "Found something",
    "nothing": "Nothing held",
    "not-searched": "Not searched",
    "not-answered": "Corrected: no answer yet",
    "not-asked": "Corrected: not asked",
    "not-told": "Corrected: no preservation notice sent",
}

_PLAN = "dpo_console.tui.screens.search.search_plan:SearchPlanScreen"


def _searched(words: Words) -> str:
    by = words.get("by")
    reply = f"reply by {day_words(date.fromisoformat(by))}" if by else None
    did, more = _DID[words["act"] or ""], (words.get("who"), reply, words.get("note"))
    return with_more(did, words.get("places"), *more, _letters(words), overridden(words))


def _letters(words: Words) -> str | None:
    """Return the numbers of the letters that count as sent, or None."""
    numbers = words.get("letters")
    if not numbers:
        return None
    return f"by letter{'s' if ',' in numbers else ''} no. {numbers}"


SEARCH_ACTS = (
    Act(
        id="search",
        said="work on the search plan",
        who=CASEWORKERS,
        step=Step("Work through the search plan", 172),
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
        instead="on the search plan, enter records the right answer of a place, or that it was not "
        "asked",
        leaves=False,
    ),
    Act(
        id="search_sent",
        within="search",
        run="dpo_console.casework.search.searching:ask_places",
        leaves=True,  # the letters that were written to the holders
    ),
)
