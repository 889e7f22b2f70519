"""A paper that we never open may show what is protected from its reader."""

from collections.abc import Iterator

from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.leaving.reader.somebody import unknown_reader
from dpo_console.cases.people.addressee import Addressee, named_in
from dpo_console.cases.people.kept_from import Access, access
from dpo_console.cases.people.protected import ProtectedDetails
from dpo_console.letters.addressees import To
from dpo_console.sentences import Gap

UNSEEN = "somebody in a case that you may not see"


def unread_papers(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each person whose details are kept from the reader of a paper.

    UK GDPR Art 5(1)(f): a person looks, because nothing here can.
    """
    if not going.paper:
        return
    here = ProtectedDetails(going.file, going.history, going.settings)
    for reader in _readers(going):
        for name in _kept_from(reader, here):
            yield _look(going, f"Details of {name} are kept from {reader.name}")
        for other in going.elsewhere:
            for name in _kept_from(reader, ProtectedDetails(other.file, (), going.settings)):
                whose = name if other.seen else UNSEEN
                yield _look(going, f"Details of {whose} are kept from {reader.name}")


def _readers(going: Departure) -> tuple[Addressee, ...]:
    """Return the people named, and each part that names nobody known."""
    unknown = (Addressee(To.NOBODY, part) for part in unknown_reader(going))
    named = (*named_in(going.file, going.told), *unknown)
    return named or (Addressee(To.NOBODY, going.told),)


def _kept_from(reader: Addressee, secret: ProtectedDetails) -> Iterator[str]:
    """Yield the protected people of a case whose details a reader never gets."""
    for one in secret.people:
        if access(secret.file, reader, one, secret.former) is Access.NEVER:
            yield one.name


def _look(going: Departure, what: str) -> Gap:
    return Gap(
        "",
        f"{what}, and dpo_console never opens papers. Look if paper {going.paper} shows them, and "
        "say what you saw.",
    )
