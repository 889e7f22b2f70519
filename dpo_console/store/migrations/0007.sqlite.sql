-- Who looked at which case, when, and how. Looks wait in a file beside the records until the next
-- change takes them in. The token tells a line that was read twice from two looks.
CREATE TABLE look (
  id INTEGER PRIMARY KEY,
  token TEXT NOT NULL UNIQUE,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  person TEXT NOT NULL,
  at TEXT NOT NULL,
  how TEXT NOT NULL,
  what TEXT NOT NULL
) STRICT;

CREATE INDEX look_by_case ON look (case_id, person, at);

CREATE INDEX look_by_time ON look (at);
