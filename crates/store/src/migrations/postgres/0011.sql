-- Programs that were written for OS1 are told what they have asked for, each at the address that it has sent along. The one
-- recipient of that kind stands for all of them.
ALTER TABLE recipients DROP CONSTRAINT recipients_kind_check;
ALTER TABLE recipients ADD CONSTRAINT recipients_kind_check CHECK (kind IN ('webhook', 'upstream', 'os1'));

-- A callback's own: where, and JSON of what is sent and of what signs it.
ALTER TABLE messages ADD COLUMN url TEXT;
ALTER TABLE messages ADD COLUMN document TEXT;
