-- Under which address whoever knows it reads the visits of a technician: one at a time, stored as a hash.
CREATE TABLE feeds (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  handle_hash BLOB NOT NULL UNIQUE,
  made_by TEXT NOT NULL, -- as in the history
  made_ms INTEGER NOT NULL
) STRICT;
