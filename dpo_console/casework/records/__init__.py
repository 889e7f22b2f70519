"""Entries of the audit log, and what is kept of it outside the records."""

from dpo_console.lazy_import import wait_for_use

wait_for_use(__name__)
