"""Report unless a risk is unlikely. Tell people if it is high (UK GDPR Art 33-34)."""

import pytest

from dpo_console.approval.breach_risk import LIKELIHOODS, SEVERITIES, suggest


@pytest.mark.parametrize(
    ("likelihood", "severity", "report", "tell"),
    [
        ("unlikely", "low", False, False),
        ("unlikely", "medium", False, False),
        ("unlikely", "high", True, False),
        ("possible", "low", True, False),
        ("possible", "medium", True, False),
        ("possible", "high", True, True),
        ("likely", "low", True, False),
        ("likely", "medium", True, True),
        ("likely", "high", True, True),
    ],
)
def test_what_a_risk_asks_for(likelihood: str, severity: str, report: bool, tell: bool) -> None:
    found = suggest(likelihood, severity)
    assert (found.report, found.tell) == (report, tell)
    reporting, telling = found.reasons
    assert reporting.startswith("Report to the Commissioner" if report else "Need not be reported")
    assert telling.startswith("Tell the people" if tell else "The law doesn't require")
    assert "Art 33(1)" in reporting
    assert "Art 34(1)" in telling


def test_a_worse_risk_never_asks_for_less() -> None:
    found = [[suggest(a, b) for b in SEVERITIES] for a in LIKELIHOODS]
    for i, row in enumerate(found):
        for j, one in enumerate(row):
            for worse in (*(r[j] for r in found[i:]), *row[j:]):
                assert (worse.report, worse.tell) >= (one.report, one.tell)


def test_whoever_is_told_of_a_high_risk_the_commissioner_is_too() -> None:
    for a in LIKELIHOODS:
        for b in SEVERITIES:
            assert suggest(a, b).report or not suggest(a, b).tell


def test_other_words_mean_nothing() -> None:
    with pytest.raises(ValueError, match="not in"):
        suggest("perhaps", "low")
