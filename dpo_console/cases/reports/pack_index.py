"""The first paper of an evidence pack: the whole case in one Word document."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from dpo_console.cases.checklist.checklists import verdict_words
from dpo_console.cases.reports.pack_contents import (
    Contents,
    by_whom,
    decision_rows,
    listed_item,
    moment,
    person,
    schedule_item,
    scope_rows,
    sent_words,
    stamp,
)
from dpo_console.cases.search import paper_row
from dpo_console.cases.sharing.release_terms import release_lines
from dpo_console.config import methods
from dpo_console.law.facts import words as fact_words
from dpo_console.law.statutes import statute
from dpo_console.letters.addressees import letter_title
from dpo_console.letters.letter import Block, Paragraph, Rows, Run, Style
from dpo_console.text import size_words

NONE = "-"
"""The text of an otherwise empty cell, because a blank one invites writing by hand."""

FIRST_PAGE = (
    "This pack holds the whole record of one case, with the names of the people in it. It is for "
    "nobody but whom it was made for. Keep it as safe as the case itself, and destroy it when it "
    "is done with. Addresses that must not be told are left out."
)
CONTENTS = (
    "With this paper: the letters as they were written (letters/), papers that were kept with the "
    "case if they were asked for (papers/), the case as data (case.json), "
    "its entries in the audit log in full (audit.csv), and the SHA-256 of each file (SHA256SUMS)."
)
CHAIN = (
    "Each entry's hash covers the entry before it in the log, which may be another case's, and a "
    "digest of the case as it then stood. It leaves out entries about cases that the maker of this "
    "pack may not see. When it was made, the log's last entry was no. {seq}, with the hash "
    "{hash}."
)

Cells = Sequence[str]


def blocks(found: Contents, whom: str, made: str) -> tuple[Block, ...]:
    """Return the index. `whom` is its reader, and `made` says who made it and when."""
    pages = Pages(found)
    return tuple(
        block
        for part in (
            pages.first(whom, made),
            pages.request(),
            pages.dates(),
            pages.work(),
            pages.disclosed(),
            pages.answered(),
            pages.shared(),
            pages.papers(),
            pages.history(),
        )
        for block in part
    )


class Pages:
    """The sections of an index, each as blocks."""

    def __init__(self, found: Contents) -> None:
        self.found = found
        self.case = found.case

    def words(self, text: str, style: Style = Style.BODY) -> Paragraph:
        """Return a paragraph of safe text."""
        return Paragraph(style, (Run(self.found.told(text)),))

    def table(self, title: str, heads: Cells, rows: Sequence[Cells]) -> Iterator[Block]:
        """Yield a titled table, or a sentence that nothing is recorded."""
        yield self.words(title, Style.HEADING)
        if not rows:
            yield self.words("Nothing recorded.")
            return
        told = (tuple(self.found.told(cell.strip()) or NONE for cell in row) for row in rows)
        yield Rows(tuple(heads), tuple(told))

    def pairs(self, title: str, rows: Sequence[tuple[str, str]]) -> Iterator[Block]:
        """Return a titled table of labels and values, leaving out empty ones."""
        return self.table(title, (), [row for row in rows if row[1].strip()])

    def listed(self, title: str, lines: Sequence[str]) -> Iterator[Block]:
        """Yield a list under an introductory line, or nothing for an empty list."""
        if lines:
            yield self.words(title)
            yield from (self.words(line, Style.BULLET) for line in lines)

    def first(self, whom: str, made: str) -> Iterator[Block]:
        """Yield the first page: purpose, reader and content of the pack."""
        yield self.words(f"Evidence pack: {self.case.reference}", Style.SUBJECT)
        yield self.words(FIRST_PAGE, Style.PANEL)
        yield self.words(f"Made for: {whom}. {made}")
        yield self.words(CONTENTS)

    def request(self) -> Iterator[Block]:
        """Yield the request, the people it concerns, and the staff who worked on it."""
        case, row = self.case, self.case.row
        outcome = dict(case.outcomes).get(row.outcome or "", row.outcome or "")
        closed = f"closed {moment(row.closed_on)}: {outcome}"
        yield from self.pairs(
            "The case",
            [
                ("Reference", case.reference),
                ("Kind", row.title),
                ("Logged as", statute(case.logged_as).title if case.logged_as else ""),
                ("Received", moment(row.received)),
                ("Came", methods.CHANNEL_WORDS[case.channel] or "in another way"),
                ("School", self.found.school),
                ("Data controller", self.found.controller),
                ("Owner", row.owner),
                ("In short", case.summary),
                ("State", closed if row.closed_on else f"open; next: {row.next_action}"),
                ("Seen by", f"{', '.join(case.readers)} alone" if case.readers else ""),
                *(("See first", flag) for flag in case.flags),
                *(("Belongs with", f"{x.row.reference} ({x.words})") for x in case.links),
            ],
        )
        people = [person(party, case.requester_kind) for party in case.parties]
        heads = ("Role", "Name", "Capacity", "Organisation", "Contact details")
        yield from self.table("People of the case", heads, people)
        named = ("In the record", "Name", "Role")
        yield from self.table("Who worked on it or may see it", named, self.found.who)

    def dates(self) -> Iterator[Block]:
        """Yield the steps to the due date, the other deadlines, and the facts behind them."""
        clock = self.case.clock
        steps = [(moment(s.on), s.text, s.law) for s in clock.steps]
        yield from self.table("How the date was reached", ("Day", "Step", "Law"), steps)
        yield from (self.words(f"Note: {warning}") for warning in clock.warnings)
        due = [(moment(d.due), d.title, moment(d.met_on)) for d in clock.deadlines]
        yield from self.table("What was due", ("Due", "What", "Done"), due)
        facts = [
            (
                str(f.id),
                f"{moment(f.on)} {f.at.isoformat('minutes') if f.at else ''}",
                fact_words(f.name),
                f.note,
                f"{f.by}, {stamp(f.recorded_at)}",
                f"corrected by no. {f.superseded_by}" if f.superseded_by else "stands",
            )
            for f in self.case.facts
        ]
        heads = ("No.", "Day", "Fact", "Note", "Recorded (UTC)", "Standing")
        yield from self.table("Facts, with corrections", heads, facts)

    def work(self) -> Iterator[Block]:
        """Yield the case details and the places searched."""
        said = [(row.label, row.value) for row in self.case.particulars if row.value]
        if said:
            yield from self.pairs("Case details", said)
        if self.case.places:
            heads = ("No.", "Place", "Notice sent", "Asked", "Reply by", "Chased", "Answer")
            places = [paper_row(row) for row in self.case.places]
            yield from self.table("Where it was searched", heads, places)

    def disclosed(self) -> Iterator[Block]:
        """Yield the disclosure schedule: its totals, and each item."""
        schedule = self.found.schedule
        if not schedule.items:
            return
        totals = schedule.totals
        whole = ("All", str(totals.items), str(totals.pages))
        for title, head, counts in (
            ("what becomes of the items", "Treatment", totals.treatments),
            ("what the items are", "Category", totals.categories),
        ):
            rows = [(c.title, str(c.items), str(c.pages)) for c in counts if c.items]
            counted = (head, "Items", "Pages")
            yield from self.table(f"Disclosure schedule: {title}", counted, [*rows, whole])
        yield from self.listed("The schedule still lacks:", totals.gaps)
        heads = ("No.", "Item", "Found in", "Pages", "Treatment", "Ground, reason, opinion", "By")
        titles = {c.slug: c.title for c in (*totals.treatments, *totals.categories)}
        items = [schedule_item(item, titles) for item in schedule.items]
        yield from self.table("Disclosure schedule: each item", heads, items)

    def answered(self) -> Iterator[Block]:
        """Yield the checklist with its evidence, and the checks outstanding."""
        case = self.case
        answers = [
            (c.question, verdict_words(c) or "not answered", c.evidence, c.by, moment(c.on))
            for c in case.checklist
        ]
        if answers:
            heads = ("Question", "Answer", "Evidence", "By", "On")
            yield from self.table(f"Checklist: {case.checklist_title}", heads, answers)
        gaps = case.gate.reasons if case.gate else ()
        yield from self.listed("Still open:", [str(gap) for gap in gaps])

    def shared(self) -> Iterator[Block]:
        """Yield a third party's request, the ruling, the release and its follow-up."""
        case = self.case
        if case.ruled:
            yield from self.pairs("What is shared", scope_rows(case.scope))
            if case.scope.listed:
                heads = ("Item", "Rating", "What is given", "Named by the order or duty")
                items = [listed_item(item) for item in case.scope.listed]
                yield from self.table("What is shared, item by item", heads, items)
            against = [(c.says, c.reason or "not answered") for c in case.challenges]
            if against:
                yield from self.table("What speaks against it", ("Challenge", "Answer"), against)
        if case.decision:
            yield from self.pairs("Decision", decision_rows(case.decision))
        if case.released:
            lines = release_lines(case.released, self.found.today)
            yield from self.pairs("After the release", [(x.label, x.words) for x in lines])

    def papers(self) -> Iterator[Block]:
        """Yield the letters, each with its hash and its place in the pack."""
        letters = [
            (
                letter_title(letter.name),
                f"{letter.by}, {stamp(letter.written_at)}",
                sent_words(letter),
                enclosed.why_not or f"letters/{enclosed.name}",
                letter.sha256,
            )
            for letter, enclosed in zip(self.case.letters, self.found.letters, strict=True)
        ]
        heads = ("Letter", "Written (UTC)", "Sent", "Enclosed as", "SHA-256")
        yield from self.table("Letters", heads, letters)
        yield from self.kept()

    def kept(self) -> Iterator[Block]:
        """Yield the papers kept with the case, or nothing if there are none."""
        papers = [
            (
                str(one.row.number),
                one.row.name,
                size_words(one.row.size),
                f"{one.row.by}, {stamp(one.row.added_at)}",
                one.why_not or f"papers/{one.name}",
                one.row.sha256,
            )
            for one in self.found.papers
        ]
        if papers:
            heads = ("No.", "Paper", "Size", "Kept (UTC)", "Enclosed as", "SHA-256")
            yield from self.table("Papers kept with the case", heads, papers)

    def history(self) -> Iterator[Block]:
        """Yield the events as recorded at the time, and the links of the audit log."""
        events = [
            (stamp(event.at), moment(event.on), event.by, event.text)
            for event in self.case.timeline
        ]
        heads = ("Recorded (UTC)", "For the day", "By", "What")
        yield from self.table("What happened", heads, events)
        seen = [(stamp(look.at), by_whom(look.person, look.name), look.did)
                for look in self.found.looks]  # fmt: skip
        yield from self.table("Who looked at it", ("At (UTC)", "Who", "How"), seen)
        links = [
            (
                str(e.seq),
                stamp(datetime.fromisoformat(e.at)),
                by_whom(e.actor, f"{e.role}; {e.account}"),
                e.action,
                str(e.version),
                hash_,
            )
            for e, _, hash_ in self.found.entries
        ]
        columns = ("Entry", "At (UTC)", "By (role; account)", "Act", "Version", "Hash")
        yield from self.table("The audit log", columns, links)
        head = self.found.head
        yield self.words(CHAIN.format(seq=head.seq, hash=head.hash))
