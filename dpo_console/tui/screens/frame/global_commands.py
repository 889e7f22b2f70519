"""The commands that every screen has, and the one that hides names."""

from dataclasses import replace

from dpo_console.tui.commands import Command

NAMES = Command("names", "H,ctrl+o", "names", "Hide all names and words, or show them again",
                "names")  # fmt: skip
NAMES_IN_FORMS = replace(NAMES, key="ctrl+o")
"""The same command, for screens where letters are typed."""

EVERYWHERE = (
    Command("palette", "colon,ctrl+p", "find",
            "Find a command, a case, or a page of the guide", "find"),
    Command("help", "question_mark,ctrl+g,f1", "help", "Every command of this screen; run one",
            "help", True),
    Command("guide", "", "guide", "Read the guide: a page for each task, found by any words",
            "guide"),
    NAMES,
    Command("back", "escape", "back", "Go back; asks before your words are lost",
            "back"),
    Command("quit", "q", "quit", "Leave the console", "quit"),
)  # fmt: skip
"""The commands that every screen has."""
