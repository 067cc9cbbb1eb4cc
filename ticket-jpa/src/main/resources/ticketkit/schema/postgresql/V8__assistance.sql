-- TicketKit, schema version 8, for PostgreSQL: similar tickets, chats, what a model helped with.

insert into ticket_schema_version (version) values (8);
