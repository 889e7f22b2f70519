"""The command on the files of an answer."""
