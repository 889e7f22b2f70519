"""A departure: something about to leave the office, with everything that its checks read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dpo_console.cases.checklist.checklists import NOTHING, REFUSED
from dpo_console.cases.leaving.overrides import went_under
from dpo_console.cases.papers import State
from dpo_console.cases.people.addressee import Addressee, addressee_of
from dpo_console.cases.people.protected import ProtectedDetails, ProtectedElsewhere
from dpo_console.cases.sharing.earlier import Refusal
from dpo_console.config import Settings
from dpo_console.law.statutes import statute
from dpo_console.letters.catalogue import LetterKind
from dpo_console.sentences import Gap
from dpo_console.store.cases.case_file import AuditRow, CaseFile

RELEASED = "released"
"""The fact of a release, urgent or not."""

GIVEN = "letter.given"
"""The note with the words of a letter that only the officer could say, by field, as JSON."""

ADDED = "added in Word"
"""The name under which lines added in Word stand beside the fields that an officer typed."""

METHOD = "disclosure.method"
"""The field in which a letter says how what it encloses is sent."""

UNSEEN = "somebody in a case that you may not see"
"""A protected person of a case that is restricted to others."""

PROTECTION_FILE = "protection_file_sent"
"""The fact that a child protection file went, apart from the answer."""


@dataclass(frozen=True, slots=True)
class Departure:
    """Words about a person on their way out of the office, or gone already.

    `fact` is the fact that it records, or '', and `ending` the ending of the checklist that it
    reaches, or '' for the likely one. `letter` is the letter that goes, if one does. `urgent`: it
    is released at once for safeguarding. `published`: anybody may read it. `packs`: it is the whole
    case, as an evidence pack. `method` says how it goes, and why once more. `until` is the day by
    which the recipient's use ends, and `review` the day of our review. `words` are all words that
    go, the letterhead's too.

    `said` is what the officer typed in a letter's fields, or added in Word. `told` is who it went
    to, as typed.
    `history` are the audit entries about the case. `elsewhere` are other cases that protect
    somebody: about the same pupils, or with a detail that the words tell. `others` are people whom
    other cases are about, and whom the words name. `strangers` are people who asked in other cases,
    and for whom an internal paper is. `ungiven`: nothing shows that its addressee has the data that
    it is about. `houses` are words in what was typed that tell where a family of another case is
    reached. `overridden` are the gaps of this very file that went under
    an override before. `refusals` are earlier ones to the same people about the same pupil, and
    `to_refused` those to an addressee whom the officer typed.

    `paper` is the number of the paper kept with the case that goes, or 0, and `clear` says that its
    `words` are all that is in it. `pictures` is the number
    of pictures that were added to a letter in Word.

    `along` are the files that go along, each by its name with its hash as it is now. `stated` are
    the hashes of the files that the letter states, or None if it states none. `read` is what each
    came to by its hash, where it was read once more as it leaves.

    `clerks`: it is sent by somebody who may release nothing. `readdressed`: its block or greeting
    was edited in Word. `copied` is the internal paper of which its words are a copy, or None.

    `restored` is the last restore from a backup: its number in the log, and its moment (UTC).

    `spoilt` says why the file that goes isn't the one recorded, or is ''. `outside` names the part
    of the record that another program changed, or is ''.
    """

    file: CaseFile
    settings: Settings
    today: date
    on: date
    fact: str = ""
    ending: str = ""
    letter: LetterKind | None = None
    urgent: bool = False
    published: bool = False
    packs: bool = False
    method: str = ""
    until: date | None = None
    review: date | None = None
    words: str = ""
    refusals: tuple[Refusal, ...] = ()
    to_refused: tuple[Refusal, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    told: str = ""
    history: Sequence[AuditRow] = ()
    elsewhere: Sequence[ProtectedElsewhere] = ()
    others: Sequence[str] = ()
    strangers: Sequence[str] = ()
    ungiven: bool = False
    houses: Sequence[str] = ()
    overridden: frozenset[str] = frozenset()
    spoilt: str = ""
    paper: int = 0
    clear: bool = False
    pictures: int = 0
    along: Sequence[tuple[str, str]] = ()
    stated: str | None = None
    read: Mapping[str, State] = field(default_factory=dict)
    readdressed: bool = False
    copied: LetterKind | None = None
    clerks: bool = False
    restored: tuple[int, str] = (0, "")
    outside: str = ""

    @property
    def reached(self) -> str:
        """All words that say to whom it went: the method may name somebody else.

        A letter may say itself how it goes.
        """
        approved = self.file.scope.method if self.releases and self.file.scope else ""
        how = (self.method or approved) if self.letter or self.releases else ""
        how = "\n".join(filter(None, (how, self.said.get(METHOD))))
        return f"{self.told}\n{how}" if how else self.told

    @property
    def releases(self) -> bool:
        """True if it is the release of data to a third party."""
        return self.fact == RELEASED

    @property
    def addressee(self) -> Addressee | None:
        """The addressee of its letter, or None if no letter goes."""
        if self.letter is None:
            return None
        return addressee_of(self.file, self.settings, self.letter, self.said, self.on)

    @property
    def own_secrets(self) -> ProtectedDetails:
        """What its own case protects, or protected before."""
        return ProtectedDetails(self.file, self.history, self.settings)

    @property
    def other_secrets(self) -> Iterator[tuple[ProtectedElsewhere, ProtectedDetails]]:
        """Each other case that protects somebody, with what it protects."""
        return ((o, ProtectedDetails(o.file, (), self.settings)) for o in self.elsewhere)

    def unsettled(self, gaps: Iterable[Gap]) -> Iterator[Gap]:
        """Yield the gaps that no override of this very file settled before."""
        return (gap for gap in gaps if gap.final or not went_under(gap, self.overridden))


def gives(going: Departure) -> bool:
    """Return True for an answer, a file, or a letter of one, even one that was sent before."""
    given = {statute(going.file.case.kind).work.answered_by, PROTECTION_FILE} - {""}
    return bool(given & {going.fact, going.letter.records if going.letter else ""})


def encloses(going: Departure) -> bool:
    """Return True for an answer or a release that gives something."""
    nothing = going.letter is not None and going.letter.ending in (REFUSED, NOTHING)
    return (gives(going) or going.releases) and not nothing


def words_released(file: CaseFile) -> str:
    """Return the words that a release gives, as the scope names them."""
    if file.scope is None:
        return ""
    items = (f"{item.title}\n{item.instead}" for item in file.scope_items if item.given)
    return "\n".join((file.scope.items, file.scope.cohort, *items))
