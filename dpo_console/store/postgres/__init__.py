"""PostgreSQL: everything that knows this engine, behind the methods of `store.engine.Engine`.

Nothing outside this package imports the driver. It is an optional extra, imported once records in
PostgreSQL are opened.
"""
