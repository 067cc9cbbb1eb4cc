-- TicketKit, schema version 9, for H2: what runs were for.

alter table ticket_run add column purpose varchar default 'classification' not null;
alter table ticket_run add constraint ticket_run_purpose_code check (
    purpose = any (array['classification', 'reply', 'summary', 'actions', 'chat']));

insert into ticket_schema_version (version) values (9);
