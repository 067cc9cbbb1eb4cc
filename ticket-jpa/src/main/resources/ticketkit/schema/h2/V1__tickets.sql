-- TicketKit, schema version 1, for H2. Names are not qualified: run it with the wanted schema as the current one.
-- Times are microseconds since 1970-01-01T00:00:00Z; the view ticket_report shows them as timestamps.
-- Constraints say "= any (array[…])" and never "in (…)", nor "x = … or x = …", which H2 makes into it: H2 2.4 evaluates those in the
-- session that ran this script, and refuses every row once it is closed.
-- H2 counts UTF-16 units, so the bounds of lengths are twice those that TicketKit allows in code points.

-- first: what has it belongs to TicketKit; its row comes last
create table ticket_schema_version (
    version integer not null,
    constraint ticket_schema_version_pk primary key (version)
);

create sequence ticket_id_seq as bigint start with 1 increment by 50;

create table ticket_category (
    tenant varchar not null,
    code varchar not null,
    constraint ticket_category_pk primary key (tenant, code),
    constraint ticket_category_tenant_length check (char_length(tenant) <= 128),
    constraint ticket_category_tenant_blank check (regexp_like(tenant, '\S')),
    constraint ticket_category_code_length check (char_length(code) <= 128),
    constraint ticket_category_code_blank check (regexp_like(code, '\S'))
);

create table ticket (
    id bigint not null,
    tenant varchar not null,
    title varchar not null,
    description varchar not null,
    category varchar not null,
    priority varchar not null,
    priority_rank smallint generated always as (
        case priority when 'low' then 0 when 'medium' then 1 when 'high' then 2 when 'critical' then 3 end),
    status varchar not null,
    sentiment varchar not null,
    urgency_score integer not null,
    requester varchar,
    assignee varchar,
    team varchar,
    channel varchar,
    host_type varchar,
    host_id varchar,
    version bigint not null,
    last_event bigint not null,
    created_at bigint not null,
    updated_at bigint not null,
    first_response_at bigint,
    resolved_at bigint,
    closed_at bigint,
    category_source varchar not null,
    category_chosen_by varchar,
    category_confidence double precision,
    category_review boolean not null,
    priority_source varchar not null,
    priority_chosen_by varchar,
    priority_confidence double precision,
    priority_review boolean not null,
    sentiment_source varchar not null,
    sentiment_chosen_by varchar,
    sentiment_confidence double precision,
    sentiment_review boolean not null,
    urgency_score_source varchar not null,
    urgency_score_chosen_by varchar,
    urgency_score_confidence double precision,
    urgency_score_review boolean not null,
    needs_review boolean generated always as (
        category_review or priority_review),
    search_text varchar not null,
    constraint ticket_pk primary key (id),
    constraint ticket_tenant_id unique (tenant, id),
    constraint ticket_category_known foreign key (tenant, category) references ticket_category (tenant, code),
    constraint ticket_id_positive check (id > 0),
    constraint ticket_tenant_length check (char_length(tenant) <= 128),
    constraint ticket_tenant_blank check (regexp_like(tenant, '\S')),
    constraint ticket_title_length check (char_length(title) <= 400),
    constraint ticket_title_blank check (regexp_like(title, '\S')),
    constraint ticket_description_length check (char_length(description) <= 40000),
    constraint ticket_description_blank check (regexp_like(description, '\S')),
    constraint ticket_category_length check (char_length(category) <= 128),
    constraint ticket_category_blank check (regexp_like(category, '\S')),
    constraint ticket_requester_length check (char_length(requester) <= 508),
    constraint ticket_requester_blank check (regexp_like(requester, '\S')),
    constraint ticket_assignee_length check (char_length(assignee) <= 508),
    constraint ticket_assignee_blank check (regexp_like(assignee, '\S')),
    constraint ticket_team_length check (char_length(team) <= 128),
    constraint ticket_team_blank check (regexp_like(team, '\S')),
    constraint ticket_channel_length check (char_length(channel) <= 64),
    constraint ticket_channel_blank check (regexp_like(channel, '\S')),
    constraint ticket_host_type_length check (char_length(host_type) <= 128),
    constraint ticket_host_type_blank check (regexp_like(host_type, '\S')),
    constraint ticket_host_id_length check (char_length(host_id) <= 400),
    constraint ticket_host_id_blank check (regexp_like(host_id, '\S')),
    constraint ticket_priority_code check (priority = any (array['low', 'medium', 'high', 'critical'])),
    constraint ticket_status_code check (status = any (array['open', 'in_progress', 'resolved', 'closed'])),
    constraint ticket_sentiment_code check (sentiment = any (array['calm', 'neutral', 'frustrated', 'angry'])),
    constraint ticket_urgency_score_range check (urgency_score between 0 and 100),
    constraint ticket_host_both check ((host_type is null) = (host_id is null)),
    constraint ticket_version_range check (version >= 1),
    constraint ticket_last_event_range check (last_event >= 1),
    constraint ticket_created_at_range check (created_at between 946684800000000 and 253402300799999999),
    constraint ticket_updated_at_range check (updated_at between 946684800000000 and 253402300799999999),
    constraint ticket_first_response_at_range check (first_response_at between 946684800000000 and 253402300799999999),
    constraint ticket_resolved_at_range check (resolved_at between 946684800000000 and 253402300799999999),
    constraint ticket_closed_at_range check (closed_at between 946684800000000 and 253402300799999999),
    constraint ticket_updated_after_created check (updated_at >= created_at),
    constraint ticket_resolved_when_done check ((resolved_at is not null) = (status = any (array['resolved', 'closed']))),
    constraint ticket_closed_when_closed check ((closed_at is not null) = (status = 'closed')),
    constraint ticket_category_source_code check (
        category_source = any (array['person', 'llm', 'learned', 'keyword', 'rule', 'host'])),
    constraint ticket_category_chosen_by_length check (char_length(category_chosen_by) <= 508),
    constraint ticket_category_chosen_by_blank check (regexp_like(category_chosen_by, '\S')),
    constraint ticket_category_confidence_range check (category_confidence between 0 and 1),
    constraint ticket_priority_source_code check (
        priority_source = any (array['person', 'llm', 'learned', 'keyword', 'rule', 'host'])),
    constraint ticket_priority_chosen_by_length check (char_length(priority_chosen_by) <= 508),
    constraint ticket_priority_chosen_by_blank check (regexp_like(priority_chosen_by, '\S')),
    constraint ticket_priority_confidence_range check (priority_confidence between 0 and 1),
    constraint ticket_sentiment_source_code check (
        sentiment_source = any (array['person', 'llm', 'learned', 'keyword', 'rule', 'host'])),
    constraint ticket_sentiment_chosen_by_length check (char_length(sentiment_chosen_by) <= 508),
    constraint ticket_sentiment_chosen_by_blank check (regexp_like(sentiment_chosen_by, '\S')),
    constraint ticket_sentiment_confidence_range check (sentiment_confidence between 0 and 1),
    constraint ticket_urgency_score_source_code check (
        urgency_score_source = any (array['person', 'llm', 'learned', 'keyword', 'rule', 'host'])),
    constraint ticket_urgency_score_chosen_by_length check (char_length(urgency_score_chosen_by) <= 508),
    constraint ticket_urgency_score_chosen_by_blank check (regexp_like(urgency_score_chosen_by, '\S')),
    constraint ticket_urgency_score_confidence_range check (urgency_score_confidence between 0 and 1)
);

