"""The subcommands, one file a theme.

The help page and completion show a command's gist and read no file. A file is read when its command
is called, so it imports at its top what the command needs. A command that only reads must not wait
for the ORM or for Word: it stands in another file than those that write.
"""

from collections.abc import Mapping
from typing import NamedTuple


class HelpSection(NamedTuple):
    """A paragraph of the help page.

    `commands` maps a name to the file in this folder that holds the command, and to its gist: the
    first sentence of its help.
    """

    title: str
    commands: Mapping[str, tuple[str, str]]


SECTIONS = (
    HelpSection(
        "What needs doing",
        {
            "due": ("queue.queue", "List what is overdue, or due within a week."),
            "list": ("queue.queue", "List cases, most urgent first unless sorted otherwise."),
            "digest": (
                "queue.digest",
                "Say what is due, paused, waiting, unsigned or to be destroyed, without names.",
            ),
            "calendar": (
                "queue.calendar",
                "Count the open cases due or late on each day of a month, and name closed days.",
            ),
            "show": (
                "case.show",
                "Show a whole case: who, what, the clock, facts, checklist, letters and history.",
            ),
        },
    ),
    HelpSection(
        "Dates and why",
        {
            "explain": (
                "clock.explain",
                "Explain how the date of a case was reached, step by step, with the law for each.",
            ),
            "what-if": (
                "clock.explain",
                "Show what a question, an answer or an extension would do to the date.",
            ),
            "clock": ("clock.clock", "Work out a date without a case: what is due, and why."),
            "kinds": (
                "clock.clock",
                "List the kinds of request: slug, title, time limit, law, and how each can end.",
            ),
            "doubts": (
                "clock.clock",
                "List what the law leaves open, how the dates take it, and its source.",
            ),
        },
    ),
    HelpSection(
        "A new request",
        {
            "add": ("requests.request", "Log a request."),
            "import": ("importing.importing", "Take over what an office kept elsewhere."),
            "intake": (
                "intake.intake",
                "Take in messages, and make cases of them: nothing is logged until you confirm it.",
            ),
            "quick": (
                "requests.request",
                "Log a request from one line: kind, requester, re whom, channel, day, "
                "about which case.",
            ),
        },
    ),
    HelpSection(
        "Work on a case",
        {
            "search": (
                "search.search_plan",
                "Show or change a search plan: places searched, preservation notices, answers.",
            ),
            "fact": ("case.fact", "Record a dated fact."),
            "correct": ("case.fact", "Correct a fact."),
            "note": ("case.acts", "Add a note to a case's history."),
            "assign": (
                "case.acts",
                "Give cases to somebody: a person's slug, me, or nobody.",
            ),
            "checklist": (
                "checklist.checklist",
                "List the checks before an answer goes out or a third party's request is granted.",
            ),
            "assess": ("checklist.checklist", "Answer one check of a case's checklist."),
            "particulars": (
                "checklist.checklist",
                "Record a case's details: why it is late or refused, what happened in a breach.",
            ),
            "link": ("case.link", "Say that a case belongs with another."),
            "unlink": ("case.link", "Remove the link between two cases."),
            "reclassify": ("case.link", "Change the kind of a case."),
            "correct-case": ("requests.request", "Correct what a case was logged with."),
            "party": ("people.party", "Record or list who asks, about whom, and who receives."),
            "restrict": ("case.acts", "Let only you and these people see a case."),
            "unrestrict": ("case.acts", "Let everyone see a case again."),
            "application": (
                "application.application",
                "Send a third party the application form, and read the one that comes back.",
            ),
            "papers": (
                "papers.papers",
                "List the papers kept with a case, keep another, or fetch one.",
            ),
            "files": ("bundle.files", "Check the files of an answer before they go."),
            "pack": (
                "reports.pack",
                "Make a case's evidence pack: an index to read, its letters, its audit entries, "
                "and hashes.",
            ),
            "close": (
                "case.acts",
                "Close cases with their outcome, where the record bears it out.",
            ),
            "reopen": ("case.acts", "Open a closed case again."),
            "undo": ("case.acts", "Undo your own last change to each case."),
        },
    ),
    HelpSection(
        "What may go out",
        {
            "schedule": (
                "disclosure.schedule",
                "Record what was found, what becomes of each item, and why.",
            ),
            "exemptions": (
                "disclosure.exemptions",
                "List the grounds for leaving information out, each with its test in plain words.",
            ),
        },
    ),
    HelpSection(
        "Sharing with third parties",
        {
            "scope": ("sharing.scope", "Show what is asked for and would be shared."),
            "data-items": (
                "sharing.data_items",
                "List the school's data items: how sensitive each is, what less would often do.",
            ),
            "lawful-bases": (
                "sharing.data_items",
                "List lawful bases (UK GDPR Art 6) and conditions (Art 9), as `scope` reads them.",
            ),
            "call-back": (
                "people.party",
                "Record that you called the requester back, on a number or address found "
                "independently.",
            ),
            "answer-refusal": (
                "sharing.acts",
                "Say why a request may go on although the same people were refused before.",
            ),
            "decide": ("sharing.acts", "Record the controller's decision on sharing."),
            "release": ("sharing.acts", "Record that the data were sent."),
            "review": ("sharing.acts", "Record the review of a sharing."),
            "register": ("reports.register", "List releases to organisations."),
        },
    ),
    HelpSection(
        "Letters",
        {
            "recall": (
                "letters.recall",
                "Record a letter or a release sent by mistake, and open the breach.",
            ),
            "letters": (
                "letters.letters_list",
                "List the letters, or those that fit a case with what each still lacks.",
            ),
            "letter": (
                "letters.letter",
                "Preview one letter, write its Word file, fetch it, and mark it as sent.",
            ),
            "wording": (
                "letters.wording",
                "Keep letters in the office's own words: copied out, checked, compared.",
            ),
        },
    ),
    HelpSection(
        "What the school tells people",
        {
            "notice": (
                "notice.notice",
                "Keep the school's privacy notice true: shown, checked, written, "
                "and kept in versions.",
            ),
            "publish": (
                "notice.website",
                "Put the privacy notice in force, and write the pages for the school's website.",
            ),
        },
    ),
    HelpSection(
        "The records",
        {
            "log": (
                "reports.log",
                "List every request received, or those of one kind with all that was done.",
            ),
            "statistics": (
                "reports.statistics",
                "Count statutory answers on time by month, kind and group, and open cases.",
            ),
            "terms": (
                "schools.terms",
                "Show a school's year: terms, holidays, INSET days and closures.",
            ),
            "demo": (
                "records.demo",
                "Try things on a made-up trust: cases of every kind around today, nobody real.",
            ),
            "init": (
                "records.init",
                "Make a new home, ask what the office needs, and open the console.",
            ),
            "settings": ("settings.settings", "Check and change what the office writes in data/."),
            "backup": (
                "backup.backup",
                "Copy everything into one encrypted file, and check such files.",
            ),
            "restore": (
                "backup.restore",
                "Make a new home from a backup, once its records are found sound.",
            ),
            "head": (
                "records.head",
                "Print the last entry of the audit log as NUMBER:HASH, to keep elsewhere.",
            ),
            "about": (
                "about.about",
                "Gather everything that the console holds on a person, and how each is corrected.",
            ),
            "views": ("records.views", "List who looked at a case, when and how, newest first."),
            "records": (
                "records.records",
                "Keep the records in a database of PostgreSQL, or in a file.",
            ),
            "verify": (
                "records.verify",
                "Check the database, the audit log, dates, letters and papers.",
            ),
        },
    ),
    HelpSection(
        "What is kept, and for how long",
        {
            "retention": (
                "retention.retention",
                "Show how long records of a case are kept, with sources, or which are due for "
                "disposal.",
            ),
            "hold": ("retention.acts", "Keep a case from disposal: nothing of it is destroyed."),
            "unhold": ("retention.acts", "Lift the hold on a case."),
            "erase": (
                "retention.acts",
                "Erase a closed case for good: names, addresses, words, letters, drafts and packs.",
            ),
        },
    ),
    HelpSection(
        "The guide",
        {
            "guide": (
                "guide.guide",
                "Read how something is done: the pages of the guide, or one of them.",
            )
        },
    ),
)
