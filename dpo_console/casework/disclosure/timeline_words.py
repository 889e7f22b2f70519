"""Words of the timeline for the treatment of items."""

from dpo_console.cases.disclosure import named_items
from dpo_console.cases.office.acts import Words, with_more
from dpo_console.law.exemptions.exemptions import law_of

_TREATED = {"release": "To be released", "redact": "To be redacted", "withhold": "Withheld"}


def treated(words: Words) -> str:
    """Return the treatment of items, those held until then, the legal ground and the reason."""
    done = _TREATED.get(words.get("treatment") or "", "Open again")
    law = law_of(words.get("exemption") or "")
    held = words.get("held")
    were = "was" if (held or "").isdigit() else "were"
    until = f"{named_items(held)} {were} redacted or withheld" if held else None
    return with_more(f"{done}: {named_items(words['numbers'])}", until, law, words.get("reason"))


def placed(words: Words) -> str:
    """Return in which file of the answer items stand."""
    pages = f", pages {words['pages']}" if words.get("pages") else ""
    where = f"in {words['file']}{pages}" if words.get("file") else "in no file"
    return f"Said where {named_items(words['numbers'])} can be found: {where}"
