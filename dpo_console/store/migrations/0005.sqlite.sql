-- People of a case who are neither requester nor subject nor recipient: the other parent, a carer, a
-- sibling. SQLite changes a CHECK only in a new table. The rows stay as they are.

CREATE TEMP TABLE party_rows AS SELECT * FROM party;

DROP TABLE party;

CREATE TABLE party (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  role TEXT NOT NULL CHECK (role IN ('requester', 'subject', 'recipient', 'other')),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  organisation TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  address TEXT NOT NULL,
  protected INTEGER NOT NULL DEFAULT 0 CHECK (protected IN (0, 1)),
  UNIQUE (case_id, role, position)
) STRICT;

INSERT INTO party SELECT * FROM temp.party_rows;

DROP TABLE temp.party_rows;

CREATE INDEX party_by_requester ON party (name COLLATE NOCASE, case_id)
  WHERE role = 'requester' AND position = 0;
