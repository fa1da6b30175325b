-- What is in the fields of a job's type: JSON, texts by the fields' keys.
ALTER TABLE jobs ADD COLUMN fields TEXT NOT NULL DEFAULT '{}';
-- What the system behind the gateway finds wrong with them: JSON, pairs of the field as it calls it, and its sentence.
ALTER TABLE upstream_jobs ADD COLUMN wrong_fields TEXT NOT NULL DEFAULT '[]';

-- What the system behind can't be told stands with us alone. As in step 14 only the text of the table is written over.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(sql, '''refused'', ''unknown'')', '''refused'', ''unknown'', ''local'')')
WHERE type = 'table' AND name = 'upstream_jobs';
PRAGMA writable_schema = RESET;
