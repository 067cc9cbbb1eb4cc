-- TicketKit, schema version 7, for PostgreSQL: assignment.

insert into ticket_schema_version (version) values (7);
