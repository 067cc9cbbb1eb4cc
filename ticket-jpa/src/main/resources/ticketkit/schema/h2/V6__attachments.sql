-- TicketKit, schema version 6, for H2: attachments, feedback, links between tickets.

insert into ticket_schema_version (version) values (6);
