-- TicketKit, schema version 8, for H2: similar tickets, chats, what a model helped with.

-- place: from the id, orders those that began in the same microsecond; lease: who is making an answer
create table ticket_conversation (
    tenant varchar not null,
    id varchar not null,
    place bigint not null,
    ticket_id bigint,
    started_by_role varchar not null,
    started_by varchar not null,
    created_at bigint not null,
    updated_at bigint not null,
    messages bigint not null,
    answered bigint not null,
    taken_over_at bigint,
    taken_over_by_role varchar,
    taken_over_by varchar,
    ended_at bigint,
    ended_by_role varchar,
    ended_by varchar,
    lease_holder varchar,
    lease_until bigint,
    summary varchar,
    summarised bigint not null,
    constraint ticket_conversation_pk primary key (tenant, id),
    constraint ticket_conversation_ticket foreign key (tenant, ticket_id) references ticket (tenant, id),
    constraint ticket_conversation_tenant_length check (char_length(tenant) <= 128),
    constraint ticket_conversation_tenant_blank check (regexp_like(tenant, '\S')),
    constraint ticket_conversation_id_form check (regexp_like(id, '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$')),
    constraint ticket_conversation_place_range check (place >= 0),
    constraint ticket_conversation_started_by_role_code check (
        started_by_role = any (array['requester', 'staff', 'system'])),
    constraint ticket_conversation_started_by_length check (char_length(started_by) <= 508),
    constraint ticket_conversation_started_by_blank check (regexp_like(started_by, '\S')),
    constraint ticket_conversation_created_at_range check (created_at between 946684800000000 and 253402300799999999),
    constraint ticket_conversation_updated_at_range check (updated_at between 946684800000000 and 253402300799999999),
    constraint ticket_conversation_updated_after_created check (updated_at >= created_at),
    constraint ticket_conversation_messages_range check (messages >= 0),
    constraint ticket_conversation_answered_range check (answered between 0 and messages),
    constraint ticket_conversation_taken_over_at_range check (taken_over_at between 946684800000000 and 253402300799999999),
    constraint ticket_conversation_taken_over_by_role_code check (
        taken_over_by_role = any (array['requester', 'staff', 'system'])),
    constraint ticket_conversation_taken_over_by_length check (char_length(taken_over_by) <= 508),
    constraint ticket_conversation_taken_over_by_blank check (regexp_like(taken_over_by, '\S')),
    constraint ticket_conversation_taken_over_whole check (
        (taken_over_by_role is null) = (taken_over_by is null) and (taken_over_by is null or taken_over_at is not null)),
    constraint ticket_conversation_ended_at_range check (ended_at between 946684800000000 and 253402300799999999),
    constraint ticket_conversation_ended_by_role_code check (ended_by_role = any (array['requester', 'staff', 'system'])),
    constraint ticket_conversation_ended_by_length check (char_length(ended_by) <= 508),
    constraint ticket_conversation_ended_by_blank check (regexp_like(ended_by, '\S')),
    constraint ticket_conversation_ended_whole check (
        (ended_by_role is null) = (ended_by is null) and (ended_by is null) = (ended_at is null)),
    constraint ticket_conversation_lease_holder_form check (regexp_like(lease_holder, '^[0-9A-Za-z-]{1,64}$')),
    constraint ticket_conversation_lease_until_range check (lease_until between 946684800000000 and 253402300799999999),
    constraint ticket_conversation_lease_whole check ((lease_holder is null) = (lease_until is null)),
    constraint ticket_conversation_summary_length check (char_length(summary) <= 8000),
    constraint ticket_conversation_summarised_range check (summarised between 0 and messages),
    constraint ticket_conversation_summary_when_summarised check ((summary is not null) = (summarised > 0))
);

create index ticket_conversation_created_idx on ticket_conversation (tenant, created_at, place);
create index ticket_conversation_ticket_idx on ticket_conversation (tenant, ticket_id, created_at, place);
create index ticket_conversation_starter_idx on ticket_conversation (tenant, started_by_role, started_by, created_at, place);

create table ticket_chat_message (
    tenant varchar not null,
    conversation_id varchar not null,
    number bigint not null,
    sender varchar not null,
    author_role varchar,
    author varchar,
    content varchar not null,
    said_at bigint not null,
    answers bigint not null,
    source varchar,
    confidence double precision,
    failure varchar,
    run_id bigint,
    hands_over boolean not null,
    constraint ticket_chat_message_pk primary key (tenant, conversation_id, number),
    constraint ticket_chat_message_conversation foreign key (tenant, conversation_id)
        references ticket_conversation (tenant, id) on delete cascade,
    constraint ticket_chat_message_number_range check (number >= 1),
    constraint ticket_chat_message_sender_code check (sender = any (array['person', 'assistant', 'staff', 'system'])),
    constraint ticket_chat_message_author_role_code check (author_role = any (array['requester', 'staff', 'system'])),
    constraint ticket_chat_message_author_length check (char_length(author) <= 508),
    constraint ticket_chat_message_author_blank check (regexp_like(author, '\S')),
    constraint ticket_chat_message_content_length check (char_length(content) <= 40000),
    constraint ticket_chat_message_content_blank check (regexp_like(content, '\S')),
    constraint ticket_chat_message_said_at_range check (said_at between 946684800000000 and 253402300799999999),
    constraint ticket_chat_message_answers_range check (answers between 0 and number - 1),
    constraint ticket_chat_message_source_code check (source = any (array['llm', 'learned', 'keyword', 'rule', 'host'])),
    constraint ticket_chat_message_confidence_range check (confidence between 0 and 1),
    constraint ticket_chat_message_failure_code check (failure = any (array[
        'timeout', 'unreachable', 'rate_limited', 'server_error', 'authentication', 'quota', 'invalid_request', 'refused',
        'filtered', 'truncated', 'invalid_answer', 'budget_spent', 'circuit_open', 'busy', 'interrupted', 'lost', 'error'])),
    constraint ticket_chat_message_run_id_positive check (run_id > 0),
    constraint ticket_chat_message_author_or_machine check (
        (author_role is null) = (author is null) and (author is null) = (sender = 'assistant')),
    constraint ticket_chat_message_machine_whole check (
        (source is null) = (sender <> 'assistant') and (source is null) = (answers = 0)
        and (source is null) = (confidence is null)
        and (source is not null or (failure is null and run_id is null and not hands_over)))
);

insert into ticket_schema_version (version) values (8);
