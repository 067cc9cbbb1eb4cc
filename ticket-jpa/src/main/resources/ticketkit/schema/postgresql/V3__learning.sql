-- TicketKit, schema version 3, for PostgreSQL: what is learned from people's decisions.

-- What people decided, by tenant and newest id. A partial index and no column of its own, because adding a computed one
-- would rewrite the whole table; this reads it once and holds back writers meanwhile, some seconds for a million tickets.
-- Version and time of change are in it for the fingerprint, which reads nothing else.
create index ticket_labelled_idx on ticket (tenant, id) include (version, updated_at)
    where category_source = 'person' or priority_source = 'person';

create table ticket_model (
    tenant text not null,
    field text not null,
    version bigint not null,
    trained_at bigint not null,
    checksum text not null,
    content bytea not null,
    constraint ticket_model_pk primary key (tenant, field),
    constraint ticket_model_tenant_length check (char_length(tenant) <= 64),
    constraint ticket_model_tenant_blank check (tenant ~ '[^[:space:]]'),
    constraint ticket_model_field_code check (field in ('category', 'priority')),
    constraint ticket_model_version_range check (version >= 1),
    constraint ticket_model_trained_at_range check (trained_at between 946684800000000 and 253402300799999999),
    constraint ticket_model_checksum_form check (checksum ~ '^[0-9a-f]{64}$'),
    constraint ticket_model_content_length check (octet_length(content) between 1 and 20971520)
);

-- when a tenant is looked after next, who has had no round yet since the year 2000; seen is the fingerprint of the last
create table ticket_training (
    tenant text not null,
    due_at bigint not null,
    lease_until bigint,
    seen text,
    constraint ticket_training_pk primary key (tenant),
    constraint ticket_training_tenant_length check (char_length(tenant) <= 64),
    constraint ticket_training_tenant_blank check (tenant ~ '[^[:space:]]'),
    constraint ticket_training_due_at_range check (due_at between 946684800000000 and 253402300799999999),
    constraint ticket_training_lease_until_range check (lease_until between 946684800000000 and 253402300799999999),
    constraint ticket_training_seen_length check (char_length(seen) <= 100)
);

insert into ticket_schema_version (version) values (3);
