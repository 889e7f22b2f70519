-- Entries of the log about no case, such as backups and published notices, are found by their
-- action. Each look at a case asks which notice counted when it came.
CREATE INDEX audit_of_no_case ON audit (action, seq) WHERE reference = '';
