"""Messages taken in, and what becomes of each."""

from dpo_console.lazy_import import modules_of

__getattr__ = modules_of(__name__)
