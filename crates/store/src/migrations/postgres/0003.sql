-- How often what decides about a user's time has changed; user 0: the roster's plan, which editors change. No row: never.
CREATE TABLE versions (
  user_id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL
) WITH (fillfactor = 50); -- room for the next version beside the last
