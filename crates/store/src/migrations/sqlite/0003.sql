-- How many a job needs stays known when nobody is to come any more: the size of its last crew.

ALTER TABLE jobs ADD COLUMN crew_size INTEGER CHECK (crew_size > 0); -- null: never scheduled
UPDATE jobs SET crew_size = (SELECT nullif(count(*), 0) FROM claims WHERE claims.job_id = jobs.id);
