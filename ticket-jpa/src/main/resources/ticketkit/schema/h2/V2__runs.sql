-- TicketKit, schema version 2, for H2: runs of classifiers, money spent on models, accepted values.

create sequence ticket_run_id_seq as bigint start with 1 increment by 50;

-- No foreign key to ticket: a run may be written before its ticket, or outlive it.
create table ticket_run (
    id bigint not null,
    tenant varchar not null,
    ticket_id bigint,
    asked_at bigint not null,
    source varchar not null,
    outcome varchar not null,
    failure varchar,
    duration_micros bigint not null,
    model varchar,
    prompt_version varchar,
    request_id varchar,
    input_tokens bigint,
    cached_input_tokens bigint,
    output_tokens bigint,
    reasoning_tokens bigint,
    cost numeric(24, 12),
    cost_unknown boolean not null,
    attempts integer,
    cached boolean,
    flags varchar,
    rationale varchar,
    queue_text varchar,
    queue_at bigint,
    queue_attempt integer,
    category_value varchar,
    category_confidence double precision,
    category_source varchar,
    category_fate varchar,
    category_corrected_to varchar,
    priority_value varchar,
    priority_confidence double precision,
    priority_source varchar,
    priority_fate varchar,
    priority_corrected_to varchar,
    sentiment_value varchar,
    sentiment_confidence double precision,
    sentiment_source varchar,
    sentiment_fate varchar,
    sentiment_corrected_to varchar,
    urgency_score_value varchar,
    urgency_score_confidence double precision,
    urgency_score_source varchar,
    urgency_score_fate varchar,
    urgency_score_corrected_to varchar,
    constraint ticket_run_pk primary key (id),
    constraint ticket_run_id_positive check (id > 0),
    constraint ticket_run_ticket_id_positive check (ticket_id > 0),
    constraint ticket_run_tenant_length check (char_length(tenant) <= 128),
    constraint ticket_run_tenant_blank check (regexp_like(tenant, '\S')),
    constraint ticket_run_asked_at_range check (asked_at between 946684800000000 and 253402300799999999),
    constraint ticket_run_source_code check (source = any (array['person', 'llm', 'learned', 'keyword', 'rule', 'host'])),
    constraint ticket_run_outcome_code check (
        outcome = any (array['waiting', 'started', 'answered', 'abstained', 'failed'])),
    constraint ticket_run_failure_code check (failure = any (array[
        'timeout', 'unreachable', 'rate_limited', 'server_error', 'authentication', 'quota', 'invalid_request', 'refused',
        'filtered', 'truncated', 'invalid_answer', 'budget_spent', 'circuit_open', 'busy', 'interrupted', 'lost', 'error'])),
    constraint ticket_run_failure_when_failed check ((failure is not null) = (outcome = 'failed')),
    constraint ticket_run_duration_micros_range check (duration_micros >= 0),
    constraint ticket_run_model_length check (char_length(model) <= 200),
    constraint ticket_run_model_blank check (regexp_like(model, '\S')),
    constraint ticket_run_prompt_version_length check (char_length(prompt_version) <= 200),
    constraint ticket_run_prompt_version_blank check (regexp_like(prompt_version, '\S')),
    constraint ticket_run_request_id_length check (char_length(request_id) <= 200),
    constraint ticket_run_request_id_blank check (regexp_like(request_id, '\S')),
    constraint ticket_run_input_tokens_range check (input_tokens >= 0),
    constraint ticket_run_cached_input_tokens_range check (cached_input_tokens >= 0),
    constraint ticket_run_output_tokens_range check (output_tokens >= 0),
    constraint ticket_run_reasoning_tokens_range check (reasoning_tokens >= 0),
    constraint ticket_run_cost_range check (cost >= 0),
    constraint ticket_run_attempts_range check (attempts >= 0),
    constraint ticket_run_call_whole check (
        (model is null) = (attempts is null) and (model is null) = (cached is null)),
    constraint ticket_run_call_with_model check (
        model is not null or (prompt_version is null and request_id is null and input_tokens is null
        and cached_input_tokens is null and output_tokens is null and reasoning_tokens is null and cost is null and flags is null)),
    constraint ticket_run_cost_known_or_not check (cost is null or not cost_unknown),
    constraint ticket_run_flags_form check (regexp_like(flags, '^[a-z0-9_,]+$')),
    constraint ticket_run_flags_length check (char_length(flags) <= 1500),
    constraint ticket_run_rationale_length check (char_length(rationale) <= 1000),
    constraint ticket_run_rationale_blank check (regexp_like(rationale, '\S')),
    constraint ticket_run_queue_text_form check (regexp_like(queue_text, '^[0-9a-f]{64}$')),
    constraint ticket_run_queue_at_range check (queue_at between 946684800000000 and 253402300799999999),
    constraint ticket_run_queue_attempt_range check (queue_attempt >= 1),
    constraint ticket_run_queue_whole check (
        (queue_at is null) = (queue_attempt is null) and (queue_text is null or queue_at is not null)),
    constraint ticket_run_queue_when_open check ((queue_at is not null) = (outcome = any (array['waiting', 'started']))),
    constraint ticket_run_category_value_length check (char_length(category_value) <= 128),
    constraint ticket_run_category_value_blank check (regexp_like(category_value, '\S')),
    constraint ticket_run_category_corrected_to_length check (char_length(category_corrected_to) <= 128),
    constraint ticket_run_category_corrected_to_blank check (regexp_like(category_corrected_to, '\S')),
    constraint ticket_run_category_confidence_range check (category_confidence between 0 and 1),
    constraint ticket_run_category_source_code check (
        category_source = any (array['person', 'llm', 'learned', 'keyword', 'rule', 'host'])),
    constraint ticket_run_category_fate_code check (
        category_fate = any (array['offered', 'applied', 'superseded', 'accepted', 'corrected'])),
    constraint ticket_run_category_whole check (
        (category_value is null) = (category_confidence is null)
        and (category_value is null) = (category_source is null) and (category_value is null) = (category_fate is null)),
    constraint ticket_run_category_corrected check (
        (category_corrected_to is not null) = (coalesce(category_fate, '') = 'corrected')),
    constraint ticket_run_priority_value_code check (priority_value = any (array['low', 'medium', 'high', 'critical'])),
    constraint ticket_run_priority_corrected_to_code check (
        priority_corrected_to = any (array['low', 'medium', 'high', 'critical'])),
    constraint ticket_run_priority_confidence_range check (priority_confidence between 0 and 1),
    constraint ticket_run_priority_source_code check (
        priority_source = any (array['person', 'llm', 'learned', 'keyword', 'rule', 'host'])),
    constraint ticket_run_priority_fate_code check (
        priority_fate = any (array['offered', 'applied', 'superseded', 'accepted', 'corrected'])),
    constraint ticket_run_priority_whole check (
        (priority_value is null) = (priority_confidence is null)
        and (priority_value is null) = (priority_source is null) and (priority_value is null) = (priority_fate is null)),
    constraint ticket_run_priority_corrected check (
        (priority_corrected_to is not null) = (coalesce(priority_fate, '') = 'corrected')),
    constraint ticket_run_sentiment_value_code check (
        sentiment_value = any (array['calm', 'neutral', 'frustrated', 'angry'])),
    constraint ticket_run_sentiment_corrected_to_code check (
        sentiment_corrected_to = any (array['calm', 'neutral', 'frustrated', 'angry'])),
    constraint ticket_run_sentiment_confidence_range check (sentiment_confidence between 0 and 1),
    constraint ticket_run_sentiment_source_code check (
        sentiment_source = any (array['person', 'llm', 'learned', 'keyword', 'rule', 'host'])),
    constraint ticket_run_sentiment_fate_code check (
        sentiment_fate = any (array['offered', 'applied', 'superseded', 'accepted', 'corrected'])),
    constraint ticket_run_sentiment_whole check (
        (sentiment_value is null) = (sentiment_confidence is null)
        and (sentiment_value is null) = (sentiment_source is null) and (sentiment_value is null) = (sentiment_fate is null)),
    constraint ticket_run_sentiment_corrected check (
        (sentiment_corrected_to is not null) = (coalesce(sentiment_fate, '') = 'corrected')),
    constraint ticket_run_urgency_score_value_form check (regexp_like(urgency_score_value, '^(100|[0-9]{1,2})$')),
    constraint ticket_run_urgency_score_corrected_to_form check (
        regexp_like(urgency_score_corrected_to, '^(100|[0-9]{1,2})$')),
    constraint ticket_run_urgency_score_confidence_range check (urgency_score_confidence between 0 and 1),
    constraint ticket_run_urgency_score_source_code check (
        urgency_score_source = any (array['person', 'llm', 'learned', 'keyword', 'rule', 'host'])),
    constraint ticket_run_urgency_score_fate_code check (
        urgency_score_fate = any (array['offered', 'applied', 'superseded', 'accepted', 'corrected'])),
    constraint ticket_run_urgency_score_whole check (
        (urgency_score_value is null) = (urgency_score_confidence is null)
        and (urgency_score_value is null) = (urgency_score_source is null) and (urgency_score_value is null) = (urgency_score_fate is null)),
    constraint ticket_run_urgency_score_corrected check (
        (urgency_score_corrected_to is not null) = (coalesce(urgency_score_fate, '') = 'corrected'))
);

create index ticket_run_ticket_idx on ticket_run (tenant, ticket_id, asked_at, id);
create index ticket_run_asked_idx on ticket_run (tenant, asked_at, id);
create index ticket_run_queue_idx on ticket_run (outcome, queue_at, id);

-- a day is counted from 1970-01-01, as in 20000 for 2024-10-04
create table ticket_spend (
    tenant varchar not null,
    utc_day integer not null,
    spent numeric(22, 10) not null,
    reserved numeric(22, 10) not null,
    constraint ticket_spend_pk primary key (tenant, utc_day),
    constraint ticket_spend_tenant_length check (char_length(tenant) <= 128),
    constraint ticket_spend_tenant_blank check (regexp_like(tenant, '\S')),
    constraint ticket_spend_utc_day_range check (utc_day between 10957 and 2932896),
    constraint ticket_spend_spent_range check (spent >= 0),
    constraint ticket_spend_reserved_range check (reserved >= 0)
);

alter table ticket_history drop constraint ticket_history_kind_code;
alter table ticket_history add constraint ticket_history_kind_code
    check (kind = any (array['submitted', 'changed', 'rescored', 'accepted']));

insert into ticket_schema_version (version) values (2);
