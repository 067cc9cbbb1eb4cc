-- TicketKit, schema version 14, for H2: erasing people, and what is kept only for a while.

-- The person stands here only until everything is erased; what is left then are numbers.
create table ticket_erasure (
    id bigint generated always as identity,
    tenant varchar not null,
    person varchar,
    started_at bigint not null,
    ended_at bigint,
    tickets bigint not null,
    other_tickets bigint not null,
    comments bigint not null,
    files bigint not null,
    conversations bigint not null,
    constraint ticket_erasure_pk primary key (id),
    constraint ticket_erasure_once unique (tenant, person),
    constraint ticket_erasure_tenant_length check (char_length(tenant) <= 128),
    constraint ticket_erasure_tenant_blank check (regexp_like(tenant, '\S')),
    constraint ticket_erasure_person_length check (char_length(person) <= 508),
    constraint ticket_erasure_person_blank check (regexp_like(person, '\S')),
    constraint ticket_erasure_person_until_ended check ((person is null) = (ended_at is not null)),
    constraint ticket_erasure_started_at_range check (started_at between 946684800000000 and 253402300799999999),
    constraint ticket_erasure_ended_at_range check (ended_at between 946684800000000 and 253402300799999999),
    constraint ticket_erasure_counts_range check (
        tickets >= 0 and other_tickets >= 0 and comments >= 0 and files >= 0 and conversations >= 0)
);

create index ticket_erasure_ended_idx on ticket_erasure (ended_at);
create index ticket_closed_idx on ticket (tenant, closed_at);
create index ticket_idempotency_used_idx on ticket_idempotency (tenant, used_at);
create index ticket_conversation_updated_idx on ticket_conversation (tenant, updated_at);

insert into ticket_schema_version (version) values (14);
