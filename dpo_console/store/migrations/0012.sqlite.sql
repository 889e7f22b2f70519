-- A lead's list begins with a school.
CREATE INDEX cases_by_school ON cases (school, urgent_at, id);
