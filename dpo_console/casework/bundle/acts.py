"""Acts on the files of an answer: to check them before they go, here or on paper."""

from dpo_console.cases.office.acts import CASEWORKERS, Act, Key, Step, Words, with_more
from dpo_console.text import counted


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


_FILES = "dpo_console.tui.screens.bundle.answer_screen:AnswerScreen"

BUNDLE_ACTS = (
    Act(
        id="check_files",
        said="check the files of an answer",
        who=CASEWORKERS,
        step=Step("Check the files before they are sent", 312),
        key=Key("files", "Files of the answer, and what was found in them", 102, opens=_FILES),
        form=_FILES,
        run="dpo_console.casework.bundle.answering:check_files",
        records="files checked",
        tells=_checked,
        instead="it is what was found then; check the files again",
        leaves=False,
    ),
    Act(
        id="drop_file",
        said="leave a file out of an answer",
        who=CASEWORKERS,
        run="dpo_console.casework.bundle.answering:drop_file",
        records="file left out",
        tells=lambda words: with_more("Left a file out of the answer", words.get("note")),
        instead="check the file again, and it goes with the answer",
        leaves=False,
    ),
    Act(
        id="check_by_hand",
        said="record that an answer was checked on paper",
        who=CASEWORKERS,
        run="dpo_console.casework.bundle.answering:check_by_hand",
        records="files by hand",
        tells=lambda words: with_more("Printed and checked by hand", words.get("note")),
        instead="check the files again",
        leaves=False,
    ),
)
