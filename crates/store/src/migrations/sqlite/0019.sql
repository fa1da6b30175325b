-- Customers who would rather have their visit sooner: who asked first has the lower number. `not_before` is a minute of the
-- instance's clocks; `seen` is JSON, pairs of minutes: starts that are no news to them; `hold_id` is what is held for them.
CREATE TABLE earlier_requests (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  job_id INTEGER NOT NULL UNIQUE REFERENCES jobs (id) ON DELETE CASCADE,
  link_id INTEGER NOT NULL REFERENCES links (id) ON DELETE CASCADE,
  not_before INTEGER,
  seen TEXT NOT NULL,
  hold_id INTEGER REFERENCES holds (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX earlier_requests_by_hold ON earlier_requests (hold_id) WHERE hold_id IS NOT NULL;

-- Whether it is held for somebody who waits, and not by somebody who chooses.
ALTER TABLE holds ADD COLUMN is_offer INTEGER NOT NULL DEFAULT FALSE;
