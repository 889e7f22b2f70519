"""The figures that the guide publishes, made again: many tries of one kind, counted."""

from tests.proving.damages import DAMAGED, FLIPS, TAMPER
from tests.proving.days import DAYS, UMASKS
from tests.proving.kills import KILLS

ROWS = (KILLS, FLIPS, TAMPER, DAMAGED, UMASKS, DAYS)
"""The rows of the table, in its order."""
