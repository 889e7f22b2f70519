-- Papers kept with a case, such as the incoming message or a signed sheet. The file lies in
-- data/papers/, in its case's folder, under the SHA-256 of its bytes.
CREATE TABLE paper (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  number INTEGER NOT NULL CHECK (number > 0),
  name TEXT NOT NULL,
  size INTEGER NOT NULL CHECK (size > 0),
  sha256 TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  UNIQUE (case_id, number),
  UNIQUE (case_id, sha256)
) STRICT;
