-- What a case consists of beyond its dates: where was searched, what was found and disclosed, what
-- a third party asks for item by item, which cases belong together, and who alone may see one.
-- Columns of words (names, titles, reasons) can be erased; the rest is vouched for by the chain.

ALTER TABLE cases ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1));

-- An address that must not be given to anybody else in the case.
ALTER TABLE party ADD COLUMN protected INTEGER NOT NULL DEFAULT 0 CHECK (protected IN (0, 1));

ALTER TABLE scope ADD COLUMN years TEXT NOT NULL DEFAULT '';
ALTER TABLE scope ADD COLUMN pupils INTEGER;
ALTER TABLE scope ADD COLUMN condition TEXT NOT NULL DEFAULT '';
ALTER TABLE scope ADD COLUMN dpia TEXT NOT NULL DEFAULT '';
ALTER TABLE scope ADD COLUMN agreement TEXT NOT NULL DEFAULT '';
ALTER TABLE scope ADD COLUMN review_on TEXT;

-- Who may see a restricted case, beside whoever restricted it.
CREATE TABLE reader (
  case_id INTEGER NOT NULL REFERENCES cases (id),
  person TEXT NOT NULL,
  PRIMARY KEY (case_id, person)
) STRICT;

-- Two cases that belong together; `nature` says how case_id stands to other_id.
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

-- One place of the search plan: a system, a person, another body. `slug` is '' where the office's
-- list doesn't have it; `result` is '' until it answered. `hold`: something deletes there by itself,
-- after `deletes_after` days where that is known, so its holder is told to keep what there is.
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

-- One item of the disclosure schedule. `treatment` is '' until it was looked at; `exemption` a slug,
-- '' where none is relied on. `opinion_says` is what the opinion that the law asks for says: that
-- harm is likely or not, or 'known' where none is needed as the person knows it; `opinion` by whom,
-- or why none is needed; `opinion_on` its day.
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

-- One data item that a third party asks for. `slug` is '' where the office's list doesn't have it;
-- `instead` what less would be given ('' where the item itself); risk and sensitivity as assessed;
-- `ordered` whether the order or duty that compels names it.
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
