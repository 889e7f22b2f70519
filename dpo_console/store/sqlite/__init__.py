"""SQLite: everything that knows this engine, behind the doors to read and to write.

Nothing outside this package imports sqlite3 or writes SQL that only SQLite reads. Another engine
needs a class with the methods of `store.engine.Engine`, and its own spelling of each fragment in
`store.asking`.
"""
