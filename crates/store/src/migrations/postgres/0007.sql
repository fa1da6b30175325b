-- What a link has done within a day is counted at each of its bookings.
CREATE INDEX job_history_by ON job_history (actor, at_ms);
