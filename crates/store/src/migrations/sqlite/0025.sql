-- In which windows a link's visit has to lie, as JSON: of each its day, and its first and last second of that day. An empty list is no
-- limit.
ALTER TABLE links ADD COLUMN windows TEXT NOT NULL DEFAULT '[]';
