-- TicketKit, schema version 6, for PostgreSQL: attachments, feedback, links between tickets.

insert into ticket_schema_version (version) values (6);
