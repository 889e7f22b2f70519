"""Write letters, record sending, and keep the wordings of the office."""

from dpo_console.lazy_import import wait_for_use

wait_for_use(__name__)
