-- Why a customer has cancelled, where they said it.
ALTER TABLE job_history ADD COLUMN reason TEXT;
