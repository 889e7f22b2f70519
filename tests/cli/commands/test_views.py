"""`views`, and every command that shows something of one case: it is kept who looked."""

from pathlib import Path

import pytest

from dpo_console.store import looks
from dpo_console.store.audit import chain
from dpo_console.store.database import Database
from tests.cli.commands.test_restrict import ON_ONE, WITH_WAYS
from tests.cli.conftest import Run, as_dpo, with_a_sar
from tests.conftest import Begin

COMMANDS = {name: (name, more) for name, more in (ON_ONE | WITH_WAYS).items()}
del COMMANDS["application read"]  # it takes a file in, and shows nothing of the case
MORE = {
    "party, protected": ("party", ("--with-protected",)),
    "schedule, exported": ("schedule", ("export",)),
}
"""Ways of a command that show more than the command itself does."""


@pytest.fixture
def records(home: Path) -> Database:
    return Database(home / "data" / "records.sqlite3", home / "data" / "backups")


def lettered(home: Path) -> None:
    with_a_sar(home)
    as_dpo(home, "letter", "write", "SAR-2026-0001", "acknowledgement")


def test_every_command_on_one_case_leaves_a_look_or_an_entry(
    dpo: Run, home: Path, begin: Begin, records: Database
) -> None:
    begin(home, lettered)
    silent = []
    for title, (name, more) in (COMMANDS | MORE).items():
        with records.whole.read() as ask:
            before = chain.head(ask).seq
        looks.spool_of(records.path).unlink(missing_ok=True)
        ran = dpo(*name.split(), "SAR-2026-0001", *more, "--json")
        with records.whole.read() as ask:
            acted = chain.head(ask).seq > before
        if ran.out and not acted and not looks.waiting(records.path):
            silent.append(title)
    assert silent == []


def test_views_are_printed_newest_first_and_as_json(dpo: Run, sar: str) -> None:
    dpo("show", sar, person="clerk")
    dpo("letter", "preview", sar, "acknowledgement", person="head")
    ran = dpo("views", sar)
    assert ran.code == 0
    assert ran.out.splitlines()[0].startswith("Wed 25 Nov 2026 12:00  Ruth Castle  read a letter")
    assert "We record who opened a case, and keep that for 12 months" in ran.err
    found = dpo("views", sar, "--json", person="auditor").json
    assert (found["reference"], found["months"]) == (sar, 12)
    assert [view["person"] for view in found["views"]] == ["dpo", "head", "clerk"]
    assert found["views"][1] == {
        "person": "head", "name": "Ruth Castle", "at": "2026-11-25T12:00:00+00:00",
        "how": "letter", "what": "acknowledgement",
    }  # fmt: skip


def test_views_refuse_a_clerk_and_name_no_unknown_case(dpo: Run, sar: str) -> None:
    ran = dpo("views", sar, person="clerk")
    assert (ran.code, ran.out) == (1, "")
    assert "a clerk, who may not see who looked at a case; the DPO or an auditor may" in ran.err
    assert dpo("views", "SAR-2026-0099").code == 2


def test_the_pack_tells_who_looked(dpo: Run, sar: str, tmp_path: Path) -> None:
    dpo("show", sar, person="clerk")
    assert dpo("pack", sar, "--to", str(tmp_path)).code == 0
    (case,) = tmp_path.glob("*/case.json")
    assert '"person": "clerk"' in case.read_text()
