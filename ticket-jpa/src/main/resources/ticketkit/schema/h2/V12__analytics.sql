-- TicketKit, schema version 12, for H2: figures about tickets and runs.

-- whether it was resolved or closed when it was created: its history does not say
alter table ticket add column done_from_start boolean default false not null;
update ticket set done_from_start = true where coalesce(
    (select h.old_value from ticket_history h
        where h.tenant = ticket.tenant and h.ticket_id = ticket.id and h.field = 'status'
        order by h.event, h.position fetch first 1 row only),
    status) in ('resolved', 'closed');

-- whether it was written in another transaction than its ticket, which may have been rolled back
alter table ticket_run add column apart boolean default false not null;
update ticket_run set apart = true where ticket_id is not null
    and not exists (select 1 from ticket t where t.tenant = ticket_run.tenant and t.id = ticket_run.ticket_id);

-- H2 has no partial indexes, and reads tables for what an index only carries
create index ticket_resolved_idx on ticket (tenant, resolved_at, created_at);
create index ticket_responded_idx on ticket (tenant, first_response_at, created_at);
create index ticket_history_field_idx on ticket_history (tenant, field, happened_at);
create index ticket_rating_changed_idx on ticket_rating (tenant, changed_at, score);

insert into ticket_schema_version (version) values (12);
