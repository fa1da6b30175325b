-- When customers would rather not have their visit, though they could: windows of a day, none dearer than another.
CREATE TABLE rather_not (
  job_id BIGINT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  day BIGINT NOT NULL,
  start_second BIGINT NOT NULL, -- of the day
  end_second BIGINT NOT NULL,
  PRIMARY KEY (job_id, day, start_second, end_second),
  CHECK (0 <= start_second AND start_second < end_second AND end_second <= 86400)
);
