"""Write registers, statistics, papers and evidence packs."""

from dpo_console.lazy_import import wait_for_use

wait_for_use(__name__)
