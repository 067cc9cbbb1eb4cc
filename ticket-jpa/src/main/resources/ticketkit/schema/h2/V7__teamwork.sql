-- TicketKit, schema version 7, for H2: assignment.

insert into ticket_schema_version (version) values (7);
