"""Open the desk, refresh lists, keep drafts, follow the changes of others."""

from dpo_console.lazy_import import wait_for_use

wait_for_use(__name__)
