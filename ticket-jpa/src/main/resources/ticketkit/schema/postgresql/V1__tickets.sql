-- TicketKit, schema version 1, for PostgreSQL. Names are not qualified: run it with the wanted schema as the current one.
-- Times are microseconds since 1970-01-01T00:00:00Z; the view ticket_report shows them as timestamps.
-- Lengths count Unicode code points.

-- first: what has it belongs to TicketKit; its row comes last
create table ticket_schema_version (
    version integer not null,
    constraint ticket_schema_version_pk primary key (version)
);

create sequence ticket_id_seq as bigint start with 1 increment by 50;

create table ticket_category (
    tenant text not null,
    code text not null,
    constraint ticket_category_pk primary key (tenant, code),
    constraint ticket_category_tenant_length check (char_length(tenant) <= 64),
    constraint ticket_category_tenant_blank check (tenant ~ '[^[:space:]]'),
    constraint ticket_category_code_length check (char_length(code) <= 64),
    constraint ticket_category_code_blank check (code ~ '[^[:space:]]')
);

create table ticket (
    id bigint not null,
    tenant text not null,
    title text not null,
    description text not null,
    category text not null,
    priority text not null,
    priority_rank smallint generated always as (
        case priority when 'low' then 0 when 'medium' then 1 when 'high' then 2 when 'critical' then 3 end) stored,
    status text not null,
    sentiment text not null,
    urgency_score integer not null,
    requester text,
    assignee text,
    team text,
    channel text,
    host_type text,
    host_id text,
    version bigint not null,
    last_event bigint not null,
    created_at bigint not null,
    updated_at bigint not null,
    first_response_at bigint,
    resolved_at bigint,
    closed_at bigint,
    category_source text not null,
    category_chosen_by text,
    category_confidence double precision,
    category_review boolean not null,
    priority_source text not null,
    priority_chosen_by text,
    priority_confidence double precision,
    priority_review boolean not null,
    sentiment_source text not null,
    sentiment_chosen_by text,
    sentiment_confidence double precision,
    sentiment_review boolean not null,
    urgency_score_source text not null,
    urgency_score_chosen_by text,
    urgency_score_confidence double precision,
    urgency_score_review boolean not null,
    needs_review boolean generated always as (
        category_review or priority_review) stored,
    search_text text not null,
    search_vector tsvector generated always as (array_to_tsvector(string_to_array(trim(search_text), ' '))) stored,
    constraint ticket_pk primary key (id),
    constraint ticket_tenant_id unique (tenant, id),
    constraint ticket_category_known foreign key (tenant, category) references ticket_category (tenant, code),
    constraint ticket_id_positive check (id > 0),
    constraint ticket_tenant_length check (char_length(tenant) <= 64),
    constraint ticket_tenant_blank check (tenant ~ '[^[:space:]]'),
    constraint ticket_title_length check (char_length(title) <= 200),
    constraint ticket_title_blank check (title ~ '[^[:space:]]'),
    constraint ticket_description_length check (char_length(description) <= 20000),
    constraint ticket_description_blank check (description ~ '[^[:space:]]'),
    constraint ticket_category_length check (char_length(category) <= 64),
    constraint ticket_category_blank check (category ~ '[^[:space:]]'),
    constraint ticket_requester_length check (char_length(requester) <= 254),
    constraint ticket_requester_blank check (requester ~ '[^[:space:]]'),
    constraint ticket_assignee_length check (char_length(assignee) <= 254),
    constraint ticket_assignee_blank check (assignee ~ '[^[:space:]]'),
    constraint ticket_team_length check (char_length(team) <= 64),
    constraint ticket_team_blank check (team ~ '[^[:space:]]'),
    constraint ticket_channel_length check (char_length(channel) <= 32),
    constraint ticket_channel_blank check (channel ~ '[^[:space:]]'),
    constraint ticket_host_type_length check (char_length(host_type) <= 64),
    constraint ticket_host_type_blank check (host_type ~ '[^[:space:]]'),
    constraint ticket_host_id_length check (char_length(host_id) <= 200),
    constraint ticket_host_id_blank check (host_id ~ '[^[:space:]]'),
    constraint ticket_priority_code check (priority in ('low', 'medium', 'high', 'critical')),
    constraint ticket_status_code check (status in ('open', 'in_progress', 'resolved', 'closed')),
    constraint ticket_sentiment_code check (sentiment in ('calm', 'neutral', 'frustrated', 'angry')),
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
    constraint ticket_resolved_when_done check ((resolved_at is not null) = (status in ('resolved', 'closed'))),
    constraint ticket_closed_when_closed check ((closed_at is not null) = (status = 'closed')),
    constraint ticket_category_source_code check (
        category_source in ('person', 'llm', 'learned', 'keyword', 'rule', 'host')),
    constraint ticket_category_chosen_by_length check (char_length(category_chosen_by) <= 254),
    constraint ticket_category_chosen_by_blank check (category_chosen_by ~ '[^[:space:]]'),
    constraint ticket_category_confidence_range check (category_confidence between 0 and 1),
    constraint ticket_priority_source_code check (
        priority_source in ('person', 'llm', 'learned', 'keyword', 'rule', 'host')),
    constraint ticket_priority_chosen_by_length check (char_length(priority_chosen_by) <= 254),
    constraint ticket_priority_chosen_by_blank check (priority_chosen_by ~ '[^[:space:]]'),
    constraint ticket_priority_confidence_range check (priority_confidence between 0 and 1),
    constraint ticket_sentiment_source_code check (
        sentiment_source in ('person', 'llm', 'learned', 'keyword', 'rule', 'host')),
    constraint ticket_sentiment_chosen_by_length check (char_length(sentiment_chosen_by) <= 254),
    constraint ticket_sentiment_chosen_by_blank check (sentiment_chosen_by ~ '[^[:space:]]'),
    constraint ticket_sentiment_confidence_range check (sentiment_confidence between 0 and 1),
    constraint ticket_urgency_score_source_code check (
        urgency_score_source in ('person', 'llm', 'learned', 'keyword', 'rule', 'host')),
    constraint ticket_urgency_score_chosen_by_length check (char_length(urgency_score_chosen_by) <= 254),
    constraint ticket_urgency_score_chosen_by_blank check (urgency_score_chosen_by ~ '[^[:space:]]'),
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
create index ticket_review_idx on ticket (tenant, created_at, id) where needs_review;
create index ticket_search_idx on ticket using gin (search_vector);

create table ticket_tag (
    tenant text not null,
    ticket_id bigint not null,
    tag text not null,
    constraint ticket_tag_pk primary key (tenant, ticket_id, tag),
    constraint ticket_tag_ticket foreign key (tenant, ticket_id) references ticket (tenant, id),
    constraint ticket_tag_tag_length check (char_length(tag) <= 64),
    constraint ticket_tag_tag_blank check (tag ~ '[^[:space:]]')
);

create index ticket_tag_idx on ticket_tag (tenant, tag, ticket_id);

create table ticket_attribute (
    tenant text not null,
    ticket_id bigint not null,
    name text not null,
    content text not null,
    constraint ticket_attribute_pk primary key (tenant, ticket_id, name),
    constraint ticket_attribute_ticket foreign key (tenant, ticket_id) references ticket (tenant, id),
    constraint ticket_attribute_name_length check (char_length(name) <= 64),
    constraint ticket_attribute_name_blank check (name ~ '[^[:space:]]'),
    constraint ticket_attribute_content_length check (char_length(content) <= 500)
);

create index ticket_attribute_idx on ticket_attribute (tenant, name, content, ticket_id);

create table ticket_history (
    tenant text not null,
    ticket_id bigint not null,
    event bigint not null,
    position integer not null,
    happened_at bigint not null,
    actor_role text not null,
    actor_id text not null,
    kind text not null,
    field text,
    old_value text,
    new_value text,
    constraint ticket_history_pk primary key (tenant, ticket_id, event, position),
    constraint ticket_history_ticket foreign key (tenant, ticket_id) references ticket (tenant, id),
    constraint ticket_history_event_range check (event >= 1),
    constraint ticket_history_position_range check (position >= 0),
    constraint ticket_history_happened_at_range check (happened_at between 946684800000000 and 253402300799999999),
    constraint ticket_history_actor_role_code check (actor_role in ('requester', 'staff', 'system')),
    constraint ticket_history_actor_id_length check (char_length(actor_id) <= 254),
    constraint ticket_history_actor_id_blank check (actor_id ~ '[^[:space:]]'),
    constraint ticket_history_kind_code check (kind in ('submitted', 'changed', 'rescored')),
    constraint ticket_history_field_code check (field in (
        'title', 'description', 'category', 'priority', 'status', 'sentiment', 'urgency_score', 'requester',
        'assignee', 'team', 'tags', 'channel', 'attributes', 'host_reference')),
    constraint ticket_history_field_when_changed check ((field is null) = (kind = 'submitted')),
    constraint ticket_history_values_with_field check (field is not null or (old_value is null and new_value is null)),
    constraint ticket_history_old_value_length check (char_length(old_value) <= 100000),
    constraint ticket_history_new_value_length check (char_length(new_value) <= 100000)
);

create table ticket_idempotency (
    tenant text not null,
    actor_role text not null,
    actor_id text not null,
    request_key text not null,
    fingerprint text not null,
    ticket_id bigint not null,
    used_at bigint not null,
    constraint ticket_idempotency_pk primary key (tenant, actor_role, actor_id, request_key),
    constraint ticket_idempotency_tenant_length check (char_length(tenant) <= 64),
    constraint ticket_idempotency_tenant_blank check (tenant ~ '[^[:space:]]'),
    constraint ticket_idempotency_actor_role_code check (actor_role in ('requester', 'staff', 'system')),
    constraint ticket_idempotency_actor_id_length check (char_length(actor_id) <= 254),
    constraint ticket_idempotency_actor_id_blank check (actor_id ~ '[^[:space:]]'),
    constraint ticket_idempotency_request_key_length check (char_length(request_key) <= 200),
    constraint ticket_idempotency_request_key_blank check (request_key ~ '[^[:space:]]'),
    constraint ticket_idempotency_fingerprint_form check (fingerprint ~ '^[0-9a-f]{64}$'),
    constraint ticket_idempotency_ticket_id_positive check (ticket_id > 0),
    constraint ticket_idempotency_used_at_range check (used_at between 946684800000000 and 253402300799999999)
);

create index ticket_idempotency_ticket_idx on ticket_idempotency (tenant, ticket_id);

-- seconds and the rest apart: one multiplication of all microseconds is not exact after the year 2255
create view ticket_report as
select
    id, tenant, title, category, priority, status, sentiment, urgency_score, requester, assignee, team, channel,
    host_type, host_id, needs_review, version,
    timestamptz 'epoch' + created_at / 1000000 * interval '1 second'
        + created_at % 1000000 * interval '1 microsecond' as created_at,
    timestamptz 'epoch' + updated_at / 1000000 * interval '1 second'
        + updated_at % 1000000 * interval '1 microsecond' as updated_at,
    timestamptz 'epoch' + first_response_at / 1000000 * interval '1 second'
        + first_response_at % 1000000 * interval '1 microsecond' as first_response_at,
    timestamptz 'epoch' + resolved_at / 1000000 * interval '1 second'
        + resolved_at % 1000000 * interval '1 microsecond' as resolved_at,
    timestamptz 'epoch' + closed_at / 1000000 * interval '1 second'
        + closed_at % 1000000 * interval '1 microsecond' as closed_at
from ticket;

insert into ticket_schema_version (version) values (1);
