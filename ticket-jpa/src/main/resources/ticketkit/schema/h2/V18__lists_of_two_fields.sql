-- TicketKit, schema version 18, for H2: nothing changes. With as few tickets as H2 is for, one index for each field is enough.

insert into ticket_schema_version (version) values (18);
