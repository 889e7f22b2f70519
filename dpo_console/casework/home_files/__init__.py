"""The files of a home, which the records keep as well where those are in a database."""
