"""Any command line gets a sentence for an answer, and never a mistake of ours."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

LONE = "x\udcffy"
HUGE = str(2**63)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("add", "sar", "--received", "2026-11-02", "--requester", LONE), "--requester"),
        (("add", "sar", "--received", LONE, "--requester", "Jane Doe"), "--received"),
        (("add", LONE, "--received", "2026-11-02", "--requester", "Jane Doe"), "kind"),
        (("add", "sar", "--received", "2026-11-02", "--requester", "J", "--subject", LONE),
         "--subject"),
        (("quick", "sar", LONE), "line"),
        (("list", LONE), "[filter]"),
        (("list", f"owner:{LONE}"), "[filter]"),
        (("list", "--view", LONE), "--view"),
        (("show", LONE), "ref"),
        (("explain", LONE), "ref"),
        (("note", "REF", LONE), "text"),
        (("assign", "REF", LONE), "who"),
        (("fact", "REF", LONE), "name"),
        (("fact", "REF", "acknowledged", "--note", LONE), "--note"),
        (("correct", "REF", "1", "--why", LONE), "--why"),
        (("close", "REF", "--outcome", LONE), "--outcome"),
        (("reopen", "REF", "--why", LONE), "--why"),
        (("scope", "REF", "--purpose", LONE), "--purpose"),
        (("assess", "REF", LONE, "met"), "criterion"),
        (("assess", "REF", "who.organisation", LONE), "not-met"),
        (("decide", "REF", "approve", "--reason", LONE), "--reason"),
        (("release", "REF", "--method", LONE), "--method"),
        (("letters", LONE), "ref"),
        (("letter", "preview", "REF", "clarification", "--set", f"questions={LONE}"), "--set"),
        (("letter", "write", "REF", LONE), "name"),
        (("letter", "fetch", "REF", LONE), "name"),
        (("clock", "sar", "2026-11-02", "--event", f"{LONE}=2026-11-03"), "--event"),
        (("clock", LONE, "2026-11-02"), "kind"),
        (("--as", LONE, "list"), "person"),
        ((LONE,), "command"),
    ],
)  # fmt: skip
def test_a_lone_surrogate_is_named_where_it_stands(
    bare: Run, home: Path, sar: str, arguments: tuple[str, ...], named: str
) -> None:
    line = (sar if word == "REF" else word for word in arguments)
    ran = bare("--home", str(home), "--today", "2026-11-25", *line)
    assert (ran.code, ran.out) == (2, "")
    assert named in ran.err.lower()
    assert "dcff" in ran.err.lower()
    ran.err.encode()


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "--limit", HUGE),
        ("list", "--limit", "9223372036854775807"),
        ("demo", "--cases", HUGE),
        ("correct", "REF", HUGE, "--on", "today", "--why", "wrong"),
        ("fact", "REF", "clarification_received", "--answers", HUGE),
        ("scope", "REF", "--purpose", "x", "--version", HUGE),
        ("show", HUGE),
        ("list", f"due:{HUGE}"),
    ],
)
def test_a_number_that_nothing_can_hold_is_refused(
    dpo: Run, sar: str, arguments: tuple[str, ...]
) -> None:
    ran = dpo(*(sar if word == "REF" else word for word in arguments))
    assert (ran.code, ran.out) == (2, ""), ran.err


def test_an_account_in_a_path_that_there_is_not(bare: Run) -> None:
    for line in (("--home", "~no-such-account/x", "list"), ("init", "~no-such-account/x")):
        ran = bare(*line)
        assert (ran.code, ran.out) == (2, "")
        assert "~no-such-account/x" in ran.err
