-- A letter is compared with the names of all pupils. Each has a key among its words: its last word, where that
-- is of English letters alone, or else its first, or else ''. `reads/people.py` asks by this expression.
CREATE INDEX party_by_word ON party (
  (CASE WHEN substr(' ' || rtrim(name, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'), length(rtrim(name, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')) + 1, 1) IN (' ', '-', '''', '’', '.')
  THEN lower(substr(name, length(rtrim(name, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')) + 1, 40))
  WHEN substr(ltrim(name, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'), 1, 1) IN (' ', '-', '''', '’', '.')
  THEN lower(substr(substr(name, 1, length(name) - length(ltrim(name, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'))), 1, 40))
  ELSE '' END)
);
