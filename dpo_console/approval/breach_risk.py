"""The duties after a breach, from the likelihood and severity of harm (UK GDPR Art 33-34)."""

from dataclasses import dataclass

LIKELIHOODS = ("unlikely", "possible", "likely")
"""The likelihoods of harm to anybody, least first."""

SEVERITIES = ("low", "medium", "high")
"""The severities of that harm, least first."""

HIGH = 3
"""The combined weight from which the risk is high.

Possible and high reach it, as do likely and medium, and anything above.
"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Advice to `report` to the Commissioner and to `tell` people or not, with the reasons.

    It is a suggestion: the controller decides, and records why.
    """

    report: bool
    tell: bool
    reasons: tuple[str, ...]


def suggest(likelihood: str, severity: str) -> Suggestion:
    """Return the advice for a likelihood and a severity.

    Report unless a risk is unlikely (Art 33(1)). If harm would be grave, a small likelihood is risk
    enough (recitals 75-76). Tell people if the risk is high (Art 34(1)). Raises ValueError for
    words outside LIKELIHOODS and SEVERITIES.
    """
    weight = LIKELIHOODS.index(likelihood) + SEVERITIES.index(severity)
    report = likelihood != "unlikely" or severity == "high"
    tell = weight >= HIGH
    return Suggestion(report, tell, (_reporting(likelihood, severity), _telling(tell)))


def _reporting(likelihood: str, severity: str) -> str:
    if likelihood != "unlikely":
        return (
            f"Report to the Commissioner within 72 hours: harm is {likelihood} (UK GDPR Art 33(1))."
        )
    if severity == "high":
        return (
            "Report to the Commissioner within 72 hours: harm is unlikely, but it would be grave "
            "(UK GDPR Art 33(1), recital 76)."
        )
    return (
        f"Need not be reported: harm is unlikely, and it would be {severity}. Record that it was "
        "weighed, and why (UK GDPR Art 33(1), 33(5))."
    )


def _telling(tell: bool) -> str:
    if tell:
        return "Tell the people affected without delay, in plain words: high risk (Art 34(1))."
    return (
        "The law doesn't require you to tell the people affected, as the risk isn't high "
        "(Art 34(1)). You may still tell them."
    )
