-- What becomes of links, and whose a hold is.

-- Whether a link lives as long as its job wants it, beyond `expires_at`: until some days after the visit, and while the job
-- waits for a time. Not where staff said how many days it is to work; those from before of another length than the usual were.
ALTER TABLE links ADD COLUMN follows_job INTEGER NOT NULL DEFAULT 0;
UPDATE links SET follows_job = 1 WHERE kind = 'customer' AND expires_at - created_at = 14 * 86400;
-- Until when the link's holder may hold times for its job, however often they are held anew. Null: nothing was held yet.
ALTER TABLE links ADD COLUMN hold_deadline_ms INTEGER;
-- When it was last noted that the link was opened.
ALTER TABLE links ADD COLUMN opened_ms INTEGER;

-- What became of each link: one row for each change, in the transaction of the change, and for openings, of which one in a
-- while is noted. The link itself goes with its type of job.
CREATE TABLE link_history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  link_id INTEGER NOT NULL,
  actor TEXT NOT NULL,
  operation TEXT NOT NULL
) STRICT;
CREATE INDEX link_history_of ON link_history (link_id);

-- What staff hold a time for; theirs is not in the way of a visit for the same and of no other. `owner` is a number made of
-- both. Holds of staff from before are nobody's until they end.
ALTER TABLE holds ADD COLUMN purpose TEXT NOT NULL DEFAULT '';
ALTER TABLE holds ADD COLUMN owner INTEGER NOT NULL DEFAULT 0;
UPDATE holds SET owner = CAST(substr(holder, 6) AS INTEGER) WHERE holder LIKE 'link %';

-- Who has an open job, or another link, already.
CREATE INDEX links_at ON links (place_kind, place_id, job_type_id);
CREATE INDEX jobs_at ON jobs (place_kind, place_id, job_type_id);
