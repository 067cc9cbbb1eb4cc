-- TicketKit, schema version 13, for PostgreSQL: names in other systems, and processing jobs.

-- No foreign key to ticket: the name is claimed before the ticket is stored.
create table ticket_external (
    tenant text not null,
    system text not null,
    external_id text not null,
    ticket_id bigint not null,
    constraint ticket_external_pk primary key (tenant, system, external_id),
    constraint ticket_external_tenant_length check (char_length(tenant) <= 64),
    constraint ticket_external_tenant_blank check (tenant ~ '[^[:space:]]'),
    constraint ticket_external_system_form check (system ~ '^[A-Za-z0-9_.-]{1,64}$'),
    constraint ticket_external_external_id_length check (char_length(external_id) <= 200),
    constraint ticket_external_external_id_blank check (external_id ~ '[^[:space:]]'),
    constraint ticket_external_ticket_id_positive check (ticket_id > 0)
);

create index ticket_external_ticket_idx on ticket_external (tenant, ticket_id);

-- generation tells a job from those that had its name before and were forgotten. read_due_at is when the input may be read on:
-- while somebody reads it, when the lease ends; read_claim is the token of who read it last, 0 for nobody.
create table ticket_job (
    tenant text not null,
    name text not null,
    generation bigint not null,
    input text not null,
    state text not null,
    failure text,
    detail text,
    read_cursor text,
    read_to_end boolean not null,
    read_due_at bigint not null,
    read_claim bigint not null,
    items bigint not null,
    started_at bigint not null,
    changed_at bigint not null,
    constraint ticket_job_pk primary key (tenant, name),
    constraint ticket_job_generation_key unique (tenant, name, generation),
    constraint ticket_job_generation_range check (generation >= 1),
    constraint ticket_job_tenant_length check (char_length(tenant) <= 64),
    constraint ticket_job_tenant_blank check (tenant ~ '[^[:space:]]'),
    constraint ticket_job_name_form check (name ~ '^[A-Za-z0-9_.:-]{1,100}$'),
    constraint ticket_job_input_form check (input ~ '^[0-9a-f]{64}$'),
    constraint ticket_job_state_code check (state in ('running', 'done', 'stopped', 'cancelled')),
    constraint ticket_job_failure_code check (failure in ('invalid', 'not_found', 'source', 'sink', 'budget_spent', 'storage', 'refused')),
    constraint ticket_job_failure_when_stopped check ((failure is not null) = (state = 'stopped')),
    constraint ticket_job_detail_length check (char_length(detail) <= 200),
    constraint ticket_job_detail_blank check (detail ~ '[^[:space:]]'),
    constraint ticket_job_detail_when_stopped check (detail is null or state = 'stopped'),
    constraint ticket_job_read_cursor_length check (char_length(read_cursor) <= 2000),
    constraint ticket_job_read_due_at_range check (read_due_at between 946684800000000 and 253402300799999999),
    constraint ticket_job_read_claim_range check (read_claim >= 0),
    constraint ticket_job_items_range check (items >= 0),
    constraint ticket_job_started_at_range check (started_at between 946684800000000 and 253402300799999999),
    constraint ticket_job_changed_at_range check (changed_at between 946684800000000 and 253402300799999999)
);

-- due_at is when an item is looked at next: while it is claimed, when the lease ends; never once it is finished. claim is the token
-- of who claimed it last, 0 for nobody; changes counts what they changed, so that nobody does it twice. asked_at is there while a
-- model may be asked: what is found so after the lease was lost. No foreign key to ticket: an item stays, for what it cost, when
-- its ticket is erased, and says nothing of it then.
create table ticket_job_item (
    tenant text not null,
    job text not null,
    generation bigint not null,
    number bigint not null,
    item_key text,
    ticket_id bigint,
    stage text not null,
    due_at bigint not null,
    claim bigint not null,
    changes bigint not null,
    attempts integer not null,
    asked_at bigint,
    failure text,
    detail text,
    cost numeric(24, 12) not null,
    unknown_costs integer not null,
    lost integer not null,
    duration_micros bigint not null,
    constraint ticket_job_item_pk primary key (tenant, job, number),
    constraint ticket_job_item_key unique (tenant, job, item_key),
    constraint ticket_job_item_job foreign key (tenant, job, generation)
        references ticket_job (tenant, name, generation),
    constraint ticket_job_item_number_range check (number >= 1),
    constraint ticket_job_item_item_key_length check (char_length(item_key) <= 300),
    constraint ticket_job_item_item_key_blank check (item_key ~ '[^[:space:]]'),
    constraint ticket_job_item_ticket_id_positive check (ticket_id > 0),
    constraint ticket_job_item_stage_code check (stage in ('waiting', 'classified', 'done', 'unwritten', 'set_aside')),
    constraint ticket_job_item_whole check (
        stage not in ('waiting', 'classified', 'unwritten') or (ticket_id is not null and item_key is not null)),
    constraint ticket_job_item_due_at_range check (due_at between 946684800000000 and 253402300799999999),
    constraint ticket_job_item_due_at_never check (
        (due_at = 253402300799999999) = (stage in ('done', 'unwritten', 'set_aside'))),
    constraint ticket_job_item_claim_range check (claim >= 0),
    constraint ticket_job_item_changes_range check (changes >= 0),
    constraint ticket_job_item_attempts_range check (attempts >= 0),
    constraint ticket_job_item_asked_at_range check (asked_at between 946684800000000 and 253402300799999999),
    constraint ticket_job_item_asked_when_waiting check (asked_at is null or stage = 'waiting'),
    constraint ticket_job_item_failure_code check (failure in ('invalid', 'not_found', 'source', 'sink', 'budget_spent', 'storage', 'refused')),
    constraint ticket_job_item_failure_when_set_aside check (failure is not null or stage not in ('unwritten', 'set_aside')),
    constraint ticket_job_item_detail_length check (char_length(detail) <= 200),
    constraint ticket_job_item_detail_blank check (detail ~ '[^[:space:]]'),
    constraint ticket_job_item_cost_range check (cost >= 0),
    constraint ticket_job_item_lost_range check (lost between 0 and unknown_costs),
    constraint ticket_job_item_duration_micros_range check (duration_micros >= 0)
);

create index ticket_job_item_due_idx on ticket_job_item (tenant, job, due_at, number);
create index ticket_job_item_ticket_idx on ticket_job_item (tenant, ticket_id);
create index ticket_job_item_trouble_idx on ticket_job_item (tenant, job, number) where stage in ('unwritten', 'set_aside');

insert into ticket_schema_version (version) values (13);
