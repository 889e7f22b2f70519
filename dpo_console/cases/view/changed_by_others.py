"""Changes by others since an officer opened a case: who, when and what."""

from dataclasses import dataclass
from datetime import datetime

from dpo_console.cases.office.acts import Act
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.timeline import seen_history, timeline
from dpo_console.cases.view.views import CaseView
from dpo_console.errors import StaleSave
from dpo_console.london import in_london
from dpo_console.store.cases import case_file
from dpo_console.store.cases.case_rows import LetterRow
from dpo_console.text import day_words


@dataclass(frozen=True, slots=True)
class ChangeMade:
    """A change that was made.

    `by` is a person's name, `at` is in Europe/London, naive, and `text` is the timeline's wording.
    """

    by: str
    at: datetime
    text: str

    def when(self, now: datetime) -> str:
        """Return the minute, with its day unless that is the day of `now`."""
        return f"{self.at:%H:%M}" if self.at.date() == now.date() else day_words(self.at)

    def words(self, now: datetime) -> str:
        """Return a line such as `Ben Hale, 09:12: Assigned to Ann Bell`."""
        return f"{self.by}, {self.when(now)}: {' '.join(self.text.split())}"


def meanwhile(desk: Desk, reference: str, version: int) -> tuple[ChangeMade, ...]:
    """Return all changes to a case since it was at `version`, oldest first.

    Raises BadInput if the case is no longer visible to this person.
    """
    with desk.database.read() as ask:
        case_file.find(ask, reference)
        history = seen_history(desk, ask, case_file.history(ask, reference, after=version))
    names = desk.settings.names
    by = {**names, desk.person.slug: "you, elsewhere"}
    return tuple(
        ChangeMade(by.get(event.by, event.by), in_london(event.at), event.text)
        for event in timeline(desk, history)
    )


def stale(desk: Desk, reference: str, version: int) -> StaleSave:
    """Return the refusal of a save begun at `version`, with the changes since."""
    now = in_london(desk.clock())
    return StaleSave(reference, [d.words(now) for d in meanwhile(desk, reference, version)])


def since_written(desk: Desk, case: CaseView, letter: LetterRow) -> tuple[str, ...]:
    """Return the corrections made since, in words, oldest first. A sent letter has none.

    Undoing a correction is also one.
    """
    if letter.sent_on:
        return ()
    later = [event for event in case.timeline if event.at > letter.written_at]
    acts = [desk.acts.recorded_as(event.act) for event in later]
    return tuple(e.text.rstrip(".") for e, act in zip(later, acts, strict=True) if _corrects(act))


def _corrects(act: Act | None) -> bool:
    return act is not None and act.corrects
