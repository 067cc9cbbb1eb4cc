-- TicketKit, schema version 5, for PostgreSQL: events that wait to be delivered.

insert into ticket_schema_version (version) values (5);
