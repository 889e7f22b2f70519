"""The output of a command that changed a case: a sentence, or the case as JSON."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dpo_console.casework import change
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.output import columns, document, narrate, say
from dpo_console.lazy_import import later

if TYPE_CHECKING:
    from dpo_console.cases.clock import clocks
    from dpo_console.cases.office import references as case_references
    from dpo_console.cases.view import case as case_views
    from dpo_console.cases.view.views import CaseView
    from dpo_console.cli.pages import case_page
else:
    clocks = later("dpo_console.cases.clock.clocks")
    case_references = later("dpo_console.cases.office.references")
    case_views = later("dpo_console.cases.view.case")
    case_page = later("dpo_console.cli.pages.case_page")


def print_change(
    invocation: Invocation, reference: str, done: "str | Callable[[CaseView], str]"
) -> None:
    """Print `done` and the date as it stands now, or the whole case with --json.

    `done` is a sentence, or makes one from the case as it is after the change.
    """
    invocation.saved, desk = True, invocation.desk()
    if invocation.json:
        document(case_page.case_json(case_views.case_view(desk, reference), desk))
        return
    said = done if isinstance(done, str) else done(case_views.case_view(desk, reference))
    found, state = clocks.date_now(desk, reference)
    say(f"{found}: {said}")
    columns([(f"{found}: {state}.",)])


def print_changes(
    invocation: Invocation, references: Sequence[str], act: Callable[[str], tuple[str, str]]
) -> int:
    """Do `act`, which returns its reference and a sentence, to each case. Return the exit code.

    One case is printed as by `print_change`. Of several, each has a line, and a refusal stops no
    other case. With --json they form an array of `reference` and `refused`, null if the act was
    done. Raises BadInput for a bad reference before anything is done.
    """
    if len(references) == 1:
        print_change(invocation, *act(references[0]))
        return 0
    found, desk = [], invocation.desk()
    resolved = dict.fromkeys(case_references.resolve(desk, one) for one in references)
    for outcome in change.each(list(resolved), act):
        invocation.saved = invocation.saved or outcome.result is not None
        found.append(outcome)
    if invocation.json:
        document([{"reference": o.reference, "refused": o.refused or None} for o in found])
    else:
        for o in found:
            say(f"{o.reference}: {o.result[1] if o.result else f'refused: {o.refused}'}")
    refused = sum(1 for outcome in found if outcome.refused)
    narrate(f"{len(found) - refused} of {len(found)} done, {refused} refused.")
    return 1 if refused else 0
