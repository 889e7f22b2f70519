"""The privacy notice: written, published, and kept as versions."""

from dpo_console.lazy_import import modules_of

__getattr__ = modules_of(__name__)
