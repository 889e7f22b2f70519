"""A made-up trust to try things on: its people, schools and cases, made as officers make them."""

from dpo_console.demo.building import build

__all__ = ["build"]
