"""dpo_console: a console for the Data Protection Officer of a school in England."""

__version__ = "1.0.0"
