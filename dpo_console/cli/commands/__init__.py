"""The subcommands, one file a theme.

The help page and completion show a command's gist from `commands.txt`, and read no file. A file is
read when its command is called, and imports at its top what all its commands need. A command that
only reads must not wait for the ORM or for Word: what one command alone needs and is heavy is
imported when that runs (lazy_import.py).
"""
