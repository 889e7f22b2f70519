-- Erasures are facts. Each opening asks for those that a killed process left incomplete.
CREATE INDEX fact_of_erasure ON fact (case_id) WHERE name IN ('erased', 'erasure_complete');
