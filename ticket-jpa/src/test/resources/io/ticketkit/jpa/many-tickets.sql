-- ${tickets} tickets of a year that ends at ${now}, in microseconds, for PostgreSQL: nearly all are done, one of twelve was
-- opened again, a third is rated; 1.2 runs each. Its number and "printer" stand in every ticket, and two of forty words,
-- of which the first stands in a fifth of them, the last in a few of a thousand. r(i, n): a number from 0 to 1 that looks
-- random, the n-th of ticket i.

insert into ticket_category (tenant, code) values
    ('acme', 'billing'), ('acme', 'technical'), ('acme', 'account'), ('acme', 'general');

create function r(i bigint, n integer) returns double precision immutable parallel safe language sql as
    'select (hashint8extended(i, n) & 1048575) / 1048576.0::double precision';

-- done_at: empty while it is open; again_at: when it was opened again, and done a day later
create table life as
select
    i as id, created_at,
    case when r(i, 1) < 0.95 and done_at < ${now} then done_at end as done_at,
    case when r(i, 3) < 0.08 and done_at + 86400000000 < ${now} and r(i, 1) < 0.95 then done_at + 36000000000 end as again_at
from (
    select i, created_at, created_at + (-ln(1 - r(i, 2)) * 2 * 86400000000)::bigint + 60000000 as done_at
    from (
        select i, ${now} - ((${tickets} - i) * (365 * 86400000000 / ${tickets})) - (r(i, 0) * 1000000)::bigint as created_at
        from generate_series(1::bigint, ${tickets}) i) c) d;
analyze life;

insert into ticket (
    id, tenant, title, description, category, priority, status, sentiment, urgency_score, requester, assignee, team, channel,
    version, last_event, created_at, updated_at, first_response_at, resolved_at, closed_at, category_source, category_review,
    priority_source, priority_review, sentiment_source, sentiment_review, urgency_score_source, urgency_score_review,
    search_text)
select
    id, 'acme', 'Printer ' || id || ' does not print',
    repeat('It hums, blinks and does nothing else. ', 10) || about || ' ' || beside,
    (array['billing', 'technical', 'account', 'general'])[1 + (r(id, 4) * r(id, 5) * 4)::integer % 4],
    (array['low', 'medium', 'high', 'critical'])[1 + (r(id, 6) * r(id, 7) * 4)::integer % 4],
    case when done_at is null then case when r(id, 8) < 0.4 then 'in_progress' else 'open' end
        when r(id, 8) < 0.7 then 'closed' else 'resolved' end,
    (array['calm', 'neutral', 'frustrated', 'angry'])[1 + (r(id, 9) * r(id, 7) * 4)::integer % 4],
    (r(id, 10) * 100)::integer, 'requester-' || (r(id, 11) * 20000)::integer,
    case when r(id, 12) < 0.8 then 'agent-' || (r(id, 13) * 60)::integer end, 'team-' || (r(id, 14) * 6)::integer,
    case when r(id, 15) < 0.6 then 'email' else 'web' end,
    3, 5, created_at, created_at, case when r(id, 16) < 0.9 and created_at + 7200000000 < ${now}
        then created_at + (r(id, 17) * r(id, 18) * 7200000000)::bigint end,
    case when again_at is null then done_at else again_at + 36000000000 end,
    case when done_at is not null and r(id, 8) < 0.7
        then case when again_at is null then done_at else again_at + 36000000000 end end,
    case when r(id, 19) < 0.2 then 'person' else 'llm' end, false, 'llm', false, 'llm', false, 'llm', false,
    ' printer ' || id || ' does not print it hums blinks and nothing else ' || about
        || case when beside = about then '' else ' ' || beside end
from (
    select life.*, words[1 + (r(id, 70) * r(id, 71) * 40)::integer % 40] as about,
        words[1 + (r(id, 72) * r(id, 73) * 40)::integer % 40] as beside
    from life, (select array[
        'paper', 'toner', 'network', 'driver', 'cable', 'invoice', 'update', 'queue', 'tray', 'roller', 'password',
        'scanner', 'display', 'warranty', 'noise', 'stripes', 'colour', 'office', 'account', 'refund', 'delivery',
        'laptop', 'firmware', 'certificate', 'login', 'export', 'label', 'envelope', 'stapler', 'fuser', 'drum', 'router',
        'licence', 'contract', 'smell', 'smoke', 'humidity', 'socket', 'battery', 'manual'] as words) w) t;

insert into ticket_tag (tenant, ticket_id, tag)
select distinct 'acme', id, 'tag-' || (r(id, 20 + n) * r(id, 30 + n) * 40)::integer
from life, generate_series(1, 2) n where r(id, 40 + n) < 0.6;

insert into ticket_history (
    tenant, ticket_id, event, position, happened_at, actor_role, actor_id, kind, field, old_value, new_value)
select 'acme', id, 1, 0, created_at, 'requester', 'x', 'submitted', null, null, null from life
union all
select 'acme', id, 2, 0, created_at, 'staff', 'x', 'changed', 'status', 'open', 'in_progress' from life
union all
select 'acme', id, 3, 0, done_at, 'staff', 'x', 'changed', 'status', 'in_progress', 'resolved' from life where done_at is not null
union all
select 'acme', id, 4, 0, again_at, 'requester', 'x', 'changed', 'status', 'resolved', 'open' from life where again_at is not null
union all
select 'acme', id, 5, 0, again_at + 36000000000, 'staff', 'x', 'changed', 'status', 'open', 'resolved'
from life where again_at is not null;

insert into ticket_rating (tenant, ticket_id, score, actor_role, actor_id, rated_at, changed_at)
select 'acme', id, 5 - (r(id, 50) * r(id, 51) * 4)::integer, 'requester', 'x', done_at, done_at
from life where done_at is not null and r(id, 52) < 0.3;

insert into ticket_run (
    id, tenant, ticket_id, asked_at, source, outcome, failure, duration_micros, model, input_tokens, output_tokens, cost,
    cost_unknown, attempts, cached, rationale, category_value, category_confidence, category_source, category_fate,
    category_corrected_to, priority_value, priority_confidence, priority_source, priority_fate, purpose)
select
    id * 2 + n, 'acme', id, created_at, source, case when failed then 'failed' else 'answered' end,
    case when failed then 'timeout' end, (r(id, 60) * 2000000)::bigint, case when source = 'llm' then 'gpt-small' end,
    case when source = 'llm' then 400 end, case when source = 'llm' then 60 end,
    case when source = 'llm' then 0.0001 + r(id, 61)::numeric / 1000 end, false, case when source = 'llm' then 1 end,
    case when source = 'llm' then false end, case when not failed then 'The printer is named.' end,
    case when not failed then 'technical' end, case when not failed then 0.8 end, case when not failed then source end,
    case when not failed then case when r(id, 19) < 0.2 then 'corrected' else 'applied' end end,
    case when not failed and r(id, 19) < 0.2 then 'general' end, case when not failed then 'low' end,
    case when not failed then 0.8 end, case when not failed then source end, case when not failed then 'applied' end,
    'classification'
from (
    select id, created_at, n, case when n = 0 then 'llm' else 'keyword' end as source, n = 0 and r(id, 62) < 0.2 as failed
    from life, generate_series(0, 1) n where n = 0 or r(id, 62) < 0.2) f;

drop table life;
drop function r(bigint, integer);
