"""The Tab key offers references, kinds, filters and views, and no case the user may not see."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dpo_console.law.statutes import kinds
from tests.cli.conftest import Run
from tests.conftest import ELM
from tests.store import spoiling

Tab = Callable[..., list[str]]


@pytest.fixture
def tab(
    bare: Run, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Tab:
    """Return a function that gives bash's completions for the last word of a line."""

    def press(line: str, person: str = "dpo", at: Path = home) -> list[str]:
        words = f"dpo-console --home {at} --as {person} {line}"
        with monkeypatch.context() as shell:
            shell.setenv("_DPO_CONSOLE_COMPLETE", "bash_complete")
            shell.setenv("COMP_WORDS", words)
            shell.setenv("COMP_CWORD", str(words.count(" ")))
            with pytest.raises(SystemExit) as ended:
                bare()
        assert ended.value.code == 0
        return capsys.readouterr().out.replace("plain,", "").split()

    return press


@pytest.mark.parametrize(
    "line", ["show ", "show sar", "letter fetch SAR-2026", "schedule SAR", "link SAR-2026-0001 SAR"]
)
def test_references_are_offered_wherever_one_is_typed(tab: Tab, sar: str, line: str) -> None:
    assert tab(line) == [sar]
    assert tab("show FOI") == []


def test_a_restricted_case_is_offered_to_nobody_else(tab: Tab, dpo: Run, sar: str) -> None:
    assert tab("show SAR", "clerk") == [sar]
    assert dpo("restrict", sar, "--to", "dpo").code == 0
    assert tab("show SAR", "clerk") == []
    assert tab("show SAR") == [sar]


def test_a_reference_that_somebody_spoilt_reaches_no_terminal(
    tab: Tab, sar: str, home: Path
) -> None:
    spoilt = "UPDATE cases SET reference = 'SAR' || char(27) || ']0;x' || char(7)"
    spoiling.damage(spoiling.records_of(home), spoilt)
    assert tab("show SAR") == ["SAR␛]0;x␇"]


def test_without_records_nothing_is_offered_and_nothing_made(tab: Tab, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    assert tab("show SAR", at=nowhere) == []
    assert tab("show SAR", "nobody") == []
    assert not nowhere.exists()


@pytest.mark.parametrize("command", ["add", "clock", "doubts", "reclassify SAR-2026-0001"])
def test_kinds_are_offered(tab: Tab, command: str) -> None:
    assert tab(f"{command} ") == list(kinds())
    assert tab(f"{command} foi") == ["foi", "foi-review"]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("list ow", ["owner:"]),
        ("list !kind:foi-", ["!kind:foi-review"]),
        ("list smith kind : foi-", ["foi-review"]),  # as bash splits it
        ("list whose :", ["us", "requester", "approver", "recipient", "nobody"]),
        ("list --view wa", ["waiting"]),
        ("calendar --view oak", ["oak-now"]),
        ("letter batch acknowledgement school:e", ["school:elm"]),
    ],
)
def test_filters_and_views_are_offered(tab: Tab, home: Path, line: str, offered: list[str]) -> None:
    path = home / "data" / "dpo.toml"
    path.write_text(f'{path.read_text()}{ELM}\n[[view]]\ntitle = "Oak, now"\n')
    assert tab(line) == offered
    assert tab(line, at=home / "nowhere") in ([], [o for o in offered if o == "waiting"])
