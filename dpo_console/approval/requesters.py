"""The kinds of requester, from requesters.toml: their power, what to ask, what never to say."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path as FilePath
from types import MappingProxyType

from dpo_console.approval.model import Path
from dpo_console.errors import BadInput
from dpo_console.toml_file import Table, read_toml

FILE = FilePath(__file__).parent / "requesters.toml"


@dataclass(frozen=True, slots=True)
class RequesterKind:
    """One kind of requester.

    `path` is the default way for its third-party requests. `power` is its power to require data, in
    words with the law, or ''. `compelled_possible`: that power or an order can compel. `ask` is the
    information to ask it for. `never` is what it must never be told. `published`: releases to it
    may appear in the public register. `urgent`: it may be given data urgently, for safeguarding.
    `restrict` explains why only some people should see its cases, or is ''. `called` are other
    words for it. `sets_day`: its request sets the day to answer.
    """

    slug: str
    title: str
    third_party: bool
    path: Path
    power: str
    compelled_possible: bool
    ask: str
    never: str
    published: bool
    urgent: bool
    restrict: str
    called: tuple[str, ...]
    sets_day: bool


@cache
def requester_kinds(file: FilePath = FILE) -> Mapping[str, RequesterKind]:
    """Return all kinds of requester by slug. Raises BadFile naming the key."""
    table = read_toml(file)
    return MappingProxyType({slug: _kind(slug, table.table(slug)) for slug in table.names()})


def _kind(slug: str, table: Table) -> RequesterKind:
    paths = (Path.ORDINARY.value, Path.COMPELLED.value)
    kind = RequesterKind(
        slug=slug,
        title=table.words("title"),
        third_party=table.take("third_party", bool),
        path=Path(table.one_of("path", paths, Path.ORDINARY.value)),
        power=table.words("power", ""),
        compelled_possible=table.take("compelled_possible", bool, False),
        ask=table.words("ask"),
        never=table.words("never"),
        published=table.take("published", bool, False),
        urgent=table.take("urgent", bool, False),
        restrict=table.words("restrict", ""),
        called=table.texts("called", ()),
        sets_day=table.take("sets_day", bool, False),
    )
    table.done()
    if kind.compelled_possible != bool(kind.power):
        raise table.wrong("compelled_possible", "and power go together: say both, or neither.")
    if kind.path is Path.COMPELLED and not kind.compelled_possible:
        raise table.wrong("path", "can't be compelled where compelled_possible is not true.")
    return kind


def requester_kind(slug: str) -> RequesterKind:
    """Return the kind of requester of that slug. Raises BadInput with similar ones."""
    found = requester_kinds().get(slug)
    if found is None:
        close = get_close_matches(slug, requester_kinds(), n=3, cutoff=0.4) or requester_kinds()
        raise BadInput(f"There is no kind of requester {slug!r}. Did you mean: {', '.join(close)}?")
    return found


def called(words: str) -> str:
    """Return the slug of a kind of requester from words such as `social services`, or ''."""
    kinds, said = requester_kinds(), " ".join(words.lower().replace("’", "'").split())
    return said if said in kinds else next((k.slug for k in kinds.values() if said in k.called), "")
