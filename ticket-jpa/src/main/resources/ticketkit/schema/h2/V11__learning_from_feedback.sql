-- TicketKit, schema version 11, for H2: how sure a drafted reply said it was, and what people said of such, newest first.

alter table ticket_run add column confidence double precision;
alter table ticket_run add constraint ticket_run_confidence_range check (confidence between 0 and 1);

create index ticket_answer_feedback_changed_idx on ticket_answer_feedback (tenant, changed_at, id);

insert into ticket_schema_version (version) values (11);
