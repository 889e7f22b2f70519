"""Acts on the disclosure schedule."""

from typing import TYPE_CHECKING

from dpo_console.cases.office.acts import (
    CASEWORKERS,
    READERS,
    WRITERS,
    Act,
    Key,
    Step,
    with_more,
)
from dpo_console.lazy_import import later

if TYPE_CHECKING:
    from dpo_console.cases import disclosure as item_numbers
    from dpo_console.cases.office.acts import Words
    from dpo_console.cases.view.views import CaseView
    from dpo_console.law.exemptions import exemptions
else:  # the first frame tells no entry of the log
    exemptions = later("dpo_console.law.exemptions.exemptions")
    item_numbers = later("dpo_console.cases.disclosure")

_OPINIONS = {"harm": "harm is likely", "no-harm": "harm is not likely", "known": "none is needed"}

_TREATED = {"release": "To be released", "redact": "To be redacted", "withhold": "Withheld"}

_SCHEDULE = "dpo_console.tui.screens.disclosure.schedule:ScheduleScreen"


def _nothing_left_out(case: "CaseView", _facts: set[str]) -> str:
    treated = {c.slug: c.items for c in case.schedule.treatments} if case.schedule else {}
    some = treated.get("redact", 0) + treated.get("withhold", 0)
    return "" if some else "Nothing is redacted or withheld."


def _named(numbers: str | None) -> str:
    return item_numbers.named_items(numbers)


def _opinion(words: "Words") -> str:
    says = _OPINIONS[words["says"] or ""]
    return with_more(f"Opinion on {_named(words['numbers'])}, {says}", words.get("opinion"))


def _treated(words: "Words") -> str:
    """Return the treatment of items, those held until then, the legal ground and the reason."""
    done = _TREATED.get(words.get("treatment") or "", "Open again")
    law = exemptions.law_of(words.get("exemption") or "")
    held = words.get("held")
    were = "was" if (held or "").isdigit() else "were"
    until = f"{_named(held)} {were} redacted or withheld" if held else None
    return with_more(f"{done}: {_named(words['numbers'])}", until, law, words.get("reason"))


def _placed(words: "Words") -> str:
    """Return in which file of the answer items stand."""
    pages = f", pages {words['pages']}" if words.get("pages") else ""
    where = f"in {words['file']}{pages}" if words.get("file") else "in no file"
    return f"Said where {_named(words['numbers'])} can be found: {where}"


DISCLOSURE_ACTS = (
    Act(
        id="schedule",
        said="keep the disclosure schedule",
        who=CASEWORKERS,
        step=Step("List what was found, and decide on each item", 174),
        key=Key(
            "schedule", "Each item found, and whether to release it", 100, "B", opens=_SCHEDULE
        ),
        form=_SCHEDULE,
        run="dpo_console.casework.disclosure.schedule:add_items",
        records="list",
        tells=lambda words: f"Listed {_named(words['numbers'])} in the disclosure schedule",
        instead="take the items off the schedule",
        leaves=False,
    ),
    Act(
        id="treat",
        within="schedule",
        run="dpo_console.casework.disclosure.schedule_treatment:treat_items",
        tells=_treated,
        instead="on the disclosure schedule, 0 opens the items again, or decide on them again",
        leaves=False,
    ),
    Act(
        id="opinion",
        within="schedule",
        run="dpo_console.casework.disclosure.schedule_treatment:give_opinion",
        tells=_opinion,
        instead="record the opinion again",
        leaves=False,
    ),
    Act(
        id="look",
        said="do the second check",
        who=WRITERS,
        step=Step("Second check of redacted or withheld items", 310, _nothing_left_out),
        with_key_of="schedule",
        form=_SCHEDULE,
        run="dpo_console.casework.disclosure.schedule_treatment:look_again",
        tells=lambda words: f"Did the second check of {_named(words['numbers'])}",
        instead="decide on the items again; they then need another check",
        leaves=False,
    ),
    Act(
        id="correct_item",
        within="schedule",
        run="dpo_console.casework.disclosure.schedule:correct_item",
        records="correct-item",
        tells=lambda words: with_more(f"Corrected {_named(words['numbers'])}", words.get("note")),
        instead="correct the item again",
        leaves=False,
    ),
    Act(
        id="remove_item",
        within="schedule",
        run="dpo_console.casework.disclosure.schedule:remove_items",
        records="remove-item",
        tells=lambda words: with_more(f"Took {_named(words['numbers'])} off", words.get("note")),
        instead="list the items again",
        leaves=False,
    ),
    Act(
        id="place_items",
        within="schedule",
        run="dpo_console.casework.disclosure.schedule:place_items",
        records="item pages",
        tells=_placed,
        instead="say again where the items stand",
        leaves=False,
    ),
    Act(
        id="export_schedule",
        said="export the disclosure schedule",
        who=READERS,
        run="dpo_console.casework.disclosure.schedule_import:export_schedule",
        leaves=True,
    ),
)
