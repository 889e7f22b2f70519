-- The first file: the table, for both engines. Calls about a case: with whom, when, and what was said.
CREATE TABLE call (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  number INTEGER NOT NULL CHECK (number > 0),
  whom TEXT NOT NULL,
  on_day TEXT NOT NULL,
  answered INTEGER NOT NULL CHECK (answered IN (0, 1)),
  UNIQUE (case_id, number)
) STRICT;
