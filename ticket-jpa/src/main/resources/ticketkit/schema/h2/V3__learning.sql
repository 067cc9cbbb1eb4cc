-- TicketKit, schema version 3, for H2: what is learned from people's decisions.

-- H2 has no partial index, so what a person decided needs a column. Adding it copies the table: that takes as long as
-- writing all tickets again, and their space twice until the database is closed.
-- Version and time of change are in the index for the fingerprint, which reads nothing else. It does not begin with the tenant:
-- H2 2.4 would rather take the shorter index of tenants and ids.
alter table ticket add column labelled boolean generated always as (
    category_source = 'person' or priority_source = 'person');
create index ticket_labelled_idx on ticket (labelled, tenant, id, version, updated_at);

create table ticket_model (
    tenant varchar not null,
    field varchar not null,
    version bigint not null,
    trained_at bigint not null,
    checksum varchar not null,
    content binary large object not null,
    constraint ticket_model_pk primary key (tenant, field),
    constraint ticket_model_tenant_length check (char_length(tenant) <= 128),
    constraint ticket_model_tenant_blank check (regexp_like(tenant, '\S')),
    constraint ticket_model_field_code check (field = any (array['category', 'priority'])),
    constraint ticket_model_version_range check (version >= 1),
    constraint ticket_model_trained_at_range check (trained_at between 946684800000000 and 253402300799999999),
    constraint ticket_model_checksum_form check (regexp_like(checksum, '^[0-9a-f]{64}$')),
    constraint ticket_model_content_length check (octet_length(content) between 1 and 20971520)
);

-- when a tenant is looked after next, who has had no round yet since the year 2000; seen is the fingerprint of the last
create table ticket_training (
    tenant varchar not null,
    due_at bigint not null,
    lease_until bigint,
    seen varchar,
    constraint ticket_training_pk primary key (tenant),
    constraint ticket_training_tenant_length check (char_length(tenant) <= 128),
    constraint ticket_training_tenant_blank check (regexp_like(tenant, '\S')),
    constraint ticket_training_due_at_range check (due_at between 946684800000000 and 253402300799999999),
    constraint ticket_training_lease_until_range check (lease_until between 946684800000000 and 253402300799999999),
    constraint ticket_training_seen_length check (char_length(seen) <= 200)
);

insert into ticket_schema_version (version) values (3);
