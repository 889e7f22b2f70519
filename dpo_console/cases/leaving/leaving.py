"""The door out: every check of what leaves, asked at the moment it leaves.

UK GDPR Art 5(1)(f), 5(2) and 24: the controller keeps data from those who may not have them, and
can show how.
"""

from collections.abc import Callable, Iterator

from dpo_console.cases.leaving.checked_files import checked_files
from dpo_console.cases.leaving.checks_outstanding import checks_outstanding
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.leaving.protected.protected_details import protected_details
from dpo_console.cases.leaving.protected.protected_items import protected_items
from dpo_console.cases.leaving.publishable import publishable
from dpo_console.cases.leaving.reader.added_names import added_names
from dpo_console.cases.leaving.reader.added_pictures import added_pictures
from dpo_console.cases.leaving.reader.after_release import after_release
from dpo_console.cases.leaving.reader.carers import carers
from dpo_console.cases.leaving.reader.changed_since import changed_since
from dpo_console.cases.leaving.reader.consulted import consulted
from dpo_console.cases.leaving.reader.earlier_address import earlier_address
from dpo_console.cases.leaving.reader.other_place import other_place
from dpo_console.cases.leaving.reader.paper_reader import paper_reader
from dpo_console.cases.leaving.reader.refused_addressee import refused_addressee
from dpo_console.cases.leaving.reader.to_whom import to_whom
from dpo_console.cases.leaving.reader.whose_child import whose_child
from dpo_console.cases.leaving.ruled_on import ruled_on
from dpo_console.cases.leaving.school_known import school_known, type_known
from dpo_console.cases.leaving.true_to_record import says_what_is_so, unchanged
from dpo_console.cases.leaving.unread_papers import unread_papers
from dpo_console.cases.leaving.who_asks import who_asks
from dpo_console.sentences import Gap

Check = Callable[[Departure], Iterator[Gap]]

CHECKS: tuple[Check, ...] = (
    unchanged,
    school_known,
    type_known,
    who_asks,
    ruled_on,
    checks_outstanding,
    changed_since,
    after_release,
    says_what_is_so,
    to_whom,
    other_place,
    earlier_address,
    refused_addressee,
    consulted,
    protected_details,
    protected_items,
    paper_reader,
    unread_papers,
    checked_files,
    added_pictures,
    added_names,
    carers,
    whose_child,
    publishable,
)
"""Every check, in the order in which an officer reads the gaps."""


def leaving(going: Departure) -> tuple[Gap, ...]:
    """Return every gap that speaks against a departure, each once and with its remedy.

    A gap that is `final` can't be overridden before it goes.
    """
    return tuple(dict.fromkeys(gap for check in CHECKS for gap in check(going)))
