"""Keep the real clock from the tests, because a test that reads today's date fails on some days.

The product reads the real clock at its front doors alone (DOORS). There, and in the tests' own
modules, Datetime and Date stand in for `datetime` and `date`. Reading the real clock through them
ends the test, or the program that the test started, unless the test said that it needs it.
"""

import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, tzinfo
from functools import wraps
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

DOORS = (
    "dpo_console.cases.office.desk",
    "dpo_console.cli.invocation",
    "dpo_console.config.crash_log",
)
"""The modules that may read the real clock."""

CLOCK = "DPO_CONSOLE_TESTS_CLOCK"
"""The variable that says what the doors read: REAL, a moment in ISO 8601, or nothing at all."""

READS = "DPO_CONSOLE_TESTS_CLOCK_READS"
"""The variable that names the file of what was done against the rule."""

REAL = "real"
ROOT = Path(__file__).parents[1]
CHILDREN = str(Path(__file__).with_name("children"))
ADVICE = (
    "Pass the test's own day or clock, use the fixture `noon`, or mark the test "
    "@pytest.mark.real_clock(reason=...)."
)


class ClockRead(BaseException):
    """The end of a test that read the real clock. `except Exception` doesn't catch it."""


def moment() -> datetime | None:
    """Return the moment that the doors read, or None where that is the real one.

    Raises ClockRead where the test may not read the real clock.
    """
    told = os.environ.get(CLOCK, "")
    if told == REAL:
        return None
    reader = sys._getframe(2)
    if told and reader.f_globals["__name__"] in DOORS:
        return datetime.fromisoformat(told)
    where = "".join(traceback.format_stack(reader, 3))
    raise ClockRead(record(f"The real clock was read.\n{where}{ADVICE}\n"))


def record(problem: str) -> str:
    """Write down what was done against the rule, and return it."""
    with suppress(OSError, KeyError), Path(os.environ[READS]).open("a", encoding="utf-8") as file:
        file.write(problem)
    return problem


def recorded() -> str:
    """Return what was done against the rule since the last call."""
    file = Path(os.environ[READS])
    if not file.exists():
        return ""
    found = file.read_text(encoding="utf-8")
    file.unlink()
    return found


class StandIn(type):
    """The type of a stand-in. What the stand-in doesn't have itself is the `real` class's.

    It makes the real class's instances and recognises them, but `type(day) is date` is False.
    """

    real: type

    def __call__(cls, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - as the real class has it
        return cls.real(*args, **named)

    def __getattr__(cls, name: str) -> Any:  # noqa: ANN401 - as the real class has it
        return getattr(cls.real, name)

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, cls.real)


class Datetime(metaclass=StandIn):
    """`datetime`, less the real clock."""

    real = datetime

    @staticmethod
    def now(tz: tzinfo | None = None) -> datetime:
        told = moment()
        if told is None:
            return datetime.now(tz)
        return told.astimezone(tz) if tz else told.astimezone().replace(tzinfo=None)

    today = utcnow = now


class Date(metaclass=StandIn):
    """`date`, less the real clock."""

    real = date

    @staticmethod
    def today() -> date:
        told = moment()
        return date.today() if told is None else told.astimezone().date()


def guard(module: ModuleType) -> None:
    """Put the stand-ins into a module that has imported what they stand for."""
    for name, value in list(vars(module).items()):
        if value is datetime or value is date:
            setattr(module, name, Datetime if value is datetime else Date)


class AtTheDoors(MetaPathFinder):
    """Guards each door once it is imported."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a door as Python does, and have it guarded once it has run."""
        spec = PathFinder.find_spec(fullname, path) if fullname in DOORS else None
        if spec and spec.loader:
            run = spec.loader.exec_module
            spec.loader.exec_module = lambda module: _guarded(run, module)  # type: ignore[method-assign]
        return spec


def _guarded(run: Callable[[ModuleType], None], module: ModuleType) -> None:
    run(module)
    guard(module)


def guard_doors() -> None:
    """Guard the doors of this process, those that are still to be imported too."""
    if not any(isinstance(finder, AtTheDoors) for finder in sys.meta_path):
        sys.meta_path.insert(0, AtTheDoors())
    guard_all(sys.modules[name] for name in DOORS if name in sys.modules)


def guard_all(modules: Iterable[ModuleType]) -> None:
    """Guard modules."""
    for module in modules:
        guard(module)


def guard_children() -> None:
    """Have every Python that this process starts guard its own doors."""
    earlier = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    ours = [path for path in (CHILDREN, str(ROOT)) if path not in earlier]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [*ours, *earlier]))
    for owner, name, at in STARTERS:
        setattr(owner, name, _watched(getattr(owner, name), at))


STARTERS: tuple[tuple[Any, str, int], ...] = (
    (subprocess.Popen, "__init__", 11),
    (os, "execve", 2),
    (os, "posix_spawn", 2),
)
"""The functions that start a program in a given environment, and which argument that is.

An audit hook would see each of them. It would also run at every `id()`, of which a test of a screen
makes 30,000.
"""


def _watched(start: Callable[..., Any], at: int) -> Callable[..., Any]:
    """Return a function that also records the start of a program without the guard."""

    @wraps(start)
    def watched(*args: Any, **named: Any) -> Any:  # noqa: ANN401 - as `start` has it
        environ = named["env"] if "env" in named else (*args, *[None] * 12)[at]
        if environ is not None and not (
            CLOCK in environ and CHILDREN in environ.get("PYTHONPATH", "").split(os.pathsep)
        ):
            program = named.get("args", args[1:2])
            record(f"{program} was started without the tests' PYTHONPATH and {CLOCK}.\n")
        return start(*args, **named)

    return watched
