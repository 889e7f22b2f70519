"""The subcommands, one file a theme.

A command imports casework when it runs, not when its file is read: so help, completion and
`due` never wait for the ORM.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A paragraph of the help page: command name to the file in this folder that holds it."""

    title: str
    commands: Mapping[str, str]


SECTIONS = (
    Section(
        "What needs doing",
        {"due": "queue", "list": "queue", "calendar": "calendar", "show": "case"},
    ),
    Section(
        "Dates and why",
        {
            "explain": "clock",
            "what-if": "what_if",
            "clock": "clock",
            "kinds": "clock",
            "doubts": "doubts",
        },
    ),
    Section("A new request", {"add": "request", "quick": "request"}),
    Section(
        "Work on a case",
        {
            "search": "search_plan",
            "fact": "fact",
            "correct": "fact",
            "note": "case",
            "assign": "case",
            "checklist": "checklist",
            "assess": "checklist",
            "particulars": "checklist",
            "link": "link",
            "unlink": "link",
            "reclassify": "link",
            "party": "party",
            "restrict": "restrict",
            "unrestrict": "restrict",
            "pack": "pack",
            "close": "case",
            "reopen": "case",
            "undo": "undo",
        },
    ),
    Section("What may go out", {"schedule": "schedule", "exemptions": "exemptions"}),
    Section(
        "Sharing with third parties",
        {
            "scope": "sharing",
            "data-items": "data_items",
            "lawful-bases": "data_items",
            "call-back": "call_back",
            "decide": "sharing",
            "release": "sharing",
            "review": "review",
            "register": "register",
        },
    ),
    Section("Letters", {"letters": "letter", "letter": "letter", "wording": "wording"}),
    Section(
        "The records",
        {
            "statistics": "statistics",
            "terms": "terms",
            "demo": "home",
            "init": "home",
            "verify": "home",
        },
    ),
)
