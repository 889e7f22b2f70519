"""No command reveals a case to a person who may not see it."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.cli.loading import sections
from tests.cli.conftest import Ran, Run, as_dpo, with_a_sar
from tests.conftest import Begin, desks

WHO = "Wilhelmina Quist"
HIDDEN = ("DSC-2026-0001", "SAR-2026-0002", "BRC-2026-0001")

LISTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "due": ((), ("--on", "2027-06-01")),
    "list": (
        *(("--view", view, "--limit", "99") for view in ("overdue", "week", "waiting", "all",
                                                         "closed", "decide")),
        *(("--sort", order) for order in ("received", "name", "reference", "kind", "owner")),
        ("quist",), ("!kind:foi",), ("owner:head",), ("due:900",), ("received:2026-10-01..",),
    ),
    "calendar": ((), ("2026-12",), ("--ics",)),
    "register": ((), ("--format", "csv")), "publish": (("-", "--json"),),
    "statistics": ((),),
    "digest": ((), ("--names",)),
    "log": ((), ("--kind", "sar"), ("--format", "csv")),
    "search": (("--chase",),),
    "verify": ((),),
    "retention": ((), ("--due",)),
    "application": (), "letter": (("batch", "acknowledgement", "--dry-run"),
               ("batch", "acknowledgement", "kind:disclosure", "--dry-run")),
    "terms": ((),),
    "intake": ((), ("list", "--all")),
    "about": (("Quist Wilhelmina",), ("Tom Doe",)),
}  # fmt: skip
"""Every command about several cases, with its arguments."""

ON_ONE: dict[str, tuple[str, ...]] = {
    "hold": ("--until", "2027-06-01", "--why", "x"), "unhold": ("--why", "x"),
    "erase": ("--why", "x"), "views": (),
    "show": (), "explain": (), "what-if": (), "checklist": (), "letters": (), "pack": (),
    "papers": (), "files": (),
    "search": (), "schedule": (), "scope": (), "party": (), "particulars": (),
    "fact": ("acknowledged",), "correct": ("1", "--on", "2026-11-03", "--why", "x"),
    "note": ("x",), "assign": ("me",), "assess": ("who.identity", "met"),
    "link": ("SAR-2026-0001",), "unlink": ("SAR-2026-0001", "--why", "x"),
    "reclassify": ("foi", "--why", "x"), "undo": (), "restrict": ("--to", "clerk"),
    "unrestrict": ("--why", "x"), "close": ("--outcome", "withdrawn"), "reopen": ("--why", "x"),
    "call-back": ("--number", "01632 960555", "--found", "x"),
    "decide": ("approve", "--reason", "x"), "release": (), "review": ("--note", "x"),
    "recall": ("acknowledgement", "--why", "x"), "correct-case": ("--school", "oak", "--why", "x"),
    "answer-refusal": ("DSC-2026-0009", "--why", "x"),
}  # fmt: skip
"""Every command about one case, with its further arguments."""

WITH_WAYS: dict[str, tuple[str, ...]] = {
    "letter list": (), "letter preview": ("acknowledgement",), "letter write": ("acknowledgement",),
    "letter sent": ("acknowledgement",), "letter sent-again": ("acknowledgement",),
    "letter correct": ("late-apology", "--not-sent", "--why", "x"),
    "letter fetch": (), "letter email": (), "application write": (), "application read": ("-",),
}  # fmt: skip
"""Every command about one case that stands in a group, with its further arguments."""

OF_NO_CASE = {
    "import",
    "kinds", "clock", "doubts", "exemptions", "data-items", "lawful-bases", "wording", "demo",
    "init", "add", "quick", "guide", "head", "backup", "restore", "records", "settings", "notice",
}  # fmt: skip


@pytest.fixture
def before(dpo: Run, sar: str) -> str:
    """Make one case that everybody sees, with the records' dates computed."""
    dpo("list")
    return sar


def hide(desk: Desk) -> None:
    """Log requests that the clerk may not see, and work on them."""
    for kind, day in (("disclosure", 2), ("sar", 3), ("breach", 4)):
        at = desk.now.replace(day=day, hour=9, minute=30) if kind == "breach" else None
        request = NewRequest(
            kind, at or desk.today.replace(day=day), WHO, subjects=("Tom Doe",), readers=("head",),
            owner="head",
        )  # fmt: skip
        log_request(desk, request)


def with_hidden_cases(home: Path) -> None:
    with_a_sar(home)
    as_dpo(home, "list")
    hide(desks(home)())


HEAD = re.compile(r"\b\d+:[0-9a-f]{12}\b|\"seq\": \d+|[0-9a-f]{64}|\"head\": \"[^\"]*\"")
"""The traces of the audit log's last entry, which each act moves on."""


def told(ran: Ran) -> tuple[int, str, str]:
    """Return a command's output without the audit log's own head."""
    return ran.code, HEAD.sub("*", ran.out), ran.err


def asked() -> Iterator[tuple[str, ...]]:
    for command, ways in LISTS.items():
        for way in ways:
            yield (command, *way)
            yield (command, *way, "--json")


