-- Time off of nobody by name is everybody's: a day on which the whole company is closed.
CREATE TABLE time_offs_of_all (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  user_id INTEGER REFERENCES users (id), -- null: everybody's
  start_minute INTEGER NOT NULL,
  end_minute INTEGER NOT NULL CHECK (start_minute < end_minute)
) STRICT;
INSERT INTO time_offs_of_all SELECT id, name, user_id, start_minute, end_minute FROM time_offs;
DROP TABLE time_offs;
ALTER TABLE time_offs_of_all RENAME TO time_offs;
CREATE INDEX time_offs_until ON time_offs (end_minute);
