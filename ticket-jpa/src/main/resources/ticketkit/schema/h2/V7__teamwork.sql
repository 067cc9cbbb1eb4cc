-- TicketKit, schema version 7, for H2: merging, links and assignment.

-- Not a column of ticket: when an original is merged itself, its duplicates follow, and nobody has locked those. A row here
-- is written by whoever has locked the original it names.
create table ticket_merge (
    tenant varchar not null,
    ticket_id bigint not null,
    original_id bigint not null,
    since bigint not null,
    constraint ticket_merge_pk primary key (tenant, ticket_id),
    constraint ticket_merge_ticket foreign key (tenant, ticket_id) references ticket (tenant, id),
    constraint ticket_merge_original foreign key (tenant, original_id) references ticket (tenant, id),
    constraint ticket_merge_different check (ticket_id <> original_id),
    constraint ticket_merge_since_range check (since between 946684800000000 and 253402300799999999)
);

create index ticket_merge_original_idx on ticket_merge (tenant, original_id);

create table ticket_link (
    tenant varchar not null,
    low_id bigint not null,
    high_id bigint not null,
    since bigint not null,
    constraint ticket_link_pk primary key (tenant, low_id, high_id),
    constraint ticket_link_low foreign key (tenant, low_id) references ticket (tenant, id),
    constraint ticket_link_high foreign key (tenant, high_id) references ticket (tenant, id),
    constraint ticket_link_order check (low_id < high_id),
    constraint ticket_link_since_range check (since between 946684800000000 and 253402300799999999)
);

create index ticket_link_high_idx on ticket_link (tenant, high_id);

-- whose turn it was last; whoever gives tickets to people locks the row
create table ticket_rotation (
    tenant varchar not null,
    name varchar not null,
    last_id varchar,
    constraint ticket_rotation_pk primary key (tenant, name),
    constraint ticket_rotation_tenant_length check (char_length(tenant) <= 128),
    constraint ticket_rotation_tenant_blank check (regexp_like(tenant, '\S')),
    constraint ticket_rotation_name_length check (char_length(name) <= 420),
    constraint ticket_rotation_name_blank check (regexp_like(name, '\S')),
    constraint ticket_rotation_last_id_length check (char_length(last_id) <= 508),
    constraint ticket_rotation_last_id_blank check (regexp_like(last_id, '\S'))
);

-- how much everybody has to do
create index ticket_not_done_idx on ticket (tenant, assignee, status);

insert into ticket_schema_version (version) values (7);
