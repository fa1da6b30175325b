-- When customers would rather not have their visit, though they could: windows of a day, none dearer than another.
CREATE TABLE rather_not (
  job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  day INTEGER NOT NULL,
  start_second INTEGER NOT NULL, -- of the day
  end_second INTEGER NOT NULL,
  PRIMARY KEY (job_id, day, start_second, end_second),
  CHECK (0 <= start_second AND start_second < end_second AND end_second <= 86400)
) STRICT;
