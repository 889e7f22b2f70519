-- Words stay out of the planner's statistics, and out of errors.
SET LOCAL search_path = records;

-- The planner keeps samples of each column, and an erasure doesn't reach them. So columns of words are never sampled.
-- A change of type drops old samples, but no view may stand before the column. All views are made again below.
DROP SCHEMA seen CASCADE;
DROP INDEX case_search_by_word;
ALTER TABLE case_search DROP COLUMN found;
DO $$
DECLARE one RECORD;
BEGIN
  FOR one IN SELECT table_name AS its, column_name AS part, data_type AS kind FROM information_schema.columns
  WHERE table_schema = 'records' AND (table_name, column_name) IN (
    ('cases', 'summary'), ('party', 'name'), ('party', 'organisation'), ('party', 'email'), ('party', 'phone'),
    ('party', 'address'), ('note', 'body'), ('paper', 'name'), ('look', 'what'), ('scope', 'purpose'),
    ('scope', 'items'), ('scope', 'cohort'), ('scope', 'lawful_basis'), ('scope', 'power'), ('scope', 'method'),
    ('scope', 'nonce'), ('scope', 'years'), ('scope', 'condition'), ('scope', 'dpia'), ('scope', 'agreement'),
    ('scope_item', 'slug'), ('scope_item', 'title'), ('scope_item', 'instead'), ('place', 'slug'),
    ('place', 'title'), ('place', 'holder'), ('item', 'title'), ('item', 'exemption'), ('item', 'reason'),
    ('item', 'opinion'), ('message', 'name'), ('message', 'reading'), ('message', 'reason'),
    ('audit_detail', 'detail'), ('case_search', 'words'), ('kept_file', 'path'), ('kept_file', 'content')
  ) LOOP
    EXECUTE format('ALTER TABLE %I ALTER %I TYPE %s', one.its, one.part,
      CASE one.kind WHEN 'bytea' THEN 'BYTEA' ELSE 'TEXT COLLATE "C"' END);
    EXECUTE format('ALTER TABLE %I ALTER %I SET STATISTICS 0', one.its, one.part);
  END LOOP;
END $$;
ALTER TABLE case_search ADD COLUMN found TSVECTOR NOT NULL GENERATED ALWAYS AS
  (array_to_tsvector(array_remove(string_to_array(replace(words, '_', ' '), ' '), ''))) STORED;
ALTER TABLE case_search ALTER found SET STATISTICS 0;
CREATE INDEX case_search_by_word ON case_search USING gin (found) WITH (fastupdate = off);
ALTER INDEX party_by_requester ALTER COLUMN 1 SET STATISTICS 0;
ALTER INDEX party_by_word ALTER COLUMN 1 SET STATISTICS 0;

-- A security barrier keeps a wrong question, such as `body::int = 0`, from showing in its error what the view hides.
-- Three views have none: a page of the list joins them, and would take a hundred times as long.
CREATE SCHEMA seen;
CREATE VIEW seen.cases AS
SELECT * FROM records.cases c WHERE (c.restricted = 0 OR EXISTS (
  SELECT 1 FROM records.reader r
  WHERE r.case_id = c.id AND r.person = current_setting('dpo_console.person')
)) AND (
  (SELECT current_setting('dpo_console.schools') = '*')
  OR c.school = ANY ((SELECT string_to_array(current_setting('dpo_console.schools'), ','))::text[])
);
DO $$
DECLARE one TEXT;
BEGIN
  FOR one IN SELECT table_name FROM information_schema.columns WHERE table_schema = 'records'
  AND column_name = 'case_id' AND table_name NOT IN ('link', 'message', 'kept_file') LOOP
    EXECUTE format('CREATE VIEW seen.%1$I WITH (security_barrier = %2$s) AS SELECT * FROM records.%1$I t '
      'WHERE EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = t.case_id)', one, one NOT IN ('party', 'case_search'));
  END LOOP;
END $$;
CREATE VIEW seen.link WITH (security_barrier) AS SELECT * FROM records.link t
WHERE EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = t.case_id)
AND EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = t.other_id);
CREATE VIEW seen.message WITH (security_barrier) AS SELECT * FROM records.message m
WHERE m.only_for IN ('', current_setting('dpo_console.person'))
AND CASE WHEN m.case_id IS NOT NULL THEN EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = m.case_id)
ELSE current_setting('dpo_console.schools') = '*'
  OR current_setting('dpo_console.person') IN (m.only_for, m.recorded_by) END;
CREATE VIEW seen.kept_file WITH (security_barrier) AS
SELECT * FROM records.kept_file f
WHERE (f.case_id IS NULL OR EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = f.case_id))
AND (f.path NOT LIKE 'data/drafts/%' OR f.recorded_by = current_setting('dpo_console.person'))
AND (f.path NOT LIKE 'data/papers/intake/%' OR EXISTS (
  SELECT 1 FROM seen.message m WHERE f.path = 'data/papers/intake/' || m.sha256
));
CREATE VIEW seen.audit WITH (security_barrier) AS SELECT * FROM records.audit a
WHERE a.reference = '' OR EXISTS (SELECT 1 FROM seen.cases c WHERE c.reference = a.reference);
CREATE VIEW seen.audit_detail WITH (security_barrier) AS SELECT * FROM records.audit_detail d
WHERE EXISTS (SELECT 1 FROM seen.audit a WHERE a.seq = d.seq);
CREATE VIEW seen.audit_link WITH (security_barrier) AS SELECT seq, at, hash FROM records.audit;
CREATE VIEW seen.installation WITH (security_barrier) AS SELECT * FROM records.installation;

-- The net under the writer holds the tables of words too. Two are left out: no index of words or of names could be
-- read under a policy, because its operator isn't leakproof.
DO $$
DECLARE one TEXT;
BEGIN
  FOREACH one IN ARRAY ARRAY['note', 'paper', 'look', 'scope', 'scope_item', 'place', 'item', 'message', 'kept_file']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY in_sight ON %1$I USING ((SELECT current_setting(''dpo_console.person'') = ''*'') '
      'OR case_id IS NULL OR EXISTS (SELECT 1 FROM cases c WHERE c.id = %1$I.case_id))', one);
  END LOOP;
END $$;
ALTER TABLE audit_detail ENABLE ROW LEVEL SECURITY;
CREATE POLICY in_sight ON audit_detail USING (
  (SELECT current_setting('dpo_console.person') = '*') OR EXISTS (
    SELECT 1 FROM audit a WHERE a.seq = audit_detail.seq AND (
      a.reference = '' OR EXISTS (SELECT 1 FROM cases c WHERE c.reference = a.reference)
    )
  )
);
