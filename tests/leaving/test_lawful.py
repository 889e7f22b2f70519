"""Lawful departures: the door lets each pass, because a false stop harms a child as a leak does.

They are in lawful/*.toml.
"""

import pytest

from tests.leaving.office import Office
from tests.leaving.table import Entry, entries

LAWFUL = entries("lawful")


@pytest.mark.parametrize("entry", LAWFUL, ids=str)
def test_lawful_departure_passes(entry: Entry, own: Office) -> None:
    for line in (*entry.given, *entry.does):
        own.do(line)
    for line, phrase in entry.then.items():
        assert phrase in " ".join(own.do(line).out.split()), line


def test_there_are_at_least_60_departures() -> None:
    assert len(LAWFUL) >= 60
