"""Exemptions, grounds for refusing, and the categories of data that they may touch."""
