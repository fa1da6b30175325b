-- How far what an API user may do goes, whether it may do anything now, when it was made (unknown of those from before) and when it
-- was used last, to some minutes; and what became of each: one row for each change, in the transaction of the change.
ALTER TABLE api_users ADD COLUMN scope TEXT NOT NULL DEFAULT 'admin';
ALTER TABLE api_users ADD COLUMN is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1));
ALTER TABLE api_users ADD COLUMN made_ms INTEGER;
ALTER TABLE api_users ADD COLUMN used_ms INTEGER;

CREATE TABLE api_user_history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  api_user TEXT NOT NULL, -- which may be removed
  actor TEXT NOT NULL,
  operation TEXT NOT NULL
) STRICT;
CREATE INDEX api_user_history_of ON api_user_history (api_user);

-- The texts in which is looked for something, in small letters: notes of jobs; name and address of places. What is there by now is
-- folded by the program when it starts.
ALTER TABLE jobs ADD COLUMN sought TEXT;
ALTER TABLE places ADD COLUMN sought TEXT;
CREATE INDEX jobs_unfolded ON jobs (id) WHERE sought IS NULL;
CREATE INDEX places_unfolded ON places (id) WHERE sought IS NULL;
