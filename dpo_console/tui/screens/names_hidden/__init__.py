"""Screens in sight while names are hidden."""
