"""The figures that the guide publishes, made again: many tries of one kind, counted."""

from tests.proving.cuts import CUTS
from tests.proving.damages import DAMAGED, FLIPS, TAMPER
from tests.proving.days import DAYS, UMASKS
from tests.proving.failing import FAILING
from tests.proving.kills import KILLS
from tests.proving.mutated import MUTATED
from tests.proving.over_ssh import SSH

ROWS = (KILLS, CUTS, FAILING, FLIPS, TAMPER, DAMAGED, MUTATED, UMASKS, DAYS, SSH)
"""The rows of the table, in its order."""
