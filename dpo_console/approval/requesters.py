"""The kinds of requester, from requesters.toml: their power, what to ask, what never to say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Annotated

from dpo_console.approval.model import Path
from dpo_console.errors import BadInput
from dpo_console.text import meant
from dpo_console.toml_file import read_toml
from dpo_console.toml_marks import Name, Words, one_of, some_of
from dpo_console.toml_reader import read_each

FILE = FilePath(__file__).parent / "requesters.toml"


SIGNED, OWN = "signed", "own"
"""The two ways to have terms on file: the recipient signs ours, or gives its own."""

_PATHS = one_of((Path.ORDINARY, Path.PROCESSOR, Path.COMPELLED))

_ROLES = some_of((Path.PROCESSOR, Path.JOINT))


@dataclass(frozen=True, slots=True, kw_only=True)
class RequesterKind:
    """One kind of requester.

    `path` is the default way for its third-party requests. `power` is its power to require data, in
    words with the law, or ''. `roles` are those it may have beside a controller of its own, each
    with a path. `compelled_possible`: that power or an order can compel. `ask` is the
    information to ask it for. `never` is what not to give or tell, in whole sentences.
    `published`: releases to it may appear in the public register. `urgent`: it may be given data
    urgently, for safeguarding. `restrict` explains why only some people should see its cases, or is
    ''. `called` are other words for it. `sets_day`: its request sets the day to answer.
    `planned`: a sharing with it is planned, and so needs a DPIA first. `declares`: its people
    sign a declaration before they see data that identify, and if `unidentified`, it gets those
    only where nothing else serves. `untold` is the paragraph of DPA 2018 Sch 2 under which a
    sharing may stay untold, on its written statement, or ''. `private`: it is a private person,
    or acts for one, so protected details are kept from it. `terms` tells if it must sign our
    terms before an ordinary release (SIGNED), or may give its own instead (OWN), or is ''. If
    `short`, ours are the short ones. `named` and `hinted` are words that show this kind in the name
    of an organisation. `may_name` lists the other kinds that its organisation's name may show.
    """

    slug: Name
    title: Words
    third_party: bool
    path: Annotated[Path, _PATHS] = Path.ORDINARY
    roles: Annotated[tuple[Path, ...], _ROLES] = ()
    power: Words = ""
    compelled_possible: bool = False
    ask: Words
    never: Words
    published: bool = False
    urgent: bool = False
    restrict: Words = ""
    called: tuple[str, ...] = ()
    sets_day: bool = False
    planned: bool = False
    declares: bool = False
    unidentified: bool = False
    untold: Words = ""
    private: bool = False
    terms: Annotated[str, one_of(("", SIGNED, OWN))] = ""
    short: bool = False
    named: tuple[str, ...] = ()
    hinted: tuple[str, ...] = ()
    may_name: tuple[str, ...] = ()

    @property
    def of_business(self) -> bool:
        """True for a private person or a business, without a public task."""
        return self.private or self.terms == SIGNED

    @property
    def paths(self) -> tuple[Path, ...]:
        """The paths that an officer may choose for its requests."""
        compelled = (Path.COMPELLED,) if self.compelled_possible else ()
        return (Path.ORDINARY, *self.roles, *compelled)

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield each key that contradicts another, with what is wrong."""
        if self.compelled_possible != bool(self.power):
            yield "compelled_possible", "and power go together: say both, or neither."
        if self.path not in self.paths:
            yield "path", "must be ordinary, one of roles, or compelled with compelled_possible."


@cache
def requester_kinds(file: FilePath = FILE) -> Mapping[str, RequesterKind]:
    """Return all kinds of requester by slug. Raises BadFile naming the key."""
    return MappingProxyType(read_each(RequesterKind, read_toml(file)))


def families() -> tuple[str, ...]:
    """Return the kinds of requester that are pupils, families and colleagues, by slug."""
    return tuple(k.slug for k in requester_kinds().values() if k.private and not k.third_party)


def requester_kind(slug: str) -> RequesterKind:
    """Return the kind of requester of that slug. Raises BadInput with similar ones."""
    found = requester_kinds().get(slug)
    if found is None:
        known = meant(slug, requester_kinds(), 0.4)
        raise BadInput(f"There is no kind of requester {slug!r}. {known}")
    return found


def called(words: str) -> str:
    """Return the slug of a kind of requester from words such as `social services`, or ''."""
    kinds, said = requester_kinds(), " ".join(words.lower().replace("’", "'").split())
    return said if said in kinds else next((k.slug for k in kinds.values() if said in k.called), "")
