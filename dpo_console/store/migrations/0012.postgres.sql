-- Roles of PostgreSQL hold what the console holds: a reader has the views of `seen` alone, and a writer meets a
-- policy on cases. store/postgres/roles.py gives the roles their rights.
--
-- Each transaction names its person, and the schools that this person sees. `*` stands for everybody, and for
-- every school. A transaction that names nobody reads no case at all: the setting is then unknown to the server.
SET LOCAL search_path = records;

-- A lead's list begins with a school.
CREATE INDEX cases_by_school ON cases (school, urgent_at, id);

-- The people of a case who were corrected since are found by the log, whenever a case is looked at.
CREATE INDEX audit_of_people ON audit (reference, seq) WHERE action = 'people';

-- Every table of a case has a view, which shows the rows of the cases in sight. No view is a security barrier: the
-- index of words would then not be read, because its operator isn't leakproof. The views keep a wrong question from
-- showing too much. They don't defend against somebody who writes SQL with the password of the account.
CREATE OR REPLACE VIEW seen.cases AS
SELECT * FROM records.cases c WHERE (c.restricted = 0 OR EXISTS (
  SELECT 1 FROM records.reader r
  WHERE r.case_id = c.id AND r.person = current_setting('dpo_console.person')
)) AND (
  (SELECT current_setting('dpo_console.schools') = '*')
  OR c.school = ANY ((SELECT string_to_array(current_setting('dpo_console.schools'), ','))::text[])
);

CREATE VIEW seen.party AS SELECT * FROM records.party t
WHERE EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = t.case_id);
CREATE VIEW seen.letter AS SELECT * FROM records.letter t
WHERE EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = t.case_id);
CREATE VIEW seen.fact AS SELECT * FROM records.fact t
WHERE EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = t.case_id);
CREATE VIEW seen.note AS SELECT * FROM records.note t
WHERE EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = t.case_id);
CREATE VIEW seen.open_check AS SELECT * FROM records.open_check t
WHERE EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = t.case_id);
CREATE VIEW seen.scope AS SELECT * FROM records.scope t
WHERE EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = t.case_id);
CREATE VIEW seen.scope_item AS SELECT * FROM records.scope_item t
WHERE EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = t.case_id);
CREATE VIEW seen.assessment AS SELECT * FROM records.assessment t
WHERE EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = t.case_id);
CREATE VIEW seen.decision AS SELECT * FROM records.decision t
WHERE EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = t.case_id);
CREATE VIEW seen.reader AS SELECT * FROM records.reader t
WHERE EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = t.case_id);
CREATE VIEW seen.place AS SELECT * FROM records.place t
WHERE EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = t.case_id);
CREATE VIEW seen.item AS SELECT * FROM records.item t
WHERE EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = t.case_id);
CREATE VIEW seen.paper AS SELECT * FROM records.paper t
WHERE EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = t.case_id);
CREATE VIEW seen.look AS SELECT * FROM records.look t
WHERE EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = t.case_id);
CREATE VIEW seen.case_search AS SELECT * FROM records.case_search t
WHERE EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = t.case_id);
CREATE VIEW seen.link AS SELECT * FROM records.link t
WHERE EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = t.case_id)
AND EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = t.other_id);

-- A message may be for one person alone. Nobody knows the school of one that waits, so a lead sees their own.
CREATE VIEW seen.message AS SELECT * FROM records.message m
WHERE m.only_for IN ('', current_setting('dpo_console.person'))
AND CASE WHEN m.case_id IS NOT NULL THEN EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = m.case_id)
ELSE current_setting('dpo_console.schools') = '*'
  OR current_setting('dpo_console.person') IN (m.only_for, m.recorded_by) END;

-- The log of the cases in sight, and of no case. Its links tell nothing of what they are about.
CREATE VIEW seen.audit AS SELECT * FROM records.audit a
WHERE a.reference = '' OR EXISTS (SELECT 1 FROM seen.cases c WHERE c.reference = a.reference);
CREATE VIEW seen.audit_detail AS SELECT * FROM records.audit_detail d
WHERE EXISTS (SELECT 1 FROM seen.audit a WHERE a.seq = d.seq);
CREATE VIEW seen.audit_link AS SELECT seq, at, hash FROM records.audit;
CREATE VIEW seen.installation AS SELECT * FROM records.installation;

-- A net under the writer, for whom a change of a case narrows the transaction to its person. A restricted case
-- without readers is in the making, by whoever is in the middle of it. Tables of its parts have no policy: it would
-- keep the indexes of words and of names from being read.
ALTER TABLE cases ENABLE ROW LEVEL SECURITY;
CREATE POLICY in_sight ON cases USING (
  (SELECT current_setting('dpo_console.person') = '*')
  OR (restricted = 0 OR EXISTS (
    SELECT 1 FROM reader r
    WHERE r.case_id = cases.id AND r.person = current_setting('dpo_console.person')
  ) OR NOT EXISTS (SELECT 1 FROM reader r WHERE r.case_id = cases.id))
  AND (
    (SELECT current_setting('dpo_console.schools') = '*')
    OR school = ANY ((SELECT string_to_array(current_setting('dpo_console.schools'), ','))::text[])
  )
);
