"""Words of the timeline for rulings, and for answers to what speaks against a request."""

from dpo_console.approval.model import RULED
from dpo_console.approval.proposal import challenge_words
from dpo_console.cases.office.acts import Words, with_more


def answered(words: Words) -> str:
    """Return the point that speaks against a request, with the answer to it."""
    point = challenge_words(words["challenge"] or "")
    return with_more(f"Answered what speaks against it ({point})", words.get("reason"))


def ruled(words: Words) -> str:
    """Return the ruling and its author, the reason, and anything left out."""
    left_out = f"left out: {words['left_out']}" if words.get("left_out") else ""
    paper = " on paper" if words.get("on_paper") else ""
    who = f"{RULED[words['ruling'] or '']} by {words['by']}{paper}"
    return with_more(who, words.get("reason"), left_out, words.get("evidence"))
