"""Reading an application form that came back."""

from dpo_console.lazy_import import wait_for_use

wait_for_use(__name__)
