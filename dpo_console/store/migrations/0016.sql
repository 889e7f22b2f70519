-- Cases on hold have an h in their key of urgency. Each login asks if the review of one is overdue, and read
-- the keys of all open cases for that.
CREATE INDEX cases_held ON cases (urgent_at, id) WHERE urgent_at LIKE '%h%';
