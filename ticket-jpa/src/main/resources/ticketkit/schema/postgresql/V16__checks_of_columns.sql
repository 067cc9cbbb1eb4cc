-- TicketKit, schema version 16, for PostgreSQL: the same checks, for a third of the work of a write.
--
-- PostgreSQL reads the checks of a table anew from their stored form for every statement that inserts or updates, all of them. Those
-- of a type it keeps for a session, and looks only at the columns that are written. So what is checked of one column is checked by a
-- type of that column, a domain, under the same name as before.
--
-- Columns of tickets that hosts see, by TicketRecord or in ticket_report, keep their plain types: who compares a mapping with tables
-- (Hibernate's "validate") does not know domains. The priority has one because a column is generated from it.
--
-- The tables are written anew: a minute or two for a million tickets.

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
    create temporary table ticket_checked on commit drop as
        select r.relname::text as owner, a.attname::text as field, format_type(a.atttypid, a.atttypmod) as plain,
            r.relname || '_' || a.attname || '_domain' as domain, c.conname::text as name,
            -- the name of the column, but not a code that is called the same
            regexp_replace(pg_get_expr(c.conbin, c.conrelid), '(?<!'')\m' || a.attname || '\M', 'value', 'g') as rule
        from pg_constraint c
        join pg_class r on r.oid = c.conrelid
        join pg_attribute a on a.attrelid = r.oid and a.attnum = c.conkey[1]
        where c.contype = 'c' and cardinality(c.conkey) = 1
            and r.relnamespace = (select n.oid from pg_namespace n where n.nspname = current_schema())
            -- those that most calls write to
            and r.relname in ('ticket', 'ticket_history', 'ticket_outbox', 'ticket_run', 'ticket_idempotency', 'ticket_comment',
                'ticket_conversation', 'ticket_chat_message', 'ticket_job', 'ticket_job_item')
            and not (r.relname = 'ticket' and a.attname in ('id', 'tenant', 'title', 'category', 'priority', 'status', 'sentiment',
                'urgency_score', 'requester', 'assignee', 'team', 'channel', 'host_type', 'host_id', 'version', 'created_at',
                'updated_at', 'first_response_at', 'resolved_at', 'closed_at'));
    for wanted in
        select domain, plain, string_agg(format('constraint %I check (%s)', name, rule), ' ' order by name) as checks
        from ticket_checked group by domain, plain
    loop
        execute format('create domain %I as %s %s', wanted.domain, wanted.plain, wanted.checks);
    end loop;
    for wanted in
        select owner, string_agg(change, ', ' order by change desc) as changes from (
            select owner, format('drop constraint %I', name) as change from ticket_checked
            union
            select owner, format('alter column %I type %I', field, domain) from ticket_checked) c
        group by owner
    loop
        execute format('alter table %I %s', wanted.owner, wanted.changes);
    end loop;
end $$;

insert into ticket_schema_version (version) values (16);
