-- What others are told of each change: one row each, in the transaction of the change, kept for a day. Its number is the place in
-- the order of the changes. Of whom and of which days it is follows in lists of numbers, days since 1970-01-01; none of them is all.
CREATE TABLE news (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  subject TEXT NOT NULL,
  operation TEXT NOT NULL,
  job_id INTEGER, -- which may be deleted
  user_ids TEXT NOT NULL,
  days TEXT NOT NULL,
  actor TEXT NOT NULL -- as in the history
) STRICT;
