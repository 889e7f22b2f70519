"""The subcommands, one file a theme.

The help page and completion show a command's gist from `commands.txt`, and read no file. A file is
read when its command is called, so it imports at its top what the command needs. A command that
only reads must not wait for the ORM or for Word: it stands in another file than those that write.
"""
