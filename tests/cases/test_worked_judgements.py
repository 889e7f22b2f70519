"""Every worked judgement without a date comes out as a lawyer would make it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dpo_console.cases.sharing.fitting import fits
from dpo_console.law.calendar.schools import SchoolType
from dpo_console.law.exemptions.exemptions import exemption, exemptions_for

FOLDER = Path(__file__).parents[1] / "examples" / "without-dates"


def worked(name: str) -> list[Any]:
    """Return the examples of a file, each named by its id."""
    found = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["example"]
    return [pytest.param(example, id=example["id"]) for example in found]


@pytest.mark.parametrize("example", worked("exemptions"))
def test_an_exemption_withholds_from_the_rights_that_it_restricts(example: dict[str, Any]) -> None:
    one = exemption(example["exemption"])
    offered = {e.slug for e in exemptions_for(example["kind"])}
    assert (one.slug in offered) is example["may_withhold"]
    assert one.opinion == example.get("opinion", one.opinion)
    assert bool(one.balance) is example.get("weighed", bool(one.balance))
    assert example["source"]


@pytest.mark.parametrize("example", worked("requesters"))
def test_a_kind_is_asked_for_by_those_whom_its_law_names(example: dict[str, Any]) -> None:
    schools = [SchoolType(example.get("school_type", "maintained"))]
    assert fits(example["kind"], example["requester"], schools) is example["fits"]
    assert example["source"]
