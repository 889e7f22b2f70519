"""The officer's acts: one call is one transaction and one audit entry, plain values in and out."""

from dpo_console.lazy_import import modules_of

__getattr__ = modules_of(__name__)
