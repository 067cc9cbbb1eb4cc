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
alter table ticket_history add constraint ticket_history_kind_code check (kind in (
        'submitted', 'changed', 'rescored', 'accepted', 'commented', 'comment_edited', 'comment_deleted', 'attached',
        'detached', 'rated', 'merged', 'absorbed', 'linked', 'unlinked'));
alter table ticket_history drop constraint ticket_history_field_when_changed;
alter table ticket_history add constraint ticket_history_field_when_changed check (
    (field is null) = (kind in ('submitted', 'commented', 'comment_edited', 'comment_deleted', 'attached', 'detached',
        'rated', 'merged', 'absorbed', 'linked', 'unlinked')));
alter table ticket_history add constraint ticket_history_subject_when_about check (
    (subject is not null) = (kind in ('commented', 'comment_edited', 'comment_deleted', 'attached', 'detached', 'merged',
        'absorbed', 'linked', 'unlinked')));

insert into ticket_schema_version (version) values (4);
