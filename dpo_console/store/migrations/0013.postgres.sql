-- The bytes of a message that waits are seen by whoever sees the message.
CREATE OR REPLACE VIEW seen.kept_file AS
SELECT * FROM records.kept_file f
WHERE (f.case_id IS NULL OR EXISTS (SELECT 1 FROM seen.cases c WHERE c.id = f.case_id))
AND (f.path NOT LIKE 'data/drafts/%' OR f.recorded_by = current_setting('dpo_console.person'))
AND (f.path NOT LIKE 'data/papers/intake/%' OR EXISTS (
  SELECT 1 FROM seen.message m WHERE f.path = 'data/papers/intake/' || m.sha256
));
