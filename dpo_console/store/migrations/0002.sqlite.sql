-- The parts of a case beyond its dates: its search plan, its disclosure schedule, the data items
-- that a third party asks for, its linked cases, and the readers of a restricted case. Columns of
-- words (names, titles, reasons) can be erased. The chain vouches for the rest.

ALTER TABLE cases ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1));

-- An address that nobody else in the case may be given.
ALTER TABLE party ADD COLUMN protected INTEGER NOT NULL DEFAULT 0 CHECK (protected IN (0, 1));

ALTER TABLE scope ADD COLUMN years TEXT NOT NULL DEFAULT '';
ALTER TABLE scope ADD COLUMN pupils INTEGER;
ALTER TABLE scope ADD COLUMN condition TEXT NOT NULL DEFAULT '';
ALTER TABLE scope ADD COLUMN dpia TEXT NOT NULL DEFAULT '';
ALTER TABLE scope ADD COLUMN agreement TEXT NOT NULL DEFAULT '';
ALTER TABLE scope ADD COLUMN review_on TEXT;

-- The people who may see a restricted case, besides the person who restricted it.
CREATE TABLE reader (
  case_id INTEGER NOT NULL REFERENCES cases (id),
  person TEXT NOT NULL,
  PRIMARY KEY (case_id, person)
) STRICT;

-- Two linked cases. `nature` is the relation of case_id to other_id.
CREATE TABLE link (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  other_id INTEGER NOT NULL REFERENCES cases (id),
  nature TEXT NOT NULL CHECK (nature IN ('same-message', 'repeat', 'review', 'complaint', 'related')),
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  UNIQUE (case_id, other_id),
  CHECK (case_id <> other_id)
) STRICT;
CREATE INDEX link_by_other ON link (other_id);

-- One place of the search plan: a system, a person, another body. `slug` is '' if the office's
-- list doesn't have the place. `result` is '' until the place answers. `hold`: the place deletes
-- data automatically, after `deletes_after` days if that is known. Its holder gets a preservation
-- notice.
CREATE TABLE place (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  position INTEGER NOT NULL,
  slug TEXT NOT NULL,
  title TEXT NOT NULL,
  holder TEXT NOT NULL,
  hold INTEGER NOT NULL CHECK (hold IN (0, 1)),
  deletes_after INTEGER CHECK (deletes_after > 0),
  hold_on TEXT,
  asked_on TEXT,
  reply_by TEXT,
  chased_on TEXT,
  answered_on TEXT,
  result TEXT NOT NULL CHECK (result IN ('', 'found', 'nothing', 'not-searched')),
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  UNIQUE (case_id, position)
) STRICT;
CREATE INDEX place_awaited ON place (reply_by) WHERE answered_on IS NULL AND reply_by IS NOT NULL;

-- One item of the disclosure schedule. `treatment` is '' until it is decided. `exemption` is a
-- slug, or '' if we rely on none. `opinion_says` is the finding of the opinion that the law
-- requires: harm is likely or not. It is 'known' if no opinion is needed because the person knows
-- the data. `opinion` names its author, or says why none is needed. `opinion_on` is its day.
CREATE TABLE item (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  number INTEGER NOT NULL CHECK (number > 0),
  place_id INTEGER REFERENCES place (id),
  category TEXT NOT NULL,
  title TEXT NOT NULL,
  dated TEXT,
  pages INTEGER NOT NULL CHECK (pages >= 0),
  treatment TEXT NOT NULL CHECK (treatment IN ('', 'release', 'redact', 'withhold')),
  exemption TEXT NOT NULL,
  reason TEXT NOT NULL,
  treated_by TEXT NOT NULL,
  opinion_says TEXT NOT NULL CHECK (opinion_says IN ('', 'harm', 'no-harm', 'known')),
  opinion TEXT NOT NULL,
  opinion_on TEXT,
  looked_by TEXT NOT NULL,
  looked_on TEXT,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  UNIQUE (case_id, number)
) STRICT;

-- One data item that a third party asks for. `slug` is '' if the office's list doesn't have it.
-- `instead` describes a lesser item to give, or is '' for the item itself. Risk and sensitivity
-- are as assessed. `ordered`: the order or duty that compels disclosure names the item.
CREATE TABLE scope_item (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES cases (id),
  position INTEGER NOT NULL,
  slug TEXT NOT NULL,
  title TEXT NOT NULL,
  sensitivity TEXT NOT NULL CHECK (sensitivity IN ('A', 'B', 'C', 'D', 'E')),
  risk INTEGER NOT NULL CHECK (risk > 0),
  instead TEXT NOT NULL,
  given INTEGER NOT NULL CHECK (given IN (0, 1)),
  ordered INTEGER NOT NULL CHECK (ordered IN (0, 1)),
  UNIQUE (case_id, position)
) STRICT;
