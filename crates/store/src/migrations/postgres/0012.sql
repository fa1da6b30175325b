-- What is in the fields of a job's type: JSON, texts by the fields' keys.
ALTER TABLE jobs ADD COLUMN fields TEXT NOT NULL DEFAULT '{}';
-- What the system behind the gateway finds wrong with them: JSON, pairs of the field as it calls it, and its sentence.
ALTER TABLE upstream_jobs ADD COLUMN wrong_fields TEXT NOT NULL DEFAULT '[]';

-- What the system behind can't be told stands with us alone.
ALTER TABLE upstream_jobs DROP CONSTRAINT upstream_jobs_state_check;
ALTER TABLE upstream_jobs ADD CONSTRAINT upstream_jobs_state_check
  CHECK (state IN ('pending', 'confirmed', 'refused', 'unknown', 'local'));
