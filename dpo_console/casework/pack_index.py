"""The first paper of an evidence pack: the whole case to be read from top to bottom, in Word."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from dpo_console.casework.pack_contents import Contents
from dpo_console.casework.people import reach_words
from dpo_console.casework.release_words import release_lines
from dpo_console.casework.search_plan import RESULTS
from dpo_console.casework.views import Party, PlaceRow
from dpo_console.law.exemptions import exemptions
from dpo_console.law.facts import words as fact_words
from dpo_console.law.statutes import statute
from dpo_console.letters.letter import Block, Paragraph, Rows, Run, Style
from dpo_console.text import day_words

NONE = "-"
"""What stands in a cell that would be empty: a blank one asks for a pen."""

FIRST_PAGE = (
    "This pack holds the whole record of one case, with the names of the people in it. It was "
    "made for {whom}, and for nobody else. Keep it as safe as the case itself, and destroy it "
    "when it is done with. Addresses that must not be told are left out."
)

Cells = Sequence[str]


def blocks(found: Contents, whom: str, made: str) -> tuple[Block, ...]:
    """The index: `whom` it is for, and `made` by whom and when, in words."""
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
            pages.papers(),
            pages.history(),
        )
        for block in part
    )


class Pages:
    """The sections of an index, each as blocks."""

    def __init__(self, found: Contents) -> None:
        """`found`: what the case holds."""
        self.found = found
        self.case = found.case

    def words(self, text: str, style: Style = Style.BODY) -> Paragraph:
        """A paragraph of words made safe."""
        return Paragraph(style, (Run(self.found.told(text)),))

    def table(self, title: str, heads: Cells, rows: Sequence[Cells]) -> Iterator[Block]:
        """A titled table; that there is nothing is said."""
        yield self.words(title, Style.HEADING)
        if not rows:
            yield self.words("Nothing recorded.")
            return
        told = (tuple(self.found.told(cell.strip()) or NONE for cell in row) for row in rows)
        yield Rows(tuple(heads), tuple(told))

    def pairs(self, title: str, rows: Sequence[tuple[str, str]]) -> Iterator[Block]:
        """A titled table of labels and values, without those that say nothing."""
        return self.table(title, (), [row for row in rows if row[1].strip()])

    def first(self, whom: str, made: str) -> Iterator[Block]:
        """What the pack is, for whom, and what it is made of."""
        yield self.words(f"Evidence pack: {self.case.reference}", Style.SUBJECT)
        yield self.words(FIRST_PAGE.format(whom=whom), Style.PANEL)
        yield self.words(made)
        yield self.words(CONTENTS)

    def request(self) -> Iterator[Block]:
        """What was asked, by whom, about whom."""
        case, row = self.case, self.case.row
        outcome = dict(case.outcomes).get(row.outcome or "", row.outcome or "")
        closed = f"{_moment(row.closed_on)}: {outcome}" if row.closed_on else "open"
        yield from self.pairs(
            "The request",
            [
                ("Reference", case.reference),
                ("Kind", row.title),
                ("Logged as", statute(case.logged_as).title if case.logged_as else ""),
                ("Received", _moment(row.received)),
                ("Came by", case.channel),
                ("School", row.school),
                ("Owner", row.owner),
                ("What is asked", case.summary),
                ("State", closed if row.closed_on else f"open; next: {row.next_action}"),
                ("Seen by", f"{', '.join(case.readers)} alone" if case.readers else ""),
                *(("See first", flag) for flag in case.flags),
                *(("Belongs with", f"{x.row.reference} ({x.words})") for x in case.links),
            ],
        )
        people = [_person(party, case.requester_kind) for party in case.parties]
        heads = ("Role", "Name", "Capacity", "Organisation", "Reached at")
        yield from self.table("People", heads, people)

    def dates(self) -> Iterator[Block]:
        """How the date was reached, what else was due, and the facts that it rests on."""
        clock = self.case.clock
        steps = [(_moment(s.on), s.text, s.law) for s in clock.steps]
        yield from self.table("How the date was reached", ("Day", "Step", "Law"), steps)
        yield from (self.words(f"Note: {warning}") for warning in clock.warnings)
        due = [(_moment(d.due), d.title, _moment(d.met_on)) for d in clock.deadlines]
        yield from self.table("What was due", ("Due", "What", "Done"), due)
        facts = [
            (
                str(f.id),
                f"{_moment(f.on)} {f.at or ''}",
                fact_words(f.name),
                f.note,
                f"{f.by}, {_stamp(f.recorded_at)}",
                f"put right by {f.superseded_by}" if f.superseded_by else "stands",
            )
            for f in self.case.facts
        ]
        heads = ("No.", "Day", "Fact", "Note", "Recorded", "Standing")
        yield from self.table("Facts, with what was put right", heads, facts)

    def work(self) -> Iterator[Block]:
        """What the case says in words, and where was searched."""
        said = [(row.label, row.value) for row in self.case.particulars if row.value]
        if said:
            yield from self.pairs("Particulars", said)
        heads = ("No.", "Place", "Told to keep", "Asked", "Reply by", "Chased", "Answer")
        places = [_place(row) for row in self.case.places]
        yield from self.table("Where it was searched", heads, places)

    def disclosed(self) -> Iterator[Block]:
        """The disclosure schedule: its totals, and each item."""
        schedule = self.found.schedule
        if not schedule.items:
            return
        totals = schedule.totals
        counted = [
            (c.title, str(c.items), str(c.pages))
            for c in (*totals.treatments, *totals.categories)
            if c.items
        ]
        rows = [*counted, ("All", str(totals.items), str(totals.pages))]
        yield from self.table("Disclosure schedule: totals", ("", "Items", "Pages"), rows)
        yield from (self.words(f"Still lacking: {gap}") for gap in totals.gaps)
        law = {slug: e.law for slug, e in exemptions().items()}
        items = [
            (
                str(i.number),
                f"{i.title}{f', {_moment(i.dated)}' if i.dated else ''}",
                i.source,
                str(i.pages),
                i.treatment or "not decided",
                "; ".join(part for part in (law.get(i.exemption, i.exemption), i.reason) if part),
                _by_whom(i.looked_by, i.looked_on),
            )
            for i in schedule.items
        ]
        heads = ("No.", "Item", "Found in", "Pages", "Treatment", "Ground and reason", "2nd look")
        yield from self.table("Disclosure schedule: items", heads, items)

    def answered(self) -> Iterator[Block]:
        """The checklist with its evidence; of a third party's request, what was shared and why."""
        case = self.case
        if case.ruled:
            yield from self.pairs("What is shared", _scope(case.scope))
        answers = [
            (c.question, c.verdict or "not answered", c.evidence, c.by, _moment(c.on))
            for c in case.checklist
        ]
        heads = ("Question", "Answer", "Evidence", "By", "On")
        yield from self.table(case.checklist_title or "Checklist", heads, answers)
        against = [(c.says, c.reason or "not answered") for c in case.challenges]
        if against:
            yield from self.table("What spoke against it", ("Challenge", "Answer"), against)
        if case.gate and case.gate.reasons:
            yield from (self.words(f"Still open: {reason}") for reason in case.gate.reasons)
        if case.decision:
            yield from self.pairs("Decision", _decision(case.decision))
        if case.released:
            lines = release_lines(case.released, self.found.today)
            yield from self.pairs("After the release", [(x.label, x.words) for x in lines])

    def papers(self) -> Iterator[Block]:
        """The letters, each with its hash and whether it is enclosed."""
        letters = [
            (
                letter.title,
                _state(letter.sent_on, letter.state),
                "; ".join(part for part in (letter.method, letter.to, letter.again) if part),
                enclosed.why_not or f"letters/{enclosed.name}",
                letter.sha256,
            )
            for letter, enclosed in zip(self.case.letters, self.found.letters, strict=True)
        ]
        heads = ("Letter", "State", "How, and to whom", "Enclosed as", "SHA-256")
        yield from self.table("Letters", heads, letters)

    def history(self) -> Iterator[Block]:
        """What happened, as it was recorded at the time; and the links of the audit log."""
        events = [
            (_stamp(event.at), _moment(event.on), event.by, event.text)
            for event in self.case.timeline
        ]
        heads = ("Recorded (UTC)", "For the day", "By", "What")
        yield from self.table("What happened", heads, events)
        links = [
            (
                str(e.seq),
                _utc(e.at),
                f"{e.actor} ({e.role}; {e.account})",
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


CONTENTS = (
    "With this paper: the letters as they were written (letters/), the case for a program "
    "(case.json), its audit entries in full (audit.csv), and the SHA-256 of each file (SHA256SUMS)."
)
CHAIN = (
    "Each entry's hash covers the one before it, of whatever case, and a digest of the case then. "
    "When this pack was made the log's last entry was no. {seq}, with the hash {hash}."
)


def _person(party: Party, requester_kind: str) -> Cells:
    capacity = (party.kind or requester_kind) if party.role == "requester" else party.kind
    return party.role, party.name, capacity, party.organisation, reach_words(party)


def _place(row: PlaceRow) -> Cells:
    answer = f"{RESULTS.get(row.result, row.result)} {_moment(row.answered_on)}"
    return (
        str(row.number),
        row.title,
        _by_whom(row.told, row.told_on),
        _by_whom(row.asked or row.holder, row.asked_on),
        _moment(row.reply_by),
        _moment(row.chased_on),
        f"{answer}: {row.note}" if row.note else answer,
    )


def _scope(scope: object) -> list[tuple[str, str]]:
    names = ("purpose", "items", "cohort", "years", "pupils", "lawful_basis", "condition", "power",
             "path", "method", "until", "dpia", "agreement", "review_on")  # fmt: skip
    said = [(n.replace("_", " ").capitalize(), getattr(scope, n)) for n in names]
    listed = "\n".join(
        f"{i.title}{f' (instead: {i.instead})' if i.instead else ''}"
        f"{'' if i.given else ': kept back'}"
        for i in getattr(scope, "listed", ())
    )
    return [*((label, _moment(v) if isinstance(v, date) else str(v or "")) for label, v in said),
            ("Item by item", listed)]  # fmt: skip


def _decision(decision: object) -> list[tuple[str, str]]:
    names = ("ruling", "by", "on", "reason", "evidence", "left_out", "recorded_by")
    said = [(n.replace("_", " ").capitalize(), getattr(decision, n)) for n in names]
    rows = [(label, _moment(v) if isinstance(v, date) else str(v or "")) for label, v in said]
    lapsed = getattr(decision, "lapsed", False)
    return [*rows, ("Lapsed", "yes: what it covered has changed since" if lapsed else "")]


def _state(sent_on: date | None, state: str) -> str:
    return f"sent {_moment(sent_on)}" if sent_on else state


def _moment(moment: date | str | None) -> str:
    """A day or minute in words; '' for none."""
    if isinstance(moment, str) and moment:
        return day_words((datetime if "T" in moment else date).fromisoformat(moment))
    return day_words(moment) if isinstance(moment, date) else ""


def _by_whom(who: str, on: date | None) -> str:
    return ", ".join(part for part in (who, _moment(on)) if part) if on else ""


def _utc(at: str) -> str:
    return _stamp(datetime.fromisoformat(at))


def _stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S")
