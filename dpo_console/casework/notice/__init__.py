"""The privacy notice: written, published, and kept as versions."""

from dpo_console.lazy_import import wait_for_use

wait_for_use(__name__)
