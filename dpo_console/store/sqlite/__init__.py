"""SQLite: everything that knows this engine, behind the doors to read and to write.

Nothing outside this package imports sqlite3 or writes SQL that only SQLite reads. Another engine
needs the same names: `look`, `saving`, the layouts, the fragments of `dialect` and `words`, and the
copies and checks of `whole_file`.
"""
