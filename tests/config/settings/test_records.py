"""The address of a database in dpo.toml: nothing in it can weaken how the console connects."""

from pathlib import Path

import pytest

from dpo_console.config.settings.records import RecordsKept
from dpo_console.errors import BadFile
from dpo_console.toml_file import Table
from dpo_console.toml_reader import read


def kept(**said: str) -> RecordsKept:
    return read(RecordsKept, Table(Path("dpo.toml"), "records", said))


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("postgresql://dpo@db.example.org/dpo", "dpo on db.example.org"),
        ("postgresql://dpo@db.example.org:5433/dpo?sslmode=verify-full", "dpo on db.example.org"),
        ("postgresql:///dpo?host=/var/run/postgresql", "dpo on /var/run/postgresql"),
        ("postgres:///dpo", "dpo on this machine"),
        (
            "postgresql://dpo@a.example.org,b.example.org:5433/dpo?target_session_attrs=read-write",
            "dpo on a.example.org, b.example.org",
        ),
    ],
)
def test_an_address_is_taken_as_it_is(address: str, named: str) -> None:
    records = kept(database=address)
    assert (bool(records), records.address, records.named) == (True, address, named)


def test_a_service_stands_in_for_an_address() -> None:
    assert kept(service="trust").address == "service=trust"
    assert not kept()


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("mysql://db.example.org/dpo", "Write it like"),
        ("db.example.org", "Write it like"),
        ("postgresql://db.example.org", "Write it like"),
        ("postgresql://[db/dpo", "Write it like"),
        ("postgresql://dpo:secret@db.example.org/dpo", "Leave the password out"),
        ("postgresql://db.example.org/dpo?sslmode=require", "Only sslmode=verify-full"),
        ("postgresql://db.example.org/dpo?options=-c%20fsync%3Doff", "Leave out options"),
        (
            "postgresql://a.example.org,b.example.org/dpo?target_session_attrs=standby",
            "Only target_session_attrs=read-write",
        ),
    ],
)
def test_an_address_that_is_unsafe_is_refused(address: str, why: str) -> None:
    with pytest.raises(BadFile, match=why) as refused:
        kept(database=address)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("name", ["two words", "x sslmode=disable", "a'b"])
def test_a_service_that_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(BadFile, match="name of a service"):
        kept(service=name)


def test_an_address_beside_a_service_is_refused() -> None:
    with pytest.raises(BadFile, match="Keep one"):
        kept(database="postgresql:///dpo", service="trust")
