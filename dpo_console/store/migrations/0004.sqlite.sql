-- How a notice was given, the kind that a reclassified case had before, the letter that a fact came
-- of, the checks open when an answer went out, and the next act. Until now they stood in words only. Here these words are read for the last
-- time, as release 0.4.0 read them. What a method's words mean is in notice_words.py.

-- The digests of the log cover these columns for facts numbered above `words_read`. The log was
-- written before those of earlier facts existed. `words_digest` covers these, or is '' without any.
ALTER TABLE installation ADD COLUMN words_read INTEGER NOT NULL DEFAULT 0;
ALTER TABLE installation ADD COLUMN words_digest TEXT NOT NULL DEFAULT '';

ALTER TABLE fact ADD COLUMN method TEXT NOT NULL DEFAULT '' CHECK (method IN ('', 'email', 'post', 'hand', 'phone', 'portal', 'other'));
ALTER TABLE fact ADD COLUMN former_kind TEXT NOT NULL DEFAULT '';
ALTER TABLE fact ADD COLUMN letter_id INTEGER REFERENCES letter (id);

-- Computed from the facts at each write: the act that the next move begins with.
ALTER TABLE cases ADD COLUMN next_act TEXT NOT NULL DEFAULT '';

-- One check that was open when an answer was recorded under an override. `recorded_by` is '' where
-- this file read it.
CREATE TABLE open_check (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  fact_id INTEGER NOT NULL REFERENCES fact (id),
  criterion TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX open_check_by_case ON open_check (case_id, id);

INSERT INTO open_check (case_id, fact_id, criterion, recorded_by, recorded_at)
SELECT n.case_id, n.about_id, gap.value, '', n.recorded_at
FROM note n, json_each(criteria_in_words(n.body)) gap
WHERE n.id IN (SELECT max(id) FROM note WHERE about = 'fact.past_gate' GROUP BY about_id);

DROP TRIGGER fact_stays;

CREATE TEMP TABLE fact_words AS
SELECT n.about_id AS fact_id, n.body FROM note n
WHERE n.id IN (SELECT max(id) FROM note WHERE about = 'fact' GROUP BY about_id);

UPDATE fact SET method = method_in_words(fact_words.body)
FROM temp.fact_words WHERE fact_words.fact_id = fact.id AND fact.name = 'extension_notified';

UPDATE fact SET former_kind = substr(fact_words.body, 6, instr(fact_words.body || ':', ':') - 6)
FROM temp.fact_words
WHERE fact_words.fact_id = fact.id AND fact.name = 'reclassified' AND substr(fact_words.body, 1, 5) = 'from ';

CREATE TEMP TABLE letter_title (name TEXT, title TEXT, records TEXT);
INSERT INTO letter_title VALUES
  ('acknowledgement', 'Acknowledgement', 'acknowledged'),
  ('identity-request', 'Proof of identity', 'id_requested'),
  ('authority-request', 'Proof of authority', 'authority_requested'),
  ('clarification', 'Clarification', 'clarification_requested'),
  ('fee', 'Fee, unfounded or excessive', 'fee_requested'),
  ('extension', 'Extension', 'extension_notified'),
  ('exam-results-wait', 'Results not yet announced', 'acknowledged'),
  ('disclosure-cover', 'Cover letter of the answer', 'responded'),
  ('nothing-held', 'Nothing held', 'responded'),
  ('refusal-exemption', 'Refusal: exemption', 'responded'),
  ('refusal-excessive', 'Refusal: excessive, unfounded', 'responded'),
  ('refusal-identity', 'Refusal: identity not shown', 'responded'),
  ('rectification-outcome', 'Outcome: rectification', 'responded'),
  ('erasure-outcome', 'Outcome: erasure', 'responded'),
  ('restriction-outcome', 'Outcome: restriction', 'responded'),
  ('portability-outcome', 'Outcome: portability', 'responded'),
  ('objection-outcome', 'Outcome: objection', 'responded'),
  ('educational-record', 'The educational record', 'responded'),
  ('foi-clarification', 'Question to the requester', 'clarification_requested'),
  ('fees-notice', 'Fees notice', 'fee_requested'),
  ('eir-extension', 'Extension', 'extension_notified'),
  ('foi-reply', 'Information is given', 'responded'),
  ('foi-not-held', 'Not held', 'responded'),
  ('foi-refusal', 'Refusal notice', 'responded'),
  ('foi-review-outcome', 'Outcome of the review', 'responded'),
  ('complaint-outcome', 'The outcome', 'outcome_told'),
  ('breach-report', 'Report to the Commissioner', 'reported'),
  ('breach-notice', 'To the people affected', 'individuals_told'),
  ('breach-notice-pupil', 'To a pupil', 'individuals_told'),
  ('third-party-refusal', 'Refusal', 'responded'),
  ('destruction-chase', 'Reminder: certificate', 'certificate_chased');

CREATE TEMP TABLE fact_letter AS
SELECT w.fact_id, min(l.id) AS letter_id
FROM fact f JOIN temp.fact_words w ON w.fact_id = f.id
JOIN letter l ON l.case_id = f.case_id
JOIN temp.letter_title t ON t.name = l.name AND t.records = f.name
WHERE f.supersedes IS NULL
AND substr(w.body || ', ', 1, length(t.title || ', letter no. ' || l.number || ', ')) = t.title || ', letter no. ' || l.number || ', '
GROUP BY w.fact_id;

UPDATE fact SET letter_id = fact_letter.letter_id
FROM temp.fact_letter WHERE fact_letter.fact_id = fact.id;

DROP TABLE temp.fact_letter;
DROP TABLE temp.letter_title;
DROP TABLE temp.fact_words;

CREATE TRIGGER fact_stays BEFORE UPDATE ON fact BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;

UPDATE installation SET words_read = coalesce((SELECT max(id) FROM fact), 0);
UPDATE installation SET words_digest = sha256(words_read || (
  SELECT json_group_array(json_array(id, method, former_kind, letter_id))
  FROM (SELECT * FROM fact WHERE id <= words_read ORDER BY id)
) || (
  SELECT json_group_array(json_array(id, fact_id, criterion, recorded_at))
  FROM (SELECT * FROM open_check WHERE recorded_by = '' ORDER BY id)
)) WHERE words_read > 0;

-- Opening the records computes the other acts. This one must not wait: lists ask for it.
UPDATE cases SET next_act = 'certificate_awaited' WHERE next_action = 'Await the certificate of destruction';
