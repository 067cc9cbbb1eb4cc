-- TicketKit, schema version 17, for H2: nothing changes. H2 has no index of words.

insert into ticket_schema_version (version) values (17);
