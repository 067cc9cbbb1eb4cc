-- TicketKit, schema version 5, for PostgreSQL: events that wait to be delivered.

-- One row for each handler and event; it goes when the event was delivered. due_at is when it is looked at next: while
-- it is claimed, the end of the lease; once it is dead, never. No foreign key to ticket: that it was erased is told, too.
create table ticket_outbox (
    ticket_id bigint not null,
    handler text not null,
    event bigint not null,
    tenant text not null,
    kind text not null,
    internal boolean not null,
    hidden_events bigint not null,
    happened_at bigint not null,
    actor_role text not null,
    actor_id text not null,
    due_at bigint not null,
    claimed boolean not null,
    claims bigint not null,
    attempts integer not null,
    failure text,
    died_at bigint,
    constraint ticket_outbox_pk primary key (ticket_id, handler, event),
    constraint ticket_outbox_ticket_id_positive check (ticket_id > 0),
    constraint ticket_outbox_handler_form check (handler ~ '^[A-Za-z0-9_.-]{1,64}$'),
    constraint ticket_outbox_event_range check (event >= 1),
    constraint ticket_outbox_tenant_length check (char_length(tenant) <= 64),
    constraint ticket_outbox_tenant_blank check (tenant ~ '[^[:space:]]'),
    constraint ticket_outbox_kind_form check (kind ~ '^[a-z0-9_]{1,64}$'),
    constraint ticket_outbox_hidden_events_range check (hidden_events between 0 and event),
    constraint ticket_outbox_happened_at_range check (happened_at between 946684800000000 and 253402300799999999),
    constraint ticket_outbox_actor_role_code check (actor_role in ('requester', 'staff', 'system')),
    constraint ticket_outbox_actor_id_length check (char_length(actor_id) <= 254),
    constraint ticket_outbox_actor_id_blank check (actor_id ~ '[^[:space:]]'),
    constraint ticket_outbox_due_at_range check (due_at between 946684800000000 and 253402300799999999),
    constraint ticket_outbox_claims_range check (claims >= 0),
    constraint ticket_outbox_attempts_range check (attempts between 0 and claims),
    constraint ticket_outbox_failure_length check (char_length(failure) <= 200),
    constraint ticket_outbox_failure_blank check (failure ~ '[^[:space:]]'),
    constraint ticket_outbox_died_at_range check (died_at between 946684800000000 and 253402300799999999),
    constraint ticket_outbox_claimed_when_claimed check (claims > 0 or not claimed),
    constraint ticket_outbox_dead_whole check (
        died_at is null or (failure is not null and not claimed and due_at = 253402300799999999))
);

create index ticket_outbox_due_idx on ticket_outbox (handler, due_at, ticket_id);
create index ticket_outbox_dead_idx on ticket_outbox (handler, ticket_id, event) where died_at is not null;

insert into ticket_schema_version (version) values (5);
