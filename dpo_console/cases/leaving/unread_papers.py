"""A paper that we never open may show what is protected from its reader."""

from collections.abc import Iterator

from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.people.addressee import Addressee, named_in
from dpo_console.cases.people.kept_from import Access, access
from dpo_console.cases.people.protected import ProtectedDetails
from dpo_console.letters.addressees import To
from dpo_console.sentences import Gap


def unread_papers(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each person whose details are kept from the reader of a paper.

    UK GDPR Art 5(1)(f): a person looks, because nothing here can.
    """
    if not going.paper:
        return
    secret = ProtectedDetails(going.file, going.history, going.settings)
    readers = tuple(named_in(going.file, going.told)) or (Addressee(To.NOBODY, going.told),)
    for reader in readers:
        for one in secret.people:
            if access(going.file, reader, one, secret.former) is Access.NEVER:
                yield Gap(
                    "",
                    f"Details of {one.name} are kept from {reader.name}, and dpo_console never "
                    f"opens papers. Look if paper {going.paper} shows them, and say what you saw.",
                )
