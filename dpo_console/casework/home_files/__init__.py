"""The files of a home, which the records keep as well where those are in a database."""

from dpo_console.lazy_import import wait_for_use

wait_for_use(__name__)
