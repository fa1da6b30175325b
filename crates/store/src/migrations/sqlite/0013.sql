-- What a visit was after each change, and whose: who is told of a change is told what it was before too, also of a job that is deleted.
ALTER TABLE job_history ADD COLUMN start_minute INTEGER;
ALTER TABLE job_history ADD COLUMN length_in_minutes INTEGER;
ALTER TABLE job_history ADD COLUMN user_ids TEXT; -- a list of numbers
ALTER TABLE job_history ADD COLUMN job_type_id INTEGER;
ALTER TABLE job_history ADD COLUMN place_kind TEXT;
ALTER TABLE job_history ADD COLUMN place_id INTEGER;

-- Who is told what becomes of jobs. Milliseconds since 1970.
CREATE TABLE recipients (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('webhook', 'upstream')),
  url TEXT NOT NULL,
  events TEXT NOT NULL, -- names with blanks between; none is all
  has_details INTEGER NOT NULL CHECK (has_details IN (0, 1)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  secret TEXT NOT NULL, -- signs what is sent, so it can't be hashed
  old_secret TEXT, -- signs too until
  old_secret_until_ms INTEGER,
  made_ms INTEGER NOT NULL
) STRICT;

-- What is still to be told, and for some days what was: written by the transaction of the change.
CREATE TABLE messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  recipient_id INTEGER NOT NULL REFERENCES recipients (id) ON DELETE CASCADE,
  job_id INTEGER, -- which may be deleted; none in a test
  event TEXT,
  history_id INTEGER,
  made_ms INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'dead', 'dropped')),
  attempts INTEGER NOT NULL DEFAULT 0,
  due_ms INTEGER NOT NULL,
  problem TEXT
) STRICT;
CREATE INDEX messages_waiting ON messages (due_ms) WHERE state = 'waiting';
CREATE INDEX messages_of ON messages (recipient_id, job_id, id);

-- What jobs are called in the system behind the gateway, and whether it has said yes to what they are now.
CREATE TABLE upstream_jobs (
  job_id INTEGER PRIMARY KEY, -- which may be deleted
  marker TEXT NOT NULL UNIQUE, -- by which it is found there again
  upstream_id TEXT UNIQUE, -- what it is called there; none until it is known to be there
  kept TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('pending', 'confirmed', 'refused', 'unknown')),
  reason TEXT,
  sent_ms INTEGER, -- since when it may be there without our knowing: it was sent, and nothing has come back
  seen TEXT -- what it was there when it was last written or read
) STRICT;
