"""A request that was just logged as JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from dpo_console.cli.pages.clock_page import clock_json
from dpo_console.cli.pages.values import Json, moment

if TYPE_CHECKING:
    from dpo_console.cases.requests.overlaps import Offer
    from dpo_console.cases.requests.similar import Similar
    from dpo_console.casework.requests import Logged


def logged(
    value: "Logged", alike: Sequence["Similar"] = (), offers: Sequence["Offer"] = ()
) -> Json:
    """Return the result of logging, with the message's further cases, earliest first."""
    return {
        "reference": value.reference,
        "clock": clock_json(value.clock),
        "also": [{"reference": o.reference, "clock": clock_json(o.clock)} for o in value.also],
        "earliest": moment(value.together[0].clock.due),
        "similar": [
            {"reference": one.row.reference, "why": one.why, "text": one.text} for one in alike
        ],
        "may_also_be": [asdict(offer) for offer in offers],
    }