create index ticket_created_idx on ticket (tenant, created_at, id);
create index ticket_status_idx on ticket (tenant, status, created_at, id);
create index ticket_assignee_idx on ticket (tenant, assignee, created_at, id);
create index ticket_requester_idx on ticket (tenant, requester, created_at, id);
create index ticket_category_idx on ticket (tenant, category, created_at, id);
create index ticket_priority_idx on ticket (tenant, priority_rank, id);
create index ticket_urgency_idx on ticket (tenant, urgency_score, id);
create index ticket_updated_idx on ticket (tenant, updated_at, id);
create index ticket_host_idx on ticket (tenant, host_type, host_id, created_at, id);
create index ticket_review_idx on ticket (tenant, needs_review, created_at, id);

create table ticket_tag (
    tenant varchar not null,
    ticket_id bigint not null,
    tag varchar not null,
    constraint ticket_tag_pk primary key (tenant, ticket_id, tag),
    constraint ticket_tag_ticket foreign key (tenant, ticket_id) references ticket (tenant, id),
    constraint ticket_tag_tag_length check (char_length(tag) <= 128),
    constraint ticket_tag_tag_blank check (regexp_like(tag, '\S'))
);

create index ticket_tag_idx on ticket_tag (tenant, tag, ticket_id);

create table ticket_attribute (
    tenant varchar not null,
    ticket_id bigint not null,
    name varchar not null,
    content varchar not null,
    constraint ticket_attribute_pk primary key (tenant, ticket_id, name),
    constraint ticket_attribute_ticket foreign key (tenant, ticket_id) references ticket (tenant, id),
    constraint ticket_attribute_name_length check (char_length(name) <= 128),
    constraint ticket_attribute_name_blank check (regexp_like(name, '\S')),
    constraint ticket_attribute_content_length check (char_length(content) <= 1000)
);

