"""The door out: every check of what leaves, asked at the moment it leaves.

UK GDPR Art 5(1)(f), 5(2) and 24: the controller keeps data from those who may not have them, and
can show how.
"""

from collections.abc import Callable, Iterator

from dpo_console.cases.leaving.checked_files import checked_files
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.leaving.protected_details import (
    places_told,
    protected_details,
    protected_items,
)
from dpo_console.cases.leaving.publishable import publishable
from dpo_console.cases.leaving.reader.added_to_it import added_names, added_pictures
from dpo_console.cases.leaving.reader.after_release import after_release
from dpo_console.cases.leaving.reader.changed_since import changed_since
from dpo_console.cases.leaving.reader.consulted import consulted
from dpo_console.cases.leaving.reader.houses import houses
from dpo_console.cases.leaving.reader.other_place import earlier_address, other_place, readdressed
from dpo_console.cases.leaving.reader.paper_reader import paper_reader
from dpo_console.cases.leaving.reader.to_whom import named_in_method, to_whom
from dpo_console.cases.leaving.reader.whose_child import carers, whose_child
from dpo_console.cases.leaving.ruled_on import added_words, older_than_restore, ruled_on
from dpo_console.cases.leaving.true_to_record import (
    checks_outstanding,
    says_what_is_so,
    school_known,
    type_known,
    unchanged,
)
from dpo_console.cases.leaving.unread_papers import unread_papers
from dpo_console.cases.leaving.who_asks import refused_addressee, who_asks
from dpo_console.sentences import Gap

Check = Callable[[Departure], Iterator[Gap]]


def _once(check: Check) -> Check:
    """Return the check without what a reason given for this very file settled before."""
    return lambda going: going.unsettled(check(going))


CHECKS: tuple[Check, ...] = (
    unchanged,
    school_known,
    type_known,
    who_asks,
    _once(older_than_restore),
    ruled_on,
    _once(added_words),
    checks_outstanding,
    changed_since,
    after_release,
    says_what_is_so,
    _once(named_in_method),
    to_whom,
    _once(other_place),
    _once(readdressed),
    earlier_address,
    refused_addressee,
    _once(consulted),
    _once(protected_details),
    _once(protected_items),
    _once(places_told),
    paper_reader,
    _once(unread_papers),
    _once(checked_files),
    _once(added_pictures),
    _once(added_names),
    _once(carers),
    _once(whose_child),
    _once(publishable),
    _once(houses),
)
"""Every check, in the order in which an officer reads the gaps."""


def leaving(going: Departure) -> tuple[Gap, ...]:
    """Return every gap that speaks against a departure, each once and with its remedy.

    A gap that is `final` can't be overridden before it goes.
    """
    return tuple(dict.fromkeys(gap for check in CHECKS for gap in check(going)))
