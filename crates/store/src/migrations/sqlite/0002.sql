-- What a job type does to its jobs, numbers that are not given out again, and fields that an instance adds to its jobs.

ALTER TABLE job_types ADD COLUMN change_status_on_completion INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job_types ADD COLUMN account_status_id_completion INTEGER;
ALTER TABLE job_types ADD COLUMN change_status_on_failure INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job_types ADD COLUMN account_status_id_failure INTEGER;
ALTER TABLE job_types ADD COLUMN create_completion_ticket INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job_types ADD COLUMN completion_ticket_group_id INTEGER;
ALTER TABLE job_types ADD COLUMN create_failure_ticket INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job_types ADD COLUMN failure_ticket_group_id INTEGER;
ALTER TABLE job_types ADD COLUMN allow_completion_with_uncompleted_tasks INTEGER NOT NULL DEFAULT 1;
ALTER TABLE job_types ADD COLUMN task_template_id INTEGER;
ALTER TABLE job_types ADD COLUMN services TEXT NOT NULL DEFAULT '[]'; -- JSON list of numbers
ALTER TABLE job_types ADD COLUMN contract_template_id INTEGER;

-- The highest number that was ever deleted from a table: a new record gets a higher one, somebody may still hold the old.
CREATE TABLE deleted_numbers (
  table_name TEXT NOT NULL PRIMARY KEY,
  highest INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE custom_fields (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('text', 'checkbox', 'select', 'date')),
  is_unique INTEGER NOT NULL,
  active INTEGER NOT NULL,
  entity_type TEXT NOT NULL,
  select_options TEXT NOT NULL -- JSON list of texts
) STRICT;

CREATE TABLE job_custom_fields (
  job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  custom_field_id INTEGER NOT NULL REFERENCES custom_fields (id) ON DELETE CASCADE,
  data TEXT NOT NULL, -- JSON: a text or a boolean
  PRIMARY KEY (job_id, custom_field_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_custom_fields_of ON job_custom_fields (custom_field_id);
