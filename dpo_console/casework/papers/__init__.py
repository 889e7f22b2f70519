"""Keeping papers with a case, and fetching them."""

from dpo_console.lazy_import import modules_of

__getattr__ = modules_of(__name__)
