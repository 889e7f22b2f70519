-- Whatever leaves is compared with all protected details and with all refusals, which few cases have.
CREATE INDEX party_protected ON party (case_id) WHERE protected = 1;
CREATE INDEX note_kept_from ON note (case_id) WHERE about = 'party.kept_from';
CREATE INDEX cases_refused ON cases (id) WHERE outcome = 'refused';
CREATE INDEX decision_refused ON decision (case_id) WHERE ruling = 'refuse';
