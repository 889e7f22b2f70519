"""The files of a home, which the records keep as well where those are in a database."""

from dpo_console.lazy_import import modules_of

__getattr__ = modules_of(__name__)
