-- How far a link of the board goes. Those that were made before keep doing all that they did.
ALTER TABLE links ADD COLUMN scope TEXT NOT NULL DEFAULT 'admin';
-- What the holder of a customer's link may do, its days (numbers, counted from 1970-01-01), from when on it works (seconds
-- since 1970-01-01 00:00 UTC), how often it may book and move and has done so, on which pages it may stand (origins between
-- blanks), in which language it was sent.
ALTER TABLE links ADD COLUMN rights TEXT NOT NULL DEFAULT 'view hold book reschedule cancel';
ALTER TABLE links ADD COLUMN first_day INTEGER;
ALTER TABLE links ADD COLUMN last_day INTEGER;
ALTER TABLE links ADD COLUMN not_before INTEGER;
ALTER TABLE links ADD COLUMN max_changes INTEGER;
ALTER TABLE links ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE links ADD COLUMN embed_origins TEXT NOT NULL DEFAULT '';
ALTER TABLE links ADD COLUMN locale TEXT;
-- The key that a sealed link was made with; the others have a handle.
ALTER TABLE links ADD COLUMN key_id TEXT;
