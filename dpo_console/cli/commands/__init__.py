"""The subcommands, one file a theme.

A command imports casework when it runs, not when its file is read. Help, completion and `due`
therefore never wait for the ORM.
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
        {
            "due": "queue.queue",
            "list": "queue.queue",
            "calendar": "queue.calendar",
            "show": "case.case",
        },
    ),
    Section(
        "Dates and why",
        {
            "explain": "clock.clock",
            "what-if": "clock.what_if",
            "clock": "clock.clock",
            "kinds": "clock.clock",
            "doubts": "clock.doubts",
        },
    ),
    Section("A new request", {"add": "requests.request", "quick": "requests.request"}),
    Section(
        "Work on a case",
        {
            "search": "search.search_plan",
            "fact": "case.fact",
            "correct": "case.fact",
            "note": "case.case",
            "assign": "case.case",
            "checklist": "checklist.checklist",
            "assess": "checklist.checklist",
            "particulars": "checklist.checklist",
            "link": "case.link",
            "unlink": "case.link",
            "reclassify": "case.link",
            "party": "people.party",
            "restrict": "case.restrict",
            "unrestrict": "case.restrict",
            "pack": "reports.pack",
            "close": "case.case",
            "reopen": "case.case",
            "undo": "case.undo",
        },
    ),
    Section(
        "What may go out",
        {"schedule": "disclosure.schedule", "exemptions": "disclosure.exemptions"},
    ),
    Section(
        "Sharing with third parties",
        {
            "scope": "sharing.sharing",
            "data-items": "sharing.data_items",
            "lawful-bases": "sharing.data_items",
            "call-back": "people.call_back",
            "decide": "sharing.sharing",
            "release": "sharing.sharing",
            "review": "sharing.review",
            "register": "reports.register",
        },
    ),
    Section(
        "Letters",
        {"letters": "letters.letter", "letter": "letters.letter", "wording": "letters.wording"},
    ),
    Section(
        "The records",
        {
            "statistics": "reports.statistics",
            "terms": "schools.terms",
            "demo": "records.home",
            "init": "records.home",
            "verify": "records.home",
        },
    ),
    Section("The guide", {"guide": "guide.guide"}),
)
