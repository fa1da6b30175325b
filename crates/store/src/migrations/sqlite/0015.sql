-- What is in the fields of a job's type: JSON, texts by the fields' keys.
ALTER TABLE jobs ADD COLUMN fields TEXT NOT NULL DEFAULT '{}';
-- What the system behind the gateway finds wrong with them: JSON, pairs of the field as it calls it, and its sentence.
ALTER TABLE upstream_jobs ADD COLUMN wrong_fields TEXT NOT NULL DEFAULT '[]';
