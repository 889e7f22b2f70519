"""Entries of the audit log, and what is kept of it outside the records."""

from dpo_console.lazy_import import modules_of

__getattr__ = modules_of(__name__)
