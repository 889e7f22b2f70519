"""All acts, collected, and those that have no room of their own: general ones, and the office's.

The acts of a capability are declared next to its code. See `Act` for what a declaration says. A new
act touches its declaration, its code and its form, and for a command one line of
cli/commands/commands.txt. Keys, menus, help and permissions follow from the declaration.
"""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from dpo_console.cases.office.acts import (
    CASEWORKERS,
    CLOSED,
    EITHER,
    WRITERS,
    Act,
    Acts,
    Key,
    Later,
    Step,
    Words,
    overridden,
    with_more,
)
from dpo_console.casework.checklist.acts import CHECKLIST_ACTS
from dpo_console.casework.disclosure.acts import DISCLOSURE_ACTS
from dpo_console.casework.letters.acts import LETTER_ACTS
from dpo_console.casework.papers.acts import BUNDLE_ACTS, PAPER_ACTS
from dpo_console.casework.people.acts import PEOPLE_ACTS
from dpo_console.casework.reports.acts import REPORT_ACTS
from dpo_console.casework.retention.acts import RETENTION_ACTS
from dpo_console.casework.search.acts import SEARCH_ACTS
from dpo_console.casework.sharing.acts import SHARING_ACTS
from dpo_console.config import Role
from dpo_console.config.methods import CHANNEL_WORDS
from dpo_console.text import counted

if TYPE_CHECKING:
    from dpo_console.cases.view.views import CaseView

RECORD_ACTS = (
    Act(
        id="views",
        said="see who looked at a case",
        who=(Role.DPO, Role.AUDITOR),
        step=Step("See who looked", 490, state=EITHER),
        key=Key("who looked", "Who looked at the case, and when", 268),
        form="dpo_console.tui.screens.records:who_looked",
        run="dpo_console.cases.records.looks:views",
        leaves=False,  # it is about the office's own people
    ),
    Act(
        id="accept_head",
        said="go on from records that lack entries",
        who=(Role.DPO,),
        run="dpo_console.casework.records.mending:accept",
        leaves=False,
    ),
    Act(
        id="confirm_program",
        said="let a restored home run its program",
        who=(Role.DPO,),
        run="dpo_console.casework.records.mending:confirm_program",
        leaves=False,
    ),
    Act(
        id="mend",
        said="clear what killed processes left",
        who=(Role.DPO,),
        run="dpo_console.casework.records.mending:mend",
        leaves=False,
    ),
)

NOTICE_ACTS = (
    Act(
        id="notice",
        said="write the privacy notice",
        who=(*CASEWORKERS, Role.APPROVER),
        run="dpo_console.casework.notice.writing:write_notice",
        leaves=False,  # it is about the office, and names nobody in a case
    ),
    Act(
        id="publish_notice",
        said="publish the privacy notice",
        who=(Role.DPO, Role.APPROVER),
        run="dpo_console.casework.notice.publishing:publish_notice",
        leaves=False,  # a notice that names a pupil is refused
    ),
    Act(
        id="publish",
        said="publish the pages for the website",
        who=(Role.DPO, Role.APPROVER),
        run="dpo_console.casework.notice.publishing:publish",
        leaves=True,  # the register among them passes the door, release by release
    ),
)

INTAKE_ACTS = (
    Act(
        id="intake",
        said="take in messages",
        who=CASEWORKERS,
        run="dpo_console.casework.intake:take_in",
        leaves=False,
    ),
    Act(
        id="accept_message",
        within="log",
        run="dpo_console.casework.intake:accept",
        leaves=False,
    ),
    Act(
        id="set_aside",
        within="intake",
        run="dpo_console.casework.intake:set_aside",
        leaves=False,
    ),
    Act(
        id="delete_message",
        said="delete a message that was set aside",
        who=(Role.DPO,),
        run="dpo_console.casework.intake:delete",
        leaves=False,
    ),
)

BACKUP_ACTS = (
    Act(
        id="backup",
        said="back up the records",
        who=(Role.DPO,),
        run="dpo_console.casework.backup.backing_up:back_up",
        leaves=False,  # it is for the office itself
    ),
)

ABOUT_ACTS = (
    Act(
        id="about",
        said="gather what is held on a person",
        who=(Role.DPO,),
        run="dpo_console.casework.about:tell_about",
        leaves=False,  # it is for the school's own DPO, never for a requester
    ),
)


def _read(words: Words) -> str:
    answered = counted(int(words.get("answered") or 0), "answer")
    return with_more(f"Read the application form, paper {words['number']}", answered)


def _of_third_party(case: "CaseView", _facts: set[str]) -> str:
    return "" if case.ruled else "Only a third party's request has an application form."


APPLICATION_ACTS = (
    Act(
        id="read_application",
        said="read an application form",
        who=CASEWORKERS,
        step=Step("Take in an application form that came back", 346, _of_third_party),
        key=Key("read form", "Take in an application form that came back", 66),
        form="dpo_console.tui.screens.papers:read_form",
        run="dpo_console.casework.application:read_application",
        records="application",
        tells=_read,
        instead="the answers are the requester's own words; judge them in the checklist",
        leaves=False,
    ),
)


