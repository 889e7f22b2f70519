"""The figures that the guide publishes, made again: many tries of one kind, counted."""

from tests.proving.crashes import CRASHES
from tests.proving.cuts import CUTS
from tests.proving.damages import DAMAGED, FLIPS, TAMPER
from tests.proving.days import DAYS, UMASKS
from tests.proving.erased import ERASED
from tests.proving.failing import FAILING
from tests.proving.kills import KILLS
from tests.proving.mutated import MUTATED
from tests.proving.over_ssh import SSH
from tests.proving.upgrades import UPGRADES

ROWS = (
    KILLS, CUTS, FAILING, UPGRADES, FLIPS, TAMPER, DAMAGED, ERASED, MUTATED, CRASHES, UMASKS, DAYS,
    SSH,
)  # fmt: skip
"""The rows of the table, in its order."""
