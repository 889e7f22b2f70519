"""Putting a case on hold, and erasing it."""

from dpo_console.lazy_import import modules_of

__getattr__ = modules_of(__name__)
