"""Putting a case on hold, and erasing it."""

from dpo_console.lazy_import import wait_for_use

wait_for_use(__name__)
