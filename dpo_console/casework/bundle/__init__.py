"""Checking the files of an answer before they go."""

from dpo_console.lazy_import import modules_of

__getattr__ = modules_of(__name__)
