-- Where the job would be that a time is held for: ways are kept from a hold as from a job. Null of holds from before.
ALTER TABLE holds ADD COLUMN place_kind TEXT;
ALTER TABLE holds ADD COLUMN place_id INTEGER;
