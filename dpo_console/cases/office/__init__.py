"""The desk, roles and permissions, and command lines for moving files.

What a role may do and see stands in several places. permissions.py names each of them.
"""