create index ticket_attribute_idx on ticket_attribute (tenant, name, content, ticket_id);

create table ticket_history (
    tenant varchar not null,
    ticket_id bigint not null,
    event bigint not null,
    position integer not null,
    happened_at bigint not null,
    actor_role varchar not null,
    actor_id varchar not null,
    kind varchar not null,
    field varchar,
    old_value varchar,
    new_value varchar,
    constraint ticket_history_pk primary key (tenant, ticket_id, event, position),
    constraint ticket_history_ticket foreign key (tenant, ticket_id) references ticket (tenant, id),
    constraint ticket_history_event_range check (event >= 1),
    constraint ticket_history_position_range check (position >= 0),
    constraint ticket_history_happened_at_range check (happened_at between 946684800000000 and 253402300799999999),
    constraint ticket_history_actor_role_code check (actor_role = any (array['requester', 'staff', 'system'])),
    constraint ticket_history_actor_id_length check (char_length(actor_id) <= 508),
    constraint ticket_history_actor_id_blank check (regexp_like(actor_id, '\S')),
    constraint ticket_history_kind_code check (kind = any (array['submitted', 'changed', 'rescored'])),
    constraint ticket_history_field_code check (field = any (array[
        'title', 'description', 'category', 'priority', 'status', 'sentiment', 'urgency_score', 'requester',
        'assignee', 'team', 'tags', 'channel', 'attributes', 'host_reference'])),
    constraint ticket_history_field_when_changed check ((field is null) = (kind = 'submitted')),
    constraint ticket_history_values_with_field check (field is not null or (old_value is null and new_value is null)),
    constraint ticket_history_old_value_length check (char_length(old_value) <= 200000),
    constraint ticket_history_new_value_length check (char_length(new_value) <= 200000)
);

create table ticket_idempotency (
    tenant varchar not null,
    actor_role varchar not null,
    actor_id varchar not null,
    request_key varchar not null,
    fingerprint varchar not null,
    ticket_id bigint not null,
    used_at bigint not null,
    constraint ticket_idempotency_pk primary key (tenant, actor_role, actor_id, request_key),
    constraint ticket_idempotency_tenant_length check (char_length(tenant) <= 128),
    constraint ticket_idempotency_tenant_blank check (regexp_like(tenant, '\S')),
    constraint ticket_idempotency_actor_role_code check (actor_role = any (array['requester', 'staff', 'system'])),
    constraint ticket_idempotency_actor_id_length check (char_length(actor_id) <= 508),
    constraint ticket_idempotency_actor_id_blank check (regexp_like(actor_id, '\S')),
    constraint ticket_idempotency_request_key_length check (char_length(request_key) <= 400),
    constraint ticket_idempotency_request_key_blank check (regexp_like(request_key, '\S')),
    constraint ticket_idempotency_fingerprint_form check (regexp_like(fingerprint, '^[0-9a-f]{64}$')),
    constraint ticket_idempotency_ticket_id_positive check (ticket_id > 0),
    constraint ticket_idempotency_used_at_range check (used_at between 946684800000000 and 253402300799999999)
);

create index ticket_idempotency_ticket_idx on ticket_idempotency (tenant, ticket_id);

-- days and the rest apart: H2 counts in nanoseconds, which overflow in the year 2262
create view ticket_report as
select
    id, tenant, title, category, priority, status, sentiment, urgency_score, requester, assignee, team, channel,
    host_type, host_id, needs_review, version,
    dateadd(microsecond, mod(created_at, 86400000000),
        dateadd(day, created_at / 86400000000, timestamp with time zone '1970-01-01 00:00:00+00')) as created_at,
    dateadd(microsecond, mod(updated_at, 86400000000),
        dateadd(day, updated_at / 86400000000, timestamp with time zone '1970-01-01 00:00:00+00')) as updated_at,
    dateadd(microsecond, mod(first_response_at, 86400000000),
        dateadd(day, first_response_at / 86400000000, timestamp with time zone '1970-01-01 00:00:00+00')) as first_response_at,
    dateadd(microsecond, mod(resolved_at, 86400000000),
        dateadd(day, resolved_at / 86400000000, timestamp with time zone '1970-01-01 00:00:00+00')) as resolved_at,
    dateadd(microsecond, mod(closed_at, 86400000000),
        dateadd(day, closed_at / 86400000000, timestamp with time zone '1970-01-01 00:00:00+00')) as closed_at
from ticket;

insert into ticket_schema_version (version) values (1);
