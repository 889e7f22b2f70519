"""Acts: everything that an officer may do, each declared once.

A declaration stands next to the act's code, in `casework/<capability>/acts.py`. `casework/acts.py`
collects them all, and the desk carries them. Permissions, steps, keys, help, timeline and undo are
all read from the declaration. Functions that need more than a declaration may import are named as
`module:function`, and `function_at` finds them when they are first called.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from importlib import import_module
from typing import Any, NamedTuple

from dpo_console.config import Role

Words = Mapping[str, str | None]
"""The words of an audit entry."""

Applies = Callable[[Any, set[str]], str]
"""A reason against an act, or '', from a CaseView and the names of its standing facts."""

CASEWORKERS = (Role.DPO, Role.CLERK, Role.DSL)
WRITERS = (Role.DPO, Role.CLERK, Role.APPROVER, Role.DSL)
READERS = (*WRITERS, Role.AUDITOR)
"""Roles that many acts share: those who work on cases, who may write a note, who may read."""

OPEN, CLOSED, EITHER = "open", "closed", "either"
"""The state that a case must have for an act."""


@cache
def function_at(where: str) -> Callable[..., Any]:
    """Return the function at `module:function`. A further `:word` is its last argument."""
    module, name, *more = where.split(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    if not more:
        return found
    return lambda *given: found(*given, *more)


class Later:
    """A function that is imported when it is first called."""

    __slots__ = ("where",)

    def __init__(self, where: str) -> None:
        """Stand for the function at `where`, such as `module:function`."""
        self.where = where

    def __call__(self, *given: Any) -> Any:  # noqa: ANN401 - as the function there has it
        """Call the function."""
        return function_at(self.where)(*given)


def applies_always(_case: object, _facts: set[str]) -> str:
    """Return '', as nothing about the case speaks against the act."""
    return ""


class Step(NamedTuple):
    """A line of the step menu.

    `place` orders the menu. `applies` says why the case doesn't allow the act. `state` is the state
    that the case must have. A step with a `fact` is offered only for kinds that have it.
    """

    title: str
    place: int
    applies: Applies = applies_always
    state: str = OPEN
    fact: str = ""

    @property
    def line(self) -> str:
        """The words of the line. A fact's begin with Record: something else was done before."""
        named = self.title[:1].lower() + self.title[1:]
        return f"Record: {named}" if self.fact else self.title


class Key(NamedTuple):
    """A command of the console: its word in the key bar, its sentence in help, and its key.

    `place` orders help and key bar, and `shown` puts it in the key bar. `key` is Textual's name, or
    '' where only the palette offers it. `command` is its name in an office's settings, where that
    isn't `case.` and the act's id. `opens` is the form to open for reading, whether or not the act
    may be done.
    """

    word: str
    sentence: str
    place: int
    key: str = ""
    shown: bool = False
    command: str = ""
    opens: str = ""


class Way(NamedTuple):
    """The way to undo an act: the change itself, and the sentence that describes it.

    `undo` takes the open Change and the words of the act's entry. `says` takes the desk and the
    words.
    """

    undo: Callable[[Any, Words], None]
    says: Callable[[Any, Words], str]


def way_at(where: str) -> Way:
    """Return the way to undo an act, at `module:NAME`."""
    module, name = where.split(":")
    found: Way = getattr(import_module(module), name)
    return found


class Act(NamedTuple):
    """One thing that an officer may do. Declared by keyword alone.

    Who may do it:
    `who` lists the roles, and `said` completes “Ben Hale is a clerk, who may not …”. `within` names
    the act whose roles and words count instead. `in_case` does the same, depending on the case.

    Where it is offered:
    `step` is its line in the step menu and `key` its command. `with_key_of` names the act whose key
    begins this act too. `form` begins the act in the console, and `many` begins it on many cases:
    '' if it works on one case at a time.

    What it does:
    `run` is the function that does it. `leaves` is True if anything about a person may leave the
    office by it, or if it records that something left.

    What its audit entry tells:
    `records` is the entry's action, which is the act's id for an act that `tells` if not stated
    otherwise. `tells` returns its words for the timeline, from the act that tells them for all acts
    with the same action. `people` lists the keys under which the entry
    names people. `undo` is the place of a `Way`. `instead` is the advice where there is no undo.
    `corrects` is True if the act corrects what a letter may say: a day, a name, the kind of
    request. `of_two` is True if the entry means nothing without the other case that it names.
    """

    id: str
    leaves: bool
    run: str
    who: tuple[Role, ...] = ()
    said: str = ""
    within: str = ""
    in_case: Callable[[Any], str] | None = None
    step: Step | None = None
    key: Key | None = None
    with_key_of: str = ""
    form: str = ""
    many: str = ""
    records: str = ""
    tells: Callable[[Words], str] | None = None
    people: tuple[str, ...] = ()
    undo: str = ""
    instead: str = ""
    corrects: bool = False
    of_two: bool = False

    @property
    def command(self) -> str:
        """The id of its command in the console, or ''."""
        return (self.key.command or f"case.{self.id}") if self.key else ""


class Acts:
    """All acts, by id, by the action of their audit entries, and in the order of the step menu."""

    def __init__(self, declared: Iterable[Act], more: Callable[[], Iterable[Act]] = tuple) -> None:
        """Collect the declared acts. Any `more` are read once a declared one isn't enough.

        Raises ValueError if two declared acts have the same id.
        """
        self._declared = _by_id(declared)
        self._more = more

    def of(self, id: str) -> Act:
        """Return the act of that id. Raises KeyError if there is none."""
        return self._declared.get(id) or self._all[id]

    @cached_property
    def _all(self) -> Mapping[str, Act]:
        return _by_id((*self._declared.values(), *self._more()))

    @property
    def all(self) -> tuple[Act, ...]:
        """Every act. Raises ValueError if two have the same id."""
        return tuple(self._all.values())

    def allowed_as(self, act: Act) -> Act:
        """Return the act whose roles and words count for this one."""
        return self.allowed_as(self.of(act.within)) if act.within else act

    @cached_property
    def _recorded(self) -> Mapping[str, Act]:
        return {act.records: act for act in self.all if act.tells}

    def recorded_as(self, action: str) -> Act | None:
        """Return the act that an audit entry records, or None for an unknown action."""
        return self._recorded.get(action)

    @cached_property
    def steps(self) -> tuple[tuple[Act, Step], ...]:
        """The acts of the step menu in its order, each with its line."""
        found = [(act, act.step) for act in self.all if act.step]
        return tuple(sorted(found, key=lambda one: one[1].place))


def _by_id(declared: Iterable[Act]) -> Mapping[str, Act]:
    acts = [one._replace(records=one.records or one.id) if one.tells else one for one in declared]
    found = {act.id: act for act in acts}
    if len(found) != len(acts):
        raise ValueError("two acts have the same id")
    return found


def with_more(text: str, *more: str | None) -> str:
    """Return the text with any further words after a colon, each on one line."""
    said = [", ".join(m.splitlines()) for m in more if m]
    return f"{text}: {'; '.join(said)}" if said else text


def overridden(words: Words) -> str | None:
    """Return that something went under an override, and why, or None if none was needed."""
    return f"under an override, because {words['why']}" if words.get("past_gate") else None