def _taken_over(words: Words) -> str:
    ended = f"closed {words['on']} as “{words['outcome']}”" if words.get("outcome") else None
    return with_more(
        f"Taken over from {words['file']}, row {words['row']}", ended, overridden(words)
    )


IMPORT_ACTS = (
    Act(
        id="import_cases",
        said="take over a register of requests",
        who=CASEWORKERS,
        run="dpo_console.casework.importing.cases:import_cases",
        records="import",
        tells=_taken_over,
        instead="it was taken over; close it, or correct it, and say why",
        leaves=False,
    ),
    Act(
        id="import_answered",
        said="record that something was given before",
        who=(Role.DPO,),
        run="dpo_console.casework.importing.cases:import_cases",
        records="import",
        leaves=True,
    ),
)


def _logged(words: Words) -> str:
    """Return how a request came, and what was done as it was logged."""
    way = CHANNEL_WORDS.get(words.get("channel") or "")
    came = [f"Logged; came {way}" if way else "Logged"]
    if words.get("with"):
        came.append(f"same message as {words['with']}")
    if words.get("other"):
        came.append(f"linked with {words['other']} ({words['nature']})")
    if words.get("to"):
        came.append(f"restricted to {words['to']}")
    return "; ".join(came)


def _unlinked(case: "CaseView", _facts: set[str]) -> str:
    return "" if case.links else "It is linked with no other case."


def _closed(words: Words) -> str:
    past = words.get("past_gate")
    why = f"answered under an override, because {past}" if past else None
    late = f"why late: {words['late.reason']}" if words.get("late.reason") else None
    return with_more("Closed", words.get("outcome"), why, words.get("note"), late)


def _reclassified(words: Words) -> str:
    past = "; what went out counts as an override" if words.get("past_gate") else ""
    counted = f"Counted as {words['kind']}, no longer as {words['before']}{past}"
    return with_more(counted, words.get("note"))


def _entry_corrected(words: Words) -> str:
    """Return what was logged wrongly, and how it stood before."""
    from dpo_console.approval.requesters import requester_kinds  # the first frame does without

    said = [f"the school, {words['moved']}"] if words.get("moved") else []
    if kind := words.get("requester_kind"):
        slugs = (words["before.requester_kind"] or "", kind)
        before, now = (requester_kinds()[slug].title for slug in slugs)
        said.append(f"who asks, from {before} to {now}")
    if channel := words.get("channel"):
        slugs = (words["before.channel"] or "", channel)
        before, now = (CHANNEL_WORDS[slug] or "in another way" for slug in slugs)
        said.append(f"how it came, {now} and not {before}")
    said += ["what is asked for"] if words.get("summary") else []
    return with_more(f"Corrected {'; '.join(said)}", words.get("note"))


