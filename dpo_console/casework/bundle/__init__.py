"""Checking the files of an answer before they go."""

from dpo_console.lazy_import import wait_for_use

wait_for_use(__name__)
