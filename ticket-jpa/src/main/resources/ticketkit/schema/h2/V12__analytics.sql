-- TicketKit, schema version 12, for H2: room for analytics, which another change brings.

insert into ticket_schema_version (version) values (12);