GENERAL_ACTS = (
    Act(
        id="log",
        said="log a request",
        who=CASEWORKERS,
        run="dpo_console.casework.requests:log_request",
        tells=_logged,
        people=("to",),
        instead="you can't delete a logged request; if it was logged twice, close it as withdrawn "
        "or with the other case's outcome, and say so in a note",
        leaves=False,
    ),
    Act(
        id="note",
        said="add a note",
        who=WRITERS,
        step=Step("Add a note", 350, state=EITHER),
        key=Key("note", "Write a note on the case", 60, "n", shown=True),
        form="dpo_console.tui.screens.case.case_forms:note",
        many="dpo_console.tui.screens.queue.bulk_forms:note",
        run="dpo_console.casework.notes:add_note",
        tells=lambda words: words["note"] or "",
        undo="dpo_console.casework.notes:WITHDRAW",
        leaves=False,
    ),
    Act(
        id="assign",
        who=(Role.DPO, Role.CLERK),
        step=Step("Assign", 360),
        key=Key("assign", "Assign the case to someone", 90, "a"),
        form="dpo_console.tui.screens.case.case_forms:owner",
        many="dpo_console.tui.screens.queue.bulk_forms:assign",
        run="dpo_console.casework.notes:assign",
        tells=lambda words: f"Assigned to {words.get('owner') or 'nobody'}",
        people=("owner",),
        undo="dpo_console.casework.notes:GIVE_BACK",
        leaves=False,
    ),
    Act(
        id="fact",
        said="record a fact",
        who=CASEWORKERS,
        run="dpo_console.casework.facts:record_fact",
        tells=Later("dpo_console.casework.fact_acts:recorded"),
        undo="dpo_console.casework.facts:STRIKE",
        leaves=True,
    ),
    Act(
        id="correct",
        said="correct a fact",
        who=(Role.DPO, Role.CLERK),
        step=Step("Correct a date, such as when a letter was sent", 380, state=EITHER),
        key=Key(
            "correct",
            "Correct a date, such as when a letter was sent; the old one is kept",
            180,
            "f",
        ),
        form="dpo_console.tui.screens.case.correct_forms:wrong_fact",
        run="dpo_console.casework.facts:correct_fact",
        tells=Later("dpo_console.casework.fact_acts:corrected"),
        undo="dpo_console.casework.facts:PUT_BACK",
        corrects=True,
        leaves=False,
    ),
    Act(
        id="undo",
        who=WRITERS,
        run="dpo_console.casework.undo:undo",
        tells=lambda _: "Undid the last change",
        instead="it was an undo, and undo goes back one step only",
        leaves=False,
    ),
    Act(
        id="close",
        who=(Role.DPO,),
        step=Step("Close", 460),
        key=Key("close", "Close the case with its outcome", 140, "x", shown=True),
        form="dpo_console.tui.screens.case.closing_forms:close",
        many="dpo_console.tui.screens.queue.bulk_forms:close",
        run="dpo_console.casework.closing:close",
        tells=_closed,
        undo="dpo_console.casework.closing:OPEN_AGAIN",
        leaves=True,  # where no fact says that the answer went, closing records it
    ),
    Act(
        id="reopen",
        who=(Role.DPO,),
        step=Step("Reopen", 470, state=CLOSED),
        key=Key("reopen", "Open a closed case again, saying why", 170, "R"),
        form="dpo_console.tui.screens.case.closing_forms:reopen",
        run="dpo_console.casework.closing:reopen",
        tells=lambda words: with_more("Reopened", words.get("note")),
        instead="close it again",
        leaves=False,
    ),
    Act(
        id="link",
        said="say which cases belong together",
        who=CASEWORKERS,
        step=Step("Link with a case that it belongs with", 390, state=EITHER),
        key=Key("link", "Link this case with a related one", 200),
        form="dpo_console.tui.screens.case.link_forms:link",
        run="dpo_console.casework.links:link",
        tells=lambda words: f"Linked with {words['other']} ({words['nature']})",
        instead="unlink the two cases",
        of_two=True,
        leaves=False,
    ),
    Act(
        id="unlink",
        within="link",
        step=Step("Remove a link", 400, _unlinked, EITHER),
        key=Key("unlink", "Remove the link between two cases", 210),
        form="dpo_console.tui.screens.case.link_forms:unlink",
        run="dpo_console.casework.links:unlink",
        tells=lambda words: with_more(f"No longer linked with {words['other']}", words.get("note")),
        instead="link the two cases again",
        of_two=True,
        leaves=False,
    ),
    Act(
        id="reclassify",
        said="count a case as another kind",
        who=(Role.DPO, Role.CLERK),
        step=Step("Change the kind of the case", 450),
        key=Key("reclassify", "Change the kind of the case", 220),
        form="dpo_console.tui.screens.case.link_forms:reclassify",
        run="dpo_console.casework.reclassify:reclassify",
        tells=_reclassified,
        instead="count it as the former kind again",
        corrects=True,
        leaves=False,
    ),
    Act(
        id="correct_case",
        said="correct the entry of a case",
        who=CASEWORKERS,
        step=Step("Correct the entry: school, what it is about, how it came", 385),
        key=Key("correct entry", "Correct the entry: school, what it is about, how it came", 185),
        form="dpo_console.tui.screens.requests.request_fields:correct_case",
        run="dpo_console.casework.correcting:correct_case",
        records="correct-case",
        tells=_entry_corrected,
        instead="correct it again",
        corrects=True,
        leaves=False,
    ),
    Act(
        id="settings",
        said="change the office's settings",
        who=(Role.DPO,),
        run="dpo_console.casework.settings.editing:save",
        leaves=False,
    ),
)


DECLARED: tuple[Act, ...] = (
    *GENERAL_ACTS,
    *APPLICATION_ACTS,
    *BACKUP_ACTS,
    *CHECKLIST_ACTS,
    *DISCLOSURE_ACTS,
    *IMPORT_ACTS,
    *INTAKE_ACTS,
    *LETTER_ACTS,
    *NOTICE_ACTS,
    *PAPER_ACTS,
    *BUNDLE_ACTS,
    *PEOPLE_ACTS,
    *REPORT_ACTS,
    *RECORD_ACTS,
    *ABOUT_ACTS,
    *RETENTION_ACTS,
    *SEARCH_ACTS,
    *SHARING_ACTS,
)
"""Every act that is declared in Python. The facts' catalogue declares the others."""


@cache
def acts() -> Acts:
    """Return every act: those declared here, and one for each fact that is a step of its own."""

    def of_facts() -> Iterator[Act]:
        # The first frame asks for declared acts alone, and this loads all that reads a case.
        from dpo_console.casework.fact_acts import fact_acts

        return fact_acts()

    return Acts(DECLARED, of_facts)
