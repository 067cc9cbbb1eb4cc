-- Some thousands of rows in each table that has an index, on both databases. numbers(k): 1 to k, as n. Times are minutes from
-- 2023-11-14 on. Nearly all tickets are done, as they are where there are many.

insert into ticket_category (tenant, code) values ('acme', 'billing'), ('acme', 'technical'), ('acme', 'general');

insert into ticket (
    id, tenant, title, description, search_text, category, priority, status, sentiment, urgency_score, requester, assignee, team,
    host_type, host_id, version, last_event, created_at, updated_at, first_response_at, resolved_at, closed_at,
    category_source, category_review, priority_source, priority_review, sentiment_source, sentiment_review,
    urgency_score_source, urgency_score_review)
select
    n, 'acme', 'Printer ' || n, 'It hums.', ' printer ' || n || ' hums ',
    case mod(n, 3) when 0 then 'billing' when 1 then 'technical' else 'general' end,
    case mod(n, 4) when 0 then 'low' when 1 then 'medium' when 2 then 'high' else 'critical' end,
    case when mod(n, 50) = 0 then 'open' when mod(n, 50) = 1 then 'in_progress' when mod(n, 2) = 0 then 'resolved' else 'closed' end,
    'calm', mod(n * 37, 101), 'requester-' || mod(n, 500), 'agent-' || mod(n, 20), 'team-' || mod(n, 5),
    case when mod(n, 3) = 0 then 'order' end, case when mod(n, 3) = 0 then 'o-' || mod(n, 999) end,
    1, 3, 1700000000000000 + n * 60000000, 1700000000000000 + n * 60000000,
    case when mod(n, 50) > 1 then 1700000000000000 + n * 60000000 + 7000000 end,
    case when mod(n, 50) > 1 then 1700000000000000 + n * 60000000 + 9000000 end,
    case when mod(n, 50) > 1 and mod(n, 2) = 1 then 1700000000000000 + n * 60000000 + 9000000 end,
    case when mod(n, 40) = 0 then 'person' else 'keyword' end, mod(n, 30) = 7, 'keyword', false, 'keyword', false,
    'keyword', false
from numbers(6000);

insert into ticket_tag (tenant, ticket_id, tag) select 'acme', n, 'tag-' || mod(n, 300) from numbers(6000);

insert into ticket_attribute (tenant, ticket_id, name, content) select 'acme', n, 'order', 'o-' || mod(n, 999) from numbers(6000);

insert into ticket_history (tenant, ticket_id, event, position, happened_at, actor_role, actor_id, kind, field, old_value, new_value)
select 'acme', n, 1, 0, 1700000000000000 + n * 60000000, 'requester', 'x', 'submitted', null, null, null from numbers(6000)
union all
select 'acme', n, 2, 0, 1700000000000000 + n * 60000000, 'staff', 'x', 'changed', 'assignee', null, 'agent' from numbers(6000)
union all
select 'acme', n, 3, 0, 1700000000000000 + n * 60000000, 'staff', 'x', 'changed', 'status', 'open', 'resolved' from numbers(6000)
where mod(n, 50) > 1
union all
select 'acme', n, 4, 0, 1700000000000000 + n * 60000000, 'staff', 'x', 'changed', 'status', 'closed', 'open' from numbers(6000)
where mod(n, 50) = 0;

insert into ticket_idempotency (tenant, actor_role, actor_id, request_key, fingerprint, ticket_id, used_at)
select 'acme', 'staff', 'agent-' || mod(n, 20), 'key-' || n, lpad(cast(n as varchar), 64, '0'), n, 1700000000000000 + n * 60000000
from numbers(6000);

insert into ticket_run (
    id, tenant, ticket_id, asked_at, source, outcome, duration_micros, cost_unknown, rationale, queue_at, queue_attempt, apart)
select
    n, 'acme', n, 1700000000000000 + n * 60000000, 'keyword', case when mod(n, 100) = 0 then 'waiting' else 'answered' end, 5,
    false, case when mod(n, 10) = 1 then 'It hums.' end, case when mod(n, 100) = 0 then 1700000000000000 + n * 60000000 end,
    case when mod(n, 100) = 0 then 1 end, mod(n, 50) = 1
from numbers(6000);

