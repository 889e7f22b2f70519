"""Change the people of a case, and call back."""

from dpo_console.lazy_import import wait_for_use

wait_for_use(__name__)
