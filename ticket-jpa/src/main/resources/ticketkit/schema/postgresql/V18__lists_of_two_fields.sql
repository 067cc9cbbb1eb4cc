-- TicketKit, schema version 18, for PostgreSQL: lists of a status and a category or priority as fast as others.

-- with an index of one field a list goes through all newer tickets that have the other one not: critical ones that are open stand behind
-- the whole backlog, closed ones of a category, too
create index ticket_status_category_idx on ticket (tenant, status, category, created_at, id);
create index ticket_status_priority_idx on ticket (tenant, status, priority, created_at, id);

insert into ticket_schema_version (version) values (18);
