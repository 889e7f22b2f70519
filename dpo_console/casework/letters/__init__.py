"""Write letters, record sending, and keep the wordings of the office."""

from dpo_console.lazy_import import modules_of

__getattr__ = modules_of(__name__)
