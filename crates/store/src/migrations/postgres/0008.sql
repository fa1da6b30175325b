-- What each system's programs say of jobs that others have no place for, what such a system has beside jobs, and who has logged
-- in to it by a token.
CREATE TABLE particulars (
  job_id BIGINT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  system TEXT NOT NULL,
  reference TEXT,
  document TEXT NOT NULL,
  PRIMARY KEY (job_id, system)
);
CREATE INDEX particulars_by_reference ON particulars (system, reference);
-- OS1 changes jobs by it.
CREATE UNIQUE INDEX particulars_of_os1 ON particulars (reference) WHERE system = 'os1';

-- In the order of SQLite, whatever the database's language is.
CREATE TABLE definitions (
  system TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (system, kind, id)
);

-- Only the SHA-256 of a token is kept. Seconds since 1970.
CREATE TABLE access_tokens (
  hash BYTEA PRIMARY KEY,
  system TEXT NOT NULL,
  api_user TEXT NOT NULL REFERENCES api_users (name) ON DELETE CASCADE,
  made_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL
);

-- Names of systems, with blanks between.
ALTER TABLE api_users ADD COLUMN systems TEXT NOT NULL DEFAULT 'sonar';
