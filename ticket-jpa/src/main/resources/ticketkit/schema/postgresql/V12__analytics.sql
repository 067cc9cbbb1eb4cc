-- TicketKit, schema version 12, for PostgreSQL: figures about tickets and runs.

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

-- What is counted is in the indexes, so that tables, of which the texts are the most, are not read. Making them holds back
-- writers, some seconds for a million tickets.
create index ticket_figures_idx on ticket (tenant, created_at) include (
    category, priority, status, sentiment, urgency_score, category_source, channel, assignee, team, done_from_start);
create index ticket_resolved_idx on ticket (tenant, resolved_at) include (created_at) where resolved_at is not null;
create index ticket_responded_idx on ticket (tenant, first_response_at) include (created_at)
    where first_response_at is not null;
create index ticket_history_done_idx on ticket_history (tenant, happened_at) include (ticket_id, event)
    where field = 'status' and new_value in ('resolved', 'closed') and old_value not in ('resolved', 'closed');
create index ticket_history_opened_idx on ticket_history (tenant, happened_at) include (ticket_id, event)
    where field = 'status' and old_value in ('resolved', 'closed') and new_value not in ('resolved', 'closed');
create index ticket_rating_changed_idx on ticket_rating (tenant, changed_at) include (score, ticket_id);
create index ticket_run_figures_idx on ticket_run (tenant, asked_at) include (
    ticket_id, source, model, purpose, outcome, failure, duration_micros, input_tokens, output_tokens, cost, cost_unknown,
    attempts, cached, apart, category_source, category_fate, priority_source, priority_fate, sentiment_source, sentiment_fate,
    urgency_score_source, urgency_score_fate);
-- they go together: without it, many more kinds of runs are expected than there are, and sorted instead of counted
create statistics ticket_run_kinds (ndistinct) on category_source, category_fate, priority_source, priority_fate,
    sentiment_source, sentiment_fate, urgency_score_source, urgency_score_fate from ticket_run;

insert into ticket_schema_version (version) values (12);
