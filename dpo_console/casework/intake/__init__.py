"""Messages taken in, and what becomes of each."""

from dpo_console.lazy_import import wait_for_use

wait_for_use(__name__)
