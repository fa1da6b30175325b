-- Pictures that the holders of links have added. Until a job names it in one of its fields, a photo waits for one (`unused_since`,
-- in seconds since 1970-01-01 00:00 UTC), and goes after a day. What was sent twice by one link is there once.
CREATE TABLE photos (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  link_id INTEGER NOT NULL REFERENCES links (id),
  job_id INTEGER REFERENCES jobs (id) ON DELETE SET NULL,
  media_type TEXT NOT NULL,
  digest BLOB NOT NULL, -- SHA-256
  bytes BLOB NOT NULL,
  made_at INTEGER NOT NULL,
  unused_since INTEGER NOT NULL
) STRICT;
CREATE INDEX photos_of_job ON photos (job_id) WHERE job_id IS NOT NULL;
CREATE INDEX photos_waiting ON photos (unused_since) WHERE job_id IS NULL;
CREATE INDEX photos_of_link ON photos (link_id);
