-- TicketKit, schema version 4, for H2: comments, and history that only some may see.

alter table ticket add column hidden_events bigint default 0 not null;
alter table ticket add constraint ticket_hidden_events_range check (hidden_events between 0 and last_event);

-- without internal lines events are numbered as if there were none: event - hidden_before
alter table ticket_history add column internal boolean default false not null;
alter table ticket_history add column hidden_before bigint default 0 not null;
alter table ticket_history add column subject bigint;
alter table ticket_history add constraint ticket_history_hidden_before_range check (
    hidden_before between 0 and event);
alter table ticket_history drop constraint ticket_history_kind_code;
alter table ticket_history add constraint ticket_history_kind_code check (kind = any (array[
        'submitted', 'changed', 'rescored', 'accepted', 'commented', 'comment_edited', 'comment_deleted', 'attached',
        'detached', 'rated', 'merged', 'absorbed', 'linked', 'unlinked']));
alter table ticket_history drop constraint ticket_history_field_when_changed;
alter table ticket_history add constraint ticket_history_field_when_changed check (
    (field is null) = (kind = any (array[
        'submitted', 'commented', 'comment_edited', 'comment_deleted', 'attached', 'detached',
        'rated', 'merged', 'absorbed', 'linked', 'unlinked'])));
alter table ticket_history add constraint ticket_history_subject_when_about check (
    (subject is not null) = (kind = any (array[
        'commented', 'comment_edited', 'comment_deleted', 'attached', 'detached', 'merged',
        'absorbed', 'linked', 'unlinked'])));

-- two rows of numbers: those of public replies, even, do not tell how many internal notes, odd, there are
create sequence ticket_comment_id_seq as bigint start with 2 increment by 100;
create sequence ticket_note_id_seq as bigint start with 1 increment by 100;

-- no foreign key for ai_run_id: a run may outlive or precede anything
create table ticket_comment (
    id bigint not null,
    tenant varchar not null,
    ticket_id bigint not null,
    kind varchar not null,
    author varchar not null,
    internal boolean not null,
    content varchar not null,
    ai_generated boolean not null,
    ai_model varchar,
    ai_confidence double precision,
    ai_run_id bigint,
    edit_count integer not null,
    created_at bigint not null,
    edited_at bigint,
    deleted_at bigint,
    constraint ticket_comment_pk primary key (id),
    constraint ticket_comment_tenant_id unique (tenant, id),
    constraint ticket_comment_id_positive check (id > 0),
    constraint ticket_comment_id_parity check (mod(id, 2) = case when internal then 1 else 0 end),
    constraint ticket_comment_kind_code check (kind = any (array['user', 'staff', 'ai', 'system'])),
    constraint ticket_comment_author_length check (char_length(author) <= 508),
    constraint ticket_comment_author_blank check (regexp_like(author, '\S')),
    constraint ticket_comment_content_length check (char_length(content) <= 40000),
    constraint ticket_comment_content_blank check (deleted_at is not null or regexp_like(content, '\S')),
    constraint ticket_comment_nothing_left check (
        deleted_at is null or (content = '' and not ai_generated and edit_count = 0)),
    constraint ticket_comment_ai_whole check (
        ai_generated or (ai_model is null and ai_confidence is null and ai_run_id is null)),
    constraint ticket_comment_ai_model_length check (char_length(ai_model) <= 200),
    constraint ticket_comment_ai_model_blank check (regexp_like(ai_model, '\S')),
    constraint ticket_comment_ai_confidence_range check (ai_confidence between 0 and 1),
    constraint ticket_comment_ai_run_id_positive check (ai_run_id > 0),
    constraint ticket_comment_edit_count_range check (edit_count >= 0),
    constraint ticket_comment_created_at_range check (created_at between 946684800000000 and 253402300799999999),
    constraint ticket_comment_edited_at_range check (edited_at between 946684800000000 and 253402300799999999),
    constraint ticket_comment_deleted_at_range check (deleted_at between 946684800000000 and 253402300799999999)
);

create index ticket_comment_ticket_idx on ticket_comment (tenant, ticket_id, created_at, id);
create index ticket_comment_created_idx on ticket_comment (tenant, created_at, id);
-- after the index: H2 makes one more of its own for it, and of two that serve a query takes the older
alter table ticket_comment add constraint ticket_comment_ticket foreign key (tenant, ticket_id)
    references ticket (tenant, id);

create table ticket_comment_edit (
    tenant varchar not null,
    comment_id bigint not null,
    edit_number integer not null,
    ticket_id bigint not null,
    content varchar not null,
    editor_role varchar not null,
    editor_id varchar not null,
    replaced_at bigint not null,
    constraint ticket_comment_edit_pk primary key (tenant, comment_id, edit_number),
    constraint ticket_comment_edit_comment foreign key (tenant, comment_id) references ticket_comment (tenant, id),
    constraint ticket_comment_edit_number_range check (edit_number >= 1),
    constraint ticket_comment_edit_ticket_id_positive check (ticket_id > 0),
    constraint ticket_comment_edit_content_length check (char_length(content) <= 40000),
    constraint ticket_comment_edit_content_blank check (regexp_like(content, '\S')),
    constraint ticket_comment_edit_editor_role_code check (editor_role = any (array['requester', 'staff', 'system'])),
    constraint ticket_comment_edit_editor_id_length check (char_length(editor_id) <= 508),
    constraint ticket_comment_edit_editor_id_blank check (regexp_like(editor_id, '\S')),
    constraint ticket_comment_edit_replaced_at_range check (replaced_at between 946684800000000 and 253402300799999999)
);

create index ticket_comment_edit_ticket_idx on ticket_comment_edit (tenant, ticket_id);

-- a key makes a ticket, or a comment on one
alter table ticket_idempotency add column comment_id bigint;
alter table ticket_idempotency add constraint ticket_idempotency_comment_id_positive check (comment_id > 0);

insert into ticket_schema_version (version) values (4);
