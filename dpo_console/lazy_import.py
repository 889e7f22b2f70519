"""Modules that are imported when something of theirs is first used.

What saves a case imports the tables, which takes a third of a second. A key that only opens a form
doesn't wait for them, nor does the help of a command. In the console they are mostly there before
the form is filled in (app.SAVED).

A module names them at its top, once for the types and once for the run:

    if TYPE_CHECKING:
        from dpo_console.casework import notes
    else:
        notes = later("dpo_console.casework.notes")
"""

from importlib import import_module
from sys import modules


class LazyModule:
    """A stand-in for a module."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> object:
        """Return what the module has under that name.

        Another thread may be importing the module now. Only the import itself waits for that.
        """
        try:
            return getattr(modules[self._name], name)
        except (KeyError, AttributeError):
            return getattr(import_module(self._name), name)


def later(name: str) -> LazyModule:
    """Return a stand-in for a module: one of ours that loads slowly, or a library."""
    return LazyModule(name)
