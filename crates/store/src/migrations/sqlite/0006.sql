-- How often what decides about a user's time has changed; user 0: the roster's plan, which editors change. No row: never.
CREATE TABLE versions (
  user_id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL
);
