"""The people of a case on the command line, and its evidence pack."""

import hashlib
from pathlib import Path

import pytest

from tests.cli.conftest import Run

SECRET = "4 Refuge Row\nHarbourton HB4 9ZZ"


def test_the_people_are_listed_with_their_numbers(dpo: Run, sar: str) -> None:
    added = dpo("party", sar, "add", "subject", "--name", "Ana Doe", "--email", "ana@example.org")
    assert added.code == 0
    assert added.out.startswith(f"{sar}: subject added.\n")
    lines = [line.split() for line in dpo("party", sar).out.splitlines()]
    assert [line[:4] for line in lines] == [
        ["1", "requester", "Jane", "Doe"], ["2", "subject", "Tom", "Doe"],
        ["3", "subject", "Ana", "Doe"],
    ]  # fmt: skip
    third = dpo("party", sar, "--json").json[2]
    assert (third["number"], third["role"], third["email"]) == (3, "subject", "ana@example.org")
    assert third["protected"] is False


def test_one_is_put_right_and_taken_off(dpo: Run, sar: str) -> None:
    ran = dpo("party", sar, "set", "2", "--name", "Thomas Doe", "--why", "Register", "--json")
    assert [p["name"] for p in ran.json["parties"]] == ["Jane Doe", "Thomas Doe"]
    ran = dpo("party", sar, "remove", "2", "--why", "Another Thomas")
    assert ran.out.startswith(f"{sar}: number 2 taken off.\n")
    assert "Thomas" not in dpo("party", sar).out
    assert dpo("verify").code == 0


def test_a_protected_address_is_printed_to_who_asks_and_to_nobody_else(dpo: Run, sar: str) -> None:
    set_ = ("party", sar, "set", "1", "--address", SECRET, "--protected", "--why", "She fled")
    ran = dpo(*set_)
    assert ran.code == 0
    everything = ran.out + ran.err
    for line in (("party", sar), ("show", sar), ("explain", sar), ("list",), ("verify",)):
        for more in ((), ("--json",)):
            shown = dpo(*line, *more)
            everything += shown.out + shown.err
    assert "Refuge" not in everything
    assert (
        "4 Refuge Row, Harbourton HB4 9ZZ, PROTECTED" in dpo("party", sar, "--with-protected").out
    )
    with_it = dpo("party", sar, "--with-protected", "--json").json[0]
    assert (with_it["address"], with_it["protected"]) == (SECRET, True)
    for person in ("head", "auditor"):
        ran = dpo("party", sar, "--with-protected", person=person)
        assert (ran.code, ran.out) == (1, "")


def test_a_closed_case_can_still_be_protected_and_nothing_else(dpo: Run, sar: str) -> None:
    assert dpo("close", sar, "--outcome", "withdrawn").code == 0
    assert dpo("party", sar, "set", "1", "--protected", "--why", "She fled").code == 0
    for line in (
        ("set", "1", "--address", "1 New Street", "--why", "x"),
        ("add", "subject", "--name", "Ana Doe"), ("remove", "2", "--why", "x"),
    ):  # fmt: skip
        ran = dpo("party", sar, *line)
        assert (ran.code, "is closed" in ran.err) == (1, True)


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        (("set", "9", "--name", "X", "--why", "x"), 2, "people 1 to 2"),
        (("set", "1", "--name", "X"), 2, "--why"),
        (("set", "2", "--name", "Tom Doe", "--why", "x"), 2, "already"),
        (("remove", "1", "--why", "x"), 1, "needs its requester"),
        (("add", "subject"), 2, "name"),
        (("add", "requester", "--name", "X"), 2, "subject"),
    ],
)
def test_what_is_refused(dpo: Run, sar: str, line: tuple[str, ...], code: int, says: str) -> None:
    ran = dpo("party", sar, *line)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err


def test_a_pack_is_made_and_its_path_printed(dpo: Run, sar: str, tmp_path: Path) -> None:
    dpo("letter", "write", sar, "acknowledgement")
    ran = dpo("pack", sar, "--to", str(tmp_path / "for-the-ico"), "--for", "The Commissioner")
    folder = Path(ran.out.strip())
    assert ran.code == 0
    assert folder == tmp_path / "for-the-ico" / f"{sar}-pack-1"
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        whole, _, name = line.partition("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == whole
    assert "no. 1, for The Commissioner" in dpo("show", sar).out


def test_what_a_pack_leaves_out_is_said(dpo: Run, sar: str) -> None:
    dpo("party", sar, "set", "1", "--address", SECRET, "--protected", "--why", "She fled")
    dpo("letter", "write", sar, "acknowledgement")
    ran = dpo("pack", sar)
    name = f"{sar}-acknowledgement-1.docx"
    assert f"{name}: not enclosed: it shows an address that is protected." in ran.err
    made = dpo("pack", sar, "--json").json
    assert list(made) == ["reference", "path", "files", "left_out"]
    assert made["files"] == ["00-index.docx", "case.json", "audit.csv", "SHA256SUMS"]
    assert [one["file"] for one in made["left_out"]] == [name]
    assert made["path"].endswith("-pack-2")


def test_a_pack_that_cannot_be_made(dpo: Run, sar: str, home: Path) -> None:
    for to, code in ((str(home / "exports"), 2), ("/dev/null/x", 1)):
        ran = dpo("pack", sar, "--to", to)
        assert (ran.code, ran.out) == (code, "")
    assert dpo("pack", sar, person="clerk").code == 1
