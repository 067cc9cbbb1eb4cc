-- ${tickets} tickets as in many-tickets.sql, for H2: with tags and history, without ratings and runs. Numbers that look random are
-- hashes of the id and another number.

insert into ticket_category (tenant, code) values
    ('acme', 'billing'), ('acme', 'technical'), ('acme', 'account'), ('acme', 'general');

create local temporary table life as
select i as id, created_at, case when r1 < 0.95 and done_at < ${now} then done_at end as done_at
from (
    select i, r1, created_at, created_at + cast(-ln(1 - r2) * 2 * 86400000000 as bigint) + 60000000 as done_at
    from (
        select
            x as i, ora_hash(x * 1000 + 1, 1048575) / 1048576.0 as r1, ora_hash(x * 1000 + 2, 1048575) / 1048576.0 as r2,
            ${now} - (${tickets} - x) * (365 * 86400000000 / ${tickets}) - ora_hash(x * 1000, 999999) as created_at
        from system_range(1, ${tickets})) c) d;

insert into ticket (
    id, tenant, title, description, category, priority, status, sentiment, urgency_score, requester, assignee, team, channel,
    version, last_event, created_at, updated_at, first_response_at, resolved_at, closed_at, category_source, category_review,
    priority_source, priority_review, sentiment_source, sentiment_review, urgency_score_source, urgency_score_review,
    search_text)
select
    id, 'acme', 'Printer ' || id || ' does not print', words || ' ' || own,
    array['billing', 'technical', 'account', 'general'][1 + least(r4, r5)],
    array['low', 'medium', 'high', 'critical'][1 + least(r6, r7)],
    case when done_at is null then case when r8 < 40 then 'in_progress' else 'open' end
        when r8 < 70 then 'closed' else 'resolved' end,
    array['calm', 'neutral', 'frustrated', 'angry'][1 + least(r7, r9)],
    r10, 'requester-' || r11, case when r12 < 80 then 'agent-' || r13 end, 'team-' || r14,
    case when r12 < 60 then 'email' else 'web' end,
    3, 3, created_at, created_at, null, done_at, case when r8 < 70 then done_at end,
    case when r15 < 20 then 'person' else 'llm' end, r16 < 5, 'llm', false, 'llm', false, 'llm', false,
    -- words that come twice are no harm here
    ' printer ' || id || ' does not print ' || words || ' ' || own
from (
    select
        id, created_at, done_at, 'z' || lpad(id, 9, '0') as own,
        ora_hash(id * 1000 + 4, 3) as r4, ora_hash(id * 1000 + 5, 3) as r5, ora_hash(id * 1000 + 6, 3) as r6,
        ora_hash(id * 1000 + 7, 3) as r7, ora_hash(id * 1000 + 8, 99) as r8, ora_hash(id * 1000 + 9, 3) as r9,
        ora_hash(id * 1000 + 10, 100) as r10, ora_hash(id * 1000 + 11, 19999) as r11, ora_hash(id * 1000 + 12, 99) as r12,
        ora_hash(id * 1000 + 13, 59) as r13, ora_hash(id * 1000 + 14, 5) as r14, ora_hash(id * 1000 + 15, 99) as r15,
        ora_hash(id * 1000 + 16, 99) as r16,
        (select listagg('w' || lpad(cast(floor(exp(ora_hash(id * 1000 + 100 + n.x, 1048575) / 1048576.0 * ln(20000))) as integer),
            5, '0'), ' ') from system_range(1, 40) n) as words
    from life) l;

insert into ticket_tag (tenant, ticket_id, tag)
select 'acme', id, 'tag-' || least(ora_hash(id * 1000 + 20, 39), ora_hash(id * 1000 + 21, 39)) from life
where ora_hash(id * 1000 + 22, 99) < 60;

insert into ticket_history (
    tenant, ticket_id, event, position, happened_at, actor_role, actor_id, kind, field, old_value, new_value)
select 'acme', id, 1, 0, created_at, 'requester', 'x', 'submitted', null, null, null from life
union all
select 'acme', id, 2, 0, created_at, 'staff', 'x', 'changed', 'status', 'open', 'in_progress' from life
union all
select 'acme', id, 3, 0, done_at, 'staff', 'x', 'changed', 'status', 'in_progress', 'resolved' from life where done_at is not null;

drop table life;

-- the next ids: a sequence gives a block of 50
alter sequence ticket_id_seq restart with ${tickets} + 51;
