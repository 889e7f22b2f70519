"""The form that corrects what a case was logged with."""

from collections.abc import Mapping

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.views import CaseView
from dpo_console.casework import correcting
from dpo_console.config.settings.settings import NOT_KNOWN
from dpo_console.errors import BadInput, NotAllowed, Refused
from dpo_console.law.explaining.headline import headline
from dpo_console.law.statutes import statute
from dpo_console.tui import draw
from dpo_console.tui.forms.field import Field
from dpo_console.tui.forms.people_fields import CAME, who_is
from dpo_console.tui.screens.case.case_forms import Opened, ask, follows
from dpo_console.tui.widgets import case_headline

PARTS = ("school", "summary", "channel", "requester_kind")
"""The fields of the form that correct a part of the case."""


@follows
def correct_case(desk: Desk, case: CaseView) -> Opened:
    """Open a form with what was logged, showing the date that another school would give."""
    clock_if = correcting.outlook(desk, case)
    stands = {
        "school": case.row.school, "summary": case.summary, "channel": case.channel,
        "requester_kind": "" if case.requester.supposed else case.requester_kind,
    }  # fmt: skip

    def check(school: str) -> str:
        if school == stands["school"]:
            return case_headline.due_words(case)
        try:
            clock = clock_if(correcting.Correction(school=school))
        except (NotAllowed, Refused) as error:
            raise BadInput(str(error)) from error
        return f"{headline(clock, desk.now)}; now {case_headline.due_words(case)}"

    def save(given: Mapping[str, str], version: int) -> str:
        wanted = {
            name: given[name] for name in PARTS if given.get(name) not in (None, stands[name])
        }
        found = correcting.Correction(**wanted)
        return correcting.correct_case(desk, case.reference, found, given["why"], version=version)

    schools = [(school.slug, school.name) for school in desk.settings.schools]
    unknown = [] if desk.settings.is_known(case.row.school) else [("", NOT_KNOWN)]
    fields = [
        Field("school", "School", case.row.school, choices=[*unknown, *schools], wide=True,
              check=check),
        Field("summary", statute(case.row.kind).work.asked, case.summary, lines=2),
        Field("channel", "Came", case.channel, choices=CAME),
        who_is("requester_kind", stands["requester_kind"]),
        Field("why", "Why", lines=2, hint="required; kept in the history"),
    ]  # fmt: skip
    if len(schools) < 2:
        fields = fields[1:]
    about = draw.words("The history keeps what stood before. The dates are counted again.")
    title = f"Correct {case.reference}"
    return ask(desk, case, title, fields, save, about, act="correct_case"), "Corrected"
