"""Acts on papers kept with a case, and on the files of its answer."""

from typing import TYPE_CHECKING

from dpo_console.cases.office.acts import (
    CASEWORKERS,
    EITHER,
    READERS,
    Act,
    Key,
    Step,
    Words,
    overridden,
    with_more,
)
from dpo_console.config import Role
from dpo_console.text import counted

if TYPE_CHECKING:
    from dpo_console.cases.view.views import CaseView

_FILES = "dpo_console.tui.screens.bundle:AnswerScreen"


def _kept(words: Words) -> str:
    return with_more(f"Kept paper {words['number']}", words.get("name"))


def _fetched(words: Words) -> str:
    """Return the paper that was fetched for somebody outside, and why although a check was open."""
    return with_more(f"Fetched paper {words['number']} for {words['for']}", overridden(words))


def _taken_off(words: Words) -> str:
    """Return which paper was taken off, where it went, and why."""
    to = f", and kept it with {words['to']}" if words.get("to") else ""
    return with_more(f"Took paper {words['number']} off{to}", words.get("note"))


def _none_kept(case: "CaseView", _facts: set[str]) -> str:
    return "" if case.papers else "No paper is kept with the case."


PAPER_ACTS = (
    Act(
        id="keep_paper",
        said="keep a paper with a case",
        who=CASEWORKERS,
        step=Step("Keep a paper with the case", 345, state=EITHER),
        key=Key("papers", "Keep a file with the case, or fetch one", 65),
        form="dpo_console.tui.screens.papers:papers",
        run="dpo_console.casework.papers.keeping:keep_paper",
        records="paper",
        tells=_kept,
        instead="it is kept until the case is erased; if it belongs elsewhere, say so in a note",
        leaves=False,
    ),
    Act(
        id="fetch_paper",
        said="fetch a paper",
        who=READERS,
        run="dpo_console.casework.papers.fetching:fetch_paper",
        records="paper out",
        tells=_fetched,
        instead="the file has left the office; say in a note what became of it",
        leaves=True,
    ),
    Act(
        id="take_off_paper",
        said="take a paper off a case",
        who=(Role.DPO, Role.DSL),
        step=Step("Take a misfiled paper off the case", 347, _none_kept, state=EITHER),
        key=Key("take paper off", "Remove a file that was kept with the wrong case", 67),
        form="dpo_console.tui.screens.papers:misfiled",
        run="dpo_console.casework.papers.keeping:take_off",
        records="paper off",
        tells=_taken_off,
        instead="its bytes are erased here; keep the file again if you have it",
        leaves=False,
    ),
)


def _checked(words: Words) -> str:
    """Return what was checked, what was found, and what somebody looked at with their own eyes."""
    files = counted(int(words["files"] or 0), "file")
    pages = int(words["pages"] or 0)
    of = f" of {counted(pages, 'page')}" if pages else ""
    found = int(words["findings"] or 0)
    what = counted(found, "finding") if found else "nothing found"
    unread = f" ({words['unread']})" if words.get("unread") else ""
    looked = f"what can't be read was looked at{unread}: {words['looked']}"
    if unread and not words.get("looked"):
        return f"Checked {files}{of}: {what}; not read, and nobody has looked yet{unread}"
    return with_more(f"Checked {files}{of}: {what}", looked if words.get("looked") else None)


BUNDLE_ACTS = (
    Act(
        id="check_files",
        said="check the files of an answer",
        who=CASEWORKERS,
        step=Step("Check the files before they are sent", 312),
        key=Key("files", "Files of the answer, and what was found in them", 102, opens=_FILES),
        form=_FILES,
        run="dpo_console.casework.bundle:check_files",
        records="files checked",
        tells=_checked,
        instead="it is what was found then; check the files again",
        leaves=False,
    ),
    Act(
        id="drop_file",
        said="leave a file out of an answer",
        who=CASEWORKERS,
        run="dpo_console.casework.bundle:drop_file",
        records="file left out",
        tells=lambda words: with_more("Left a file out of the answer", words.get("note")),
        instead="check the file again, and it goes with the answer",
        leaves=False,
    ),
    Act(
        id="check_by_hand",
        said="record that an answer was checked on paper",
        who=CASEWORKERS,
        run="dpo_console.casework.bundle:check_by_hand",
        records="files by hand",
        tells=lambda words: with_more("Printed and checked by hand", words.get("note")),
        instead="check the files again",
        leaves=False,
    ),
)