insert into ticket_comment (id, tenant, ticket_id, kind, author, internal, content, ai_generated, edit_count, created_at)
select 2 * n, 'acme', n, 'staff', 'agent', false, 'It hums.', false, 0, 1700000000000000 + n * 60000000 from numbers(6000);

insert into ticket_comment_edit (tenant, comment_id, edit_number, ticket_id, content, editor_role, editor_id, replaced_at)
select 'acme', 2 * n, 1, n, 'It hummed.', 'staff', 'agent', 1700000000000000 + n * 60000000 from numbers(6000);

insert into ticket_attachment (
    id, tenant, ticket_id, comment_id, name, media_type, size_bytes, sha256, internal, author_role, author_id, created_at, store_key)
select
    2 * n, 'acme', n, 2 * n, 'hum.wav', 'audio/wav', 7, lpad(cast(n as varchar), 64, '0'), false, 'staff', 'agent',
    1700000000000000 + n * 60000000, lpad(cast(n as varchar), 32, '0')
from numbers(6000);

insert into ticket_rating (tenant, ticket_id, score, actor_role, actor_id, rated_at, changed_at)
select 'acme', n, 1 + mod(n, 5), 'requester', 'x', 1700000000000000 + n * 60000000, 1700000000000000 + n * 60000000
from numbers(6000);

insert into ticket_answer_feedback (id, tenant, ticket_id, helpful, run_id, comment_id, actor_role, actor_id, said_at, changed_at)
select
    n, 'acme', case when n <= 3000 then 1 + mod(n, 100) else n end, true, case when n <= 3000 then n end,
    case when n > 3000 then 2 * n end, 'staff', 'agent', 1700000000000000 + n * 60000000, 1700000000000000 + n * 60000000
from numbers(6000);

insert into ticket_outbox (
    ticket_id, handler, event, tenant, kind, internal, hidden_events, happened_at, actor_role, actor_id, due_at, claimed, claims,
    attempts, failure, died_at)
select
    n, 'mail', 1, 'acme', 'submitted', false, 0, 1700000000000000, 'staff', 'agent',
    case when mod(n, 100) = 0 then 253402300799999999 else 1700000000000000 + n * 60000000 end, false, 1, 1,
    case when mod(n, 100) = 0 then 'refused' end, case when mod(n, 100) = 0 then 1700000000000000 end
from numbers(6000);

insert into ticket_merge (tenant, ticket_id, original_id, since) select 'acme', n, 2000 + n, 1700000000000000 from numbers(1900);

insert into ticket_link (tenant, low_id, high_id, since) select 'acme', n, 2000 + n, 1700000000000000 from numbers(3000);

insert into ticket_conversation (
    tenant, id, place, ticket_id, started_by_role, started_by, created_at, updated_at, messages, answered, summarised)
select
    'acme', lpad(cast(n as varchar), 8, '0') || '-0000-0000-0000-000000000000', n, case when mod(n, 2) = 0 then n end, 'requester',
    'requester-' || mod(n, 500), 1700000000000000 + n * 60000000, 1700000000000000 + n * 60000000, 0, 0, 0
from numbers(6000);

insert into ticket_external (tenant, system, external_id, ticket_id) select 'acme', 'desk', 'd-' || n, n from numbers(6000);

insert into ticket_job (
    tenant, name, generation, input, state, read_to_end, read_due_at, read_claim, items, started_at, changed_at)
values (
    'acme', 'import', 1, '0000000000000000000000000000000000000000000000000000000000000000', 'running', true, 1700000000000000, 0, 6000,
    1700000000000000, 1700000000000000);

insert into ticket_job_item (
    tenant, job, generation, number, item_key, ticket_id, stage, due_at, claim, changes, attempts, failure, cost, unknown_costs, lost,
    duration_micros)
select
    'acme', 'import', 1, n, 'd-' || n, n,
    case when mod(n, 100) = 0 then 'waiting' when mod(n, 100) = 1 then 'set_aside' else 'done' end,
    case when mod(n, 100) = 0 then 1700000000000000 + n else 253402300799999999 end, 0, 0, 1,
    case when mod(n, 100) = 1 then 'refused' end, 0, 0, 0, 0
from numbers(6000);

insert into ticket_erasure (tenant, started_at, ended_at, tickets, other_tickets, comments, files, conversations)
select 'acme', 1700000000000000 + n * 60000000, 1700000000000000 + n * 60000000, 1, 0, 0, 0, 0 from numbers(6000);
