-- TicketKit, schema version 12, for PostgreSQL: room for analytics, which another change brings.

insert into ticket_schema_version (version) values (12);
