-- The files of the office: settings, statements, wordings, letterheads, letters, papers and unsaved forms.
-- A home beside the console is only a copy of them, so any number of machines can work on the records.
-- A file of records in SQLite has no such table, because its home lies beside it.
SET LOCAL search_path = records;

DROP TABLE home;

-- One version of a file, by its path inside a home. One without content was removed.
CREATE TABLE kept_file (
  path TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL CHECK (version > 0),
  case_id BIGINT REFERENCES cases (id),
  sha256 TEXT COLLATE "C" NOT NULL,
  size BIGINT NOT NULL CHECK (size >= 0),
  content BYTEA,
  recorded_by TEXT COLLATE "C" NOT NULL,
  recorded_at TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (path, version)
);
CREATE INDEX kept_file_by_case ON kept_file (case_id) WHERE case_id IS NOT NULL;
ALTER TABLE kept_file ALTER COLUMN content SET STORAGE EXTERNAL;

-- The newest release that has opened the records. An older one would work out other dates, and the two
-- would rewrite each other's for ever.
CREATE TABLE release (
  id BIGINT PRIMARY KEY CHECK (id = 1),
  newest TEXT COLLATE "C" NOT NULL
);

-- The files of cases that a person may see, and of no case. Unsaved forms are for their author alone.
CREATE VIEW seen.kept_file AS
SELECT * FROM records.kept_file f
WHERE (f.case_id IS NULL OR EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = f.case_id))
AND (f.path NOT LIKE 'data/drafts/%' OR f.recorded_by = current_setting('dpo_console.person'));
