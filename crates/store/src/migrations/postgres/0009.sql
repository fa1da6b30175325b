-- A job can be given up and stay on record.
ALTER TABLE jobs DROP CONSTRAINT jobs_status_check;
ALTER TABLE jobs ADD CONSTRAINT jobs_status_check
  CHECK (status IN ('queued', 'scheduled', 'completed', 'failed', 'cancelled'));
