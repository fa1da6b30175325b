-- Everything an instance knows.
--
-- Units: *_minute is a wall-clock minute since 1970-01-01 00:00 in the instance's zone, *_second the same in seconds,
-- *_day a day since 1970-01-01; *_minute of a schedule's or blocker's day counts from midnight, 0 to 1440.
-- *_at is an instant: seconds since 1970-01-01 00:00 UTC.

CREATE TABLE settings (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  username TEXT NOT NULL,
  name TEXT NOT NULL,
  public_name TEXT NOT NULL
) STRICT;

CREATE TABLE api_users (
  name TEXT NOT NULL PRIMARY KEY,
  password_hash TEXT NOT NULL,
  user_id INTEGER NOT NULL REFERENCES users (id)
) STRICT;

-- Accounts and network sites: where a job is done. Both count from 1, so the kind belongs to the key.
CREATE TABLE places (
  kind TEXT NOT NULL CHECK (kind IN ('accounts', 'network_sites')),
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  address TEXT,
  latitude REAL,
  longitude REAL,
  PRIMARY KEY (kind, id),
  CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE job_types (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  length_in_minutes INTEGER NOT NULL CHECK (length_in_minutes > 0),
  color TEXT NOT NULL,
  icon TEXT NOT NULL
) STRICT;

CREATE TABLE geofences (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

-- One polygon each; its corners as a JSON list of [latitude, longitude].
CREATE TABLE geofence_areas (
  geofence_id INTEGER NOT NULL REFERENCES geofences (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  corners TEXT NOT NULL,
  PRIMARY KEY (geofence_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE schedules (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  available INTEGER NOT NULL,
  start_day INTEGER NOT NULL,
  weeks INTEGER NOT NULL,
  repetitions INTEGER NOT NULL,
  infinite_repetitions INTEGER NOT NULL
) STRICT;

CREATE TABLE schedule_users (
  schedule_id INTEGER NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  user_id INTEGER NOT NULL REFERENCES users (id),
  PRIMARY KEY (schedule_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE schedule_job_types (
  schedule_id INTEGER NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  job_type_id INTEGER NOT NULL REFERENCES job_types (id),
  PRIMARY KEY (schedule_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE schedule_geofences (
  schedule_id INTEGER NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  geofence_id INTEGER NOT NULL REFERENCES geofences (id),
  PRIMARY KEY (schedule_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE schedule_days (
  id INTEGER PRIMARY KEY,
  schedule_id INTEGER NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),
  start_minute INTEGER NOT NULL,
  end_minute INTEGER NOT NULL,
  CHECK (0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440)
) STRICT;
CREATE INDEX schedule_days_of ON schedule_days (schedule_id);

-- `weekdays` has bit 0 for Sunday to bit 6 for Saturday.
CREATE TABLE blockers (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  weekdays INTEGER NOT NULL,
  start_minute INTEGER NOT NULL,
  end_minute INTEGER NOT NULL,
  start_day INTEGER NOT NULL,
  weeks INTEGER NOT NULL,
  repetitions INTEGER NOT NULL,
  infinite_repetitions INTEGER NOT NULL
) STRICT;

CREATE TABLE blocker_users (
  blocker_id INTEGER NOT NULL REFERENCES blockers (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  user_id INTEGER NOT NULL REFERENCES users (id),
  PRIMARY KEY (blocker_id, position)
) STRICT, WITHOUT ROWID;

-- Of two overrides for the same blocker, user and day the later one (the higher id) wins.
CREATE TABLE overrides (
  id INTEGER PRIMARY KEY,
  blocker_id INTEGER NOT NULL REFERENCES blockers (id) ON DELETE CASCADE,
  user_id INTEGER NOT NULL REFERENCES users (id),
  day INTEGER NOT NULL,
  start_minute INTEGER NOT NULL,
  end_minute INTEGER NOT NULL
) STRICT;
CREATE INDEX overrides_on ON overrides (day);

CREATE TABLE time_offs (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  user_id INTEGER NOT NULL REFERENCES users (id),
  start_minute INTEGER NOT NULL,
  end_minute INTEGER NOT NULL CHECK (start_minute < end_minute)
) STRICT;
CREATE INDEX time_offs_until ON time_offs (end_minute);

-- AUTOINCREMENT: the number of a deleted job is never given to another, links and calendars may still name it.
CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  job_type_id INTEGER NOT NULL REFERENCES job_types (id),
  length_in_minutes INTEGER NOT NULL CHECK (length_in_minutes > 0),
  place_kind TEXT NOT NULL,
  place_id INTEGER NOT NULL,
  ticket_id INTEGER,
  notes TEXT NOT NULL,
  services TEXT NOT NULL, -- JSON list of numbers
  status TEXT NOT NULL CHECK (status IN ('queued', 'scheduled', 'completed', 'failed')),
  start_minute INTEGER CHECK ((start_minute IS NOT NULL) = (status = 'scheduled')),
  created_by_user_id INTEGER REFERENCES users (id),
  completed_second INTEGER,
  completed_by_user_id INTEGER REFERENCES users (id),
  completed_successfully INTEGER,
  completion_reason TEXT,
  FOREIGN KEY (place_kind, place_id) REFERENCES places (kind, id)
) STRICT;

-- What occupies a technician. A scheduled job has one for each of its crew, in the crew's order.
CREATE TABLE claims (
  job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  user_id INTEGER NOT NULL REFERENCES users (id),
  start_minute INTEGER NOT NULL,
  end_minute INTEGER NOT NULL CHECK (start_minute < end_minute),
  UNIQUE (job_id, position),
  UNIQUE (job_id, user_id)
) STRICT;
-- Most questions are about the days to come: what ended before them is skipped by the index.
CREATE INDEX claims_until ON claims (end_minute, start_minute, user_id, job_id);

CREATE TABLE checked_in (
  job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  user_id INTEGER NOT NULL REFERENCES users (id),
  since_second INTEGER NOT NULL,
  PRIMARY KEY (job_id, user_id)
) STRICT;

CREATE TABLE desired_job_datetimes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  day INTEGER NOT NULL,
  start_second INTEGER NOT NULL, -- of the day
  end_second INTEGER NOT NULL,
  CHECK (0 <= start_second AND start_second < end_second AND end_second <= 86400)
) STRICT;
CREATE INDEX desired_job_datetimes_of ON desired_job_datetimes (job_id);

-- Only the SHA-256 of a link's handle is kept. `salt` makes the aliases under which its holder sees users: it must not
-- follow from the handle, or the holder could compute them back.
CREATE TABLE links (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  handle_hash BLOB NOT NULL UNIQUE,
  salt BLOB NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('customer', 'staff')),
  user_id INTEGER REFERENCES users (id), -- for whom a staff link acts
  place_kind TEXT,
  place_id INTEGER,
  job_type_id INTEGER REFERENCES job_types (id),
  job_id INTEGER REFERENCES jobs (id) ON DELETE SET NULL,
  made_job INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER,
  FOREIGN KEY (place_kind, place_id) REFERENCES places (kind, id),
  CHECK (kind = 'staff' OR (place_kind IS NOT NULL AND place_id IS NOT NULL AND job_type_id IS NOT NULL))
) STRICT;
CREATE INDEX links_to ON links (job_id);
