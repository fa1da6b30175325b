-- Links that anybody may open. Their row in `links` says for how long they work; its place stands for all who come by them and
-- have told nothing of themselves yet, and its type is the first of theirs.
CREATE TABLE open_links (
  link_id BIGINT PRIMARY KEY REFERENCES links (id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  job_type_ids TEXT NOT NULL -- JSON list of numbers
);

-- Of whom came by one: by which, what stands for their place, from which network (a hash), and when they booked last.
-- They refer to nothing: what a newcomer may see must not change with what becomes of the open link.
ALTER TABLE links ADD COLUMN open_link_id BIGINT;
ALTER TABLE links ADD COLUMN open_place_id BIGINT;
ALTER TABLE links ADD COLUMN network TEXT;
ALTER TABLE links ADD COLUMN booked_ms BIGINT;
CREATE INDEX links_of_newcomers ON links (open_link_id, booked_ms, expires_at) WHERE open_link_id IS NOT NULL;
CREATE INDEX links_booked_from ON links (network, booked_ms) WHERE network IS NOT NULL AND booked_ms IS NOT NULL;

-- The same of what they hold.
ALTER TABLE holds ADD COLUMN open_link_id BIGINT;
ALTER TABLE holds ADD COLUMN network TEXT;

-- By which accounts are found again: an e-mail address in small letters, the digits of a telephone number.
ALTER TABLE places ADD COLUMN email TEXT;
ALTER TABLE places ADD COLUMN telephone TEXT;
CREATE INDEX places_by_email ON places (email) WHERE email IS NOT NULL;
CREATE INDEX places_by_telephone ON places (telephone) WHERE telephone IS NOT NULL;

-- Proofs of work that were accepted, until they would have ended: each is good once.
CREATE TABLE used_proofs (
  salt TEXT NOT NULL PRIMARY KEY,
  until_second BIGINT NOT NULL
);
