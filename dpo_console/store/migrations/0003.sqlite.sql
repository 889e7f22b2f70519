-- Each sort order reads one page of an index, whatever the number of cases.

CREATE INDEX cases_by_receipt ON cases (received, id);
CREATE INDEX cases_by_owner ON cases (owner, urgent_at, id);
CREATE INDEX cases_by_kind ON cases (kind, urgent_at, id);
CREATE INDEX party_by_requester ON party (name COLLATE NOCASE, case_id)
  WHERE role = 'requester' AND position = 0;
