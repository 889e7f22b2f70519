"""The scope of a third party's request: cleaning, keeping and recording it in the history."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dpo_console.approval.criteria import about_data
from dpo_console.approval.data_items import ListedItem
from dpo_console.approval.model import CHOSEN, ROLES, Path
from dpo_console.cases.checklist.particulars import ANSWERED_FOR, answered_for
from dpo_console.cases.people.names import names_in
from dpo_console.cases.sharing.scope_items import Scope, changed, checked, listed_of, listed_words
from dpo_console.casework.change import Change
from dpo_console.config import Settings
from dpo_console.errors import BadInput
from dpo_console.store import tables
from dpo_console.text import clean, clean_line

WORDS = (
    "purpose", "items", "cohort", "lawful_basis", "power", "path", "method", "years", "condition",
    "dpia", "agreement",
)  # fmt: skip
"""The fields of a scope that are words."""

CALLED = {"lawful_basis": "lawful basis", "dpia": "DPIA"}
"""The fields whose names people write in another way."""

ROLE = "scope.role"
"""The kind of note that keeps the recipient's role, where it is no controller of its own."""

ALWAYS_TOLD = (
    "purpose", "items", "cohort", "lawful_basis", "power", "path", "method", "until",
)  # fmt: skip

MOST_PUPILS = 10_000_000
"""An upper limit, above the number of pupils in the country."""


def cleaned(settings: Settings, scope: Scope) -> Scope:
    """Return the scope with its words cleaned and its items checked. Raises BadInput."""
    if scope.path not in CHOSEN:
        known = ", ".join(CHOSEN)
        raise BadInput(f"There is no path {scope.path!r} to choose: {known}.")
    if scope.pupils is not None and not 1 <= scope.pupils <= MOST_PUPILS:
        raise BadInput(f"pupils: {scope.pupils} is no number of pupils.")
    words: dict[str, Any] = {
        name: clean(getattr(scope, name), CALLED.get(name, name)) for name in WORDS
    }
    words["years"] = clean_line(scope.years, "years")
    return replace(scope, **words, listed=checked(settings, scope.listed))


def _columns(scope: Scope) -> dict[str, str | int | None]:
    """Return the columns of the scope's own row."""
    days = {name: getattr(scope, name) for name in ("until", "review_on")}
    kept = {name: day.isoformat() if day else None for name, day in days.items()}
    return {**{name: getattr(scope, name) for name in WORDS}, "pupils": scope.pupils, **kept}


def told(scope: Scope) -> dict[str, str]:
    """Return the scope as the history, and a form saved too late, show it.

    Fields that were added later appear only if set.
    """
    words = {name: str(value or "") for name, value in _columns(scope).items()}
    words["listed"] = listed_words(scope.listed)
    return {name: value for name, value in words.items() if value or name in ALWAYS_TOLD}


def keep(this: Change, scope: Scope) -> None:
    """Keep a scope and its list of items."""
    _keep_what_was_answered_for(this)
    row = this.session.get_one(tables.ScopeTable, this.case_id)
    for name, value in _columns(scope).items():
        if name != "path":
            setattr(row, name, value)
    keep_path(this, row, scope.path)
    _list_items(this, scope.listed)


def keep_path(this: Change, row: "tables.ScopeTable", path: str) -> None:
    """Keep the path of a sharing. A recipient's role is kept beside the ordinary one."""
    role = path if path in ROLES and path != Path.ORDINARY else ""
    row.path = Path.ORDINARY.value if role else path
    if role != this.file().note(ROLE, this.case_id):
        this.note(ROLE, this.case_id, role, even_empty=True)


def _keep_what_was_answered_for(this: Change) -> None:
    """Keep with each answer of an earlier release the data that it is about, before they change."""
    file = this.file()
    for criterion, answer in file.verdicts().items():
        if criterion in about_data() and not file.note(ANSWERED_FOR, answer.id):
            this.note(ANSWERED_FOR, answer.id, answered_for(file))


def leave_out(this: Change, named: str) -> str:
    """Withhold the items that a ruling leaves out, and return the titles of all withheld items.

    `named` separates items with `;` or line ends. If a case lists no items, its words are kept as
    they are. Raises BadInput for an unlisted item, because it would otherwise be released.
    """
    items = listed_of(this.file())
    if not items:
        return named
    names = names_in(named.replace("\n", ";"))
    left = changed(this.desk.settings, items, keep_back=names)
    _list_items(this, left)
    return "; ".join(item.title for item in left if not item.given)


def _list_items(this: Change, items: Sequence[ListedItem]) -> None:
    """Keep the list of items, reusing the rows at the same positions."""
    rows = [this.session.get_one(tables.ScopeItemTable, i.id) for i in this.file().scope_items]
    for row in rows[len(items) :]:
        this.session.delete(row)
    for position, item in enumerate(items):
        if position < len(rows):
            row = rows[position]
        else:
            row = tables.ScopeItemTable(
                case_id=this.case_id, position=position, slug="", title="", sensitivity="", risk=1
            )
            this.session.add(row)
        row.slug, row.title, row.instead = item.slug, item.title, item.instead
        row.sensitivity, row.risk = item.sensitivity, item.risk
        row.given, row.ordered = int(item.given), int(item.ordered)
    this.session.flush()
