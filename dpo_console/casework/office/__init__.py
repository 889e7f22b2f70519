"""Open the desk, refresh lists, keep drafts, follow the changes of others."""

from dpo_console.lazy_import import modules_of

__getattr__ = modules_of(__name__)
