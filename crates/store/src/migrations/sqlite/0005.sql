-- What is to be done on jobs, and what is left of them on accounts when they are over.

-- Of accounts only: what the account is, a number of a list that is kept elsewhere.
ALTER TABLE places ADD COLUMN account_status_id INTEGER CHECK (account_status_id IS NULL OR kind = 'accounts');

-- What accounts can be sold. Without any the list is kept elsewhere, and every number is a service's.
CREATE TABLE services (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

-- One row for each time a job's completion has added a service to its account.
CREATE TABLE account_services (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  place_kind TEXT NOT NULL CHECK (place_kind = 'accounts'),
  place_id INTEGER NOT NULL,
  service_id INTEGER NOT NULL,
  job_id INTEGER, -- which may be deleted
  FOREIGN KEY (place_kind, place_id) REFERENCES places (kind, id)
) STRICT;
CREATE INDEX account_services_of ON account_services (place_id);

-- `job_id` is that of the job whose end was reported. Without any other tickets their list is kept elsewhere, and every
-- number is a ticket's.
CREATE TABLE tickets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  subject TEXT NOT NULL,
  ticket_group_id INTEGER,
  place_kind TEXT,
  place_id INTEGER,
  job_id INTEGER, -- which may be deleted
  created_at INTEGER,
  FOREIGN KEY (place_kind, place_id) REFERENCES places (kind, id)
) STRICT;

CREATE TABLE task_templates (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE template_tasks (
  id INTEGER PRIMARY KEY,
  task_template_id INTEGER NOT NULL REFERENCES task_templates (id) ON DELETE CASCADE,
  task TEXT NOT NULL
) STRICT;
CREATE INDEX template_tasks_of ON template_tasks (task_template_id);

-- Done when `completed_at` is set.
CREATE TABLE tasks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  description TEXT NOT NULL,
  user_id INTEGER REFERENCES users (id),
  due_day INTEGER,
  completed_at INTEGER,
  completed_by_user_id INTEGER REFERENCES users (id)
) STRICT;
CREATE INDEX tasks_of ON tasks (job_id);
