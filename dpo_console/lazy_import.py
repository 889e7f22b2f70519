"""Modules that are imported when something of theirs is first used.

What saves a case takes long to import. A key that only opens a form doesn't wait for it, nor does
the help of a command. In the console it is mostly there before the form is filled in (app.SAVED).

So the modules of casework are lazy by themselves: `from dpo_console.casework import notes` imports
nothing yet. Their packages say so with `wait_for_use(__name__)`. Of any other module, there is a
stand-in for the run beside an import for the types:

    if TYPE_CHECKING:
        import docx
    else:
        docx = later("docx")
"""

from _thread import allocate_lock
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from sys import modules
from types import ModuleType


class LazyModule:
    """A stand-in for a module. All that it has is the module's, `__dict__` too."""

    __slots__ = ("_name",)
    _name: str

    def __init__(self, name: str) -> None:
        object.__setattr__(self, "_name", name)

    def __getattr__(self, name: str) -> object:
        """Return what the module has under that name.

        Another thread may be importing the module now. Only the import itself waits for that.
        """
        try:
            return getattr(modules[self._name], name)
        except (KeyError, AttributeError):
            return getattr(import_module(self._name), name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(import_module(self._name), name, value)

    def __delattr__(self, name: str) -> None:
        delattr(import_module(self._name), name)


def later(name: str) -> LazyModule:
    """Return a stand-in for a module: one of ours that loads slowly, or a library."""
    return LazyModule(name)


class _PutOff(ModuleType):
    """A stand-in under a module's own name. The module is imported when something of it is used."""

    def __getattr__(self, name: str) -> object:
        return getattr(_whole(self.__name__), name)


class _NamesPutOff(_PutOff):
    """A stand-in for a module from which others import names, to use them later or never."""

    def __getattr__(self, name: str) -> object:
        if name == "__path__":  # an import of names asks for it, and needs none
            raise AttributeError(name)
        return super().__getattr__(name) if name.startswith("__") else _Name(self.__name__, name)


class _Name:
    """A stand-in for what a module has under a name. A call of it imports the module.

    A class made from it is no class of that module.
    """

    __slots__ = ("_module", "_name")

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def __call__(self, *args: object, **named: object) -> object:
        return getattr(_whole(self._module), self._name)(*args, **named)

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        return ()


_GOES = allocate_lock()


def _whole(name: str) -> ModuleType:
    """Return a module itself, in the place of its stand-in."""
    with _GOES:  # two threads may begin to use it at once
        if isinstance(modules.get(name), _PutOff):
            del modules[name]
    return import_module(name)


def put_off(*names: str) -> None:
    """Have modules wait until something of theirs is used, though others import them before."""
    for name in names:
        modules.setdefault(name, _PutOff(name))


def put_off_names(*names: str) -> None:
    """Have modules wait until a name is called that others imported from them before."""
    for name in names:
        modules.setdefault(name, _NamesPutOff(name))


@contextmanager
def kept_out(name: str) -> Iterator[None]:
    """Have imports of a module fail at once in this block, unless it is loaded already.

    Some libraries load a heavy module on the chance, and do without where there is none. No other
    thread may import it meanwhile.
    """
    out = name not in modules
    if out:
        modules[name] = None  # type: ignore[assignment]  # as Python has it for no such module
    try:
        yield
    finally:
        if out:
            del modules[name]


def wait_for_use(package: str) -> None:
    """Let the modules of a package wait until something of them is used.

    The package is asked for a module only until that is imported. Its `__getattr__` isn't written
    in the package itself, where a checker of types would take any name for a module.
    """

    def stand_in(name: str) -> LazyModule:
        if name.startswith("__") or find_spec(f"{package}.{name}") is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return LazyModule(f"{package}.{name}")

    vars(modules[package])["__getattr__"] = stand_in
