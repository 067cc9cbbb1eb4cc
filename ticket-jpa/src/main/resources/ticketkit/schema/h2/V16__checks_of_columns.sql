-- TicketKit, schema version 16, for H2: nothing changes. H2 keeps the checks of a table ready.

insert into ticket_schema_version (version) values (16);
