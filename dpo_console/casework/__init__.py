"""The officer's acts: one call is one transaction and one audit entry, plain values in and out."""

from dpo_console.lazy_import import wait_for_use

wait_for_use(__name__)
