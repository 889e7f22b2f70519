-- Names and free text stand only in party, cases.summary, scope, note and audit_detail. Their
-- single words stand only in case_search. We can erase all of these one day and still keep the
-- facts, references and audit chain whole.

CREATE TABLE installation (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  chain TEXT NOT NULL,
  created_at TEXT NOT NULL,
  law TEXT NOT NULL
) STRICT;

CREATE TABLE counter (
  prefix TEXT NOT NULL,
  year INTEGER NOT NULL,
  last INTEGER NOT NULL CHECK (last > 0),
  PRIMARY KEY (prefix, year)
) STRICT;

CREATE TABLE cases (
  id INTEGER PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  requester_kind TEXT NOT NULL,
  school TEXT NOT NULL,
  channel TEXT NOT NULL,
  owner TEXT NOT NULL,
  outcome TEXT,
  closed_on TEXT,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  summary TEXT NOT NULL,
  -- The columns that lists sort and show: computed from the facts at each write, never typed.
  received TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running', 'paused', 'waiting_to_start', 'no_limit')),
  due TEXT,
  due_at TEXT,
  safe_by TEXT,
  target TEXT,
  next_action TEXT NOT NULL,
  whose_move TEXT NOT NULL CHECK (whose_move IN ('us', 'requester', 'approver', 'recipient', 'nobody')),
  urgent_at TEXT NOT NULL,
  CHECK ((outcome IS NULL) = (closed_on IS NULL)),
  CHECK ((due IS NULL) = (due_at IS NULL))
) STRICT;

CREATE INDEX cases_by_urgency ON cases (urgent_at, id);
CREATE INDEX cases_by_due ON cases (due_at) WHERE closed_on IS NULL;
CREATE INDEX cases_by_closing ON cases (closed_on, id) WHERE closed_on IS NOT NULL;

CREATE TABLE party (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  role TEXT NOT NULL CHECK (role IN ('requester', 'subject', 'recipient')),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  organisation TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  address TEXT NOT NULL,
  UNIQUE (case_id, role, position)
) STRICT;

CREATE TABLE fact (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  name TEXT NOT NULL,
  on_day TEXT NOT NULL,
  at_minute TEXT,
  answers INTEGER REFERENCES fact (id),
  supersedes INTEGER UNIQUE REFERENCES fact (id),
  struck INTEGER NOT NULL CHECK (struck IN (0, 1)),
  reasoned INTEGER NOT NULL CHECK (reasoned IN (0, 1)),
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX fact_by_case ON fact (case_id, id);

CREATE TABLE note (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  about TEXT NOT NULL,
  about_id INTEGER NOT NULL,
  body TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX note_by_case ON note (case_id, about, about_id);

CREATE TABLE scope (
  case_id INTEGER PRIMARY KEY REFERENCES cases (id),
  purpose TEXT NOT NULL,
  items TEXT NOT NULL,
  cohort TEXT NOT NULL,
  lawful_basis TEXT NOT NULL,
  power TEXT NOT NULL,
  path TEXT NOT NULL CHECK (path IN ('ordinary', 'compelled', 'urgent')),
  method TEXT NOT NULL,
  until TEXT,
  -- Random, and erased with the words: decision.covers then reveals nothing about them.
  nonce TEXT NOT NULL
) STRICT;

CREATE TABLE assessment (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  criterion TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('met', 'not-met', 'not-applicable', 'needs-information')),
  on_day TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX assessment_by_case ON assessment (case_id, id);

CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  ruling TEXT NOT NULL CHECK (ruling IN ('approve', 'part', 'refuse')),
  decided_by TEXT NOT NULL,
  on_day TEXT NOT NULL,
  covers TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX decision_by_case ON decision (case_id, id);

CREATE TABLE letter (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  name TEXT NOT NULL,
  number INTEGER NOT NULL,
  path TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL,
  wording_sha256 TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('written', 'sent')),
  sent_on TEXT,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  UNIQUE (case_id, name, number)
) STRICT;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  role TEXT NOT NULL,
  account TEXT NOT NULL,
  action TEXT NOT NULL,
  reference TEXT NOT NULL,
  version INTEGER NOT NULL,
  record TEXT NOT NULL,
  detail_commit TEXT NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX audit_by_reference ON audit (reference, seq);

CREATE TABLE audit_detail (
  seq INTEGER PRIMARY KEY REFERENCES audit (seq),
  nonce TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;

-- Events stay as they were recorded. Only words can be erased.
CREATE TRIGGER fact_stays BEFORE UPDATE ON fact BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER fact_kept BEFORE DELETE ON fact BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER assessment_stays BEFORE UPDATE ON assessment BEGIN SELECT RAISE(ABORT, 'assessments are never changed'); END;
CREATE TRIGGER assessment_kept BEFORE DELETE ON assessment BEGIN SELECT RAISE(ABORT, 'assessments are never deleted'); END;
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END;
CREATE TRIGGER decision_kept BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is never deleted'); END;

CREATE VIRTUAL TABLE case_search USING fts5 (words, prefix = '1 2 3', tokenize = "unicode61 remove_diacritics 2");
INSERT INTO case_search (case_search, rank) VALUES ('secure-delete', 1);
