-- Time off of nobody by name is everybody's: a day on which the whole company is closed.
ALTER TABLE time_offs ALTER COLUMN user_id DROP NOT NULL;
