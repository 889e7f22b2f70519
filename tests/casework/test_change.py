"""What a change reads of its case while it writes."""

from datetime import date

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.change import Change, change
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.store.session import ask_in

REQUEST = NewRequest("sar", date(2026, 11, 9), "Jane Doe")


def part(this: Change, name: str) -> object:
    return this.page().of(name, this.case_id)


def test_change_reads_again_only_the_tables_that_it_wrote(desk: Desk) -> None:
    with change(desk, log_request(desk, REQUEST).reference, "note") as this:
        people, facts = part(this, "parties"), part(this, "facts")
        this.case.owner = "dpo"
        assert this.file().case.owner == "dpo"
        assert (part(this, "parties") is people, part(this, "facts") is facts) == (True, True)
        this.fact("acknowledged", desk.today, note="By telephone")
        assert [(f.name, f.note) for f in this.file().facts][1:] == [
            ("acknowledged", "By telephone")
        ]
        this.note("party.relation", this.file().parties[0].id, "mother")
        assert this.file().parties[0].relation == "mother"


def test_change_reads_everything_again_after_other_sql(desk: Desk) -> None:
    with change(desk, log_request(desk, REQUEST).reference, "note") as this:
        people = part(this, "parties")
        ask_in(this.session)("UPDATE party SET name = 'Jane Dow'", {})
        this.case.owner = this.case.owner  # a row that only seems changed
        assert people != part(this, "parties")
        assert this.file().parties[0].name == "Jane Dow"
