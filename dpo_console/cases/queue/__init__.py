"""The queue: views, filters, sorts, pages and the month.

A column of the queue stands in these places. One that a case keeps is a column of its table too
(store/tables.py, and a migration).

cases/clock/projection.py   works it out, for a column of the table of cases that a change keeps
store/queue_rows.py         QueueRow has its value, named as the column of the table
tui/widgets/queue/columns.py  the console's column: its title, width, words and weight
cli/pages/words.py          the same for people
cli/pages/queue_json.py     the same for scripts, and in a spreadsheet
"""
