-- TicketKit, schema version 16, for PostgreSQL: the same checks, for less of the work of a write.
--
-- PostgreSQL reads the checks of a table anew from their stored form for every statement that inserts or updates, all of them. Those
-- of a type it keeps for a session, and looks only at the columns that are written. So what is checked of one column is checked by a
-- type of that column, a domain, under the same name as before.
--
-- Columns of tickets that hosts see, by TicketRecord or in ticket_report, keep their plain types: who compares a mapping with tables
-- (Hibernate's "validate") does not know domains.
--
-- The tables are written anew: two minutes for a million tickets.

-- the longest of several columns, which stay: shorter to read with their codes as one constant
alter table ticket_history
    drop constraint ticket_history_field_when_changed,
    drop constraint ticket_history_subject_when_about,
    add constraint ticket_history_field_when_changed check (
        kind = 'rated' or (field is null) = (kind = any (
            '{submitted,commented,comment_edited,comment_deleted,attached,detached,merged,absorbed,linked,unlinked}'::text[]))),
    add constraint ticket_history_subject_when_about check (
        (subject is not null) = (kind = any (
            '{commented,comment_edited,comment_deleted,attached,detached,merged,absorbed,linked,unlinked}'::text[])));

do $$
declare
    wanted record;
begin
    for wanted in
        select owner, string_agg(format('create domain %I as %s %s', domain, plain, checks), '; ' order by domain) as domains,
            -- in an order of its own: indexes are made anew in it, and a row that breaks two unique ones is told the first
            string_agg(format('%s, alter column %I type %I', drops, field, domain), ', ' order by field desc) as changes
        from (
            select r.relname as owner, a.attname as field, format_type(a.atttypid, a.atttypmod) as plain,
                r.relname || '_' || a.attname || '_domain' as domain,
                string_agg(format('drop constraint %I', c.conname), ', ' order by c.conname) as drops,
                string_agg(format('constraint %I check (%s)', c.conname,
                    -- the name of the column, but not a code that is called the same
                    regexp_replace(pg_get_expr(c.conbin, c.conrelid), '(?<!'')\m' || a.attname || '\M', 'value', 'g')),
                    ' ' order by c.conname) as checks
            from pg_constraint c
            join pg_class r on r.oid = c.conrelid
            join pg_attribute a on a.attrelid = r.oid and a.attnum = c.conkey[1]
            where c.contype = 'c' and cardinality(c.conkey) = 1
                and r.relnamespace = (select n.oid from pg_namespace n where n.nspname = current_schema())
                -- those that most calls write to
                and r.relname in ('ticket', 'ticket_history', 'ticket_outbox', 'ticket_run', 'ticket_idempotency',
                    'ticket_comment', 'ticket_conversation', 'ticket_chat_message', 'ticket_job', 'ticket_job_item')
                and not (r.relname = 'ticket' and a.attname in ('id', 'tenant', 'title', 'category', 'priority', 'status',
                    'sentiment', 'urgency_score', 'requester', 'assignee', 'team', 'channel', 'host_type', 'host_id', 'version',
                    'created_at', 'updated_at', 'first_response_at', 'resolved_at', 'closed_at'))
            group by r.relname, a.attname, a.atttypid, a.atttypmod) of_columns
        group by owner
    loop
        execute wanted.domains;
        execute format('alter table %I %s', wanted.owner, wanted.changes);
    end loop;
end $$;

insert into ticket_schema_version (version) values (16);
