"""Change the people of a case, and call back."""

from dpo_console.lazy_import import modules_of

__getattr__ = modules_of(__name__)