def test_every_command_is_asked() -> None:
    every = {name for commands in sections().values() for name in commands}
    assert every == LISTS.keys() | ON_ONE.keys() | OF_NO_CASE


def test_whatever_tells_of_several_cases_tells_the_same_as_without_it(
    dpo: Run, before: str, desk: Desk
) -> None:
    first = {line: told(dpo(*line, person="clerk")) for line in asked()}
    hide(desk)
    for line, seen in first.items():
        assert told(dpo(*line, person="clerk")) == seen, line
    theirs = [dpo(*line).out for line in (("list",), ("due",))]
    assert all(reference in theirs[0] for reference in HIDDEN)
    assert "BRC-2026-0001" in theirs[1]


@pytest.mark.parametrize("name", [*ON_ONE, *WITH_WAYS])
@pytest.mark.parametrize("hidden", HIDDEN)
def test_whatever_is_about_one_case_finds_none(
    dpo: Run,
    home: Path,
    begin: Begin,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    hidden: str,
) -> None:
    begin(home, with_hidden_cases)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a form"), "utf-8"))
    nobody = f"{hidden[:3]}-2026-0077"

    def run(reference: str) -> Ran:
        if name in WITH_WAYS:
            command, way = name.split()
            return dpo(command, way, reference, *WITH_WAYS[name], person="clerk")
        verb = ("check",) if name == "files" else ()
        return dpo(name, *verb, reference, *ON_ONE[name], person="clerk")

    ran, none = run(hidden), run(nobody)
    assert (ran.code, ran.out, ran.err.replace(hidden, nobody)) == (none.code, "", none.err)
    assert ran.code in (1, 2)
    assert "usage" not in ran.err.casefold()
    assert "'s number" not in ran.err


def test_a_like_request_is_not_told_of_it(dpo: Run, before: str, desk: Desk) -> None:
    hide(desk)
    line = ("add", "sar", "--received", "2026-11-05", "--requester", WHO, "--subject", "Tom Doe")
    theirs, ours = dpo(*line, person="clerk"), dpo(*line)
    assert "SAR-2026-0001: about the same person" in theirs.err
    assert not any(reference in theirs.err + theirs.out for reference in HIDDEN)
    assert all(reference in ours.err for reference in HIDDEN)


def test_restricting_and_taking_it_back(dpo: Run, sar: str) -> None:
    ran = dpo("restrict", sar, "--to", "head", "--why", "A colleague's own request")
    assert ran.code == 0
    assert ran.out.startswith(f"{sar}: now seen only by Amara Okafor and Ruth Castle.\n")
    assert "Seen by" in dpo("show", sar).out
    assert "(restricted) Jane Doe" in dpo("list").out
    assert dpo("show", sar, person="clerk").code == 2
    case = dpo("show", sar, "--json", person="head").json
    assert (case["restricted"], case["readers"]) == (True, ["dpo", "head"])
    back = dpo("unrestrict", sar, "--why", "Done", "--json")
    assert (back.json["restricted"], back.json["readers"]) == (False, [])
    assert dpo("show", sar, person="clerk").code == 0


def test_what_is_refused(dpo: Run, sar: str) -> None:
    for line, code, says in (
        (("restrict", sar), 2, "Say who else may see it"),
        (("restrict", sar, "--to", "nobody"), 2, "no person 'nobody'"),
        (("restrict", sar, "--to", "clerk,head,dsl,auditor"), 1, "This includes everyone"),
        (("unrestrict", sar, "--why", "x"), 1, "is not restricted"),
        (("unrestrict", sar), 2, "--why"),
    ):
        ran = dpo(*line)
        assert (ran.code, ran.out) == (code, ""), line
        assert says in ran.err
    assert dpo("restrict", sar, "--to", "dpo", person="clerk").code == 1


def test_a_request_is_restricted_and_an_address_protected_as_it_is_logged(dpo: Run) -> None:
    ran = dpo(
        "add", "sar", "--received", "2026-11-02", "--requester", "Jane Doe", "--requester-kind",
        "staff", "--address", "4 Refuge Row", "--email", "jane@example.org", "--phone",
        "01632 960555", "--protected", "--restrict-to", "head, dsl", "--json",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    assert "restrict" not in ran.err
    reference = ran.json["reference"]
    assert dpo("show", reference, "--json").json["readers"] == ["dpo", "dsl", "head"]
    assert dpo("show", reference, person="clerk").code == 2
    assert "address protected" in dpo("party", reference).out
    shown = dpo("party", reference, "--with-protected").out
    assert "jane@example.org, 01632 960555, 4 Refuge Row, PROTECTED" in shown


def test_what_staff_ask_for_is_said_to_be_better_restricted(dpo: Run) -> None:
    line = ("add", "sar", "--received", "2026-11-02", "--requester", "X Y",
            "--requester-kind", "staff")  # fmt: skip
    assert "To restrict it: dpo-console restrict SAR-2026-0001 --to" in dpo(*line).err
    assert "Ask the DPO to restrict it" in dpo(*line, person="clerk").err
