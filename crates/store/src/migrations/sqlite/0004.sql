-- Everything that occupies a technician is one row of claims: a scheduled job's and, new, a hold's. Keys of requests whose
-- answers are kept, and what became of each job.
--
-- *_ms is an instant of the database's clock: milliseconds since 1970-01-01 00:00 UTC.

-- A time that somebody looks at closely enough that nobody else may take it meanwhile.
CREATE TABLE holds (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  holder TEXT NOT NULL, -- `staff 3` or `link 7`
  job_type_id INTEGER NOT NULL REFERENCES job_types (id) ON DELETE CASCADE,
  start_minute INTEGER NOT NULL,
  length_in_minutes INTEGER NOT NULL CHECK (length_in_minutes > 0),
  until_ms INTEGER NOT NULL,
  deadline_ms INTEGER NOT NULL, -- the latest `until_ms` that it can be given
  CHECK (until_ms <= deadline_ms)
) STRICT;
CREATE INDEX holds_until ON holds (until_ms);
CREATE INDEX holds_of ON holds (holder);

-- `is_exclusive` is false only for claims that came from elsewhere and overlapped others already.
CREATE TABLE new_claims (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  job_id INTEGER REFERENCES jobs (id) ON DELETE CASCADE,
  hold_id INTEGER REFERENCES holds (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  user_id INTEGER NOT NULL REFERENCES users (id),
  start_minute INTEGER NOT NULL,
  end_minute INTEGER NOT NULL CHECK (start_minute < end_minute),
  is_exclusive INTEGER NOT NULL DEFAULT TRUE,
  UNIQUE (job_id, position),
  UNIQUE (job_id, user_id),
  UNIQUE (hold_id, user_id),
  CHECK ((job_id IS NULL) <> (hold_id IS NULL))
) STRICT;
INSERT INTO new_claims (job_id, position, user_id, start_minute, end_minute, is_exclusive)
  SELECT job_id, position, user_id, start_minute, end_minute, NOT EXISTS (
      SELECT 1 FROM claims AS earlier WHERE earlier.user_id = claims.user_id AND earlier.rowid < claims.rowid
        AND earlier.start_minute < claims.end_minute AND claims.start_minute < earlier.end_minute
    )
  FROM claims ORDER BY rowid;
DROP TABLE claims;
ALTER TABLE new_claims RENAME TO claims;
-- Most questions are about the days to come: what ended before them is skipped by the index.
CREATE INDEX claims_until ON claims (end_minute, start_minute, user_id, job_id, hold_id);
CREATE INDEX claims_of_user ON claims (user_id, end_minute, start_minute, job_id, hold_id);

-- The backstop. Every change looks first, so it should never be needed.
CREATE TRIGGER claims_never_overlap BEFORE INSERT ON claims WHEN NEW.is_exclusive
BEGIN
  SELECT RAISE(ABORT, 'claims overlap') WHERE EXISTS (
    SELECT 1 FROM claims WHERE user_id = NEW.user_id AND is_exclusive
      AND start_minute < NEW.end_minute AND NEW.start_minute < end_minute
  );
END;
CREATE TRIGGER claims_never_come_to_overlap
BEFORE UPDATE OF user_id, start_minute, end_minute, is_exclusive ON claims WHEN NEW.is_exclusive
BEGIN
  SELECT RAISE(ABORT, 'claims overlap') WHERE EXISTS (
    SELECT 1 FROM claims WHERE user_id = NEW.user_id AND is_exclusive AND id <> NEW.id
      AND start_minute < NEW.end_minute AND NEW.start_minute < end_minute
  );
END;

CREATE TABLE new_checked_in (
  job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  user_id INTEGER NOT NULL REFERENCES users (id),
  since_second INTEGER NOT NULL,
  PRIMARY KEY (job_id, user_id)
) STRICT;
INSERT INTO new_checked_in (job_id, position, user_id, since_second)
  SELECT job_id, rowid, user_id, since_second FROM checked_in;
DROP TABLE checked_in;
ALTER TABLE new_checked_in RENAME TO checked_in;

-- What was answered to requests with an `Idempotency-Key`. `status` is null while the answer is not known.
CREATE TABLE idempotency_keys (
  subject TEXT NOT NULL, -- whose key: `staff 3` or `link 7`
  key TEXT NOT NULL,
  fingerprint BLOB NOT NULL, -- SHA-256 of method, path, body
  owner BLOB NOT NULL, -- random: which try it is
  started_ms INTEGER NOT NULL,
  effect TEXT, -- what was done, in the transaction that did it: `job 8`
  status INTEGER,
  code TEXT, -- of a refusal
  body TEXT,
  PRIMARY KEY (subject, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_started ON idempotency_keys (started_ms);

-- One row for each change of a job, in their order.
CREATE TABLE job_history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  job_id INTEGER NOT NULL, -- which may be deleted
  actor TEXT NOT NULL, -- `user 3` or `link 7`
  operation TEXT NOT NULL,
  status TEXT NOT NULL -- after it; `deleted` when nothing is left
) STRICT;
CREATE INDEX job_history_of ON job_history (job_id);
