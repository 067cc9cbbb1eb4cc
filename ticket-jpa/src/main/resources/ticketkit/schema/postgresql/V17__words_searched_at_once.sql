-- TicketKit, schema version 17, for PostgreSQL: searches stay fast while many tickets are written.

-- What the index of words does not contain yet waits in a list that every search reads as a whole: up to 4 MB, some five thousand
-- tickets and 3 ms for each search, until whoever writes next puts all of it into the index, half a second for a single submit. In
-- kilobytes: smaller portions cost writes a little more in all.
alter index ticket_search_idx set (gin_pending_list_limit = 512);

insert into ticket_schema_version (version) values (17);
