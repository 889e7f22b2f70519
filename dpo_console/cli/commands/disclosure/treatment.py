"""What becomes of items: `treat`, `redact`, `withhold`, `opinion`, `looked`."""

from datetime import date

import click

from dpo_console.cases.disclosure.schedule_gaps import TREATMENTS
from dpo_console.casework.disclosure.schedule_treatment import give_opinion, look_again, treat_items
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import NUMBERS, after_case, day_option, text_option
from dpo_console.cli.pages.schedule_page import print_schedule_change

EXEMPTION = text_option("--exemption", "SLUG", "The ground. `exemptions` lists them.")
REASON = text_option("--reason", "TEXT", "Why, in your own words.")


@after_case()
@NUMBERS
@click.argument("treatment", type=click.Choice(["release", "redact", "withhold", "undo"]))
@EXEMPTION
@REASON
def treat(
    invocation: Invocation,
    reference: str,
    numbers: tuple[int, ...],
    treatment: str,
    exemption: str,
    reason: str,
) -> None:
    """Decide what becomes of items. What is left out needs an exemption and a reason.

    \b
      dpo-console schedule SAR-2026-0042 treat 1-40,52 release
      dpo-console schedule SAR-2026-0042 treat 53-60 redact --exemption sch2-16 --reason "Pupils"
    """
    _treat(
        invocation, reference, numbers, "" if treatment == "undo" else treatment, exemption, reason
    )


def _treat(
    invocation: Invocation,
    reference: str,
    numbers: tuple[int, ...],
    treatment: str,
    exemption: str,
    reason: str,
) -> None:
    found = treat_items(
        invocation.desk(), reference, numbers, treatment, exemption=exemption, reason=reason
    )
    print_schedule_change(invocation, found, f"{len(numbers)} to {TREATMENTS[treatment]}")


def _left_out(treatment: str, help_: str) -> click.Command:
    example = f"dpo-console schedule SAR-2026-0042 {treatment} 53-60 --exemption sch2-16"

    @NUMBERS
    @EXEMPTION
    @REASON
    def leave_out(
        invocation: Invocation,
        reference: str,
        numbers: tuple[int, ...],
        exemption: str,
        reason: str,
    ) -> None:
        _treat(invocation, reference, numbers, treatment, exemption, reason)

    leave_out.__doc__ = f"{help_}\n\n\b\n  {example}"
    return after_case(treatment)(leave_out)


redact = _left_out("redact", "Redact parts of items: short for `treat NUMBERS redact`.")
withhold = _left_out("withhold", "Leave items out: short for `treat NUMBERS withhold`.")


@after_case()
@NUMBERS
@click.argument("says", type=click.Choice(["harm", "no-harm", "known"]))
@click.option("--note", required=True, metavar="TEXT", help="Whose it is, or how it is known.")
@day_option("--on", "The day of the opinion.")
def opinion(
    invocation: Invocation,
    reference: str,
    numbers: tuple[int, ...],
    says: str,
    note: str,
    on: date | None,
) -> None:
    """Record the opinion that the law asks for on health, social work and safeguarding data.

    harm: it would be likely to do serious harm; no-harm: it would not; known: no opinion is
    needed, as the person has seen or knows it already.

    \b
      dpo-console schedule SAR-2026-0042 opinion 12-14 no-harm --note "Dr N. Rao, GP" --on monday
    """
    found = give_opinion(invocation.desk(), reference, numbers, says, note, on=on)
    print_schedule_change(invocation, found, f"opinion on {len(numbers)} recorded")


@after_case()
@NUMBERS
def looked(invocation: Invocation, reference: str, numbers: tuple[int, ...]) -> None:
    """Record your second check of the redacted and withheld items.

    \b
      dpo-console schedule SAR-2026-0042 looked 53-60
    """
    found = look_again(invocation.desk(), reference, numbers)
    print_schedule_change(invocation, found, "second check recorded")
