-- TicketKit, schema version 2, for PostgreSQL: runs of classifiers, money spent on models, accepted values.

create sequence ticket_run_id_seq as bigint start with 1 increment by 50;

-- No foreign key to ticket: a run may be written before its ticket, or outlive it.
create table ticket_run (
    id bigint not null,
    tenant text not null,
    ticket_id bigint,
    asked_at bigint not null,
    source text not null,
    outcome text not null,
    failure text,
    duration_micros bigint not null,
    model text,
    prompt_version text,
    request_id text,
    input_tokens bigint,
    cached_input_tokens bigint,
    output_tokens bigint,
    reasoning_tokens bigint,
    cost numeric(24, 12),
    cost_unknown boolean not null,
    attempts integer,
    cached boolean,
    flags text,
    rationale text,
    queue_text text,
    queue_at bigint,
    queue_attempt integer,
    category_value text,
    category_confidence double precision,
    category_source text,
    category_fate text,
    category_corrected_to text,
    priority_value text,
    priority_confidence double precision,
    priority_source text,
    priority_fate text,
    priority_corrected_to text,
    sentiment_value text,
    sentiment_confidence double precision,
    sentiment_source text,
    sentiment_fate text,
    sentiment_corrected_to text,
    urgency_score_value text,
    urgency_score_confidence double precision,
    urgency_score_source text,
    urgency_score_fate text,
    urgency_score_corrected_to text,
    constraint ticket_run_pk primary key (id),
    constraint ticket_run_id_positive check (id > 0),
    constraint ticket_run_ticket_id_positive check (ticket_id > 0),
    constraint ticket_run_tenant_length check (char_length(tenant) <= 64),
    constraint ticket_run_tenant_blank check (tenant ~ '[^[:space:]]'),
    constraint ticket_run_asked_at_range check (asked_at between 946684800000000 and 253402300799999999),
    constraint ticket_run_source_code check (source in ('person', 'llm', 'learned', 'keyword', 'rule', 'host')),
    constraint ticket_run_outcome_code check (outcome in ('waiting', 'started', 'answered', 'abstained', 'failed')),
    constraint ticket_run_failure_code check (failure in (
        'timeout', 'unreachable', 'rate_limited', 'server_error', 'authentication', 'quota', 'invalid_request', 'refused',
        'filtered', 'truncated', 'invalid_answer', 'budget_spent', 'circuit_open', 'busy', 'interrupted', 'lost', 'error')),
    constraint ticket_run_failure_when_failed check ((failure is not null) = (outcome = 'failed')),
    constraint ticket_run_duration_micros_range check (duration_micros >= 0),
    constraint ticket_run_model_length check (char_length(model) <= 100),
    constraint ticket_run_model_blank check (model ~ '[^[:space:]]'),
    constraint ticket_run_prompt_version_length check (char_length(prompt_version) <= 100),
    constraint ticket_run_prompt_version_blank check (prompt_version ~ '[^[:space:]]'),
    constraint ticket_run_request_id_length check (char_length(request_id) <= 100),
    constraint ticket_run_request_id_blank check (request_id ~ '[^[:space:]]'),
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
    constraint ticket_run_flags_form check (flags ~ '^[a-z0-9_,]+$'),
    constraint ticket_run_flags_length check (char_length(flags) <= 1500),
    constraint ticket_run_rationale_length check (char_length(rationale) <= 500),
    constraint ticket_run_rationale_blank check (rationale ~ '[^[:space:]]'),
    constraint ticket_run_queue_text_form check (queue_text ~ '^[0-9a-f]{64}$'),
    constraint ticket_run_queue_at_range check (queue_at between 946684800000000 and 253402300799999999),
    constraint ticket_run_queue_attempt_range check (queue_attempt >= 1),
    constraint ticket_run_queue_whole check (
        (queue_at is null) = (queue_attempt is null) and (queue_text is null or queue_at is not null)),
    constraint ticket_run_queue_when_open check ((queue_at is not null) = (outcome in ('waiting', 'started'))),
    constraint ticket_run_category_value_length check (char_length(category_value) <= 64),
    constraint ticket_run_category_value_blank check (category_value ~ '[^[:space:]]'),
    constraint ticket_run_category_corrected_to_length check (char_length(category_corrected_to) <= 64),
    constraint ticket_run_category_corrected_to_blank check (category_corrected_to ~ '[^[:space:]]'),
    constraint ticket_run_category_confidence_range check (category_confidence between 0 and 1),
    constraint ticket_run_category_source_code check (
        category_source in ('person', 'llm', 'learned', 'keyword', 'rule', 'host')),
    constraint ticket_run_category_fate_code check (
        category_fate in ('offered', 'applied', 'superseded', 'accepted', 'corrected')),
    constraint ticket_run_category_whole check (
        (category_value is null) = (category_confidence is null)
        and (category_value is null) = (category_source is null) and (category_value is null) = (category_fate is null)),
    constraint ticket_run_category_corrected check (
        (category_corrected_to is not null) = (coalesce(category_fate, '') = 'corrected')),
    constraint ticket_run_priority_value_code check (priority_value in ('low', 'medium', 'high', 'critical')),
    constraint ticket_run_priority_corrected_to_code check (
        priority_corrected_to in ('low', 'medium', 'high', 'critical')),
    constraint ticket_run_priority_confidence_range check (priority_confidence between 0 and 1),
    constraint ticket_run_priority_source_code check (
        priority_source in ('person', 'llm', 'learned', 'keyword', 'rule', 'host')),
    constraint ticket_run_priority_fate_code check (
        priority_fate in ('offered', 'applied', 'superseded', 'accepted', 'corrected')),
    constraint ticket_run_priority_whole check (
        (priority_value is null) = (priority_confidence is null)
        and (priority_value is null) = (priority_source is null) and (priority_value is null) = (priority_fate is null)),
    constraint ticket_run_priority_corrected check (
        (priority_corrected_to is not null) = (coalesce(priority_fate, '') = 'corrected')),
    constraint ticket_run_sentiment_value_code check (
        sentiment_value in ('calm', 'neutral', 'frustrated', 'angry')),
    constraint ticket_run_sentiment_corrected_to_code check (
        sentiment_corrected_to in ('calm', 'neutral', 'frustrated', 'angry')),
    constraint ticket_run_sentiment_confidence_range check (sentiment_confidence between 0 and 1),
    constraint ticket_run_sentiment_source_code check (
        sentiment_source in ('person', 'llm', 'learned', 'keyword', 'rule', 'host')),
    constraint ticket_run_sentiment_fate_code check (
        sentiment_fate in ('offered', 'applied', 'superseded', 'accepted', 'corrected')),
    constraint ticket_run_sentiment_whole check (
        (sentiment_value is null) = (sentiment_confidence is null)
        and (sentiment_value is null) = (sentiment_source is null) and (sentiment_value is null) = (sentiment_fate is null)),
    constraint ticket_run_sentiment_corrected check (
        (sentiment_corrected_to is not null) = (coalesce(sentiment_fate, '') = 'corrected')),
    constraint ticket_run_urgency_score_value_form check (urgency_score_value ~ '^(100|[0-9]{1,2})$'),
    constraint ticket_run_urgency_score_corrected_to_form check (urgency_score_corrected_to ~ '^(100|[0-9]{1,2})$'),
    constraint ticket_run_urgency_score_confidence_range check (urgency_score_confidence between 0 and 1),
    constraint ticket_run_urgency_score_source_code check (
        urgency_score_source in ('person', 'llm', 'learned', 'keyword', 'rule', 'host')),
    constraint ticket_run_urgency_score_fate_code check (
        urgency_score_fate in ('offered', 'applied', 'superseded', 'accepted', 'corrected')),
    constraint ticket_run_urgency_score_whole check (
        (urgency_score_value is null) = (urgency_score_confidence is null)
        and (urgency_score_value is null) = (urgency_score_source is null) and (urgency_score_value is null) = (urgency_score_fate is null)),
    constraint ticket_run_urgency_score_corrected check (
        (urgency_score_corrected_to is not null) = (coalesce(urgency_score_fate, '') = 'corrected'))
);

create index ticket_run_ticket_idx on ticket_run (tenant, ticket_id, asked_at, id);
create index ticket_run_asked_idx on ticket_run (tenant, asked_at, id);
create index ticket_run_queue_idx on ticket_run (outcome, queue_at, id) where queue_at is not null;

-- a day is counted from 1970-01-01, as in 20000 for 2024-10-04
create table ticket_spend (
    tenant text not null,
    utc_day integer not null,
    spent numeric(22, 10) not null,
    reserved numeric(22, 10) not null,
    constraint ticket_spend_pk primary key (tenant, utc_day),
    constraint ticket_spend_tenant_length check (char_length(tenant) <= 64),
    constraint ticket_spend_tenant_blank check (tenant ~ '[^[:space:]]'),
    constraint ticket_spend_utc_day_range check (utc_day between 10957 and 2932896),
    constraint ticket_spend_spent_range check (spent >= 0),
    constraint ticket_spend_reserved_range check (reserved >= 0)
);

alter table ticket_history drop constraint ticket_history_kind_code;
alter table ticket_history add constraint ticket_history_kind_code
    check (kind in ('submitted', 'changed', 'rescored', 'accepted'));

insert into ticket_schema_version (version) values (2);
