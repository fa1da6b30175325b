-- Programs that were written for OS1 are told what they have asked for, each at the address that it has sent along. The one
-- recipient of that kind stands for all of them. As in step 12 only the text of the table is written over.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(sql, '(''webhook'', ''upstream'')', '(''webhook'', ''upstream'', ''os1'')')
WHERE type = 'table' AND name = 'recipients';
PRAGMA writable_schema = RESET;

-- A callback's own: where, and JSON of what is sent and of what signs it.
ALTER TABLE messages ADD COLUMN url TEXT;
ALTER TABLE messages ADD COLUMN document TEXT;
