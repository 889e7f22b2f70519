-- Messages that came and wait to become cases. The bytes of one lie in data/papers/intake/ under
-- their SHA-256 until it is a case, whose paper it then is. `reading` is what was read of it, as
-- JSON. `same` is a hash by which it is known again. A message for one person alone names them.
CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  size INTEGER NOT NULL CHECK (size >= 0),
  sha256 TEXT NOT NULL,
  same TEXT NOT NULL,
  reading TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'case', 'aside', 'deleted')),
  case_id INTEGER REFERENCES cases (id),
  reason TEXT NOT NULL,
  only_for TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  settled_by TEXT NOT NULL,
  settled_at TEXT NOT NULL
) STRICT;

CREATE INDEX message_by_state ON message (state, id);
CREATE INDEX message_by_hash ON message (sha256);
