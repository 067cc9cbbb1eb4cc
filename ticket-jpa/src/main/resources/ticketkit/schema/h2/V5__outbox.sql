-- TicketKit, schema version 5, for H2: events that wait to be delivered.

-- One row for each handler and event; it goes when the event was delivered. due_at is when it is looked at next: while
-- it is claimed, the end of the lease; once it is dead, never. No foreign key to ticket: that it was erased is told, too.
create table ticket_outbox (
    ticket_id bigint not null,
    handler varchar not null,
    event bigint not null,
    tenant varchar not null,
    kind varchar not null,
    internal boolean not null,
    hidden_events bigint not null,
    happened_at bigint not null,
    actor_role varchar not null,
    actor_id varchar not null,
    due_at bigint not null,
    claimed boolean not null,
    claims bigint not null,
    attempts integer not null,
    failure varchar,
    died_at bigint,
    constraint ticket_outbox_pk primary key (ticket_id, handler, event),
    constraint ticket_outbox_ticket_id_positive check (ticket_id > 0),
    constraint ticket_outbox_handler_form check (regexp_like(handler, '^[A-Za-z0-9_.-]{1,64}$')),
    constraint ticket_outbox_event_range check (event >= 1),
    constraint ticket_outbox_tenant_length check (char_length(tenant) <= 128),
    constraint ticket_outbox_tenant_blank check (regexp_like(tenant, '\S')),
    constraint ticket_outbox_kind_form check (regexp_like(kind, '^[a-z0-9_]{1,64}$')),
    constraint ticket_outbox_hidden_events_range check (hidden_events between 0 and event),
    constraint ticket_outbox_happened_at_range check (happened_at between 946684800000000 and 253402300799999999),
    constraint ticket_outbox_actor_role_code check (actor_role = any (array['requester', 'staff', 'system'])),
    constraint ticket_outbox_actor_id_length check (char_length(actor_id) <= 508),
    constraint ticket_outbox_actor_id_blank check (regexp_like(actor_id, '\S')),
    constraint ticket_outbox_due_at_range check (due_at between 946684800000000 and 253402300799999999),
    constraint ticket_outbox_claims_range check (claims >= 0),
    constraint ticket_outbox_attempts_range check (attempts between 0 and claims),
    constraint ticket_outbox_failure_length check (char_length(failure) <= 400),
    constraint ticket_outbox_failure_blank check (regexp_like(failure, '\S')),
    constraint ticket_outbox_died_at_range check (died_at between 946684800000000 and 253402300799999999),
    constraint ticket_outbox_claimed_when_claimed check (claims > 0 or not claimed),
    constraint ticket_outbox_dead_whole check (
        died_at is null or (failure is not null and not claimed and due_at = 253402300799999999))
);

create index ticket_outbox_due_idx on ticket_outbox (handler, due_at, ticket_id);

insert into ticket_schema_version (version) values (5);
