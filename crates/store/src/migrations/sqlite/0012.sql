-- A job can be given up and stay on record. What a column may hold can't be changed by ALTER TABLE, and jobs are referred to from
-- everywhere, so that the table is not made anew: only its text is written over, which SQLite's own manual has for this.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(sql, '''completed'', ''failed'')', '''completed'', ''failed'', ''cancelled'')')
WHERE type = 'table' AND name = 'jobs';
PRAGMA writable_schema = RESET;
