-- TicketKit, schema version 6, for H2: attachments, feedback, links between tickets.

-- two rows of numbers: those of public files, even, do not tell how many internal ones, odd, there are
create sequence ticket_attachment_id_seq as bigint start with 2 increment by 100;
create sequence ticket_internal_attachment_id_seq as bigint start with 1 increment by 100;

-- what is known of a file; its content is where store_key says: in ticket_file, or elsewhere
create table ticket_attachment (
    id bigint not null,
    tenant varchar not null,
    ticket_id bigint not null,
    comment_id bigint,
    name varchar not null,
    media_type varchar not null,
    size_bytes bigint not null,
    sha256 varchar not null,
    internal boolean not null,
    author_role varchar not null,
    author_id varchar not null,
    created_at bigint not null,
    store_key varchar not null,
    constraint ticket_attachment_pk primary key (id),
    constraint ticket_attachment_store_key unique (store_key),
    constraint ticket_attachment_ticket foreign key (tenant, ticket_id) references ticket (tenant, id),
    constraint ticket_attachment_comment foreign key (tenant, comment_id) references ticket_comment (tenant, id),
    constraint ticket_attachment_id_positive check (id > 0),
    constraint ticket_attachment_id_parity check (mod(id, 2) = case when internal then 1 else 0 end),
    constraint ticket_attachment_name_length check (char_length(name) <= 400),
    constraint ticket_attachment_name_blank check (regexp_like(name, '\S')),
    constraint ticket_attachment_name_safe check (position('/' in name) = 0 and position('\' in name) = 0),
    constraint ticket_attachment_media_type_length check (char_length(media_type) <= 255),
    constraint ticket_attachment_media_type_form check (regexp_like(media_type, '^[a-z0-9][^/ ]*/[a-z0-9][^/ ]*$')),
    constraint ticket_attachment_size_bytes_range check (size_bytes >= 1),
    constraint ticket_attachment_sha256_form check (regexp_like(sha256, '^[0-9a-f]{64}$')),
    constraint ticket_attachment_author_role_code check (author_role = any (array['requester', 'staff', 'system'])),
    constraint ticket_attachment_author_id_length check (char_length(author_id) <= 508),
    constraint ticket_attachment_author_id_blank check (regexp_like(author_id, '\S')),
    constraint ticket_attachment_created_at_range check (created_at between 946684800000000 and 253402300799999999),
    constraint ticket_attachment_store_key_form check (regexp_like(store_key, '^[0-9a-f]{32}$'))
);

create index ticket_attachment_ticket_idx on ticket_attachment (tenant, ticket_id, created_at, id);
create index ticket_attachment_comment_idx on ticket_attachment (tenant, comment_id);

-- content of files; without a size it is not complete. A chunk is as much as is in memory at a time.
create table ticket_file (
    tenant varchar not null,
    store_key varchar not null,
    stored_at bigint not null,
    size_bytes bigint,
    constraint ticket_file_pk primary key (tenant, store_key),
    constraint ticket_file_tenant_length check (char_length(tenant) <= 128),
    constraint ticket_file_tenant_blank check (regexp_like(tenant, '\S')),
    constraint ticket_file_store_key_form check (regexp_like(store_key, '^[0-9a-f]{32}$')),
    constraint ticket_file_stored_at_range check (stored_at between 946684800000000 and 253402300799999999),
    constraint ticket_file_size_bytes_range check (size_bytes >= 0)
);

create table ticket_file_chunk (
    tenant varchar not null,
    store_key varchar not null,
    chunk_number integer not null,
    content binary varying(262144) not null,
    constraint ticket_file_chunk_pk primary key (tenant, store_key, chunk_number),
    constraint ticket_file_chunk_file foreign key (tenant, store_key) references ticket_file (tenant, store_key),
    constraint ticket_file_chunk_number_range check (chunk_number >= 0),
    constraint ticket_file_chunk_content_length check (octet_length(content) between 1 and 262144)
);

create table ticket_rating (
    tenant varchar not null,
    ticket_id bigint not null,
    score integer not null,
    content varchar,
    actor_role varchar not null,
    actor_id varchar not null,
    rated_at bigint not null,
    changed_at bigint not null,
    constraint ticket_rating_pk primary key (tenant, ticket_id),
    constraint ticket_rating_ticket foreign key (tenant, ticket_id) references ticket (tenant, id),
    constraint ticket_rating_score_range check (score between 1 and 5),
    constraint ticket_rating_content_length check (char_length(content) <= 4000),
    constraint ticket_rating_content_blank check (regexp_like(content, '\S')),
    constraint ticket_rating_actor_role_code check (actor_role = any (array['requester', 'staff', 'system'])),
    constraint ticket_rating_actor_id_length check (char_length(actor_id) <= 508),
    constraint ticket_rating_actor_id_blank check (regexp_like(actor_id, '\S')),
    constraint ticket_rating_rated_at_range check (rated_at between 946684800000000 and 253402300799999999),
    constraint ticket_rating_changed_at_range check (changed_at between 946684800000000 and 253402300799999999),
    constraint ticket_rating_changed_after_rated check (changed_at >= rated_at)
);

create sequence ticket_answer_feedback_id_seq as bigint start with 1 increment by 50;

-- one say for each actor on each run, comment or, where neither is named, ticket; run_id has no foreign key: see ticket_run
create table ticket_answer_feedback (
    id bigint not null,
    tenant varchar not null,
    ticket_id bigint not null,
    helpful boolean not null,
    run_id bigint,
    comment_id bigint,
    content varchar,
    actor_role varchar not null,
    actor_id varchar not null,
    said_at bigint not null,
    changed_at bigint not null,
    about_run bigint generated always as (coalesce(run_id, 0)),
    about_comment bigint generated always as (case when run_id is null then coalesce(comment_id, 0) else 0 end),
    constraint ticket_answer_feedback_pk primary key (id),
    constraint ticket_answer_feedback_one_say unique (
        tenant, ticket_id, actor_role, actor_id, about_run, about_comment),
    constraint ticket_answer_feedback_ticket foreign key (tenant, ticket_id) references ticket (tenant, id),
    constraint ticket_answer_feedback_comment foreign key (tenant, comment_id) references ticket_comment (tenant, id),
    constraint ticket_answer_feedback_id_positive check (id > 0),
    constraint ticket_answer_feedback_run_id_positive check (run_id > 0),
    constraint ticket_answer_feedback_content_length check (char_length(content) <= 4000),
    constraint ticket_answer_feedback_content_blank check (regexp_like(content, '\S')),
    constraint ticket_answer_feedback_actor_role_code check (actor_role = any (array['requester', 'staff', 'system'])),
    constraint ticket_answer_feedback_actor_id_length check (char_length(actor_id) <= 508),
    constraint ticket_answer_feedback_actor_id_blank check (regexp_like(actor_id, '\S')),
    constraint ticket_answer_feedback_said_at_range check (said_at between 946684800000000 and 253402300799999999),
    constraint ticket_answer_feedback_changed_at_range check (changed_at between 946684800000000 and 253402300799999999),
    constraint ticket_answer_feedback_changed_after_said check (changed_at >= said_at)
);

create index ticket_answer_feedback_ticket_idx on ticket_answer_feedback (tenant, ticket_id, said_at, id);
create index ticket_answer_feedback_comment_idx on ticket_answer_feedback (tenant, comment_id);

insert into ticket_schema_version (version) values (6);
