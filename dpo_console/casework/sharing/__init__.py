"""Set the scope, rule, release and review."""

from dpo_console.lazy_import import wait_for_use

wait_for_use(__name__)
